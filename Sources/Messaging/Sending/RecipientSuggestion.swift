/// Somebody whom what is being typed as a recipient may mean.
public enum RecipientSuggestion: Hashable, Sendable {
  case contact(ContactSummary)
  case group(ContactGroup)
  /// Another account of the server, with which something passed.
  case user(Peer, lastAt: Timestamp)

  /// What taking it puts into the field; nil when the server's word for it is no destination.
  public var destination: Destination? {
    switch self {
    case .contact(let summary): try? Destination(summary.contact.number.raw)
    case .group(let group): try? Destination("#" + group.code.raw)
    case .user(let peer, _): try? Destination(peer.key)
    }
  }

  /// When something last passed.
  public var lastAt: Timestamp? {
    switch self {
    case .contact(let summary): summary.lastAt
    case .group: nil
    case .user(_, let at): at
    }
  }

  /// How it is called, and its number or code.
  private var words: (name: String, code: String) {
    switch self {
    case .contact(let summary):
      (summary.contact.name.raw, Peer(address: summary.contact.number.raw).key)
    case .group(let group): (group.name.raw, "#" + group.code.raw)
    case .user(let peer, _): (peer.key, peer.key)
    }
  }

  /// Those that fit, the best first: each word typed begins a word of the name or stands in the number, or at least all
  /// letters are there in their order. Among those that fit alike, who was last in touch comes first, then by name.
  public static func ranked(_ all: [RecipientSuggestion], for typed: String) -> [RecipientSuggestion] {
    let parts = typed.lowercased().split(separator: " ").map(String.init)
    let fitting = all.compactMap { suggestion in suggestion.fit(parts).map { (suggestion, fit: $0) } }
    return fitting.sorted { left, right in
      if left.fit != right.fit { return left.fit < right.fit }
      let (a, b) = (left.0.lastAt?.milliseconds ?? .min, right.0.lastAt?.milliseconds ?? .min)
      if a != b { return a > b }
      return left.0.words.name.lowercased() < right.0.words.name.lowercased()
    }.map(\.0)
  }

  /// 0 for the beginnings of words, 1 for anything within, 2 for letters in their order; nil for none of them.
  private func fit(_ parts: [String]) -> Int? {
    let name = words.name.lowercased()
    let code = words.code.lowercased()
    let beginnings = name.split { !$0.isLetter && !$0.isNumber }
    var worst = 0
    for part in parts {
      let digits = part.filter { $0.isASCII && $0.isNumber }
      let isNumber = !digits.isEmpty && part.allSatisfy { $0.isNumber || "+-.()/".contains($0) }
      if beginnings.contains(where: { $0.hasPrefix(part) }) || name.hasPrefix(part) || code.hasPrefix(part) { continue }
      // Without the trunk prefix: 0811 is the beginning of +62811 as it is dialled at home.
      if isNumber, code.contains(digits.drop { $0 == "0" }) || code.contains(digits) { continue }
      if name.contains(part) || code.contains(part) {
        worst = max(worst, 1)
      } else if RecipientSuggestion.holds(part, in: name) {
        worst = 2
      } else {
        return nil
      }
    }
    return worst
  }

  private static func holds(_ part: String, in name: String) -> Bool {
    var rest = part[...]
    for letter in name where letter == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }
}
