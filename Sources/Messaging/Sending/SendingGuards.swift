/// What speaks against a send, by the operator's policy and what is known. The review shows it; the outbox asks it once
/// more in the transaction that takes the submission, so that nothing passes by another way.
public struct SendingGuards: Hashable, Sendable {
  public let policy: SendingPolicy
  /// The operator's own zone, taken where the account's is not configured.
  public let local: ZoneRules
  public let rules: ServerRules

  public init(_ policy: SendingPolicy, local: ZoneRules, rules: ServerRules = ServerRules()) {
    self.policy = policy
    self.local = local
    self.rules = rules
  }

  /// Everything that speaks against it: about the whole first, then by recipient, in their order.
  public func findings(_ facts: SendingFacts, text: String, options: SendOptions) -> [GuardFinding] {
    let whole =
      schedule(facts, options) + quietHours(facts, options) + count(facts) + dailyCap(facts)
      + footer(options) + sender(options) + credit(facts, text: text, options: options)
    var before = NumbersByTail()
    return whole
      + facts.recipients.flatMap { findings($0, facts, text: text) + writtenTwice($0.destination, &before) }
  }

  private func findings(_ recipient: SendingFacts.Recipient, _ facts: SendingFacts, text: String) -> [GuardFinding] {
    let own = self.text(text, to: recipient) + number(recipient) + stops(recipient, facts)
    return own + sameText(recipient, facts) + group(recipient) + groupsBeside(recipient)
  }

  /// A number that stands there twice, with its country and without, is mostly one person.
  private func writtenTwice(_ destination: Destination, _ before: inout NumbersByTail) -> [GuardFinding] {
    guard case .number(let number) = destination, let other = before.insert(number) else { return [] }
    return [finding(.sameText, .blocks, "may be \(other) as well: would get this twice", for: destination)]
  }

  /// When it is to leave; nil for at once. Throws for a time that the server would take for now.
  public func plan(_ options: SendOptions, _ facts: SendingFacts) throws(SchedulePlan.Fault) -> SchedulePlan? {
    guard let schedule = options.schedule else { return nil }
    return try SchedulePlan(
      schedule, zone: policy.zone, local: local, now: facts.at, serverTime: facts.serverTime,
      serverOffset: facts.serverZoneOffset)
  }

  private func schedule(_ facts: SendingFacts, _ options: SendOptions) -> [GuardFinding] {
    do throws(SchedulePlan.Fault) {
      guard let plan = try plan(options, facts) else { return [] }
      var findings: [GuardFinding] = []
      if plan.zoneIsGuessed {
        findings.append(
          finding(.schedule, .blocks, "time-zone is not configured: this may leave at another time, or now"))
      }
      if plan.isAmbiguous {
        findings.append(
          finding(.schedule, .tells, "the account's clock shows this time twice; which one is meant, the server says"))
      }
      return findings
    } catch { return [finding(.schedule, .refuses, error.sentence)] }
  }

  private func quietHours(_ facts: SendingFacts, _ options: SendOptions) -> [GuardFinding] {
    guard let quiet = policy.quietHours else { return [] }
    let plan = (try? plan(options, facts)) ?? nil
    let time = plan?.account ?? (policy.zone ?? local).civil(facts.at)
    guard quiet.contain(time) else { return [] }
    let clock = time.text.dropFirst(11).prefix(5)
    return [finding(.quietHours, .blocks, "quiet hours \(quiet.text): it would leave at \(clock)")]
  }

  private func count(_ facts: SendingFacts) -> [GuardFinding] {
    guard let limit = policy.typedCountAbove else { return [] }
    let unknown = facts.recipients.contains { $0.members == .unknown }
    let people = facts.people.count
    guard unknown || people > limit else { return [] }
    let sentence = unknown ? "nobody knows how many people are in the group" : "\(people) people get it"
    return [finding(.manyRecipients, .blocks, sentence)]
  }

  private func dailyCap(_ facts: SendingFacts) -> [GuardFinding] {
    guard let cap = policy.dailyCap, facts.sentToday + facts.people.count > cap else { return [] }
    return [
      finding(
        .dailyCap, .blocks,
        "\(facts.sentToday) messages today and \(facts.people.count) more pass the daily cap of \(cap)")
    ]
  }

  private func footer(_ options: SendOptions) -> [GuardFinding] {
    guard case .own(let text) = options.footer else { return [] }
    let footer = ServerFooter(text)
    if footer.isTooLong || text.utf8.count > ServerFooter.longest {
      return [
        finding(
          .footer, .refuses, "a footer of more than \(ServerFooter.longest) bytes stays in the server's queue for ever")
      ]
    }
    if footer.kept.isEmpty {
      return [finding(.footer, .tells, "nothing of the footer is left on the server; the account's own is used")]
    }
    return footer.isChanged ? [finding(.footer, .tells, "the server makes the footer “\(footer.kept)”")] : []
  }

