import GRDB

/// The tables of `outbox.sqlite`: what the operator wrote. None of it can be fetched again.
///
/// An item never changes and an event is never changed or removed; both are refused by the file itself, whoever
/// writes. `standing` is where the last event left an item, kept by a trigger.
enum OutboxSchema {
  static var migrations: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 journal") { db in
      try db.execute(sql: journal)
      try db.execute(sql: guards)
      try db.execute(sql: drafts)
    }
    migrator.registerMigration("2 sending") { try SendingSchema.migrate($0) }
    migrator.registerMigration("3 overdue") { try $0.execute(sql: "INSERT INTO lawful VALUES ('queued', 'rejected')") }
    migrator.registerMigration("4 held anew") { try $0.execute(sql: "INSERT INTO lawful VALUES ('held', 'held')") }
    migrator.registerMigration("5 copied") { try $0.execute(sql: copies) }
    return migrator
  }

  private static let journal = """
    CREATE TABLE item (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('number', 'user', 'group')),
      destination TEXT NOT NULL,
      text TEXT NOT NULL,
      unicode INTEGER NOT NULL,
      sender TEXT,
      schedule TEXT,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE event (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      item INTEGER NOT NULL REFERENCES item,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      until INTEGER,
      smslog_id INTEGER, queue TEXT, echoed TEXT,
      code TEXT, words TEXT,
      went INTEGER,
      fence INTEGER,
      evidence TEXT NOT NULL
    ) STRICT;
    CREATE INDEX event_of_item ON event (item, seq);
    CREATE INDEX event_of_smslog ON event (smslog_id) WHERE smslog_id IS NOT NULL;
    CREATE TABLE standing (
      item INTEGER PRIMARY KEY REFERENCES item,
      event INTEGER NOT NULL,
      kind TEXT NOT NULL,
      fence INTEGER
    ) STRICT;
    CREATE INDEX standing_open ON standing (item) WHERE kind NOT IN ('accepted', 'rejected', 'cancelled', 'settled');
    CREATE INDEX standing_alarming ON standing (item)
      WHERE kind NOT IN ('accepted', 'cancelled', 'settled');
    CREATE TABLE tally (kind TEXT PRIMARY KEY, rows INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TRIGGER event_counts AFTER INSERT ON event BEGIN
      UPDATE tally SET rows = rows - 1 WHERE kind = (SELECT kind FROM standing WHERE item = new.item);
      INSERT INTO tally VALUES (new.kind, 1) ON CONFLICT DO UPDATE SET rows = rows + 1;
      INSERT INTO standing VALUES (new.item, new.seq, new.kind, new.fence) ON CONFLICT DO UPDATE SET
        event = new.seq, kind = new.kind, fence = ifnull(new.fence, fence);
    END;
    """

  static let itemStays =
    "CREATE TRIGGER item_stays BEFORE UPDATE ON item BEGIN SELECT RAISE(ABORT, 'items never change'); END;"

  /// Which event may follow which, '' standing for none yet. `OutboxStateKind.mayFollow` says the same.
  private static let guards = """
    CREATE TABLE lawful (previous TEXT NOT NULL, next TEXT NOT NULL, PRIMARY KEY (previous, next))
      STRICT, WITHOUT ROWID;
    INSERT INTO lawful VALUES
      ('', 'held'),
      ('held', 'queued'), ('held', 'cancelled'),
      ('queued', 'inFlight'), ('queued', 'cancelled'),
      ('inFlight', 'accepted'), ('inFlight', 'rejected'), ('inFlight', 'unknown'), ('inFlight', 'queued'),
      ('unknown', 'unknown'), ('unknown', 'accepted'), ('unknown', 'settled'),
      ('rejected', 'settled');
    CREATE TRIGGER event_lawful BEFORE INSERT ON event
      WHEN NOT EXISTS (SELECT 1 FROM lawful WHERE next = new.kind
        AND previous = ifnull((SELECT kind FROM standing WHERE item = new.item), '')) BEGIN
      SELECT RAISE(ABORT, 'unlawful step of an outbox item');
    END;
    CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events never change'); END;
    CREATE TRIGGER event_remains BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
    \(itemStays)
    CREATE TRIGGER item_remains BEFORE DELETE ON item BEGIN SELECT RAISE(ABORT, 'items are never removed'); END;
    """

  /// `home` names the machine on which the outbox was last worked with.
  private static let copies = """
    INSERT INTO lawful VALUES ('held', 'unknown'), ('queued', 'unknown');
    CREATE TABLE home (machine TEXT NOT NULL) STRICT;
    """

  private static let drafts = """
    CREATE TABLE draft (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      recipients TEXT NOT NULL, text TEXT NOT NULL, updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE TRIGGER draft_inserted AFTER INSERT ON draft BEGIN
      INSERT INTO tally VALUES ('draft', 1) ON CONFLICT DO UPDATE SET rows = rows + 1;
    END;
    CREATE TRIGGER draft_deleted AFTER DELETE ON draft BEGIN
      UPDATE tally SET rows = rows - 1 WHERE kind = 'draft';
    END;
    """
}
