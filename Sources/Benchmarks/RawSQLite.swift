import GRDBSQLite

/// SQLite without anything of ours, to hold ours against.
final class RawSQLite {
  struct Failure: Error { let sentence: String }

  private var connection: OpaquePointer?

  init(_ path: String) throws {
    guard sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil) == SQLITE_OK else {
      throw failure()
    }
  }

  deinit { sqlite3_close_v2(connection) }

  func run(_ sql: String) throws {
    guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
  }

  /// Steps through a statement, once for each of `rows`, whose texts and numbers are bound in order.
  func insert(_ sql: String, _ rows: [[Field]]) throws {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK else { throw failure() }
    defer { sqlite3_finalize(statement) }
    for row in rows {
      for (index, field) in row.enumerated() {
        switch field {
        case .number(let number): sqlite3_bind_int64(statement, Int32(index + 1), number)
        case .text(let text): sqlite3_bind_text(statement, Int32(index + 1), text, -1, RawSQLite.copied)
        }
      }
      guard sqlite3_step(statement) == SQLITE_DONE else { throw failure() }
      sqlite3_reset(statement)
    }
  }

  /// How many rows a query gives.
  @discardableResult
  func count(_ sql: String) throws -> Int {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK else { throw failure() }
    defer { sqlite3_finalize(statement) }
    var count = 0
    while sqlite3_step(statement) == SQLITE_ROW { count += 1 }
    return count
  }

  enum Field {
    case number(Int64)
    case text(String)
  }

  private func failure() -> Failure {
    Failure(sentence: sqlite3_errmsg(connection).map { String(cString: $0) } ?? "SQLite failed")
  }

  // SQLITE_TRANSIENT, a macro that the importer does not see: SQLite makes its own copy.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
