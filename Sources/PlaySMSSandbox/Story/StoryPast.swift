/// A message that was, before it has its id.
private struct PastMessage {
  let time: Int64
  let person: SandboxStory.Person
  let line: SandboxStory.Line
  let text: String
}

extension World {
  /// Brings a story's accounts, people and past into a new world, and sets its future going.
  mutating func begin(_ story: SandboxStory) {
    guard let account = story.accounts.first else { return }
    users = [User(.admin)] + story.accounts.map(User.init)
    if let sender = story.sender { configuration.defaultSender = sender }
    if let rate = story.rate { configuration.rates = ["": rate] }
    if let seconds = story.creditRefresh, configuration.quirks.creditRefresh == nil {
      configuration.quirks.creditRefresh = seconds
      events.plan(.refreshCredit, at: now + Int64(seconds) * 1_000)
    }
    let teller = StoryTeller(story, uid: account.uid, mobile: configuration.defaultSender)
    self.story = teller
    var pids: [String: Int64] = [:]
    for (contact, _) in story.contacts { pids[contact.name] = phonebook.add(contact, uid: account.uid) }
    for group in story.groups {
      phonebook.addGroup(
        name: group.name, code: group.code, flagSender: 0, members: group.members.compactMap { pids[$0] },
        uid: account.uid)
    }
    remember(teller)
    for (index, line) in story.soon.enumerated() { events.plan(.story(.soon(index)), at: now + line.time) }
    for (index, mix) in story.mixes.enumerated() {
      events.plan(.story(.mix(index)), at: now + storyRandom.number(in: mix.pause))
    }
  }

  /// Writes the past down in the order in which it happened, so that ids grow with time.
  private mutating func remember(_ teller: StoryTeller) {
    var messages: [PastMessage] = []
    for entry in teller.story.past {
      guard let person = teller.somebody(entry.line.who, &storyRandom) else { continue }
      var chosen: [String: String] = [:]
      let text = teller.fill(entry.line.text, for: person, &storyRandom, &chosen)
      messages.append(PastMessage(time: now - entry.time, person: person, line: entry.line, text: text))
    }
    for _ in 0..<teller.story.history.count { messages += recall(teller) }
    for message in messages.sorted(by: { $0.time < $1.time }) { write(message, teller) }
  }

  /// One dialogue out of the past, on a working day's hours.
  private mutating func recall(_ teller: StoryTeller) -> [PastMessage] {
    let weighted = teller.story.dialogues.flatMap { Array(repeating: $0, count: $0.weight) }
    guard let dialogue = storyRandom.pick(weighted), let person = teller.somebody(dialogue.who, &storyRandom) else {
      return []
    }
    let zone = user(teller.uid)?.zoneOffset ?? 0
    let day = ((now - storyRandom.number(in: 0...teller.story.history.span)) / 1_000 + zone) / 86_400 * 86_400 - zone
    var time = (day + storyRandom.number(in: 7 * 3_600...18 * 3_600)) * 1_000
    // Whatever would lie ahead, or just behind, happened the day before.
    if time > now - 7_200_000 { time -= 86_400_000 }
    var chosen: [String: String] = [:]
    return dialogue.lines.map { line in
      defer { time += storyRandom.number(in: 45_000...900_000) }
      let text = teller.fill(line.text, for: person, &storyRandom, &chosen)
      return PastMessage(time: time, person: person, line: line, text: text)
    }
  }

  private mutating func write(_ message: PastMessage, _ teller: StoryTeller) {
    guard message.line.isOurs else {
      if message.line.who == .gateway {
        arrive(Arrival(src: message.person.number, dst: teller.mobile, msg: message.text), at: message.time)
      } else {
        let isInternal = message.person.number.hasPrefix("@")
        addToInbox(
          teller.uid, src: message.person.number, dst: isInternal ? "" : teller.mobile, msg: message.text,
          at: message.time)
      }
      return
    }
    let offset = Int64(configuration.zones.outgoing)
    let confirmed = message.time + storyRandom.number(in: 1_000...9_000)
    outgoing.insert(
      OutgoingRow(
        id: nextSmslogID, uid: teller.uid, queue: "", src: configuration.defaultSender, dst: message.person.number,
        msg: message.text, dt: DateText.text(milliseconds: message.time, offset: offset),
        update: message.line.status == 0
          ? DateText.zero : DateText.text(milliseconds: confirmed, offset: offset),
        status: message.line.status))
    nextSmslogID += 1
  }
}
