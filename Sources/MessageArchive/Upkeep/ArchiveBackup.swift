import Glibc
import GRDB
import Messaging

/// A copy of an account's archive and outbox, made while they are in use.
///
/// What waits to be sent goes from the account itself. In the copy it is unknown: when that is put in the account's
/// place, nobody can say any more whether it went.
public struct ArchiveBackup: Hashable, Sendable {
  /// The folder that holds it; put in place of the account's own it is the account as it was.
  public let folder: String
  public let messages: Int
  public let outboxItems: Int
  public let drafts: Int
  /// Of both files.
  public let bytes: Int

  /// Copies both files of an account into a folder that must not exist. It may take minutes of the calling thread.
  ///
  /// Each copy is of one consistent state, is on disk on return, and was read through without a fault. The archive's is
  /// taken first, since it may be behind the outbox but not ahead. On failure nothing is left of it.
  public static func make(
    of location: ArchiveLocation, in folder: String, now: Timestamp
  ) throws(ArchiveError) -> ArchiveBackup {
    for file in [location.archiveFile, location.outboxFile] {
      guard access(file, F_OK) == 0 else { throw .lastSystemError(file) }
    }
    let unfinished = folder + ".unfinished"
    for path in [folder, unfinished] {
      guard mkdir(path, 0o700) == 0 else {
        let error = errno == EEXIST ? ArchiveError.exists(path: path) : .lastSystemError(path)
        if path != folder { rmdir(folder) }
        throw error
      }
    }
    let copy = ArchiveLocation(folder: unfinished)
    do throws(ArchiveError) {
      try copyFile(location.archiveFile, to: copy.archiveFile)
      try copyFile(location.outboxFile, to: copy.outboxFile)
      try stopWaiting(in: copy, now: now)
      let backup = try ArchiveBackup(of: copy, in: folder)
      try settle(unfinished)
      // Takes the place of the empty folder that kept it free.
      guard rename(unfinished, folder) == 0 else { throw .lastSystemError(folder) }
      try settle(parent(of: folder))
      return backup
    } catch {
      for file in [copy.archiveFile, copy.outboxFile] { unlink(file) }
      rmdir(unfinished)
      rmdir(folder)
      throw error
    }
  }

  private init(of copy: ArchiveLocation, in folder: String) throws(ArchiveError) {
    self.folder = folder
    messages = try ArchiveBackup.count("message WHERE stream <= 3", in: copy.archiveFile)
    outboxItems = try ArchiveBackup.count("item", in: copy.outboxFile)
    drafts = try ArchiveBackup.count("draft", in: copy.outboxFile)
    bytes = ArchiveBackup.size(copy.archiveFile) + ArchiveBackup.size(copy.outboxFile)
  }

  private static func copyFile(_ file: String, to copy: String) throws(ArchiveError) {
    // Made here, so that nobody else can read it for a moment; SQLite takes an empty file for none.
    let descriptor = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .lastSystemError(copy) }
    close(descriptor)
    do {
      try RawConnection(readingFrom: file).vacuum(into: copy)
      let faults = try reader(copy).read { try Integrity.faults($0) }
      guard faults.isEmpty else { throw ArchiveError.damaged(file: file, detail: faults) }
    } catch {
      throw ArchiveError(error, file: file)
    }
    try settle(copy)
  }

  /// Makes unknown what waits in the outbox of a copy.
  private static func stopWaiting(in copy: ArchiveLocation, now: Timestamp) throws(ArchiveError) {
    do {
      let fence = try reader(copy.archiveFile).read { db in
        try db.prepared("SELECT max(id) FROM message WHERE stream = 3").first { $0.optionalInteger(0) } ?? nil
      }
      try DatabaseQueue(path: copy.outboxFile).write { db in
        _ = try OutboxJournal(db).stopWaiting(
          "It waited when this backup was made, and may have gone since.", fence: MessageID(fence ?? 0), at: now)
      }
    } catch {
      throw ArchiveError(error, file: copy.outboxFile)
    }
    try settle(copy.outboxFile)
  }

  private static func count(_ rows: String, in file: String) throws(ArchiveError) -> Int {
    do {
      return try reader(file).read { db in
        try db.prepared("SELECT count(*) FROM \(rows)").first { Int($0.integer(0)) } ?? 0
      }
    } catch {
      throw ArchiveError(error, file: file)
    }
  }

  private static func reader(_ file: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(20)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA temp_store = MEMORY") }
    return try DatabaseQueue(path: file, configuration: configuration)
  }

  /// Brings a file, or the names in a folder, onto the disk.
  private static func settle(_ path: String) throws(ArchiveError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .lastSystemError(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .lastSystemError(path) }
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func size(_ path: String) -> Int {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
  }
}
