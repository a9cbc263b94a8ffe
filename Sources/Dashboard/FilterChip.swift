import Messaging

/// One condition that narrows a list, as it was typed.
public struct FilterChip: Hashable, Sendable {
  public let text: String
  public let condition: MessageFilter.Condition

  /// What is wrong with what was typed, in a sentence.
  public struct Fault: Error, Hashable, Sendable {
    public let sentence: String
  }

  /// Reads conditions separated by blanks: `from:` `to:` `status:` `before:` `after:` `unread` `archived`, anything
  /// else being a text to look for. Quotation marks keep blanks together.
  public static func parse(
    _ text: String, now: Timestamp, zone: ZoneRules
  ) throws(Fault) -> [FilterChip] {
    var chips: [FilterChip] = []
    for word in words(of: text) { chips.append(try chip(word, now: now, zone: zone)) }
    return chips
  }

  private static func chip(_ word: String, now: Timestamp, zone: ZoneRules) throws(Fault) -> FilterChip {
    if word == "unread" { return FilterChip(text: word, condition: .unread) }
    if word == "archived" { return FilterChip(text: word, condition: .archived) }
    guard let colon = word.firstIndex(of: ":") else { return FilterChip(text: word, condition: .text(word)) }
    let name = word[..<colon].lowercased()
    let value = String(word[word.index(after: colon)...])
    guard ["from", "to", "status", "before", "after"].contains(name) else {
      return FilterChip(text: word, condition: .text(word))
    }
    guard !value.isEmpty else { throw Fault(sentence: "\(name): needs something behind it") }
    switch name {
    case "from": return FilterChip(text: word, condition: .from(value))
    case "to": return FilterChip(text: word, condition: .to(value))
    case "status": return FilterChip(text: word, condition: try status(value))
    default:
      guard let instant = FilterDate.instant(value, now: now, zone: zone) else {
        throw Fault(sentence: "\(name): takes 2026-11-20, 09:30, today, yesterday, or 3d, 2h, 30min ago")
      }
      return FilterChip(text: word, condition: name == "before" ? .before(instant) : .after(instant))
    }
  }

  /// As much of a word as tells it from the others; the server's words go before those of the outbox.
  private static func status(_ word: String) throws(Fault) -> MessageFilter.Condition {
    let known: [DeliveryStatus] = [.pending, .sent, .failed, .delivered]
    let found = known.filter { $0.word.hasPrefix(word.lowercased()) }
    if found.count == 1 { return .status(found[0]) }
    let stages = OutboxStage.allCases.filter { $0.rawValue.hasPrefix(word.lowercased()) }
    if found.isEmpty, stages.count == 1 { return .outbox(stages[0]) }
    if let code = Int(word) { return .status(DeliveryStatus(code: code)) }
    throw Fault(sentence: "status: takes pending sent failed delivered, or \(OutboxStage.words)")
  }

  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}

/// Instants as an operator writes them, on the clock on the screen.
enum FilterDate {
  static func instant(_ text: String, now: Timestamp, zone: ZoneRules) -> Timestamp? {
    let today = zone.civil(now)
    switch text.lowercased() {
    case "now": return now
    case "today": return local(today.dayNumber, 0, zone)
    case "yesterday": return local(today.dayNumber - 1, 0, zone)
    default: break
    }
    if let ago = ago(text) { return now - ago }
    let parts = text.split(whereSeparator: { $0 == "T" || $0 == "_" }).map(String.init)
    guard let first = parts.first, parts.count <= 2 else { return nil }
    if parts.count == 1, let seconds = clock(first) { return local(today.dayNumber, seconds, zone) }
    guard let day = date(first) else { return nil }
    guard parts.count == 2 else { return local(day, 0, zone) }
    return clock(parts[1]).map { local(day, $0, zone) } ?? nil
  }

  private static func ago(_ text: String) -> Duration? {
    let digits = text.prefix { ("0"..."9").contains($0) }
    guard let count = Int(digits), count < 100_000 else { return nil }
    switch text.dropFirst(digits.count) {
    case "d": return .seconds(count * 86_400)
    case "h": return .seconds(count * 3_600)
    case "min", "m": return .seconds(count * 60)
    default: return nil
    }
  }

  private static func date(_ text: String) -> Int? {
    let numbers = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let year = numbers[0], let month = numbers[1], let day = numbers[2],
      (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let time = CivilTime(year: year, month: month, day: day)
    // 30 February is no day.
    let back = CivilTime(secondsSince1970: time.secondsSince1970)
    return back.day == day && back.month == month ? time.dayNumber : nil
  }

  private static func clock(_ text: String) -> Int? {
    let numbers = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let hour = numbers[0], let minute = numbers[1], (0...23).contains(hour),
      (0...59).contains(minute)
    else { return nil }
    return hour * 3_600 + minute * 60
  }

  private static func local(_ day: Int, _ seconds: Int, _ zone: ZoneRules) -> Timestamp {
    let shown = Int64(day) * 86_400 + Int64(seconds)
    // The offset of that moment, not of now.
    let guess = Timestamp(seconds: shown - Int64(zone.initialOffset))
    let near = Timestamp(seconds: shown - Int64(zone.offset(at: guess)))
    return Timestamp(seconds: shown - Int64(zone.offset(at: near)))
  }
}

extension OutboxStage {
  fileprivate static var words: String { allCases.map(\.rawValue).joined(separator: " ") }
}
