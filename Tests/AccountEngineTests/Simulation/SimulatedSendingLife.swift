import Messaging
import PlaySMSSandbox

@testable import AccountEngine

extension SimulatedPlan {
  /// A life in which nearly every send breaks, one after the other, and little else is asked.
  static func allSends(_ random: inout SeededGenerator) -> SimulatedPlan {
    var plan = SimulatedPlan(&random)
    plan.isAllSends = true
    plan.pastRows = 0
    plan.runs = random.number(in: 2...6)
    plan.steps = random.pick([10, 30])
    plan.brokenReads = random.pick([0, 0, 3])
    plan.brokenSends = random.pick([80, 97, 100])
    plan.settings.newestPage = 20
    plan.settings.catchUpPage = 20
    plan.settings.largestPage = 2_000
    plan.settings.idleInterval = .seconds(300)
    plan.settings.activeInterval = .seconds(30)
    plan.settings.activeFor = .zero
    plan.settings.history = .all
    plan.settings.followUp = FollowUpGaps(steps: [
      .init(upToAge: .seconds(120), gap: .seconds(30)), .init(upToAge: .seconds(1_200), gap: .seconds(300)),
      .init(upToAge: .seconds(14 * 86_400), gap: .seconds(7_200)),
    ])
    plan.configuration.quirks.rowLimit = 20_000
    // Nothing in the protocol tells what another program sent at the same time from what was sent here, so here none
    // does: every unknown message must be settled rightly or not at all.
    plan.hasTwins = false
    plan.numbers = (0..<random.pick([8, 40])).map { "+62811\(2_000_000 + $0)" }
    return plan
  }
}

/// A life of sends.
extension SimulatedLife {
  func liveSending() throws {
    for run in 0..<plan.runs {
      try start()
      for _ in 0..<random.number(in: 1...plan.steps) {
        try sendSome()
        try advance(by: Int64(random.number(in: 0...random.pick([200, 5_000, 30_000, 90_000]))))
        try mishap()
      }
      if run == plan.runs - 1, random.chance(30) { break }
      try waitForASend()
      try random.chance(80) ? kill(afterJobs: random.chance(50) ? 0 : random.number(in: 1...60)) : stop()
    }
    try finish()
  }

  private func sendSome() throws {
    for _ in 0..<random.number(in: 1...6) {
      // Some texts again and again, most of them once.
      let text = random.chance(30) ? random.pick(plan.texts) : "text \(truth.sent.count)"
      let destination: Destination = random.chance(3) ? .user("bobx") : .number(random.pick(plan.numbers))
      try submit(text, to: destination, schedule: random.chance(5) ? schedule() : nil)
    }
  }

  /// What else may go wrong, often while a message is on its way.
  private func mishap() throws {
    if random.chance(30) { try waitForASend() }
    switch random.number(in: 0...15) {
    case 0: putClockWrong()
    case 1: outageUntil = time.now + Int64(random.number(in: 1...20_000))
    case 2: submitElsewhere()
    case 3: try takeBack()
    case 4: refuseToken()
    case 5: putServerClockWrong()
    case 6: try hurry()
    case 7: deleteSomething()
    case 8 where plan.hasOlderDatabases: try backUpOrPutBack()
    default: break
    }
    // One that waits blocks its number, so an operator who settles nothing would soon send nothing.
    for _ in 0..<random.number(in: 0...4) { try settleByHand() }
    if program?.isRefused == true, random.chance(80) { try resume() }
  }

  /// Goes on to a moment at which a message is on its way, if one comes soon.
  private func waitForASend() throws {
    let end = time.now + 5_000
    while time.now < end, program?.wire.isSending == false { try advance(by: 40) }
    try advance(by: Int64(random.number(in: 0...60)))
  }
}
