import Dashboard
import MessageArchive
import Messaging

extension MessageFacts {
  /// What the archive knows of a message, as an operator reads it; the server's fields by the protocol's names.
  init(_ details: MessageDetails, zone: ZoneRules) {
    let clock = FactClock(zone: zone)
    self.init(
      origin: details.origin,
      sections: [
        Section("Message", MessageFacts.message(details, clock)),
        Section("As the server has it", MessageFacts.server(details)),
        Section("What became of it", MessageFacts.past(details, clock)),
      ], text: details.text)
  }

  private static func message(_ details: MessageDetails, _ clock: FactClock) -> [Field] {
    var fields: [Field] = []
    switch details.origin {
    case .inbox(let id): fields.append(Field("inbox id", UntrustedText("\(id.rawValue)")))
    case .incoming(let id): fields.append(Field("incoming id", UntrustedText("\(id.rawValue)")))
    case .outgoing(let id): fields.append(Field("smslog_id", UntrustedText("\(id.rawValue)")))
    case .outbox(let id): fields.append(Field("outbox item", UntrustedText("\(id.rawValue)")))
    }
    fields.append(Field("number", UntrustedText(details.peer.key)))
    if let name = details.name { fields.append(Field("name", name)) }
    if case .accepted(_, let queue, let to)? = details.item?.state {
      fields.append(Field("queue", UntrustedText(queue.text)))
      fields.append(Field("echoed to", UntrustedText(to)))
    }
    if let status = details.status { fields.append(Field("status", UntrustedText(status.word))) }
    if details.isUnread { fields.append(Field("unread", "yes")) }
    fields.append(Field("time", UntrustedText(clock.text(details.at)), at: details.at))
    fields.append(Field("first seen", UntrustedText(clock.text(details.firstSeen)), at: details.firstSeen))
    if let time = details.serverTime {
      fields.append(Field("server's clock", UntrustedText("\(clock.text(time)), when it was first seen")))
    }
    return fields
  }

  private static func server(_ details: MessageDetails) -> [Field] {
    if case .outbox = details.origin { return [] }
    var fields = [Field("src", details.src), Field("dst", details.dst)]
    if let keyword = details.keyword { fields.append(Field("kwd", keyword)) }
    if let date = details.dt { fields.append(Field("dt", UntrustedText(date.text))) }
    if let date = details.update { fields.append(Field("update", UntrustedText(date.text))) }
    if let status = details.status { fields.append(Field("status", UntrustedText("\(status.code)"))) }
    return fields
  }

  private static func past(_ details: MessageDetails, _ clock: FactClock) -> [Field] {
    func field(_ instant: Timestamp, _ words: String) -> (Timestamp, UntrustedText) { (instant, UntrustedText(words)) }
    let journal = details.history.map { field($0.at, "\($0.state.word): \($0.evidence)") }
    let rows = details.earlier.map { field($0.shown, change($0)) }
    let now = details.status.map { [field(details.shown, $0.word)] } ?? []
    let all = (journal + rows + now).sorted { $0.0 < $1.0 }
    return all.enumerated().map { index, fact in
      // The year stands in the fields above; here its room is taken by what happened. How long ago the last one was is
      // how long it has been so.
      Field(clock.short(fact.0), fact.1, at: index == all.count - 1 ? fact.0 : nil)
    }
  }

  private static func change(_ earlier: MessageDetails.Earlier) -> String {
    var parts: [String] = []
    if let status = earlier.status { parts.append(status.word) }
    if let text = earlier.text { parts.append("its text was '\(text.raw)'") }
    if let src = earlier.src { parts.append("src was '\(src.raw)'") }
    if let dst = earlier.dst { parts.append("dst was '\(dst.raw)'") }
    if let keyword = earlier.keyword { parts.append("kwd was '\(keyword.raw)'") }
    if let date = earlier.dt { parts.append("dt was \(date.text)") }
    return parts.isEmpty ? "shown" : parts.joined(separator: ", ")
  }
}

/// Instants with date and seconds on this machine's clock.
struct FactClock {
  let zone: ZoneRules

  func text(_ instant: Timestamp) -> String { "\(zone.civil(instant).year)-\(short(instant))" }

  /// The same without the year.
  func short(_ instant: Timestamp) -> String {
    let time = zone.civil(instant)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(time.month))-\(two(time.day)) \(two(time.hour)):\(two(time.minute)):\(two(time.second))"
  }
}
