import GRDB
import GRDBSQLite

/// A value on its way into a statement.
enum Value {
  case null
  case integer(Int64)
  case text(String)

  init(_ number: Int64?) { self = number.map(Value.integer) ?? .null }
  init(_ text: String?) { self = text.map(Value.text) ?? .null }
  init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }
}

/// A prepared statement over SQLite's own calls.
///
/// GRDB's way of binding and reading text stops at a NUL, which a stranger's message may hold; this one keeps every
/// byte, and is as fast as SQLite itself. Observation by GRDB does not see these writes.
struct Prepared {
  private let owner: Statement
  private let connection: OpaquePointer?
  private var statement: OpaquePointer { owner.sqliteStatement }

  fileprivate init(_ owner: Statement, connection: OpaquePointer?) {
    self.owner = owner
    self.connection = connection
  }

  /// Carries it out and returns how many rows it changed, those of triggers aside.
  @discardableResult
  func run(_ values: Value...) throws -> Int { try run(values) }

  /// The same for values that were gathered before.
  @discardableResult
  func run(_ values: [Value]) throws -> Int {
    try stepping(values) { while try step() {} }
    return Int(sqlite3_changes(connection))
  }

  /// Every row.
  func rows<Row>(_ values: [Value], _ make: (Columns) throws -> Row) throws -> [Row] {
    var result: [Row] = []
    try stepping(values) {
      while try step() { result.append(try make(Columns(statement: statement))) }
    }
    return result
  }

  /// The first row, if any.
  func first<Row>(_ values: Value..., make: (Columns) throws -> Row) throws -> Row? {
    try stepping(values) { try step() ? try make(Columns(statement: statement)) : nil }
  }

  /// Hands over one row after the other until one is answered with false; those behind it are not read.
  func each(_ values: [Value], _ take: (Columns) throws -> Bool) throws {
    try stepping(values) { while try step(), try take(Columns(statement: statement)) {} }
  }

  /// Whether `test` is true for a row; those behind it are not read.
  func contains(_ values: [Value], where test: (Columns) throws -> Bool) throws -> Bool {
    try stepping(values) {
      while try step() {
        if try test(Columns(statement: statement)) { return true }
      }
      return false
    }
  }

  private func stepping<Result>(_ values: [Value], _ body: () throws -> Result) throws -> Result {
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() { try bind(value, at: Int32(index) + 1) }
    return try body()
  }

  private func bind(_ value: Value, at index: Int32) throws {
    let code: Int32
    switch value {
    case .null: code = sqlite3_bind_null(statement, index)
    case .integer(let number): code = sqlite3_bind_int64(statement, index, number)
    case .text(var text):
      code = text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          // An empty text may have no address, and none means NULL to SQLite.
          $0.isEmpty
            ? sqlite3_bind_text(statement, index, "", 0, Prepared.copied)
            : sqlite3_bind_text(statement, index, $0.baseAddress, Int32($0.count), Prepared.copied)
        }
      }
    }
    guard code == SQLITE_OK else { throw failure(code) }
  }

  private func step() throws -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw failure(code)
    }
  }

  private func failure(_ code: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code), message: sqlite3_errmsg(connection).map { String(cString: $0) })
  }

  // SQLITE_TRANSIENT, a macro that the importer does not see: SQLite makes its own copy.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

/// The columns of the row at which a statement stands, counted from 0.
struct Columns {
  fileprivate let statement: OpaquePointer

  func integer(_ index: Int) -> Int64 { sqlite3_column_int64(statement, Int32(index)) }
  func flag(_ index: Int) -> Bool { integer(index) != 0 }

  func isNull(_ index: Int) -> Bool { sqlite3_column_type(statement, Int32(index)) == SQLITE_NULL }
  func optionalInteger(_ index: Int) -> Int64? { isNull(index) ? nil : integer(index) }
  func optionalText(_ index: Int) -> String? { isNull(index) ? nil : text(index) }

  func text(_ index: Int) -> String {
    guard let start = sqlite3_column_text(statement, Int32(index)) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, Int32(index)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }
}

extension Database {
  /// The statement for `sql`, prepared once for each connection.
  func prepared(_ sql: String) throws -> Prepared {
    Prepared(try cachedStatement(sql: sql), connection: sqliteConnection)
  }
}
