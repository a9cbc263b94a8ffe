import GRDB

/// Looking through a file for damage.
enum Integrity {
  /// What SQLite finds wrong with the structure of a file; empty for nothing. It reads all of it.
  static func faults(_ db: Database) throws -> String {
    let found = try db.prepared("PRAGMA quick_check(3)").rows([]) { $0.text(0) }
    return found == ["ok"] ? "" : found.joined(separator: "; ")
  }
}
