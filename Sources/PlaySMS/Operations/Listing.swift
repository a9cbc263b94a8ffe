import Messaging

/// Which rows of a list are wanted. The server gives the newest `count` of them by date, newest first.
///
/// What a server would read otherwise than it stands here is refused before it is asked: two filters that it joins
/// with OR, a number so short that it matches every row, a parameter that it ignores.
public struct Listing: Hashable, Sendable {
  /// `last`: only rows with a higher id. A page that is full may leave rows out in between.
  public var last: MessageID?
  /// `c`: so many rows at most; nil for the server's 100.
  public var count: Int?
  /// `dt`: only rows whose date holds this text, on the server's own clock: `2026-03`, `2026-03-04 05`.
  public var dt: String?
  /// `queue`: only rows of this submission. In `ds` only.
  public var queue: QueueCode?
  /// `smslog_id`: only this row. In `ds` only.
  public var messageID: MessageID?
  /// `src`: the sender. In `ds` the exact sender ID, elsewhere the end of a number, its first three characters left
  /// out.
  public var src: String?
  /// `dst`: the receiver. In `ds` the end of a number, its first three characters left out, elsewhere the exact number.
  public var dst: String?
  /// `kwd`: the keyword. In `in` only.
  public var kwd: String?

  public init(
    last: MessageID? = nil, count: Int? = nil, dt: String? = nil, queue: QueueCode? = nil,
    messageID: MessageID? = nil, src: String? = nil, dst: String? = nil, kwd: String? = nil
  ) {
    self.last = last
    self.count = count
    self.dt = dt
    self.queue = queue
    self.messageID = messageID
    self.src = src
    self.dst = dst
    self.kwd = kwd
  }
}

extension Listing {
  /// The fields for one of the list operations.
  func fields(for operation: OperationName) throws(RequestFault) -> [FormField] {
    if operation != .ds {
      guard queue == nil else { throw .ignored("queue", by: operation) }
      guard messageID == nil else { throw .ignored("smslog_id", by: operation) }
    }
    guard kwd == nil || operation == .in else { throw .ignored("kwd", by: operation) }
    // The end of a number is looked for in the far side's column, and that comparison is joined with the date's by OR.
    let (looseName, loose) = operation == .ds ? ("dst", dst) : ("src", src)
    if let loose {
      guard dt == nil else { throw .joinedByOr(looseName, "dt") }
      guard Listing.narrows(loose) else { throw .matchesEverything(looseName) }
    }
    if let count, count < 1 { throw .badCount("c") }
    if let last, last.rawValue < 0 { throw .badCount("last") }
    if let dt, !Listing.isDatePart(dt) { throw .badDate }
    let all: [(String, String?)] = [
      ("queue", queue?.text), ("smslog_id", messageID?.description), ("src", src), ("dst", dst), ("dt", dt),
      ("kwd", kwd), ("last", last?.description), ("c", count.map(String.init)),
    ]
    return all.compactMap { name, value in value.map { FormField(name, $0) } }
  }

  /// Whether something is left of a number when the server has dropped its leading zero, or else its first three
  /// characters, and compares the rest.
  private static func narrows(_ number: String) -> Bool {
    let text = number.trimmingBlanks()
    return !(text.first == "0" ? text.dropFirst() : text.dropFirst(3)).isEmpty
  }

  /// Whether a text holds nothing that the server would take as a wildcard, and something at all.
  private static func isDatePart(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) || "-: ".utf8.contains($0) }
  }
}
