/// What a story does next.
enum StoryEvent: Sendable {
  /// The line of `[soon]` whose time has come.
  case soon(Int)
  /// The next of a mix.
  case mix(Int)
}

extension World {
  /// Lets the story go on.
  mutating func continueStory(_ event: StoryEvent) {
    guard let teller = story else { return }
    switch event {
    case .soon(let index): tell(teller.story.soon[index].line, teller)
    case .mix(let index):
      let mix = teller.story.mixes[index]
      events.plan(.story(.mix(index)), at: now + storyRandom.number(in: mix.pause))
      if let line = storyRandom.pick(mix.lines) { tell(line, teller) }
    }
  }

  /// Whoever got a message of ours answers a while later, when the story has an answer from such a person.
  mutating func answerFromStory(_ row: OutgoingRow) {
    guard let teller = story, row.uid == teller.uid else { return }
    let person = teller.person(at: row.dst)
    let fitting = teller.story.replies.filter { teller.fits($0.who, person) }
    guard !person.tags.isEmpty, storyRandom.number(in: 0...9) < 8, let reply = storyRandom.pick(fitting) else { return }
    var chosen: [String: String] = [:]
    let text = teller.fill(reply.text, for: person, &storyRandom, &chosen)
    let arrival = Arrival(src: person.number, dst: teller.mobile, msg: text, uid: teller.uid)
    events.plan(.arrive(arrival), at: now + storyRandom.number(in: teller.story.replyDelay))
  }

  private mutating func tell(_ line: SandboxStory.Line, _ teller: StoryTeller) {
    guard let person = teller.somebody(line.who, &storyRandom) else { return }
    var chosen: [String: String] = [:]
    let text = teller.fill(line.text, for: person, &storyRandom, &chosen)
    if line.isOurs {
      // Somebody else at work uses the same account.
      sendFromStory(text, to: person.number, status: line.status, teller)
    } else if line.who == .gateway {
      arrive(Arrival(src: person.number, dst: teller.mobile, msg: text))
    } else {
      let isInternal = person.number.hasPrefix("@")
      addToInbox(teller.uid, src: person.number, dst: isInternal ? "" : teller.mobile, msg: text)
    }
  }

  private mutating func sendFromStory(_ text: String, to number: String, status: Int, _ teller: StoryTeller) {
    let id = nextSmslogID
    nextSmslogID += 1
    let price = User.thousandths(configuration.rates[""] ?? 0) * Int64(SubmittedText.parts(text, unicode: false))
    change(teller.uid) { $0.adhocCredit -= price }
    outgoing.insert(
      OutgoingRow(
        id: id, uid: teller.uid, queue: "", src: configuration.defaultSender, dst: number, msg: text,
        dt: DateText.text(milliseconds: now, offset: Int64(configuration.zones.outgoing)), update: DateText.zero,
        status: 0))
    if status != 0 {
      events.plan(.report(smslogID: id, status: status), at: now + storyRandom.number(in: 900...6_000))
    }
  }
}
