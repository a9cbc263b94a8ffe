/// A submission on its way through the daemon.
struct Queue: Sendable {
  /// The server's own numbers for where a queue stands.
  enum Flag: Sendable {
    /// 0: not yet looked at.
    case waiting
    /// 3: being worked on. `ds` then says 400, as for a queue that never was.
    case processing
    /// 1: done.
    case processed
  }

  let code: String
  let uid: Int64
  let src: String
  let msg: String
  /// A footer of 30 bytes does not fit its column with the blank before it: the daemon fails on it for ever.
  let isPoisoned: Bool
  let destinations: [Int64]
  var flag = Flag.waiting
}

/// One destination of a queue. Its `smslog_id` is given here, long before its row exists.
struct QueuedDestination: Sendable {
  let smslogID: Int64
  let queue: String
  let dst: String
  /// What it costs, in thousandths.
  let price: Int64
}

extension World {
  /// The daemon begins with a queue.
  mutating func pickUp(_ code: String) {
    guard let queue = queues[code] else { return }
    queues[code]?.flag = .processing
    guard !queue.isPoisoned else { return }
    let timing = configuration.queue
    for (index, smslogID) in queue.destinations.enumerated() {
      events.plan(.process(smslogID: smslogID), at: now + timing.processing + timing.perRow * Int64(index))
    }
  }

  /// A destination becomes a row, dated now. Whoever has not enough left by now gets a failed one, silently.
  mutating func process(_ smslogID: Int64) {
    guard let destination = waiting.removeValue(forKey: smslogID), let queue = queues[destination.queue] else {
      return
    }
    let affordable = (user(queue.uid)?.adhocCredit ?? 0) >= destination.price
    if affordable { change(queue.uid) { $0.adhocCredit -= destination.price } }
    outgoing.insert(
      OutgoingRow(
        id: smslogID, uid: queue.uid, queue: queue.code, src: queue.src, dst: destination.dst, msg: queue.msg,
        dt: DateText.text(milliseconds: now, offset: Int64(configuration.zones.outgoing)), update: DateText.zero,
        status: affordable ? 0 : 2))
    if queue.destinations.last == smslogID { queues[queue.code]?.flag = .processed }
    guard affordable else { return }
    for report in outcome(for: destination.dst).reports {
      events.plan(.report(smslogID: smslogID, status: report.status), at: now + report.after)
    }
  }

  /// A delivery report changes a row, and `update` is its time.
  mutating func report(_ smslogID: Int64, _ status: Int) {
    let text = DateText.text(milliseconds: now, offset: Int64(configuration.zones.outgoing))
    outgoing.update(smslogID) { row in
      row.status = status
      row.update = text
    }
    if status == 3, let row = outgoing[smslogID] { answerFromStory(row) }
  }

  private mutating func outcome(for dst: String) -> SandboxOutcome {
    if let chosen = outcomes[dst] { return chosen }
    switch configuration.outcomes {
    case .always(let outcome): return outcome
    case .chance(let failed, let hanging):
      let roll = Int(queueRandom.number(in: 0...99))
      if roll < failed { return .failed }
      if roll < failed + hanging { return .hanging }
      return roll % 3 == 0 ? .sentThenDelivered : .delivered
    }
  }
}
