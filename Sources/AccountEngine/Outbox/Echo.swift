import Messaging

/// The destination that the server echoed, beside the one that was asked for.
enum Echo: Hashable, Sendable {
  case same
  /// Another spelling of the same number, as an account's prefix rules make it.
  case respelled(String)
  /// Somebody else. A message may have gone there.
  case different(String)
  /// The server echoed nothing, or a group's members.
  case absent

  init(asked: Destination, echoed: String) {
    guard !echoed.isEmpty else {
      self = .absent
      return
    }
    switch asked {
    case .number(let number):
      if number == echoed {
        self = .same
      } else if NumberSuffix.areOne(number, echoed) {
        self = .respelled(echoed)
      } else {
        self = .different(echoed)
      }
    case .user: self = asked.wire == echoed ? .same : .different(echoed)
    case .group: self = .absent
    }
  }

  /// For the journal.
  var evidence: String {
    switch self {
    case .same: "the number it echoed is the one asked for"
    case .respelled: "it echoed the number in another spelling"
    case .different: "the number it echoed is NOT the one asked for"
    case .absent: "it echoed no number"
    }
  }
}

/// Whether two spellings can be one telephone number: with and without `+`, with a country code or a leading zero.
enum NumberSuffix {
  /// Shorter ends are shared by too many.
  private static let shortest = 7

  static func areOne(_ left: String, _ right: String) -> Bool {
    let left = digits(left)
    let right = digits(right)
    guard !left.isEmpty, !right.isEmpty else { return false }
    if left == right { return true }
    guard min(left.count, right.count) >= shortest else { return false }
    return left.hasSuffix(right) || right.hasSuffix(left)
  }

  private static func digits(_ number: String) -> Substring {
    let digits = number.unicodeScalars.filter { ("0"..."9").contains($0) }
    return String(String.UnicodeScalarView(digits)).drop { $0 == "0" }
  }
}
