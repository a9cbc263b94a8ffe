import GRDB

/// The tables of `archive.sqlite`: what the server showed. All of it can be fetched again.
///
/// Times are milliseconds since 1970, `dt` and `updated` the server's own texts; `shown` is since when the row has
/// stood as it does. Whatever lists show is kept by
/// triggers in the transaction that changes the messages, so nothing is ever counted while drawing.
enum ArchiveSchema {
  static var migrations: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 messages") { db in
      try db.execute(sql: messages)
      try db.execute(sql: indexes)
      try db.execute(sql: summaries)
      try db.execute(sql: pasts)
      try db.execute(sql: others)
    }
    migrator.registerMigration("2 search and upkeep") { db in
      try SearchSchema.create(db)
      try db.execute(sql: Redating.table)
      try db.execute(sql: RemovedRows.table)
    }
    migrator.registerMigration("3 holes, reach of history") { try $0.execute(sql: holes) }
    migrator.registerMigration("4 conversations out of the inbox") { try $0.execute(sql: ArchivedConversations.schema) }
    return migrator
  }

  /// One table for every stream: `stream` 1 `ix`, 2 `in`, 3 `ds`, 4 our own outbox items that have no row in `ds`
  /// (their state is in `outbox.sqlite`; `status` 1 says that a row is awaited).
  private static let messages = """
    CREATE TABLE conversation (
      peer INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      tail TEXT,
      last INTEGER, last_at INTEGER, last_stream INTEGER, last_id INTEGER,
      unread INTEGER NOT NULL DEFAULT 0,
      total INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE message (
      row INTEGER PRIMARY KEY,
      stream INTEGER NOT NULL CHECK (stream BETWEEN 1 AND 4),
      id INTEGER NOT NULL,
      peer INTEGER NOT NULL REFERENCES conversation,
      at INTEGER NOT NULL,
      first_seen INTEGER NOT NULL,
      shown INTEGER NOT NULL,
      server_time INTEGER,
      clock INTEGER,
      dt_seconds INTEGER,
      dt TEXT NOT NULL,
      src TEXT NOT NULL,
      dst TEXT NOT NULL,
      keyword TEXT,
      text TEXT NOT NULL,
      unread INTEGER NOT NULL DEFAULT 0 CHECK (unread IN (0, 1)),
      status INTEGER,
      updated TEXT,
      UNIQUE (stream, id)
    ) STRICT;
    """

  private static let indexes = """
    CREATE INDEX conversation_by_time ON conversation (last_at, key);
    CREATE INDEX conversation_unread ON conversation (last_at, key) WHERE unread > 0;
    CREATE INDEX conversation_tail ON conversation (tail) WHERE tail IS NOT NULL;
    CREATE INDEX message_of_peer ON message (peer, at, stream, id);
    CREATE INDEX message_unread ON message (peer, at, stream, id) WHERE unread = 1;
    CREATE INDEX outgoing_by_time ON message (at, id) WHERE stream = 3;
    CREATE INDEX outgoing_failed ON message (at, id) WHERE stream = 3 AND status = 2;
    CREATE INDEX outgoing_open ON message (at, id) WHERE stream = 3 AND status NOT IN (2, 3);
    """

  /// `conversation` and `tally` follow `message`. Only the last entry after a changed `at` or `peer` is left to the
  /// writer, since a whole clock may move at once.
  private static let summaries = """
    CREATE TABLE tally (
      stream INTEGER NOT NULL, status INTEGER NOT NULL, unread INTEGER NOT NULL,
      rows INTEGER NOT NULL,
      PRIMARY KEY (stream, status, unread)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO counter VALUES ('conversations', 0), ('contacts', 0);

    CREATE TRIGGER message_inserted AFTER INSERT ON message BEGIN
      UPDATE conversation SET total = total + 1, unread = unread + new.unread WHERE peer = new.peer;
      UPDATE conversation SET last = new.row, last_at = new.at, last_stream = new.stream, last_id = new.id
        WHERE peer = new.peer
          AND (last IS NULL OR (last_at, last_stream, last_id) < (new.at, new.stream, new.id));
      INSERT INTO tally VALUES (new.stream, ifnull(new.status, -1), new.unread, 1)
        ON CONFLICT DO UPDATE SET rows = rows + 1;
    END;
    CREATE TRIGGER message_deleted AFTER DELETE ON message BEGIN
      UPDATE tally SET rows = rows - 1
        WHERE stream = old.stream AND status = ifnull(old.status, -1) AND unread = old.unread;
      UPDATE conversation SET total = total - 1, unread = unread - old.unread WHERE peer = old.peer;
      UPDATE conversation SET (last, last_at, last_stream, last_id) =
          (SELECT row, at, stream, id FROM message WHERE peer = old.peer
            ORDER BY at DESC, stream DESC, id DESC LIMIT 1)
        WHERE peer = old.peer AND last = old.row;
    END;
    CREATE TRIGGER message_counted AFTER UPDATE OF unread, status ON message
      WHEN old.unread <> new.unread OR old.status IS NOT new.status BEGIN
      UPDATE conversation SET unread = unread + new.unread - old.unread
        WHERE peer = new.peer AND old.unread <> new.unread;
      UPDATE tally SET rows = rows - 1
        WHERE stream = old.stream AND status = ifnull(old.status, -1) AND unread = old.unread;
      INSERT INTO tally VALUES (new.stream, ifnull(new.status, -1), new.unread, 1)
        ON CONFLICT DO UPDATE SET rows = rows + 1;
    END;
    CREATE TRIGGER message_moved AFTER UPDATE OF peer ON message WHEN old.peer <> new.peer BEGIN
      UPDATE conversation SET total = total + 1, unread = unread + old.unread WHERE peer = new.peer;
      UPDATE conversation SET total = total - 1, unread = unread - old.unread WHERE peer = old.peer;
    END;
    CREATE TRIGGER conversation_inserted AFTER INSERT ON conversation BEGIN
      UPDATE counter SET value = value + 1 WHERE name = 'conversations';
    END;
    CREATE TRIGGER conversation_emptied AFTER UPDATE OF total ON conversation WHEN new.total = 0 BEGIN
      DELETE FROM conversation WHERE peer = new.peer;
    END;
    CREATE TRIGGER conversation_deleted AFTER DELETE ON conversation BEGIN
      UPDATE counter SET value = value - 1 WHERE name = 'conversations';
    END;
    """

  /// What a row was before the server showed it otherwise. Nothing that was once received is forgotten.
  private static let pasts = """
    CREATE TABLE past (
      number INTEGER PRIMARY KEY,
      message INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
      shown INTEGER NOT NULL,
      dt TEXT, src TEXT, dst TEXT, keyword TEXT, text TEXT,
      status INTEGER, updated TEXT
    ) STRICT;
    CREATE INDEX past_of_message ON past (message);
    CREATE TRIGGER message_rewritten
      AFTER UPDATE OF dt, src, dst, keyword, text, status, updated ON message WHEN old.stream <= 3 BEGIN
      INSERT INTO past (message, shown, dt, src, dst, keyword, text, status, updated) VALUES (
        old.row, old.shown, nullif(old.dt, new.dt), nullif(old.src, new.src), nullif(old.dst, new.dst),
        nullif(old.keyword, new.keyword), nullif(old.text, new.text), old.status, old.updated);
    END;
    """

  private static let others = """
    CREATE TABLE stream_progress (
      stream INTEGER PRIMARY KEY,
      mark INTEGER,
      history_planned INTEGER NOT NULL,
      windows TEXT NOT NULL
    ) STRICT;
    CREATE TABLE server_clock (
      clock INTEGER PRIMARY KEY,
      offset INTEGER NOT NULL,
      doubt INTEGER
    ) STRICT;
    CREATE TABLE contact (
      pid INTEGER PRIMARY KEY,
      name TEXT NOT NULL, number TEXT NOT NULL, email TEXT NOT NULL, tags TEXT NOT NULL,
      key TEXT NOT NULL,
      tail TEXT,
      first_seen INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX contact_key ON contact (key);
    CREATE INDEX contact_tail ON contact (tail) WHERE tail IS NOT NULL;
    CREATE INDEX contact_name ON contact (name COLLATE NOCASE, pid);
    CREATE TRIGGER contact_inserted AFTER INSERT ON contact BEGIN
      UPDATE counter SET value = value + 1 WHERE name = 'contacts';
    END;
    CREATE TRIGGER contact_deleted AFTER DELETE ON contact BEGIN
      UPDATE counter SET value = value - 1 WHERE name = 'contacts';
    END;
    CREATE TABLE contact_group (
      gpid INTEGER PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL
    ) STRICT;
    CREATE TABLE awaited (message INTEGER PRIMARY KEY, item INTEGER NOT NULL, stays INTEGER NOT NULL) STRICT;
    CREATE TABLE outbox_mirror (event INTEGER NOT NULL) STRICT;
    INSERT INTO outbox_mirror VALUES (0);
    """

  /// What did not fit into pages, how far back history was planned, and what the server named as its highest id.
  private static let holes = """
    ALTER TABLE stream_progress ADD COLUMN holes TEXT NOT NULL DEFAULT '';
    ALTER TABLE stream_progress ADD COLUMN holes_last INTEGER;
    ALTER TABLE stream_progress ADD COLUMN reach TEXT;
    ALTER TABLE stream_progress ADD COLUMN named INTEGER;
    ALTER TABLE stream_progress ADD COLUMN unreachable TEXT NOT NULL DEFAULT '';
    """
}
