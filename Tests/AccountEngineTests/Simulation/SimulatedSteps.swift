import MessageArchive
import Messaging
import PlaySMSSandbox

@testable import AccountEngine

/// In which order what happens in a life.
extension SimulatedLife {
  func live() throws {
    if plan.isAllSends { return try liveSending() }
    settleThePast()
    for run in 0..<plan.runs {
      try start()
      for _ in 0..<random.number(in: 1...plan.steps) {
        try step()
        try advance(by: gap())
        if random.chance(25) { try judge() }
      }
      // The last run goes on undisturbed or ends like the others.
      if run == plan.runs - 1, random.chance(30) { break }
      if guest != nil, random.chance(50) {
        try random.chance(50) ? killOnlyThePoller(afterJobs: random.number(in: 0...60)) : stop()
        continue
      }
      try random.chance(70) ? kill(afterJobs: random.chance(50) ? 0 : random.number(in: 1...60)) : stop()
      if random.chance(50) { try liveUnseen(random.number(in: 1...3)) }
    }
    try finish()
  }

  private func settleThePast() {
    if plan.pastRows > 0 { sandbox.fill(messages: plan.pastRows, days: plan.pastDays) }
    for _ in 0..<plan.pastRows / 10 { sandbox.addInbox(src: "+628", msg: "no date", dt: "0000-00-00 00:00:00") }
    for _ in 0..<plan.pastRows / 4 { submitElsewhere() }
  }

  private func liveUnseen(_ count: Int) throws {
    for _ in 0..<count {
      switch random.number(in: 0...4) {
      case 0: receive()
      case 1: submitElsewhere()
      case 2: deleteSomething()
      case 3 where plan.hasOlderDatabases: try backUpOrPutBack()
      default: putServerClockWrong()
      }
      try advance(by: Int64(random.number(in: 0...3_600_000)))
    }
  }

  private func gap() -> Int64 {
    let longest = random.pick([0, 30, 300, 2_000, 5_000, 20_000, 70_000, 200_000])
    return Int64(random.number(in: 0...longest))
  }

  private func step() throws {
    if plan.hasOlderDatabases, random.chance(20) { return try backUpOrPutBack() }
    if random.chance(plan.sendingSteps) { return try sendingStep() }
    let kind = random.number(in: 0...23)
    note("step \(kind)")
    switch kind {
    case 0...6: receive()
    case 7, 8: submitElsewhere()
    case 9, 10: deleteSomething()
    case 11: changeStatus()
    case 12: putServerClockWrong()
    case 13: putClockWrong()
    case 14: outageUntil = time.now + Int64(random.number(in: 1...120_000))
    case 15: refuseToken()
    case 16: try hurry()
    case 17: try resume()
    case 18:
      appeared(
        sandbox.addIncoming(src: "+628119", kwd: random.chance(70) ? "INFO" : "", msg: "by keyword \(time.now)"),
        in: .incoming)
    case 19: breakOneOperation()
    case 20, 21: try attach()
    case 22: try killOnlyThePoller(afterJobs: random.number(in: 0...40))
    default: try advance(by: Int64(random.number(in: 0...3_600_000)))
    }
  }

  private func sendingStep() throws {
    let kind = random.number(in: 0...11)
    note("sending step \(kind)")
    switch kind {
    case 0...5: try submit()
    case 6: submitElsewhere()
    case 7: try takeBack()
    case 8: try settleByHand()
    case 9: try resume()
    case 10: try hurry()
    default: outageUntil = time.now + Int64(random.number(in: 1...20_000))
    }
  }
}
