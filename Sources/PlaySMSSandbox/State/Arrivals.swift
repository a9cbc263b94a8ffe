extension World {
  /// A message from a telephone finds its list: an account's inbox when it is addressed to one, an account's keyword
  /// rows when it begins with one of its keywords, else the unhandled ones.
  mutating func arrive(_ arrival: Arrival, at time: Int64? = nil) {
    if let uid = arrival.uid {
      addToInbox(uid, src: arrival.src, dst: arrival.dst, msg: arrival.msg, at: time)
      return
    }
    let words = arrival.msg.split(separator: " ", maxSplits: 1)
    let first = words.first.map(String.init) ?? ""
    if first.hasPrefix("@"), let user = user(named: String(first.dropFirst()).lowercased()) {
      addToInbox(user.uid, src: arrival.src, dst: arrival.dst, msg: arrival.msg, at: time)
      return
    }
    let keyword = first.uppercased()
    if let user = users.first(where: { $0.account.keywords.contains(keyword) }) {
      let rest = words.count > 1 ? String(words[1]) : ""
      addIncoming(user.uid, src: arrival.src, dst: arrival.dst, kwd: keyword, msg: rest, at: time)
    } else {
      addIncoming(0, src: arrival.src, dst: arrival.dst, kwd: "", msg: arrival.msg, at: time)
    }
  }

  /// Adds a row to `ix`, dated now or at `time`.
  @discardableResult
  mutating func addToInbox(_ uid: Int64, src: String, dst: String, msg: String, at time: Int64? = nil) -> Int64 {
    // Messages between accounts are dated by another slip of the clock than those from telephones.
    let offset = src.hasPrefix("@") ? configuration.zones.internalInbox : configuration.zones.inbox
    let id = nextInboxID
    nextInboxID += 1
    inbox.insert(
      InboxRow(
        id: id, uid: uid, src: src, dst: dst, msg: msg,
        dt: DateText.text(milliseconds: time ?? now, offset: Int64(offset))))
    return id
  }

  /// Adds a row to the table of `in` and `sx`, dated now or at `time`; `uid` 0 leaves it unhandled.
  @discardableResult
  mutating func addIncoming(
    _ uid: Int64, src: String, dst: String, kwd: String, msg: String, at time: Int64? = nil
  ) -> Int64 {
    let id = nextIncomingID
    nextIncomingID += 1
    incoming.insert(
      IncomingRow(
        id: id, uid: uid, src: src, dst: dst, kwd: kwd, msg: msg,
        dt: DateText.text(milliseconds: time ?? now, offset: Int64(configuration.zones.incoming))))
    return id
  }
}
