/// What the operator is looking at, as a whole.
public enum Pane: Hashable, Sendable, CaseIterable {
  case overview
  case inbox
  case outgoing
  case outbox
  case contacts
  case log

  /// The key and tab number.
  public var number: Int {
    switch self {
    case .overview: 0
    case .inbox: 1
    case .outgoing: 2
    case .outbox: 3
    case .contacts: 4
    case .log: 7
    }
  }

  /// As its tab names it.
  public var title: String {
    switch self {
    case .overview: "Overview"
    case .inbox: "Inbox"
    case .outgoing: "Outgoing"
    case .outbox: "Outbox"
    case .contacts: "Contacts"
    case .log: "Log"
    }
  }

  /// The list that is the pane; nil for the overview, which has several.
  public var region: Region? {
    switch self {
    case .overview: nil
    case .inbox: .inbox
    case .outgoing: .outgoing
    case .outbox: .outbox
    case .contacts: .contacts
    case .log: .log
    }
  }
}
