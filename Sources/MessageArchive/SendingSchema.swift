import GRDB
import Messaging

/// What `outbox.sqlite` holds about sending beside the journal: everything else that `pv` takes, overridden guards, what
/// a group's answer said of each member, the stop list, and what messages cost.
enum SendingSchema {
  static func migrate(_ db: Database) throws {
    // Items never change, except here, where each gets the digits by which it is found again.
    try db.execute(sql: "DROP TRIGGER item_stays")
    try db.execute(sql: items)
    let numbers = try db.prepared("SELECT id, destination FROM item WHERE kind = 'number'")
      .rows([]) { ($0.integer(0), $0.text(1)) }
    for (id, number) in numbers {
      try db.prepared("UPDATE item SET tail = ? WHERE id = ?")
        .run(.text(Peer(address: number).sendingTail), .integer(id))
    }
    try db.execute(sql: OutboxSchema.itemStays)
    try db.execute(sql: drafts)
    try db.execute(sql: others)
  }

  /// `unicode` 0 is off, 1 on, 2 automatic.
  private static let items = """
    ALTER TABLE item ADD COLUMN type TEXT NOT NULL DEFAULT 'text';
    ALTER TABLE item ADD COLUMN footer TEXT;
    ALTER TABLE item ADD COLUMN nofooter INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE item ADD COLUMN tail TEXT;
    CREATE INDEX item_of_tail ON item (tail, created_at) WHERE tail IS NOT NULL;
    CREATE INDEX item_of_others ON item (kind, destination, created_at) WHERE kind <> 'number';
    CREATE INDEX item_by_time ON item (created_at);
    """

  private static let drafts = """
    ALTER TABLE draft ADD COLUMN type TEXT NOT NULL DEFAULT 'text';
    ALTER TABLE draft ADD COLUMN unicode INTEGER NOT NULL DEFAULT 2;
    ALTER TABLE draft ADD COLUMN footer TEXT;
    ALTER TABLE draft ADD COLUMN nofooter INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE draft ADD COLUMN sender TEXT;
    ALTER TABLE draft ADD COLUMN schedule TEXT;
    """

  private static let others = """
    CREATE TABLE overridden (
      item INTEGER NOT NULL REFERENCES item, place INTEGER NOT NULL,
      guard TEXT NOT NULL, is_for_all INTEGER NOT NULL, finding TEXT NOT NULL, said TEXT NOT NULL, at INTEGER NOT NULL,
      PRIMARY KEY (item, place)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE receipt (
      item INTEGER NOT NULL REFERENCES item, place INTEGER NOT NULL,
      smslog_id INTEGER, echoed TEXT, code TEXT,
      PRIMARY KEY (item, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX receipt_of_smslog ON receipt (smslog_id) WHERE smslog_id IS NOT NULL;
    CREATE TRIGGER overridden_stays BEFORE UPDATE ON overridden BEGIN
      SELECT RAISE(ABORT, 'overrides never change'); END;
    CREATE TRIGGER overridden_remains BEFORE DELETE ON overridden BEGIN
      SELECT RAISE(ABORT, 'overrides are never removed'); END;
    CREATE TRIGGER receipt_stays BEFORE UPDATE ON receipt BEGIN SELECT RAISE(ABORT, 'receipts never change'); END;
    CREATE TRIGGER receipt_remains BEFORE DELETE ON receipt BEGIN
      SELECT RAISE(ABORT, 'receipts are never removed'); END;
    CREATE TABLE stop (
      kind TEXT NOT NULL, destination TEXT NOT NULL, tail TEXT NOT NULL, note TEXT NOT NULL, since INTEGER NOT NULL,
      PRIMARY KEY (kind, destination)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX stop_of_tail ON stop (tail);
    CREATE TABLE price (
      prefix TEXT PRIMARY KEY, per_part INTEGER NOT NULL, number TEXT NOT NULL, at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}

extension Peer {
  /// The digits by which other spellings of a number are looked for: two numbers that may be one share it. The whole of
  /// a number that is too short to have other spellings.
  var sendingTail: String { isNumber ? NumberSuffix.tail(of: key) : key }
}

extension SendOptions {
  /// The columns `type, unicode, footer, nofooter, sender, schedule` of an item or a draft.
  var columns: [Value] {
    var own: String?
    if case .own(let text) = footer { own = text }
    return [
      .text(kind.rawValue), .integer(unicode.code), Value(own), Value(footer == .none), Value(from), Value(schedule),
    ]
  }

  /// Reads what `columns` wrote, from the column `start` on.
  init(_ row: Columns, from start: Int) {
    let footer: Footer = row.flag(start + 3) ? .none : row.optionalText(start + 2).map { .own($0) } ?? .account
    self.init(
      kind: Kind(rawValue: row.text(start)) ?? .text, unicode: Unicode(code: row.integer(start + 1)), footer: footer,
      from: row.optionalText(start + 4), schedule: row.optionalText(start + 5))
  }
}

extension SendOptions.Unicode {
  fileprivate var code: Int64 {
    switch self {
    case .off: 0
    case .on: 1
    case .automatic: 2
    }
  }

  fileprivate init(code: Int64) {
    self =
      switch code {
      case 0: .off
      case 1: .on
      default: .automatic
      }
  }
}
