import GRDB
import Messaging

/// A clock by which the server dates rows. Each may stand in another zone, or beside every zone. The numbers are on
/// disk.
enum ServerClock: Int64, CaseIterable {
  /// `ds`.
  case outgoing = 1
  /// `ix`, messages from telephones.
  case inbox = 2
  /// `ix`, messages from other accounts, which their sender's zone shifts.
  case inboxFromUser = 3
  /// `in`.
  case incoming = 4
}

/// How far each of the server's clocks is ahead of UTC, as far as rows told that were seen as they came.
///
/// An offset is taken from the first such row; once learned it is left only when two rows in a row agree on another,
/// since one that was under way for hours looks like a clock that is hours behind.
struct ClockOffsets {
  private struct Knowledge: Equatable {
    var offset: Int64
    /// Another offset that the last row told.
    var doubt: Int64?
  }

  private var known: [ServerClock: Knowledge] = [:]
  private let db: Database

  init(_ db: Database) throws {
    self.db = db
    let rows = try db.prepared("SELECT clock, offset, doubt FROM server_clock").rows([]) {
      (ServerClock(rawValue: $0.integer(0)), Knowledge(offset: $0.integer(1), doubt: $0.optionalInteger(2)))
    }
    for case (let clock?, let knowledge) in rows { known[clock] = knowledge }
  }

  /// When a row dated `dtSeconds`, counted as if its clock showed UTC, was: never after it was first seen.
  func instant(_ dtSeconds: Int64?, of clock: ServerClock, firstSeen: Timestamp) -> Timestamp {
    guard let dtSeconds else { return firstSeen }
    return min(Timestamp(seconds: dtSeconds &- (known[clock]?.offset ?? 0)), firstSeen)
  }

  /// Takes note of rows dated `dtSeconds` that came while the server's time was `serverTime`. Where that moves the
  /// clock, `at` of every row that it dated moves with it; see `Redating`.
  mutating func learn(_ clock: ServerClock, dtSeconds: [Int64], serverTime: Timestamp) throws {
    var hasMoved = false
    for moment in dtSeconds {
      guard let offset = ClockOffsets.offset(moment - serverTime.seconds) else { continue }
      hasMoved = try note(offset, of: clock) || hasMoved
    }
    guard hasMoved else { return }
    let redating = Redating(db)
    try redating.begin(clock)
    _ = try redating.advance()
  }

  /// The difference to the nearest quarter of an hour; nil when it is more than any zone, or slip between two, explains.
  static func offset(_ difference: Int64) -> Int64? {
    guard difference.magnitude <= 26 * 3_600 else { return nil }
    return Int64((Double(difference) / 900).rounded()) * 900
  }

  /// Whether two dates of a row lie apart by more than another zone of the clock explains.
  static func areApart(by difference: Int64) -> Bool {
    offset(difference) != difference
  }

  /// Whether a date lies so far ahead of a moment that no zone explains it.
  static func isAhead(by difference: Int64) -> Bool { difference > 0 && offset(difference) == nil }

  private mutating func note(_ offset: Int64, of clock: ServerClock) throws -> Bool {
    let before = known[clock]
    var after = Knowledge(offset: offset, doubt: nil)
    if let before, offset != before.offset, offset != before.doubt {
      after = Knowledge(offset: before.offset, doubt: offset)
    }
    guard after != before else { return false }
    known[clock] = after
    try db.prepared("INSERT OR REPLACE INTO server_clock VALUES (?, ?, ?)")
      .run(.integer(clock.rawValue), .integer(after.offset), Value(after.doubt))
    return after.offset != before?.offset ?? 0
  }
}
