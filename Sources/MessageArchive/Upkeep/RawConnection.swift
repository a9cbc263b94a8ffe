import GRDB
import GRDBSQLite

/// A connection of SQLite's own, for what it does with a whole file.
final class RawConnection {
  private var connection: OpaquePointer?

  /// It only reads, but SQLite cannot copy generated columns over a connection that may do nothing else.
  init(readingFrom file: String) throws {
    let code = sqlite3_open_v2(file, &connection, SQLITE_OPEN_READWRITE, nil)
    guard code == SQLITE_OK else { throw failure(code) }
    sqlite3_busy_timeout(connection, 20_000)
  }

  deinit { sqlite3_close_v2(connection) }

  /// Writes what the file holds at this moment into another one, which must be empty or not there.
  func vacuum(into copy: String) throws {
    let quoted = copy.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    let code = sqlite3_exec(connection, "VACUUM INTO '\(quoted)'", nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  private func failure(_ code: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code), message: sqlite3_errmsg(connection).map { String(cString: $0) })
  }
}
