import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Synchronization
import Testing

@testable import AccountEngine

@Suite struct InterruptedSendTests {
  @Test func itIsInFlightOnDiskWithItsFenceBeforeItsRequestLeaves() async throws {
    try await Harness.with { harness in
      let row = harness.sandbox.addOutgoing(dst: "+628110000010", msg: "before", dt: "2026-11-22 07:00:00", status: 3)
      let item = try await harness.submit("now")
      let transport = WatchingTransport(try harness.transport(), item, in: harness.archive)
      let running = harness.engine(over: transport, .quick)
      try await eventually("it goes") { try await harness.state(of: item).kind == .accepted }
      await running.stop()
      await transport.close()
      let seen = transport.seen.withLock { $0 }
      #expect(seen.map(\.state) == [.inFlight])
      #expect(seen.map(\.fence) == [MessageID(row)])
    }
  }

  @Test func whatIsTakenBackWhileItsFenceIsTakenDoesNotLeave() async throws {
    try await Harness.with { harness in
      var settings = EngineSettings.quick
      // Then only a fence asks.
      settings.idleInterval = .seconds(600)
      settings.activeInterval = .seconds(600)
      settings.lookInterval = .seconds(600)
      let item = try await harness.submit("oops", hold: .seconds(600))
      let transport = WatchingTransport(try harness.transport(), item, in: harness.archive)
      let running = harness.engine(over: transport, settings)
      try await eventually("it becomes live") { running.isLive }
      let now = SandboxTime().now
      _ = try await harness.archive.record(.queued, for: item, expecting: [.held], evidence: "test", at: now)
      transport.takesBack.withLock { $0 = true }
      await running.engine.outboxChanged()
      try await eventually("it is taken back") { try await harness.state(of: item) == .cancelled }
      let other = try await harness.submit("another", to: "+628110000010")
      await running.engine.outboxChanged()
      try await eventually("another goes") { try await harness.state(of: other).kind == .accepted }
      await running.stop()
      await transport.close()
      #expect(harness.submissions(of: "oops") == 0)
      #expect(harness.count(of: "pv") == 1)
    }
  }

  @Test func whatWasInFlightWhenTheProgramEndedIsUnknownAndNotSent() async throws {
    try await Harness.with { harness in
      let item = try await harness.submit("half way")
      let now = SandboxTime().now
      for (state, before) in [(OutboxState.queued, OutboxStateKind.held), (.inFlight, .queued)] {
        _ = try await harness.archive.record(
          state, for: item, expecting: [before], fence: MessageID(0), evidence: "test", at: now)
      }
      try await harness.withEngine { running in
        try await eventually("it is unknown") { try await harness.state(of: item).kind == .unknown }
        try await eventually("it is told") { running.notices.contains { $0.item == item && $0.isSticky } }
        let polls = harness.count(of: "query")
        try await eventually("time passes") { harness.count(of: "query") > polls + 5 }
        #expect(harness.count(of: "pv") == 0)
        #expect(!running.notices.contains { $0.sentence.contains("still no row") }, "nobody asked")
        await running.engine.pollNow()
        try await eventually("who asks hears what comes of it") {
          running.notices.contains { $0.sentence.contains("still no row that can only be the unknown message") }
        }
      }
    }
  }

  @Test func aSendWhoseProgramEndedIsSettledByItsRowInTheNextRun() async throws {
    try await Harness.with { harness in
      var settings = EngineSettings.quick
      settings.sendGrace = .milliseconds(50)
      var item: OutboxItemID?
      try await harness.withEngine(settings) { running in
        try await eventually("it becomes live") { running.isLive }
        harness.server.arm(.delay(.seconds(50)), op: "pv")
        item = try await harness.submit("cut off")
        await running.engine.outboxChanged()
        try await eventually("it is on its way") { harness.count(of: "pv") == 1 }
        let duration = await ContinuousClock().measure { await running.stop() }
        #expect(duration < .seconds(2))
      }
      let id = try #require(item)
      #expect(try await harness.state(of: id).kind == .unknown)
      harness.clock.advance(by: .seconds(5))
      try await harness.withEngine { running in
        try await eventually("its row settles it") { try await harness.state(of: id).kind == .accepted }
        #expect(harness.submissions(of: "cut off") == 1)
        #expect(harness.count(of: "pv") == 1)
      }
    }
  }

