import Dashboard
import Messaging
import Terminal

/// How a recipient is told: who it is, and what goes out as its number.
struct RecipientText {
  /// Empty when it is not known.
  let name: String
  /// As it goes out, grouped for reading.
  let number: String
  /// How many people a group stands for; empty for one.
  let members: String

  init(_ destination: Destination, _ dashboard: Dashboard, facts: SendingFacts? = nil) {
    let known = facts?.recipients.first { $0.destination == destination }
    number = PhoneFormat.grouped(destination.wire)
    name = (known?.name ?? dashboard.names[destination.peer]).map(oneLine) ?? ""
    members = RecipientText.members(of: destination, known, now: dashboard.now)
  }

  init(_ suggestion: RecipientSuggestion) {
    members = ""
    switch suggestion {
    case .contact(let summary):
      name = oneLine(summary.contact.name)
      number = PhoneFormat.grouped(oneLine(summary.contact.number))
    case .group(let group):
      name = oneLine(group.name)
      number = "#" + oneLine(group.code)
    case .user(let peer, _):
      name = peer.key
      number = "an account of this server"
    }
  }

  /// The name, or the number of somebody without one.
  var short: String { name.isEmpty ? number : name }

  /// `+62 811 234 567 Budi Santoso`.
  var whole: String { [number, name, members].filter { !$0.isEmpty }.joined(separator: " ") }

  private static func members(
    of destination: Destination, _ known: SendingFacts.Recipient?, now: Timestamp
  ) -> String {
    guard case .group = destination else { return "" }
    return switch known?.members {
    case .lately(let count, let at): "(\(count) when last sent to, \(TimeText.duration(now.since(at))) ago)"
    case .unknown, .one, nil: "(nobody knows how many)"
    }
  }
}
