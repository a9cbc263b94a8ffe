import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Testing

@testable import AccountEngine

/// Groups, times, and what the operator is told.
@Suite struct SpecialSendingTests {
  private func submit(
    _ harness: Harness, to destination: Destination, _ text: String = "hello", _ options: SendOptions = SendOptions()
  ) async throws -> OutboxItemID {
    let submission = Submission(destinations: [destination], text: text, options: options, draft: nil)
    let now = SandboxTime().now
    return try #require(try await harness.archive.submit(submission, heldUntil: now, now: now).first)
  }

  @Test func whoOfAGroupWasRefusedIsFoundByElimination() async throws {
    try await Harness.with { harness in
      let numbers = ["628110000001", "628110000002", "628110000003"]
      let members = numbers.map { harness.sandbox.addContact(SandboxContact(name: $0, number: $0), for: "anna") }
      harness.sandbox.addGroup(name: "Choir", code: "CHOIR", members: members, for: "anna")
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        let first = try await submit(harness, to: .group("CHOIR"))
        await running.engine.outboxChanged()
        try await eventually("all take it") { try await harness.state(of: first).kind == .accepted }
        try await eventually("three rows are awaited") {
          try await harness.archive.awaitedRows(of: first).count == 3
        }
        _ = harness.sandbox.answer(
          .call("stoplist", ["u": "anna", "h": SandboxAccount.anna.token, "from": "628110000002"]))
        let second = try await submit(harness, to: .group("CHOIR"), "again")
        await running.engine.outboxChanged()
        try await eventually("two take it") { try await harness.state(of: second).kind == .accepted }
        let story = try #require(try await harness.archive.story(of: second))
        #expect(story.group?.receipts.count == 3)
        #expect(story.group?.refused == .likely(["628110000002"]))
        try await eventually("it is told") {
          running.notices.contains { $0.item == second && $0.isSticky && $0.sentence.contains("2 of 3 members") }
        }
        harness.clock.advance(by: .seconds(5))
        try await eventually("its rows are followed to the end") {
          try await harness.archive.story(of: second)?.stage == .delivered
        }
        #expect(try await harness.archive.awaitingRow().isEmpty)
      }
    }
  }

  @Test func aScheduledMessageWhoseTimePassedWhileItWaitedIsNotSentAtOnce() async throws {
    try await Harness.with { harness in
      var settings = EngineSettings.quick
      settings.scheduleZone = .utc
      // The sandbox's clock stands at 08:00 of that day.
      let soon = try await submit(harness, to: .number("+628110000009"), "late", .init(schedule: "2026-11-22 08:30:00"))
      let later = try await submit(
        harness, to: .number("+628110000010"), "in time", .init(schedule: "2026-11-22 12:00:00"))
      harness.clock.advance(by: .seconds(3_600))
      try await harness.withEngine(settings) { running in
        try await eventually("the later one goes") { try await harness.state(of: later).kind == .accepted }
        try await eventually("the other is rejected") { try await harness.state(of: soon).kind == .rejected }
        #expect(harness.submissions(of: "late") == 0)
        #expect(running.notices.contains { $0.item == soon && $0.isSticky && $0.about?.raw.contains("late") == true })
      }
    }
  }

  @Test func aNoticeAboutAnUnknownNamesRecipientAndBeginningApartFromTheSentence() async throws {
    try await Harness.with { harness in
      harness.sandbox.addContact(SandboxContact(name: "Budi", number: "+628110000009"), for: "anna")
      try await harness.withEngine { running in
        try await eventually("contacts are read") {
          try await !harness.archive.contacts(matching: "Budi", limit: 1).isEmpty
        }
        harness.server.arm(.loseReply, op: "pv")
        let item = try await submit(
          harness, to: .number("+628110000009"), "Tuesday at ten is free. Shall I book it for you?")
        await running.engine.outboxChanged()
        try await eventually("it is told") { running.notices.contains { $0.item == item && $0.isSticky } }
        let notice = try #require(running.notices.first { $0.item == item && $0.isSticky })
        let number = PhoneFormat.grouped("+628110000009")
        #expect(notice.about?.raw == "Budi, \(number), “Tuesday at ten is free. Shall …”")
        #expect(!notice.sentence.contains("Tuesday") && !notice.sentence.contains("628"))
      }
    }
  }

  @Test func everythingThatPvTakesGoesOut() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        let item = try await submit(
          harness, to: .number("+628110000009"), "hello",
          SendOptions(kind: .flash, unicode: .on, footer: .own("bye"), from: "ACME"))
        await running.engine.outboxChanged()
        try await eventually("it goes") { try await harness.state(of: item).kind == .accepted }
        let sent = try #require(harness.sandbox.requests.last { $0.op == "pv" }).parameters
        #expect(sent["type"] == "flash" && sent["unicode"] == "1")
        #expect(sent["footer"] == "bye" && sent["from"] == "ACME")
      }
    }
  }
}
