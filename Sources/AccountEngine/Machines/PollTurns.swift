/// In which order a poll does its parts.
///
/// The inbox comes first: it is what the operator waits for. A part that is left without an answer ends its poll, since
/// the whole connection may be at fault. The next poll begins behind that part and comes to it last, so that one
/// question that hangs for ever does not keep the others from being asked. When it hangs again, or one that asks by the
/// same operation, the server does not give that part. The poll goes on then, and ends well if all others are answered:
/// the connection is as good as it is for them.
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

  /// No answer came to a part. Whether it is its operation alone, as far as this poll has come: none came to it in the
  /// poll before, and all that this one asked otherwise was answered.
  mutating func hung(_ part: PollPart) -> Bool {
    defer { unanswered = part }
    return isSilent(part)
  }

  /// Whether no answer came the last time to what asks by the operation of a part.
  func isSilent(_ part: PollPart) -> Bool { unanswered?.asksLike(part) ?? false }
}
