import GRDB
import Messaging

/// What the table has of a row that came again.
struct StoredRow: Hashable, Sendable {
  static let columns =
    "row, peer, src, dst, keyword, text, dt, status, updated, first_seen, server_time, unread, id"

  let row: Int64
  let peer: Int64
  let src: String
  let dst: String
  let keyword: String?
  let text: String
  let dt: String
  let status: Int64?
  let updated: String?
  let firstSeen: Timestamp
  let serverTime: Timestamp?
  let isUnread: Bool
  let id: MessageID

  init(_ columns: Columns) {
    row = columns.integer(0)
    peer = columns.integer(1)
    src = columns.text(2)
    dst = columns.text(3)
    keyword = columns.optionalText(4)
    text = columns.text(5)
    dt = columns.text(6)
    status = columns.optionalInteger(7)
    updated = columns.optionalText(8)
    firstSeen = Timestamp(milliseconds: columns.integer(9))
    serverTime = columns.optionalInteger(10).map { Timestamp(milliseconds: $0) }
    isUnread = columns.flag(11)
    id = MessageID(columns.integer(12))
  }

  /// Whether the server shows it with everything but its delivery as it was.
  func saysTheSame(as row: ArchiveRow) -> Bool {
    same(text, row.text) && same(dt, row.dt.text) && same(src, row.src) && same(dst, row.dst)
      && same(keyword, row.keyword)
  }

  /// Whether the server has another message under its id, as after an older database was put back there and grew again.
  ///
  /// One message may change in one respect: a text that the server cleans otherwise, a number that it writes
  /// otherwise, a date that is set right. In two respects at once it does not, and it is never dated after the moment at
  /// which it was here already. What another message says with the same words to the same number within a day of that
  /// is told from a date that was set right by nothing, and counts as that.
  func isAnother(than row: ArchiveRow) -> Bool {
    let address = row.clock == .outgoing ? dst : src
    let hasOtherText = !same(text, row.text)
    let hasOtherNumber = !Peer(address: address).mayBe(Peer(address: row.address))
    guard let before = ServerDate(dt).civil, let after = row.dt.civil else { return hasOtherText && hasOtherNumber }
    let difference = after.secondsSince1970 - before.secondsSince1970
    let hasOtherDate = ClockOffsets.areApart(by: difference)
    let wasHere = max(firstSeen, serverTime ?? firstSeen).seconds
    if hasOtherDate, ClockOffsets.isAhead(by: after.secondsSince1970 - wasHere) { return true }
    return [hasOtherText, hasOtherNumber, hasOtherDate].count { $0 } >= 2
  }
}

/// Whether two texts are the same to the byte; `==` takes differently composed accents for equal.
func same(_ left: String?, _ right: String?) -> Bool {
  switch (left, right) {
  case (nil, nil): true
  case (let left?, let right?): left.utf8.elementsEqual(right.utf8)
  case (nil, _?), (_?, nil): false
  }
}
