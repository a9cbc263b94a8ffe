/// In which order a poll does its parts.
///
/// The inbox comes first: it is what the operator waits for. A part that is left without an answer ends its poll, since
/// the whole connection may be at fault. The next poll begins behind that part and comes to it last, so that one
/// question that hangs for ever does not keep the others from being asked. When it hangs again while all others are
/// answered, the server does not give that part, and the connection is as good as it is for the others.
struct PollTurns: Hashable, Sendable {
  /// At which part a poll had no answer the last time.
  private(set) var unanswered: PollPart?

  /// The parts of the next poll.
  var order: [PollPart] {
    guard let unanswered, let index = PollPart.allCases.firstIndex(of: unanswered) else { return PollPart.allCases }
    return Array(PollPart.allCases[(index + 1)...] + PollPart.allCases[...index])
  }

  /// A part was answered. One that had nothing to ask keeps its place.
  mutating func passed(_ part: PollPart) {
    if unanswered == part { unanswered = nil }
  }

  /// No answer came to a part. Whether it is that part alone: it was so when it asked last too, and this poll was through
  /// with all others before.
  mutating func hung(_ part: PollPart) -> Bool {
    defer { unanswered = part }
    return unanswered == part
  }
}
