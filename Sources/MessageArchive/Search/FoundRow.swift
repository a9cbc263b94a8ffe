import Messaging

/// A message that a search came upon, with what the lists show of it.
struct FoundRow {
  let row: Int64
  let moment: Moment
  let stream: StreamCode
  let id: Int64
  let at: Timestamp
  let dt: String
  let src: String
  let keyword: String?
  let text: String
  let isUnread: Bool
  let status: Int64?
  let updated: String?
  let peer: Int64
  let key: String
  /// As the index has them.
  let words: String

  /// What `init` reads, of `message m` and `conversation c`.
  static let columns = """
    m.row, m.moment, m.stream, m.id, m.at, m.dt, m.src, m.keyword, m.text, m.unread, m.status, m.updated, m.peer,
    c.key, m.words
    """

  init(_ columns: Columns) {
    row = columns.integer(0)
    moment = Moment(raw: columns.integer(1))
    stream = StreamCode(rawValue: columns.integer(2)) ?? .inbox
    id = columns.integer(3)
    at = Timestamp(milliseconds: columns.integer(4))
    dt = columns.text(5)
    src = columns.text(6)
    keyword = columns.optionalText(7)
    text = columns.text(8)
    isUnread = columns.flag(9)
    status = columns.optionalInteger(10)
    updated = columns.optionalText(11)
    peer = columns.integer(12)
    key = columns.text(13)
    words = columns.text(14)
  }

  var plainEntry: PlainEntry {
    PlainEntry(
      origin: stream.origin(id), at: at, dt: dt, keyword: keyword, text: text, isUnread: isUnread, status: status)
  }

  var outgoingSummary: OutgoingSummary {
    OutgoingSummary(
      id: MessageID(id), peer: Peer(key: key), name: nil, src: UntrustedText(src), text: UntrustedText(text), at: at,
      serverDate: ServerDate(dt), update: ServerDate(updated ?? ""), status: DeliveryStatus(code: Int(status ?? 0)))
  }
}

/// A stretch of moments, both ends in it, and from which end it is read.
struct MomentRange {
  var lower = Moment.start
  var upper = Moment.end
  var newestFirst = true

  var isEmpty: Bool { lower > upper }

  /// The part of it in which nothing lies beyond the second of a moment.
  func upTo(_ moment: Moment) -> MomentRange {
    var near = self
    if newestFirst {
      near.lower = max(lower, .first(ofSecond: moment.second))
    } else {
      near.upper = min(upper, .last(ofSecond: moment.second))
    }
    return near
  }
}