  @Test func nothingElseLeavesWhileWhatBecameOfAMessageIsNotOnDisk() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        await running.engine.leaveUnwritten(OutboxItemID(999))
        let item = try await harness.submit("after that")
        await running.engine.outboxChanged()
        try await eventually("it waits") { try await harness.state(of: item).kind == .queued }
        let polls = harness.count(of: "query")
        try await eventually("time passes") { harness.count(of: "query") > polls + 5 }
        #expect(harness.count(of: "pv") == 0)
        await running.engine.forgetUnwritten()
        try await eventually("it goes") { harness.submissions(of: "after that") == 1 }
      }
    }
  }

  @Test func whatWasHeldWhenTheProgramEndedIsHeldAnewAndCanBeTakenBack() async throws {
    try await Harness.with { harness in
      let hold = Duration.seconds(600)
      // Confirmed long ago: its moment is over by the clock.
      let then = SandboxTime().now - .seconds(3_600)
      let submission = Submission(
        destinations: [.number("+628110000009")], text: "not yet", options: SendOptions(), draft: nil)
      let item = try #require(
        try await harness.archive.submit(submission, heldUntil: then + hold, now: then).first)
      let started = SandboxTime().now
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        try await eventually("it is told") { running.notices.contains { $0.item == item && $0.level == .warning } }
        guard case .held(let until) = try await harness.state(of: item) else {
          Issue.record("it is not held")
          return
        }
        #expect(until >= started + hold)
        #expect(await running.engine.takeBack(item))
      }
      #expect(try await harness.state(of: item) == .cancelled)
      #expect(harness.count(of: "pv") == 0)
    }
  }

  @Test func whatIsHeldAnewLeavesWhenItsMomentIsOver() async throws {
    try await Harness.with { harness in
      let then = SandboxTime().now - .seconds(3_600)
      let submission = Submission(
        destinations: [.number("+628110000009")], text: "now", options: SendOptions(), draft: nil)
      let item = try #require(
        try await harness.archive.submit(submission, heldUntil: then + .milliseconds(300), now: then).first)
      try await harness.withEngine { running in
        try await eventually("it goes") { try await harness.state(of: item).kind == .accepted }
      }
      let kinds = try await harness.archive.history(of: item).map(\.state.kind)
      #expect(kinds == [.held, .held, .queued, .inFlight, .accepted])
      #expect(harness.submissions(of: "now") == 1)
    }
  }

  @Test func whatWasHeldWhileTheMachineSleptIsHeldAnewAndLeavesOnce() async throws {
    try await Harness.with { harness in
      try await harness.withTurnedEngine { running, clock in
        try await clock.pass(.seconds(60))
        let submission = Submission(
          destinations: [.number("+628110000009")], text: "good night", options: SendOptions(), draft: nil)
        let hold = Duration.seconds(30)
        let item = try #require(
          try await harness.archive.submit(submission, heldUntil: clock.now + hold, now: clock.now).first)
        await running.engine.outboxChanged()
        try await eventually("it is held") { clock.wakes(at: clock.now + hold) }
        try await clock.leap(.seconds(8 * 3_600))
        try await eventually("it is told") { running.notices.contains { $0.item == item && $0.level == .warning } }
        #expect(try await harness.state(of: item) == .held(until: clock.now + hold))
        #expect(harness.count(of: "pv") == 0)
        // So little at once that it is never late.
        try await eventually("it goes") {
          try await clock.pass(.seconds(1))
          return try await harness.state(of: item).kind == .accepted
        }
      }
      #expect(harness.submissions(of: "good night") == 1)
    }
  }

  @Test func aStoppingEngineWaitsForTheReplyToAMessageOnItsWay() async throws {
    try await Harness.with { harness in
      var item: OutboxItemID?
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        harness.server.arm(.delay(.milliseconds(300)), op: "pv")
        item = try await harness.submit("last words")
        await running.engine.outboxChanged()
        try await eventually("it is on its way") { harness.count(of: "pv") == 1 }
        await running.stop()
      }
      #expect(try await harness.state(of: try #require(item)).kind == .accepted)
    }
  }
}

/// Looks how an item stands in the outbox whenever a request that changes something is about to leave, or takes it
/// back when one leaves that asks for the newest row.
private final class WatchingTransport: Transport {
  private let transport: any Transport
  private let item: OutboxItemID
  private let archive: MessageArchive
  let seen = Mutex<[OutboxItem]>([])
  let takesBack = Mutex(false)

  init(_ transport: any Transport, _ item: OutboxItemID, in archive: MessageArchive) {
    self.transport = transport
    self.item = item
    self.archive = archive
  }

  func exchange(
    _ form: [FormField], effect: RequestEffect, deadline: Duration
  ) async throws(PlaySMSError) -> RawReply {
    if form.last?.value == "query", takesBack.withLock({ $0 }) {
      let now = SandboxTime().now
      _ = try? await archive.record(.cancelled, for: item, expecting: [.queued], evidence: "test", at: now)
    }
    if effect == .change, let found = try? await archive.outboxItem(item) { seen.withLock { $0.append(found) } }
    return try await transport.exchange(form, effect: effect, deadline: deadline)
  }

  func close() async { await transport.close() }
}

extension AccountEngine {
  /// What became of a message that the archive never takes: it does not have it.
  fileprivate func leaveUnwritten(_ id: OutboxItemID) {
    unwritten.append(UnwrittenRecord(id: id, state: .unknown(reason: "?"), evidence: "test"))
  }

  fileprivate func forgetUnwritten() {
    unwritten = []
    outboxBell.ring()
  }
}
