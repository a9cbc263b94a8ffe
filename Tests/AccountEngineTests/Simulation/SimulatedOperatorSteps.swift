import MessageArchive
import Messaging

@testable import AccountEngine

/// What the operator does, and the machine to the operator.
extension SimulatedLife {
  func submit() throws {
    let destination: Destination = random.chance(8) ? .user("bobx") : .number(random.pick(plan.numbers))
    try submit(random.pick(plan.texts), to: destination, schedule: random.chance(15) ? schedule() : nil)
  }

  func submit(_ text: String, to destination: Destination, schedule: String?) throws {
    guard let program else { return }
    let hold = Int64(random.pick([0, 0, 2_000, 20_000]))
    let now = program.clock.now
    let archive = guest.map { random.chance(50) ? $0.archive : program.archive } ?? program.archive
    let ids = try perform {
      try await archive.submit(
        Submission(
          destinations: [destination], text: text, options: SendOptions(schedule: schedule), draft: nil),
        heldUntil: now + .milliseconds(hold), now: now)
    }
    counts.submitted += ids.count
    var number: String?
    if case .number(let given) = destination { number = given }
    for id in ids {
      truth.sent[id] = .init(number: number, peer: destination.peer, text: text, isScheduled: schedule != nil)
    }
    let engine = program.engine
    program.urges += 1
    try perform { await engine.outboxChanged() }
  }

  func takeBack() throws {
    guard let program else { return }
    let (archive, engine) = (program.archive, program.engine)
    let open = try perform { try await archive.openOutboxItems() }
    guard !open.isEmpty else { return }
    let id = random.pick(open).id
    if try perform({ await engine.takeBack(id) }) { truth.sent[id]?.isTakenBack = true }
  }

  /// The operator looks at the recipient's telephone, or believes to know.
  func settleByHand() throws {
    guard plan.settlesByHand, let program else { return }
    let (archive, engine) = (program.archive, program.engine)
    let unknown = try perform { try await archive.openOutboxItems() }.filter { $0.state.kind == .unknown }
    guard !unknown.isEmpty else { return }
    let id = random.pick(unknown).id
    let went = random.chance(15) != (truth.sent[id]?.taken.isEmpty == false)
    guard try perform({ await engine.settle(id, went: went) }) else { return }
    counts.settledByHand += 1
    truth.sent[id]?.isSettledByHand = true
  }

  func hurry() throws {
    guard let program else { return }
    let engine = program.engine
    program.urges += 1
    try perform { await engine.pollNow() }
  }

  func resume() throws {
    guard let program else { return }
    acceptToken()
    let engine = program.engine
    program.isRefused = false
    program.urges += 1
    try perform { await engine.resume() }
  }

  func putClockWrong() {
    guard let program, !plan.keepsTime else { return }
    skewedAt = time.now
    befall(.clockJumpedMeanwhile)
    program.clock.skew = random.pick(plan.wrongHours) * 3_600_000
  }
}
