import GRDB
import GRDBSQLite

/// One SQLite file of an account: a writer, and readers that never wait for it.
struct DatabaseFile: Sendable {
  /// How much a commit is worth when the power fails.
  enum Durability: Int64 {
    /// The last commits may be lost, never a part of one.
    case normal = 1
    /// What was committed is on disk.
    case full = 2
  }

  let path: String
  private let durability: Durability
  private let pool: DatabasePool

  /// Opens the file and brings its schema up to date, within the calling thread. A file of a newer program is refused
  /// before anything in it changes.
  init(path: String, durability: Durability, migrations: DatabaseMigrator) throws(ArchiveError) {
    self.path = path
    self.durability = durability
    do {
      let isCurrent = try DatabaseFile.check(path, migrations)
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      configuration.maximumReaderCount = 3
      configuration.persistentReadOnlyConnections = true
      // What a query sorts does not end up in a file elsewhere.
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA temp_store = MEMORY") }
      let pool = try DatabasePool(path: path, configuration: configuration)
      try pool.writeWithoutTransaction { db in
        // SQLite says "wal" and may fail to switch only then, which the pool does not hear. With a journal that is
        // removed by each commit, a loss of power could bring it back, and with it take back what was committed.
        let mode = try db.prepared("PRAGMA journal_mode").first { $0.text(0) }
        guard mode == "wal" else { throw DatabaseError(resultCode: .SQLITE_IOERR, message: "no write-ahead log") }
        // The pool begins with NORMAL, whatever the configuration says.
        try db.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
      }
      if !isCurrent { try migrations.migrate(pool) }
      self.pool = pool
    } catch {
      throw ArchiveError(error, file: path)
    }
  }

  /// Whether the file's schema is up to date. It only reads, since a pool writes into a file as it opens it, and one
  /// of a newer program is to stay as it is.
  private static func check(_ path: String, _ migrations: DatabaseMigrator) throws -> Bool {
    do {
      return try check(path, migrations, readonly: true)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
      // The program ended while the file was being made: what is half done is to be taken back first.
      return try check(path, migrations, readonly: false)
    }
  }

  private static func check(_ path: String, _ migrations: DatabaseMigrator, readonly: Bool) throws -> Bool {
    var configuration = Configuration()
    configuration.readonly = readonly
    configuration.busyMode = .timeout(5)
    return try DatabaseQueue(path: path, configuration: configuration).read { db in
      guard try !migrations.hasBeenSuperseded(db) else { throw ArchiveError.newerFormat(file: path) }
      return try migrations.hasCompletedMigrations(db)
    }
  }

  /// Reads from one consistent state of the file. Ends early with `.cancelled` when the task is cancelled.
  func read<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws(ArchiveError) -> Result {
    do { return try await pool.read(body) } catch { throw ArchiveError(error, file: path) }
  }

  /// Reads as `read` does, on the calling thread.
  func readNow<Result>(_ body: (Database) throws -> Result) throws(ArchiveError) -> Result {
    do { return try pool.read(body) } catch { throw ArchiveError(error, file: path) }
  }

  /// Changes the file in one transaction; on return it is committed. A cancelled task does not stop it half way, so
  /// that whoever asked always learns whether it happened.
  func write<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws(ArchiveError) -> Result {
    let result: Swift.Result<Result, any Error> = await withCheckedContinuation { continuation in
      pool.asyncWriteWithoutTransaction { db in
        continuation.resume(
          returning: Swift.Result {
            var value: Result?
            do {
              try db.inTransaction(.immediate) {
                value = try body(db)
                return .commit
              }
            } catch {
              let isPerhapsKept = durability == .full && value != nil && !DatabaseFile.overwritesFailedCommit(db)
              guard isPerhapsKept, let failure = error as? DatabaseError else { throw error }
              throw ArchiveError.perhapsKept(file: path, detail: "\(failure.extendedResultCode.rawValue)")
            }
            // The transaction ran, or it threw.
            guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
            return value
          })
      }
    }
    do { return try result.get() } catch { throw ArchiveError(error, file: path) }
  }

  /// Writes over what a commit that failed has left in the log. The next start of the program would find it there, and
  /// take it for committed.
  private static func overwritesFailedCommit(_ db: Database) -> Bool {
    do {
      let version = try db.prepared("PRAGMA user_version").first { $0.integer(0) } ?? 0
      try db.execute(sql: "PRAGMA user_version = \(version)")
      return true
    } catch {
      return false
    }
  }

  /// Changes the file in one transaction on the calling thread.
  func writeNow<Result>(_ body: (Database) throws -> Result) throws(ArchiveError) -> Result {
    do { return try pool.write(body) } catch { throw ArchiveError(error, file: path) }
  }

  /// What the writer's connection was told about syncing, read back from it.
  func durability() async throws(ArchiveError) -> Durability? {
    do {
      return try await pool.writeWithoutTransaction { db in
        try db.prepared("PRAGMA synchronous").first { Durability(rawValue: $0.integer(0)) } ?? nil
      }
    } catch {
      throw ArchiveError(error, file: path)
    }
  }

  func close() throws(ArchiveError) {
    // The pool closes its readers last, and they cannot fold the log into the file. Where a long read keeps it from
    // being folded in now, the next opening does it; nothing is lost either way.
    try? pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA busy_timeout = 100")
      try db.checkpoint(.truncate)
    }
    do { try pool.close() } catch { throw ArchiveError(error, file: path) }
  }
}

extension ArchiveError {
  /// Puts what GRDB, SQLite or our own code threw into our words.
  init(_ error: any Error, file: String) {
    if let own = error as? ArchiveError {
      self = own
    } else if error is CancellationError {
      self = .cancelled
    } else if let failure = error as? DatabaseError {
      self.init(failure, file: file)
    } else {
      self = .failed(file: file, detail: String(describing: type(of: error)))
    }
  }

  private init(_ failure: DatabaseError, file: String) {
    // Not the description: it quotes the statement, which helps nobody and is long.
    let detail = "\(failure.extendedResultCode.rawValue) \(failure.message ?? "")"
    self =
      switch failure.resultCode {
      case .SQLITE_NOTADB, .SQLITE_CORRUPT: .damaged(file: file, detail: detail)
      case .SQLITE_FULL: .noSpace(file: file)
      case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_AUTH:
        .unreachable(path: file, detail: detail)
      case .SQLITE_INTERRUPT: .cancelled
      default: .failed(file: file, detail: detail)
      }
  }
}
