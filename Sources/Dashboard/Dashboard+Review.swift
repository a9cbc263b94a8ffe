import Messaging
import Terminal

/// The last look before a message leaves.
extension Dashboard {
  /// Opens the review, or says beside the field why there is nothing to review yet.
  mutating func openReview() {
    guard var composer else { return }
    composer.recipientsFault = nil
    // What was filled in and not typed stands in no draft yet.
    saveDraft(composer)
    var destinations: [Destination] = []
    var folded = 0
    for recipient in composer.parsedRecipients {
      switch recipient.destination {
      case .success(let destination):
        if destinations.contains(destination) { folded += 1 } else { destinations.append(destination) }
      case .failure(let fault): composer.recipientsFault = fault.sentence(about: recipient.typed)
      }
    }
    if destinations.isEmpty, composer.recipientsFault == nil { composer.recipientsFault = "who is it for?" }
    composer.textFault = ServerRewriting(composer.text.text).refusal?.sentence
    composer.suggestions = []
    self.composer = composer
    guard composer.recipientsFault == nil, composer.textFault == nil else {
      self.composer?.field = composer.recipientsFault != nil ? .recipients : .text
      return
    }
    let options = SendOptions()
    review = Review(composer: composer, destinations: destinations, folded: folded, options: options, now: now)
  }

  /// Whether the number of recipients has to be typed: there are many, or a group whose size nobody knows.
  public func needsTypedCount(_ review: Review) -> Bool {
    let hasGroup = review.destinations.contains { if case .group = $0 { true } else { false } }
    return hasGroup || review.destinations.count > settings.typedConfirmationAbove
  }

  /// True when the review needed no command for the key.
  mutating func takeInReview(_ key: Key) -> Bool {
    guard var review else { return false }
    if review.ignores(keyAt: now) {
      self.review = review
      return true
    }
    guard var field = review.typedCount else { return false }
    switch key {
    case .enter:
      if field.text == String(review.destinations.count) {
        send(review)
      } else {
        say("that is not the number of recipients; nothing was sent", .warning)
        self.review?.typedCount = nil
      }
    case .escape: self.review?.typedCount = nil
    case .character, .control, .alt, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left, .right, .home,
      .end, .pageUp, .pageDown, .function:
      _ = field.handle(key)
      review.typedCount = field
      self.review = review
    }
    return true
  }

  /// `y`: hands everything to the outbox at once, and closes, so that a second `y` meets nothing.
  mutating func confirmReview() {
    guard let review else { return }
    if needsTypedCount(review), review.typedCount == nil {
      self.review?.typedCount = TextField()
      return
    }
    send(review)
  }

  /// The number that was typed is the operator's word that so many are meant.
  private func overrides(in review: Review) -> [GuardOverride] {
    guard let typed = review.typedCount else { return [] }
    return [
      GuardOverride(
        kind: .manyRecipients, destination: nil, finding: "the number of recipients is to be typed",
        said: "typed \(typed.text)", at: now)
    ]
  }

  private mutating func send(_ review: Review) {
    let submission = Submission(
      destinations: review.destinations, text: review.text, options: review.options, draft: nil,
      overrides: overrides(in: review))
    emit(.write(.submit(submission, token: review.token)))
    submissionsUnderWay += 1
    if let composer { confirmed.insert(composer.recipients.text.trimmingBlanks()) }
    self.review = nil
    closeComposer()
  }
}
