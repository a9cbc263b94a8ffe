import Messaging
import Terminal

/// The last look before a message leaves.
extension Dashboard {
  /// Opens the review, or says beside the field why there is nothing to review yet.
  mutating func openReview() {
    guard var composer else { return }
    composer.faults = [:]
    composer.suggestions = []
    for recipient in composer.parsedRecipients {
      if case .failure(let fault) = recipient.destination {
        composer.faults[.recipients] = fault.sentence(about: recipient.typed)
      }
    }
    let recipients = composer.recipientList(settings.sending.numbers)
    if recipients.destinations.isEmpty, composer.faults.isEmpty { composer.faults[.recipients] = "who is it for?" }
    let text = composer.text.text
    composer.faults[.text] = text.isEmpty ? "there is no text yet" : ServerRewriting(text).refusal?.sentence
    let options = checkedOptions(&composer)
    self.composer = composer
    // What was filled in and not typed stands in no draft yet.
    saveDraft(composer)
    if let faulty = Composer.Field.allCases.first(where: { composer.faults[$0] != nil }) {
      self.composer?.field = faulty
      if Composer.Field.options.contains(faulty) { self.composer?.showsOptions = true }
      arrange()
      return
    }
    review = Review(composer: composer, recipients: recipients, options: options, now: now)
    askForFacts()
  }

  /// The options as they go out; what is wrong with one stands beside its field.
  private func checkedOptions(_ composer: inout Composer) -> SendOptions {
    var options = composer.options.asTyped
    if case .own(let text) = options.footer, text.utf8.count > ServerFooter.longest {
      composer.faults[.footer] = "more than \(ServerFooter.longest) bytes would stay in the server's queue for ever"
    }
    guard let typed = options.schedule else { return options }
    do throws(SchedulePlan.Fault) {
      options.schedule = try schedulePlan(typed, facts: composer.facts).wire
    } catch {
      composer.faults[.schedule] = error.sentence
    }
    return options
  }

  /// When a message is to leave of which the time was typed like this.
  public func schedulePlan(_ typed: String, facts: SendingFacts?) throws(SchedulePlan.Fault) -> SchedulePlan {
    let zone = settings.sending.zone
    let whole = ScheduleText.whole(typed, zone: zone ?? self.zone, now: now)
    let ahead = facts.map { $0.serverTime.since($0.at) } ?? .zero
    return try SchedulePlan(
      whole, zone: zone, local: self.zone, now: now, serverTime: now + ahead, serverOffset: facts?.serverZoneOffset)
  }

  /// The quiet hours by the account's clock, as the engine reckons them.
  public var quietClock: QuietClock? {
    settings.sending.quietHours.map { QuietClock($0, zone: settings.sending.zone ?? zone) }
  }

  /// Asks what is known of whom it is for: of the review's recipients while there is one, else of the composer's.
  mutating func askForFacts() {
    let destinations = review?.destinations ?? composer?.recipientList(settings.sending.numbers).destinations ?? []
    let text = review?.text ?? composer?.text.text ?? ""
    guard !destinations.isEmpty else {
      composer?.facts = nil
      return
    }
    factsTicket += 1
    emit(.read(.sendingFacts(SendingQuestion(destinations: destinations, text: text), ticket: factsTicket)))
  }

  mutating func land(_ facts: SendingFacts, ticket: Int) {
    guard ticket == factsTicket else { return }
    for recipient in facts.recipients {
      if let name = recipient.name { names[recipient.destination.peer] = name }
    }
    composer?.facts = facts
    guard review != nil else { return }
    review?.facts = facts
    judgeReview()
    if review?.awaitsFacts == true {
      review?.awaitsFacts = false
      review?.armedAt = now
    }
  }

  /// Looks again at what speaks against the review.
  mutating func judgeReview() {
    guard let review, let facts = review.facts else { return }
    let guards = SendingGuards(settings.sending, local: zone)
    self.review?.land(guards.findings(facts, text: review.text, options: review.options), now: now)
  }

  /// True when the review needed no command for the key.
  mutating func takeInReview(_ key: Key) -> Bool {
    guard dialog == nil, var review else { return false }
    if review.ignores(keyAt: now) {
      self.review = review
      return true
    }
    if let prompt = review.prompt { return take(key, in: prompt) }
    return review.walk == nil ? false : takeInWalk(key)
  }

  /// `y`: says what stands in the way, asks for what is to be typed, or makes ready to send.
  mutating func confirmReview() {
    guard let review else { return }
    guard !review.isHurried else { return takeBackConfirmation() }
    guard review.facts != nil else {
      self.review?.awaitsFacts = true
      return say("still looking at what was sent before; it goes if nothing speaks against it")
    }
    if let refusal = review.refusals.first { return say("this cannot be sent: \(refusal.sentence)", .warning) }
    if let obstacle = review.obstacles.first {
      return say("held back: \(obstacle.sentence); \(overrideKey) overrides it knowingly", .warning)
    }
    if review.needsCount {
      self.review?.prompt = .count(TextField(), fault: nil)
    } else {
      self.review?.armedAt = now
    }
  }

  var overrideKey: String {
    keymap.sequences(for: .override, in: .review).first.map { KeyNotation.text($0) } ?? Review.overrideWord
  }

  /// Sends what was made ready, once it is certain that the key came alone: a text that a terminal pastes without marks
  /// comes at once, before the key and after it.
  mutating func settleArmedReview(before event: Event) {
    let isByHand = if case .input(let input) = event { input.isByHand } else { false }
    if isByHand { review?.touch(at: now) }
    guard let review else { return }
    if review.awaitsFacts, isByHand { self.review?.awaitsFacts = false }
    guard let armedAt = review.armedAt else { return }
    if now >= armedAt + Review.quiet {
      self.review?.armedAt = nil
      send(review)
    } else if isByHand {
      takeBackConfirmation()
    }
  }

  private mutating func takeBackConfirmation() {
    review?.armedAt = nil
    review?.deafUntil = now + Review.deafness
    say("another key came with it; nothing was sent", .warning)
  }

  /// Hands everything to the outbox at once, and closes, so that a second key meets nothing.
  private mutating func send(_ review: Review) {
    let submission = Submission(
      destinations: review.destinations, text: review.text, options: review.options, draft: nil,
      overrides: review.overrides)
    emit(.write(.submit(submission, token: review.token)))
    submissionsUnderWay += 1
    if let composer { confirmed.insert(composer.recipients.text.trimmingBlanks()) }
    self.review = nil
    closeComposer()
  }
}

extension InputEvent {
  /// Whether it is something that the operator did, and not the terminal by itself.
  fileprivate var isByHand: Bool {
    switch self {
    case .key, .paste, .mouse: true
    case .resized, .focus: false
    }
  }
}
