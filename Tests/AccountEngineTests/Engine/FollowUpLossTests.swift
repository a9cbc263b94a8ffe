import MessageArchive
import Messaging
import PlaySMSSandbox
import Testing

@testable import AccountEngine

/// Nothing under way is lost sight of, whatever clock and connection do.
@Suite struct FollowUpLossTests {
  private var settings: EngineSettings {
    var settings = EngineSettings()
    settings.history = .all
    return settings
  }

  /// A message of days ago, its fate open, far below the newest page.
  private func openMessage(_ harness: Harness) -> Int64 {
    let id = harness.sandbox.addOutgoing(dst: "+62811", msg: "open", dt: "2026-11-20 07:00:00", status: 1)
    harness.sandbox.fill(messages: 3_000, days: 1)
    return id
  }

  /// More than are read from the archive or planned for at a time.
  @Test func ofVeryManyUnderWayNoneIsForgotten() async throws {
    try await Harness.with { harness in
      let count: Int64 = 22_000
      let rows = (1...count).map { id in
        OutgoingMessage(
          id: MessageID(id), src: "1234", dst: "+62811", msg: "open", dt: ServerDate("2026-11-21 07:00:00"),
          update: ServerDate("0000-00-00 00:00:00"), status: .sent)
      }
      let seen = Timestamp(milliseconds: harness.clock.now - 86_400_000)
      _ = try await harness.archive.take(
        Intake(
          .outgoing(rows), seenAt: seen, arrival: .history,
          progress: StreamProgress(mark: MessageID(count), historyPlanned: true)))
      try await harness.withTurnedEngine(settings) { running, clock in
        try await clock.pass(.seconds(60))
        let followed = await running.engine.report().followUp.followed
        #expect(followed == Int(count))
      }
    }
  }

  @Test func aMessageIsFollowedOnAfterTheClockWasDaysAheadForAWhile() async throws {
    try await Harness.with { harness in
      let id = openMessage(harness)
      try await harness.withTurnedEngine(settings) { running, clock in
        try await clock.pass(.seconds(600))
        try await eventually("it is known") { try await harness.knows([id], in: .outgoing) }
        clock.set(off: .seconds(8 * 86_400))
        try await clock.pass(.seconds(300))
        let isForgotten = await running.engine.report().followUp.followed == 0
        #expect(isForgotten, "it is beyond its age by this clock")
        clock.set(off: .seconds(-8 * 86_400))
        try await clock.pass(.seconds(300))
        let isFollowed = await running.engine.report().followUp.followed == 1
        #expect(isFollowed)
        harness.sandbox.setStatus(3, of: id)
        try await clock.pass(.seconds(3 * 3_600 + 300))
        #expect(try await harness.status(ofRow: id) == .delivered)
      }
    }
  }

  @Test(arguments: ["in", "ds"])
  func aConnectionThatBreaksBeforeTheAnswerDoesNotPutTheQuestionOffForHours(op: String) async throws {
    try await Harness.with { harness in
      let id = openMessage(harness)
      try await harness.withTurnedEngine(settings) { _, clock in
        try await clock.pass(.seconds(600))
        try await eventually("it is known") { try await harness.knows([id], in: .outgoing) }
      }
      harness.sandbox.setStatus(3, of: id)
      // Each is asked once more when a kept connection was closed.
      harness.server.arm(.loseReply, op: op, times: 4)
      try await harness.withTurnedEngine(settings) { _, clock in
        try await clock.pass(.seconds(180))
        #expect(try await harness.status(ofRow: id) == .delivered)
      }
    }
  }

  @Test func aListThatNeverAnswersBreaksTheConnectionNoMoreOnceThatIsKnown() async throws {
    try await Harness.with { harness in
      let id = openMessage(harness)
      var settings = settings
      settings.followUp = FollowUpGaps(steps: [.init(upToAge: .seconds(7 * 86_400), gap: .seconds(30))])
      try await harness.withTurnedEngine(settings) { running, clock in
        try await clock.pass(.seconds(600))
        harness.server.arm(.loseReply, op: "ds", times: .max)
        try await clock.pass(.seconds(300))
        let told = running.notices.count { $0.sentence.contains("answers again") }
        let asked = harness.sandbox.requests.count { $0.parameters["smslog_id"] == String(id) }
        try await clock.pass(.seconds(600))
        #expect(running.notices.count { $0.sentence.contains("answers again") } == told)
        #expect(harness.sandbox.requests.count { $0.parameters["smslog_id"] == String(id) } > asked, "it asks on")
        try await eventually("it is live for all else") { running.status?.phase == .live }
      }
    }
  }
}
