import GRDB
import Messaging

/// What the search needs beside the messages.
///
/// `moment` is when a message was, to the second, and then its row; `place` puts the stream before that. The index
/// keeps its words under `place`, so it gives the newest of a stream first however the rows came in. Rows up to the
/// counter `indexed` are in it, and kept in it by triggers; later ones are put in by `WordIndex`, so that a long
/// history costs the indexing when nothing else is to be done.
enum SearchSchema {
  static func create(_ db: Database) throws {
    try db.execute(sql: columns)
    try db.execute(sql: index)
    try db.execute(sql: triggers)
  }

  /// How many bits of a place are the row's, and the second's.
  static let rowBits: Int64 = 28
  static let secondBits: Int64 = 32

  private static let columns = """
    ALTER TABLE message ADD COLUMN moment INTEGER GENERATED ALWAYS AS
      ((min(max(at, 0) / 1000, \(lastSecond)) << \(rowBits)) | (row & \((Int64(1) << rowBits) - 1))) VIRTUAL;
    ALTER TABLE message ADD COLUMN place INTEGER GENERATED ALWAYS AS
      ((stream << \(rowBits + secondBits)) | moment) VIRTUAL;
    ALTER TABLE message ADD COLUMN words TEXT GENERATED ALWAYS AS (text ||
      CASE stream WHEN 2 THEN ' ' || ifnull(keyword, '') WHEN 3 THEN ' ' || src ELSE '' END) VIRTUAL;
    CREATE INDEX message_by_moment ON message (moment);
    INSERT INTO counter VALUES ('indexed', 0);
    """

  // No positions, since words are looked for wherever they stand, and no sizes, since nothing is ranked.
  private static let index = """
    CREATE VIRTUAL TABLE message_search USING fts5 (
      words, content = 'message', content_rowid = 'place', tokenize = '\(WordSplitter.name)',
      prefix = '3 4', detail = none, columnsize = 0);
    CREATE VIRTUAL TABLE message_word USING fts5vocab (message_search, instance);
    """

  private static let triggers = """
    CREATE TRIGGER message_search_inserted AFTER INSERT ON message
      WHEN new.row <= (SELECT value FROM counter WHERE name = 'indexed') BEGIN
      INSERT INTO message_search (rowid, words) VALUES (new.place, new.words);
    END;
    CREATE TRIGGER message_search_deleted AFTER DELETE ON message
      WHEN old.row <= (SELECT value FROM counter WHERE name = 'indexed') BEGIN
      INSERT INTO message_search (message_search, rowid, words) VALUES ('delete', old.place, old.words);
    END;
    CREATE TRIGGER message_search_changed AFTER UPDATE OF at, src, keyword, text ON message
      WHEN (old.place <> new.place OR old.words <> new.words)
        AND old.row <= (SELECT value FROM counter WHERE name = 'indexed') BEGIN
      INSERT INTO message_search (message_search, rowid, words) VALUES ('delete', old.place, old.words);
      INSERT INTO message_search (rowid, words) VALUES (new.place, new.words);
    END;
    """

  private static let lastSecond = (Int64(1) << secondBits) - 1
}

/// Where a message stands among all, by time and then by row, as the table's `moment` has it.
struct Moment: Hashable, Comparable {
  let raw: Int64

  init(raw: Int64) { self.raw = raw }

  /// The one of a place, whatever its stream.
  init(place: Int64) { raw = place & ((1 << (SearchSchema.rowBits + SearchSchema.secondBits)) - 1) }

  /// The last one of a second.
  static func last(ofSecond second: Int64) -> Moment {
    Moment(raw: (second << SearchSchema.rowBits) | ((1 << SearchSchema.rowBits) - 1))
  }

  /// The first one of a second.
  static func first(ofSecond second: Int64) -> Moment { Moment(raw: second << SearchSchema.rowBits) }

  static let end = last(ofSecond: (1 << SearchSchema.secondBits) - 1)
  static let start = first(ofSecond: 0)

  /// Clamped as the table does it.
  static func second(of instant: Timestamp) -> Int64 {
    min(max(instant.milliseconds, 0) / 1_000, (1 << SearchSchema.secondBits) - 1)
  }

  var second: Int64 { raw >> SearchSchema.rowBits }
  var row: Int64 { raw & ((1 << SearchSchema.rowBits) - 1) }

  /// As the index numbers it.
  func place(in stream: StreamCode) -> Int64 {
    (stream.rawValue << (SearchSchema.rowBits + SearchSchema.secondBits)) | raw
  }

  static func < (left: Moment, right: Moment) -> Bool { left.raw < right.raw }
}