  private func sender(_ options: SendOptions) -> [GuardFinding] {
    guard let from = options.from, !from.isEmpty else { return [] }
    let longest = from.unicodeScalars.contains { $0.properties.isAlphabetic } ? 11 : 16
    if from.unicodeScalars.count > longest {
      return [finding(.sender, .tells, "the server keeps \(longest) characters of this sender ID at most")]
    }
    return [finding(.sender, .tells, "the server may replace a sender ID it does not know")]
  }

  private func credit(_ facts: SendingFacts, text: String, options: SendOptions) -> [GuardFinding] {
    let cost = SendingCost(facts, text: text, options: options, rules: rules)
    guard let after = cost.creditAfter, after < Credit(thousandths: 0) else { return [] }
    return [finding(.credit, .tells, "the credit may not be enough: then the server sends to nobody")]
  }

  private func finding(
    _ kind: SendingGuard, _ weight: GuardFinding.Weight, _ sentence: String, for destination: Destination? = nil,
    since: Timestamp? = nil
  ) -> GuardFinding {
    GuardFinding(kind: kind, weight: weight, destination: destination, sentence: sentence, since: since)
  }
}

/// Numbers by their last digits, to find each that is one with another.
private struct NumbersByTail {
  private var numbers: [String: [String]] = [:]

  /// Gives the first number from before that may be the same.
  mutating func insert(_ number: String) -> String? {
    let tail = NumberSuffix.tail(of: number)
    defer { numbers[tail, default: []].append(number) }
    return numbers[tail]?.first { NumberSuffix.areOne($0, number) }
  }
}

/// What speaks against one recipient.
extension SendingGuards {
  private func text(_ text: String, to recipient: SendingFacts.Recipient) -> [GuardFinding] {
    let toUser = if case .user = recipient.destination { true } else { false }
    guard let refusal = ServerRewriting(text, toUser: toUser, rules: rules).refusal else { return [] }
    return [finding(.text, .refuses, refusal.sentence, for: recipient.destination)]
  }

  private func number(_ recipient: SendingFacts.Recipient) -> [GuardFinding] {
    guard case .number(let number) = recipient.destination, number.utf8.count > Destination.longestNumber else {
      return []
    }
    let sentence = "longer than the \(Destination.longestNumber) characters that the server keeps"
    return [finding(.number, .refuses, sentence, for: recipient.destination)]
  }

  private func stops(_ recipient: SendingFacts.Recipient, _ facts: SendingFacts) -> [GuardFinding] {
    var findings: [GuardFinding] = []
    if let entry = recipient.stopListed {
      let note = entry.note.isEmpty ? "" : " (\(entry.note))"
      let whom = entry.destination.isSame(as: recipient.destination) ? "" : "\(entry.destination.wire) in it was "
      findings.append(
        finding(
          .stopList, .blocks, "\(whom)put on the stop list \(Span.ago(facts.at.since(entry.since)))\(note)",
          for: recipient.destination, since: entry.since))
    }
    if let stop = recipient.stopWord {
      findings.append(
        finding(
          .stopWord, .blocks, "\(stop.word) received \(Span.ago(facts.at.since(stop.at)))",
          for: recipient.destination, since: stop.at))
    }
    return findings
  }

  private func sameText(_ recipient: SendingFacts.Recipient, _ facts: SendingFacts) -> [GuardFinding] {
    guard let same = recipient.sameText else { return [] }
    var sentence = "same text \(Span.ago(facts.at.since(same.at)))"
    switch same.stage {
    case .outbox(.unknown): sentence += ", and nobody knows whether it went"
    // That was somebody's word, and the server may say otherwise yet.
    case .outbox(.settled(went: false)):
      sentence = "the same text was settled \(Span.ago(facts.at.since(same.at))) as not sent"
    case .outbox, .server: break
    }
    return [finding(.sameText, .blocks, sentence, for: recipient.destination, since: same.since)]
  }

  private func group(_ recipient: SendingFacts.Recipient) -> [GuardFinding] {
    guard !recipient.mistakableGroups.isEmpty else { return [] }
    let codes = recipient.mistakableGroups.prefix(3).map { "#" + $0.raw }.joined(separator: ", ")
    return [
      finding(
        .group, .tells, "a 1.4.8 server may take another group whose name or code holds this: \(codes)",
        for: recipient.destination)
    ]
  }

  /// Who is written to alone and as a member would get the same twice.
  private func groupsBeside(_ recipient: SendingFacts.Recipient) -> [GuardFinding] {
    recipient.groupsBeside.map { beside in
      beside.isSameSend
        ? finding(
          .sameText, .blocks, "also in \(beside.group.wire), as of its last message: would get this twice",
          for: recipient.destination)
        : finding(
          .group, .tells, "also in \(beside.group.wire), to which a message goes first", for: recipient.destination)
    }
  }
}
