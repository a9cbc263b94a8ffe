import GRDB
import GRDBSQLite
import Synchronization

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
  private let migrations: DatabaseMigrator
  private let link: Link

  /// The connections, which another file in the place of this one brings to an end.
  private final class Link: Sendable {
    struct State {
      var pool: DatabasePool
      var identity: FileIdentity?
      /// By SQLite's counts: the last state of another process' making that was noticed, and the schema that was last
      /// found to be ours.
      var seen: Int64
      var schema: Int64
    }

    let state: Mutex<State>

    init(_ state: State) { self.state = Mutex(state) }
  }

  private var pool: DatabasePool { link.state.withLock { $0.pool } }

  /// Opens the file and brings its schema up to date, within the calling thread. A file of a newer program is refused
  /// before anything in it changes.
  ///
  /// - Parameter older: with what a file of an older program is refused; nil to bring it up to date.
  init(
    path: String, durability: Durability, migrations: DatabaseMigrator,
    refusingOlder older: ArchiveError? = nil
  ) throws(ArchiveError) {
    self.path = path
    self.durability = durability
    self.migrations = migrations
    link = Link(try DatabaseFile.connect(path, durability, migrations, older))
  }

  private static func connect(
    _ path: String, _ durability: Durability, _ migrations: DatabaseMigrator, _ older: ArchiveError?
  ) throws(ArchiveError) -> Link.State {
    do {
      let isCurrent = try check(path, migrations)
      if !isCurrent, let older { throw older }
      var configuration = Configuration()
      // Another process may be writing something long.
      configuration.busyMode = .timeout(20)
      configuration.maximumReaderCount = 3
      configuration.persistentReadOnlyConnections = true
      // What a query sorts does not end up in a file elsewhere.
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA temp_store = MEMORY") }
      let pool = try DatabasePool(path: path, configuration: configuration)
      // The pool begins with NORMAL, whatever the configuration says.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = \(durability.rawValue)") }
      if !isCurrent { try migrations.migrate(pool) }
      let (seen, schema) = try pool.writeWithoutTransaction { (try count("data", $0), try count("schema", $0)) }
      return Link.State(pool: pool, identity: FileIdentity(path: path), seen: seen, schema: schema)
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

  /// SQLite's count of changes: `data` by other connections, `schema` of the schema.
  private static func count(_ what: String, _ db: Database) throws -> Int64 {
    try db.prepared("PRAGMA \(what)_version").first { $0.integer(0) } ?? 0
  }

  /// Whether another process changed the file, or put another one in its place, since this was last asked. It is then
  /// used as it is now. Fails with `.newerFormat` where a newer program did.
  func takeNews() throws(ArchiveError) -> Bool {
    do {
      if let now = FileIdentity(path: path), now != link.state.withLock({ $0.identity }) {
        try reconnect()
        return true
      }
      // The writer's own connection: what it commits itself does not count for it.
      return try pool.writeWithoutTransaction { db in
        let count = try DatabaseFile.count("data", db)
        let isNews = link.state.withLock { state in
          defer { state.seen = count }
          return state.seen != count
        }
        if isNews { try requireKnownSchema(db) }
        return isNews
      }
    } catch {
      throw ArchiveError(error, file: path)
    }
  }

  private func reconnect() throws {
    let new = try DatabaseFile.connect(path, durability, migrations, .otherVersion(by: nil))
    let old = link.state.withLock { state in
      defer { state = new }
      return state.pool
    }
    try old.close()
  }

  /// Whether no newer program has brought the file up to date.
  var hasKnownSchema: Bool {
    (try? pool.writeWithoutTransaction { try requireKnownSchema($0) }) != nil
  }

  /// While this process is attached, a newer program may take the account over and bring the file up to date. What this
  /// one would write then could be wrong.
  private func requireKnownSchema(_ db: Database) throws {
    let schema = try DatabaseFile.count("schema", db)
    guard link.state.withLock({ $0.schema }) != schema else { return }
    guard try !migrations.hasBeenSuperseded(db) else { throw ArchiveError.newerFormat(file: path) }
    link.state.withLock { $0.schema = schema }
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
            try db.inTransaction(.immediate) {
              try requireKnownSchema(db)
              value = try body(db)
              return .commit
            }
            // The transaction ran, or it threw.
            guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
            return value
          })
      }
    }
    do { return try result.get() } catch { throw ArchiveError(error, file: path) }
  }

  /// Changes the file in one transaction on the calling thread.
  func writeNow<Result>(_ body: (Database) throws -> Result) throws(ArchiveError) -> Result {
    do {
      return try pool.write { db in
        try requireKnownSchema(db)
        return try body(db)
      }
    } catch { throw ArchiveError(error, file: path) }
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
    let pool = pool
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
