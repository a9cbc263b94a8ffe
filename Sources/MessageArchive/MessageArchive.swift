import Messaging
import Synchronization

/// What one account has shown and written, on disk.
///
/// Two SQLite files in a folder that only its owner can enter: `archive.sqlite` holds what the server showed and could
/// show again, `outbox.sqlite` what the operator wrote and nobody else has. Whoever opens it is the one process that
/// polls and sends for the account, until it closes it or ends.
///
/// Reads run beside each other and beside a write, on threads of their own, each from one consistent state. Lists are
/// read in windows by the row at their edge, so a million messages cost what fifty do.
public final class MessageArchive: Sendable {
  /// Where it was opened.
  public let location: ArchiveLocation
  let archive: DatabaseFile
  let outbox: DatabaseFile
  let hub = ChangeHub()
  private let lock: Mutex<AccountLock?>

  /// Opens an account's archive, making it where there is none. It takes some milliseconds of the calling thread.
  ///
  /// Fails with `.inUse` while another process has it, `.notPrivate` where others could change it, `.newerFormat` and
  /// `.damaged` for files that it leaves as they are, and `.unreachable` or `.noSpace` as the system says.
  public static func open(_ location: ArchiveLocation) throws(ArchiveError) -> MessageArchive {
    try MessageArchive(location)
  }

  private init(_ location: ArchiveLocation) throws(ArchiveError) {
    self.location = location
    let folder = try PrivateFolder(creating: location.folder)
    // Before anything is touched: closing a file that SQLite has open elsewhere in this process drops its own locks.
    let lock = try AccountLock(file: location.lockFile)
    try folder.prepareFile("outbox.sqlite")
    try folder.prepareFile("archive.sqlite")
    outbox = try DatabaseFile(path: location.outboxFile, durability: .full, migrations: OutboxSchema.migrations)
    archive = try DatabaseFile(path: location.archiveFile, durability: .normal, migrations: ArchiveSchema.migrations)
    self.lock = Mutex(lock)
    let outbox = outbox
    try archive.writeNow { try OutboxMirror.follow(outbox, in: $0) }
  }

  /// Ends every use of the archive and lets another process have it. Afterwards everything fails with `.failed`.
  public func close() throws(ArchiveError) {
    hub.close()
    try archive.close()
    try outbox.close()
    lock.withLock { $0 = nil }
  }

  /// What each commit from now on changes; it ends when the archive is closed. Each caller has its own.
  public func changes() -> AsyncStream<ArchiveChange> { hub.subscribe() }

  /// Whether what is committed to the outbox is on disk before the commit returns, as the file's own connection
  /// tells. Nothing may be sent where it is not.
  public func isJournalDurable() async throws(ArchiveError) -> Bool { try await outbox.durability() == .full }
}
