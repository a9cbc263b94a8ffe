import Dashboard

/// Reads of which only the newest matters: a held key asks for many conversations, and shows one.
enum ReadKind: Hashable {
  case counters
  case delivery
  case conversations
  case conversation
  case outgoing
  case outbox
  case contacts
  case suggestions
  case sendingFacts
  case story
  case settlement
  case stopList
  case match
  /// Each of these brings something of its own.
  case every(Effect.Read)

  init(_ read: Effect.Read) {
    self =
      switch read {
      case .counters: .counters
      case .delivery: .delivery
      case .conversations: .conversations
      case .conversation: .conversation
      case .outgoing: .outgoing
      case .outbox: .outbox
      case .contacts: .contacts
      case .suggestions: .suggestions
      case .sendingFacts: .sendingFacts
      case .story: .story
      case .settlement: .settlement
      case .stopList: .stopList
      case .match: .match
      case .newer, .facts, .export, .names, .nextUnread: .every(read)
      }
  }
}
