import GRDB

/// Looking through a file for damage.
enum Integrity {
  /// What SQLite finds wrong with the structure of a file; empty for nothing. It reads all of it.
  static func faults(_ db: Database) throws -> String {
    let found = try db.prepared("PRAGMA quick_check(3)").rows([]) { $0.text(0) }
    return found == ["ok"] ? "" : found.joined(separator: "; ")
  }

  /// Whether the tables, indexes and triggers are those that the program makes. A damaged name may be one that SQLite
  /// takes.
  static func schemaFaults(_ db: Database, _ migrations: DatabaseMigrator) throws -> String {
    let fresh = try DatabaseQueue()
    try migrations.migrate(fresh)
    return try schema(db) == fresh.read(schema) ? "" : "the schema is another one"
  }

  private static func schema(_ db: Database) throws -> Set<String> {
    Set(try db.prepared("SELECT type || name || ifnull(sql, '') FROM sqlite_schema").rows([]) { $0.text(0) })
  }
}
