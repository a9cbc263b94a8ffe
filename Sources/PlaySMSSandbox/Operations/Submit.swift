extension World {
  /// `pv`: takes a message for one destination, or for a group's members. Everything that reaches nobody at all ends
  /// in the death of the script, because PHP 8 cannot count what is no list.
  mutating func submit(_ parameters: Parameters, by user: User) -> Reply {
    let to = parameters["to"]
    let text = SubmittedText.clean(parameters["msg"], configuration.quirks.textCleaning)
    guard !Parameters.isFalsy(to), !Parameters.isFalsy(text) else { return .failed(.destinationOrMessageEmpty) }
    guard let message = SubmittedText.cut(text, to: longestText(of: user)),
      configuration.quirks.acceptsFourByteText || message.unicodeScalars.allSatisfy({ $0.value < 0x1_0000 })
    else { return deadQuery(or: nobodyReached(to, .sendFailed)) }
    var numbers: [String] = []
    var entries: [PHPValue] = []
    for target in targets(in: to) {
      switch target.first {
      case "@": entries += submit(message, toUser: String(target.dropFirst()), by: user)
      case "#": numbers += members(of: String(target.dropFirst()), for: user)
      default: numbers.append(cleanNumber(target, of: user))
      }
    }
    var seen: Set<String> = []
    numbers = numbers.filter { !$0.isEmpty && seen.insert($0).inserted }
    let sent = submit(message, toNumbers: numbers, parameters, by: user)
    entries += sent ?? []
    return entries.isEmpty ? nobodyReached(to, sent == nil ? .notEnoughCredit : .sendFailed) : .rows(entries)
  }

  /// Puts a message straight into another account's inbox.
  private mutating func submit(_ message: String, toUser name: String, by user: User) -> [PHPValue] {
    guard let receiver = self.user(named: name.lowercased()), !receiver.account.isBanned, receiver.uid != user.uid
    else { return [] }
    addToInbox(receiver.uid, src: "@" + user.username, dst: "", msg: message)
    // Made up on the spot: `ds` will never know it.
    let queue = secretRandom.hexadecimal(configuration.quirks.queueCodeLength)
    return [accept(Accepted(to: "@" + name, msg: message, smslogID: nil, queue: queue), by: user)]
  }

  /// Nil when credit does not suffice for all of them, and so for none.
  private mutating func submit(
    _ message: String, toNumbers numbers: [String], _ parameters: Parameters, by user: User
  ) -> [PHPValue]? {
    let free = numbers.filter { !stoplist.contains($0) }
    guard !free.isEmpty else { return [] }
    let footer = footer(parameters, of: user)
    let unicode = !Parameters.isFalsy(parameters["unicode"])
    let parts = SubmittedText.parts(message + (footer.isEmpty ? "" : " " + footer), unicode: unicode)
    let prices = free.map { price(of: $0, parts: parts) }
    guard prices.reduce(0, +) <= spendable(by: user) else { return nil }
    let code = secretRandom.hexadecimal(configuration.quirks.queueCodeLength)
    let first = nextSmslogID
    nextSmslogID += Int64(free.count)
    queues[code] = Queue(
      code: code, uid: user.uid, src: sender(parameters["from"], of: user), msg: message,
      isPoisoned: footer.utf8.count >= 30, destinations: Array(first..<nextSmslogID))
    for (index, number) in free.enumerated() {
      let id = first + Int64(index)
      waiting[id] = QueuedDestination(smslogID: id, queue: code, dst: number, price: prices[index])
    }
    let due = max(now, Schedule.time(parameters["schedule"], now: now, offset: user.zoneOffset) ?? now)
    events.plan(.pickUp(queue: code), at: due + queueRandom.number(in: configuration.queue.pickUp))
    var id = first
    return numbers.map { number in
      guard !stoplist.contains(number) else { return refusedEntry(queue: code, to: number) }
      defer { id += 1 }
      return accept(Accepted(to: number, msg: message, smslogID: id, queue: code), by: user)
    }
  }

  private struct Accepted {
    let to: String
    let msg: String
    let smslogID: Int64?
    let queue: String
  }

  private mutating func accept(_ entry: Accepted, by user: User) -> PHPValue {
    journal.accepted.append(
      SandboxSubmission(
        username: user.username, to: entry.to, msg: entry.msg, smslogID: entry.smslogID, queue: entry.queue, at: now))
    return .object([
      ("status", .string("OK")), ("error", .string("0")),
      ("smslog_id", entry.smslogID.map { stored($0) } ?? .null), ("queue", .string(entry.queue)),
      ("to", .string(entry.to)),
    ])
  }

  /// An entry that failed tells not even its number, but on old versions.
  private func refusedEntry(queue: String, to number: String) -> PHPValue {
    let isTold = configuration.quirks.echoesFailedEntries
    return .object([
      ("status", .string("ERR")), ("error", .string("200")), ("smslog_id", .string("")),
      ("queue", .string(isTold ? queue : "")), ("to", .string(isTold ? number : "")),
    ])
  }

  private func nobodyReached(_ to: String, _ published: ErrorCode) -> Reply {
    if configuration.quirks.usesPublishedCodes { return .failed(published) }
    if configuration.quirks.php8 { return .crashed }
    return to.first == "@" || to.first == "#" ? .blank : .rows([refusedEntry(queue: "", to: to)])
  }

  /// A sender ID that is not approved is silently replaced.
  private func sender(_ from: String, of user: User) -> String {
    let approved = user.account.senders.first { !from.isEmpty && $0.lowercased() == from.lowercased() }
    return approved ?? (configuration.defaultSender.isEmpty ? user.sender : configuration.defaultSender)
  }

  private func footer(_ parameters: Parameters, of user: User) -> String {
    guard Parameters.isFalsy(parameters["nofooter"]) else { return "" }
    let kept = parameters["footer"].utf8.filter { $0.isASCIIAlphanumeric || " +-_@".utf8.contains($0) }
    let footer = String(decoding: kept.prefix(30), as: UTF8.self).trimmed
    return footer.isEmpty ? user.account.footer : footer
  }

  private func longestText(of user: User) -> Int {
    configuration.smsMaxCount * 153 - (user.account.footer.utf8.count + 1)
  }
}
