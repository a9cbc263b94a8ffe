/// The other end of a conversation, written in one way so that what came and what went meet: `+62811234567`, `12345`,
/// `ACMEBANK`, `@bobx`, `#FAMILY`.
public struct Peer: Hashable, Sendable, Codable, Comparable {
  /// The one spelling under which everything with this peer is kept. Untrusted: it may have come from the server.
  public let key: String

  /// Folds an address as the server or the operator wrote it. A number loses all but digits and a leading `+`
  /// (`00` counts as `+`); a name keeps its letters.
  public init(address: String) {
    let trimmed = address.trimmingBlanks()
    if trimmed.first == "@" || trimmed.first == "#" {
      key = trimmed
      return
    }
    // A plus leads, whatever stands before it, or the text is no number.
    let marks = trimmed.unicodeScalars.filter { !"-. ()/\u{a0}".unicodeScalars.contains($0) }
    let digits = marks.first == "+" ? marks.dropFirst() : marks[...]
    guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }) else {
      key = trimmed
      return
    }
    let text = String(String.UnicodeScalarView(digits))
    if marks.first == "+" {
      key = "+" + text
    } else if text.hasPrefix("00"), text.count > 8 {
      key = "+" + text.dropFirst(2)
    } else {
      key = text
    }
  }

  /// Takes a key that `init(address:)` made before.
  public init(key: String) { self.key = key }

  /// Whether this is a telephone number (a short code too), to which a message can be sent.
  public var isNumber: Bool {
    let rest = key.first == "+" ? key.dropFirst() : key[...]
    return !rest.isEmpty && rest.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  public static func < (left: Peer, right: Peer) -> Bool { left.key < right.key }
}

extension StringProtocol {
  /// The text without blanks, tabs and line ends at both ends.
  public func trimmingBlanks() -> String {
    func isBlank(_ character: Character) -> Bool {
      switch character {
      case " ", "\t", "\n", "\r", "\r\n", "\u{a0}": true
      default: false
      }
    }
    guard let start = firstIndex(where: { !isBlank($0) }), let end = lastIndex(where: { !isBlank($0) }) else {
      return ""
    }
    return String(self[start...end])
  }
}
