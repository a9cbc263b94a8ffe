import Messaging
import Yams

/// What an account's configuration says about sending.
extension ConfigurationFile {
  /// Reads one of the keys about sending; false for any other key.
  func setSending(
    _ key: String, of policy: inout SendingPolicy, to node: Node, named name: String
  ) throws(ExitFailure) -> Bool {
    switch key {
    case "duplicate-window": policy.sameTextWithin = try span(node, name)
    case "stop-words": policy.stopWords = try stopWords(node, name)
    case "quiet-hours": policy.quietHours = try quietHours(node, name)
    case "daily-cap": policy.dailyCap = try number(node, name, atLeast: 0)
    case "country": policy.numbers = try country(node, name)
    case "time-zone": policy.zone = try zone(node, name)
    default: return false
    }
    return true
  }

  /// `30m`, `24h`, `7d`; nil for `off`.
  private func span(_ node: Node, _ name: String) throws(ExitFailure) -> Duration? {
    let text = try text(node, name)
    if ["off", "no", "false"].contains(text) { return nil }
    let units: [Character: Int64] = ["m": 60, "h": 3_600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count > 0, count <= 10_000
    else { throw fault(node, "\(name): expected off, or a time such as 30m, 24h or 7d, found '\(text)'") }
    return .seconds(count * unit)
  }

  private func stopWords(_ node: Node, _ name: String) throws(ExitFailure) -> [String] {
    guard let sequence = node.sequence else {
      throw fault(node, "\(name): expected a list such as [STOP, UNSUBSCRIBE]")
    }
    var words: [String] = []
    for element in sequence {
      let word = try text(element, name)
      guard word.contains(where: { $0.isLetter || $0.isNumber }) else {
        throw fault(element, "\(name): expected a word, found '\(word)'")
      }
      words.append(word)
    }
    return words
  }

  private func quietHours(_ node: Node, _ name: String) throws(ExitFailure) -> QuietHours? {
    let text = try text(node, name)
    if text == "off" { return nil }
    guard let hours = QuietHours(text) else {
      throw fault(node, "\(name): expected off, or hours such as 21:00-08:00, found '\(text)'")
    }
    return hours
  }

  private func country(_ node: Node, _ name: String) throws(ExitFailure) -> NumberPlan {
    let text = try text(node, name)
    guard let plan = NumberPlan(country: text) else {
      throw fault(node, "\(name): expected two letters such as ID, or a country code such as 62, found '\(text)'")
    }
    return plan
  }

  private func zone(_ node: Node, _ name: String) throws(ExitFailure) -> ZoneRules {
    let text = try text(node, name)
    guard let zone = ZoneRules(offset: text) ?? ZoneRules.named(text, at: .now()) else {
      throw fault(
        node,
        "\(name): expected a name such as Asia/Jakarta that this machine knows, or +07:00, found '\(text)'")
    }
    return zone
  }
}

extension ZoneRules {
  /// Reads `+07:00`, `-0330` or `UTC`; nil for anything else.
  init?(offset text: String) {
    if text == "UTC" {
      self = .utc
      return
    }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard let sign = text.first, sign == "+" || sign == "-", digits.utf8.count == 4,
      digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let hours = Int(digits.prefix(2)), let minutes = Int(digits.suffix(2)), hours <= 14, minutes < 60
    else { return nil }
    self.init(initialOffset: (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60))
  }
}
