import Messaging
import Synchronization

/// What one account has shown and written, on disk.
///
/// Two SQLite files in a folder that only its owner can enter: `archive.sqlite` holds what the server showed and could
/// show again, `outbox.sqlite` what the operator wrote and nobody else has. One process polls and sends for the
/// account, until it closes the archive or ends. Others may be attached to it: they read, mark, write drafts and
/// submit, and one of them takes over when it ends.
///
/// Reads run beside each other and beside a write, on threads of their own, each from one consistent state. Lists are
/// read in windows by the row at their edge, so a million messages cost what fifty do.
public final class MessageArchive: Sendable {
  /// Where it was opened.
  public let location: ArchiveLocation
  let archive: DatabaseFile
  let outbox: DatabaseFile
  let sharing: Sharing
  let hub: ChangeHub
  /// Where the archive is that could not be opened.
  let setAsideAtOpening: String?
  /// Whether this process set the mark of use.
  let isMarked = Mutex(false)

  /// Opens an account's archive to poll and send for it, making it where there is none. It takes some milliseconds of
  /// the calling thread.
  ///
  /// Fails with `.inUse` while another process does, `.notPrivate` where others could change it, `.newerFormat` and
  /// `.damaged` for files that it leaves as they are, and `.unreachable` or `.noSpace` as the system says. An archive,
  /// not an outbox, that cannot be read is set aside; `inspect` tells.
  public static func open(_ location: ArchiveLocation) throws(ArchiveError) -> MessageArchive {
    try MessageArchive(location, mayAttach: false)
  }

  /// Opens it as `open` does, or attaches to the process that polls; `poller` says which.
  ///
  /// Fails as `open` does, and with `.otherVersion` or `.otherMachine` where that process cannot share it with this one.
  public static func join(_ location: ArchiveLocation) throws(ArchiveError) -> MessageArchive {
    try MessageArchive(location, mayAttach: true)
  }

  private init(_ location: ArchiveLocation, mayAttach: Bool) throws(ArchiveError) {
    self.location = location
    let folder = try PrivateFolder(creating: location.folder)
    let news = try NewsFile(location.newsFile)
    let turn = try news.turn()
    // Before anything is touched: closing a file that SQLite has open elsewhere in this process drops its own locks.
    let lock = try AccountLock(file: location.lockFile)
    let polls = lock != nil
    var older: ArchiveError?
    if polls {
      try folder.prepareFile("outbox.sqlite")
      try folder.prepareFile("archive.sqlite")
    } else {
      let holder = LockHolder(file: location.lockFile)
      guard mayAttach else { throw .inUse(by: holder.process) }
      if holder.isElsewhere { throw .otherMachine(by: holder.process) }
      if case .otherVersion(let process) = Poller(holder) { throw .otherVersion(by: process) }
      older = .otherVersion(by: holder.process)
    }
    outbox = try DatabaseFile(
      path: location.outboxFile, durability: .full, migrations: OutboxSchema.migrations, refusingOlder: older)
    (archive, setAsideAtOpening) = try MessageArchive.openArchive(
      location, folder, after: outbox, polls: polls, older)
    sharing = try Sharing(location, news: news, lock: lock)
    hub = ChangeHub(sharing)
    _ = consume turn
  }

  /// Opens the archive, which can be fetched again, and brings it after the outbox: one that cannot be read is set
  /// aside by the process that polls.
  private static func openArchive(
    _ location: ArchiveLocation, _ folder: PrivateFolder, after outbox: DatabaseFile, polls: Bool,
    _ older: ArchiveError?
  ) throws(ArchiveError) -> (file: DatabaseFile, aside: String?) {
    func open() throws(ArchiveError) -> DatabaseFile {
      let file = try DatabaseFile(
        path: location.archiveFile, durability: .normal, migrations: ArchiveSchema.migrations, refusingOlder: older)
      guard polls else { return file }
      do throws(ArchiveError) {
        try file.writeNow { try OutboxMirror.follow(outbox, in: $0) }
      } catch {
        try? file.close()
        throw error
      }
      return file
    }
    // SQLite takes a file that is too short for its header for an empty one.
    if !polls || !SettingAside.isCutShort(location.archiveFile) {
      do throws(ArchiveError) {
        return (try open(), nil)
      } catch {
        let isAfterUncleanEnd = UseMark(location).isSet
        guard polls, error.isDamage(of: location.archiveFile, afterUncleanEnd: isAfterUncleanEnd) else { throw error }
      }
    }
    let aside = try SettingAside.move(location)
    try folder.prepareFile("archive.sqlite")
    return (try open(), aside)
  }

  /// Ends every use of the archive and lets another process have it. Afterwards everything fails with `.failed`.
  public func close() throws(ArchiveError) {
    hub.close()
    defer { sharing.close() }
    try archive.close()
    try outbox.close()
    unmark()
  }

  /// What each commit from now on changes, of this process and of others; it ends when the archive is closed. Each
  /// caller has its own.
  public func changes() -> AsyncStream<ArchiveChange> {
    let changes = hub.subscribe()
    watchOthers()
    return changes
  }

  /// Whether what is committed to the outbox is on disk before the commit returns, as the file's own connection
  /// tells. Nothing may be sent where it is not.
  public func isJournalDurable() async throws(ArchiveError) -> Bool { try await outbox.durability() == .full }
}
