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
    case .user: self = asked.folded.wire == echoed.lowercased() ? .same : .different(echoed)
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
