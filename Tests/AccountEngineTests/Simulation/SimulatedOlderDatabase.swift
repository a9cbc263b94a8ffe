import Messaging

@testable import AccountEngine
@testable import PlaySMSSandbox

/// An older database is put back at the server, as after a broken disk.
extension SimulatedLife {
  func backUpOrPutBack() throws {
    guard backup != nil, random.chance(60) else { return backUp() }
    // It takes a while, in which nobody is answered: longer than a program waits between two polls.
    let poll = max(60_000, plan.settings.idleInterval.wholeMilliseconds)
    let most = poll * 6 / 5 + 30_000
    outageUntil = time.now + 2 * most
    try advance(by: most)
    putBack()
    // What comes next gets the ids of what is gone.
    for _ in 0..<random.number(in: 0...4) { random.chance(60) ? receive() : submitElsewhere() }
    try advance(by: Int64(random.number(in: 0...Int(most))))
  }

  private func backUp() {
    note("the server is backed up")
    backup = sandbox.withWorld { $0 }
  }

  /// Everything since the backup is gone there, ids are given again, and what waited then is sent once more.
  private func putBack() {
    guard let backup else { return }
    note("the backup is put back")
    counts.putBack += 1
    let before = Stream.allCases.reduce(into: [Stream: [Int64: SimulatedTruth.Row]]()) { rows, stream in
      rows[stream] = Dictionary(uniqueKeysWithValues: SimulatedTruth.rows(of: stream, at: sandbox).map { ($0.id, $0) })
    }
    let freed = sandbox.withWorld { world in
      let freed = backup.nextSmslogID..<max(backup.nextSmslogID, world.nextSmslogID)
      world = backup.goingOn(in: world)
      return freed
    }
    truth.wentBack(waiting: sandbox.withWorld { Set($0.waiting.keys) }, freed: freed)
    for stream in Stream.allCases {
      for row in SimulatedTruth.rows(of: stream, at: sandbox) where before[stream]?[row.id] != row {
        truth.backSince[stream, default: [:]][row.id] = time.now
      }
    }
    putBackAt = min(putBackAt, time.now)
  }
}

extension World {
  /// This database in the place of another one: what is no part of it goes on as it is.
  fileprivate func goingOn(in other: World) -> World {
    var world = self
    (world.now, world.skew, world.configuration) = (other.now, other.skew, other.configuration)
    (world.users, world.lockedOut, world.failedChecks) = (other.users, other.lockedOut, other.failedChecks)
    (world.journal, world.outcomes) = (other.journal, other.outcomes)
    // Codes and tokens never come twice.
    world.secretRandom = other.secretRandom
    // What was due meanwhile is done now, and dated so.
    var late: [SandboxEvent] = []
    while let (_, event) = world.events.next(until: other.now) { late.append(event) }
    for (index, event) in late.enumerated() { world.events.plan(event, at: other.now + Int64(index)) }
    return world
  }
}
