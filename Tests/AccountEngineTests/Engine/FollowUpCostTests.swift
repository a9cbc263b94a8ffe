import MessageArchive
import Messaging
import PlaySMSSandbox
import Testing

@testable import AccountEngine

/// How soon a final status is seen, and what it costs, counted at the sandbox.
@Suite struct FollowUpCostTests {
  /// Messages that others sent just now, their fate open.
  private func send(_ count: Int, _ harness: Harness, day: String = "2026-11-22") -> [Int64] {
    (0..<count).map { number in
      let second = "\(day) 07:\(twoDigits(40 + number / 60 % 20)):\(twoDigits(number % 60))"
      return harness.sandbox.addOutgoing(dst: "+62811\(10_000 + number)", msg: "open \(number)", dt: second, status: 1)
    }
  }

  private func allDelivered(_ ids: [Int64], _ harness: Harness) async throws -> Bool {
    for id in ids {
      guard try await harness.status(ofRow: id) == .delivered else { return false }
    }
    return true
  }

  @Test(arguments: [1, 30, 600])
  func aFreshMessagesFinalStatusIsSeenWithinTwoTicksAndManyCostNoMoreThanOne(count: Int) async throws {
    try await Harness.with { harness in
      try await harness.withTurnedEngine { running, clock in
        try await clock.pass(.seconds(120))
        harness.sandbox.fill(messages: 2_000, days: 2)
        let now = DateWriter.text(harness.clock.now)
        let ids = (0..<count).map { number in
          harness.sandbox.addOutgoing(dst: "+62811\(10_000 + number)", msg: "open \(number)", dt: now, status: 1)
        }
        try await clock.pass(.seconds(60))
        #expect(try await harness.knows(ids, in: .outgoing))
        for id in ids { harness.sandbox.setStatus(3, of: id) }
        let polls = await running.engine.report().polls
        let before = harness.count(of: "ds")
        while await running.engine.report().polls < polls + 2 { try await clock.pass(.seconds(1)) }
        #expect(try await allDelivered(ids, harness))
        let asked = harness.count(of: "ds") - before
        #expect(asked <= 3, "it was \(asked)")
      }
    }
  }

  @Test func manyOldOnesOfADayAreAskedForByTheDayAndTheLogSaysSo() async throws {
    try await Harness.with { harness in
      let ids = send(200, harness, day: "2026-11-20")
      harness.sandbox.fill(messages: 3_000, days: 1)
      var settings = EngineSettings()
      settings.history = .all
      try await harness.withTurnedEngine(settings) { running, clock in
        try await clock.pass(.seconds(600))
        try await eventually("they are known") { try await harness.knows(ids, in: .outgoing) }
        for id in ids { harness.sandbox.setStatus(3, of: id) }
        let before = harness.sandbox.requests.count
        try await clock.pass(.seconds(3 * 3_600 + 60))
        #expect(try await allDelivered(ids, harness))
        let asked = harness.sandbox.requests.dropFirst(before).filter {
          $0.op == "ds" && $0.parameters["dt"] == "2026-11-20"
        }
        #expect(asked.count == 1)
        let figures = await running.engine.report().followUp
        #expect(figures.followed == 0)
        #expect((figures.messages[.day] ?? 0) >= 200)
        #expect(running.notices.contains { $0.level == .detail && $0.sentence.contains("day") })
      }
    }
  }

  @Test func aMessageIsAskedAboutEverMoreRarelyAndNeverForgottenWithinItsAge() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 100, days: 1)
      let id = harness.sandbox.addOutgoing(dst: "+62811", msg: "open", dt: "2026-11-21 07:00:00", status: 1)
      var settings = EngineSettings()
      settings.history = .all
      settings.lookInterval = .seconds(86_400)
      settings.contactsInterval = .seconds(30 * 86_400)
      // Polls are not what this is about, and six days of them take a while.
      settings.awayInterval = .seconds(300)
      try await harness.withTurnedEngine(settings) { running, clock in
        try await clock.pass(.seconds(600))
        let first = harness.count(of: "ds")
        for _ in 0..<5 { try await clock.pass(.seconds(86_400)) }
        let days = harness.count(of: "ds") - first
        #expect((35...80).contains(days), "about eight a day and the looks, was \(days)")
        harness.sandbox.setStatus(3, of: id)
        try await clock.pass(.seconds(3 * 3_600 + 600))
        #expect(try await harness.status(ofRow: id) == .delivered)
      }
    }
  }

  @Test func beyondTheAgeItIsNotAskedAboutAndStillCountedAsAwaited() async throws {
    try await Harness.with { harness in
      let id = harness.sandbox.addOutgoing(dst: "+62811", msg: "open", dt: "2026-11-10 07:00:00", status: 1)
      harness.sandbox.fill(messages: 50, days: 1)
      var settings = EngineSettings()
      settings.followUp = .days(7)
      try await harness.withTurnedEngine(settings) { running, clock in
        try await clock.pass(.seconds(3_600))
        #expect(!harness.sandbox.requests.contains { $0.parameters["smslog_id"] == String(id) })
        #expect(running.status?.streams[.outgoing]?.awaiting == 1)
        #expect(await running.engine.report().followUp.followed == 0)
      }
    }
  }
}

/// Dates as the sandbox writes them.
enum DateWriter {
  static func text(_ milliseconds: Int64) -> String { serverDate(milliseconds / 1_000).text }
}
