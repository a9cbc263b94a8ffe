import Messaging

/// A part of a poll, in their usual order. What the server cannot give of one does not keep the others from being read.
enum PollPart: String, Hashable, Sendable, CaseIterable {
  case inbox = "the inbox"
  case outgoing = "the outgoing messages"
  case incoming = "the messages by keyword"
  case deliveries = "delivery statuses"
  case unknownFates = "messages of unknown fate"
  case contacts = "the contacts"

  init(_ stream: Stream) {
    self =
      switch stream {
      case .inbox: .inbox
      case .incoming: .incoming
      case .outgoing: .outgoing
      }
  }

  private static let ofOutgoing: Set = [PollPart.outgoing, .deliveries, .unknownFates]

  /// Whether it asks by the same operation (`ds`): where one gets no answer the other is likely to get none.
  func asksLike(_ other: PollPart) -> Bool {
    self == other || Self.ofOutgoing.isSuperset(of: [self, other])
  }

  /// The list that it reads, if it reads one.
  var stream: Stream? { Stream.allCases.first { PollPart($0) == self } }
}
