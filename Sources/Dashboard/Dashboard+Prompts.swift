import Messaging
import Terminal

/// What is typed in the review, and the walk through its recipients.
extension Dashboard {
  /// Asks for the word that lets pass what guards hold back.
  mutating func askForOverride() {
    guard let review else { return }
    guard !review.obstacles.isEmpty else { return say("nothing is held back") }
    self.review?.prompt = .override(TextField(), fault: nil)
  }

  /// Asks when it is to leave.
  mutating func askForSchedule() {
    guard let composer else { return }
    review?.prompt = .schedule(composer.options.schedule, fault: nil)
  }

  /// True when the field took the key, or nothing did: whoever types presses no keys of the review.
  mutating func take(_ key: Key, in prompt: Review.Prompt) -> Bool {
    guard pendingKeys.isEmpty, keymap.meaning(of: [key], in: .prompt) == .nothing else { return false }
    var field = prompt.field
    _ = field.handle(key)
    review?.prompt = prompt.with(field)
    return true
  }

  mutating func answer(_ prompt: Review.Prompt) {
    switch prompt {
    case .count(let field, _): answerCount(field.text.trimmingBlanks())
    case .override(let field, _): answerOverride(field.text.trimmingBlanks())
    case .schedule(let field, _): answerSchedule(field)
    }
  }

  private mutating func answerCount(_ typed: String) {
    guard let review else { return }
    let what = review.groupsOfUnknownSize.isEmpty ? "the number of recipients" : "the group"
    guard typed == review.wordToType else { return refuse("That is not \(what); nothing was sent.") }
    self.review?.prompt = nil
    let many = review.findings.filter { $0.kind == .manyRecipients }
    let overrides = overrides(of: many, said: "typed \(what), \(typed)")
    self.review?.overrides += overrides
    self.review?.armedAt = now
  }

  private mutating func answerOverride(_ typed: String) {
    guard let review else { return }
    guard typed.lowercased() == Review.overrideWord else {
      return refuse("That is not the word; nothing was overridden.")
    }
    self.review?.prompt = nil
    let overridden = review.obstacles
    let overrides = overrides(of: overridden, said: "typed \(Review.overrideWord) in the review")
    self.review?.overrides += overrides
    self.review?.deafUntil = now + Review.deafness
    say(overridden.count == 1 ? "overridden" : "\(overridden.count) overridden", .done)
  }

  /// Says beside the field what is wrong. It stays, so that whoever types on presses no keys of the review.
  private mutating func refuse(_ fault: String) {
    let prompt = review?.prompt?.with(TextField(), fault: fault)
    review?.prompt = prompt
  }

  private func overrides(of findings: [GuardFinding], said: String) -> [GuardOverride] {
    findings.map {
      GuardOverride(kind: $0.kind, destination: $0.destination, finding: $0.sentence, said: said, at: now)
    }
  }

  private mutating func answerSchedule(_ field: TextField) {
    guard let review else { return }
    let typed = field.text.trimmingBlanks()
    do throws(SchedulePlan.Fault) {
      let wire = typed.isEmpty ? nil : try schedulePlan(typed, facts: review.facts).wire
      self.review?.options.schedule = wire
      composer?.options.schedule = TextField(wire ?? "")
      self.review?.prompt = nil
      self.review?.deafUntil = now + Review.deafness
      if let composer { saveDraft(composer) }
      judgeReview()
    } catch {
      self.review?.prompt = .schedule(field, fault: error.sentence)
    }
  }

  /// `v`: each recipient alone, one after another.
  mutating func walkRecipients() {
    review?.walk = 0
    review?.scroll = 0
  }

  /// In the walk nothing sends: `y` is for the whole.
  mutating func takeInWalk(_ key: Key) -> Bool {
    guard let review, let walk = review.walk else { return false }
    switch keymap.meaning(of: [key], in: .review) {
    case .command(.next), .command(.eachRecipient), .command(.pageDown):
      self.review?.walk = min(walk + 1, review.destinations.count - 1)
    case .command(.previous), .command(.pageUp): self.review?.walk = max(0, walk - 1)
    case .command(.back): self.review?.walk = nil
    case .command(.send): say(obstacleInWalk)
    case .command, .unfinished, .nothing: return false
    }
    return true
  }

  /// Why nothing is sent while recipients are looked at one by one.
  var obstacleInWalk: String {
    let key = keymap.sequences(for: .back, in: .review).first.map { KeyNotation.text($0) } ?? "Esc"
    return "only the whole review sends; \(key) goes back to it"
  }
}
