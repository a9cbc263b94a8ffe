import Messaging
import Testing

@testable import MessageArchive

struct GuardedSubmissionTests {
  private let budi = Destination.number("+62811234567")
  private let ani = Destination.number("+62812000000")
  private let ground = SendingGround(policy: SendingPolicy(), local: .utc)

  private func submission(_ destinations: [Destination], overrides: [GuardOverride] = []) -> Submission {
    Submission(destinations: destinations, text: "hi", options: SendOptions(), draft: nil, overrides: overrides)
  }

  private func override(_ kind: SendingGuard, for destination: Destination? = nil) -> GuardOverride {
    GuardOverride(kind: kind, destination: destination, finding: "same text 2 h ago", said: "typed yes", at: noon)
  }

  private func guards(_ archive: MessageArchive, _ submission: Submission) async -> [SendingGuard]? {
    let error = await archiveError {
      _ = try await archive.submit(submission, heldUntil: noon, now: noon.later(60), on: ground)
    }
    guard case .guarded(let findings) = error else { return nil }
    return findings.map(\.kind)
  }

  @Test func theSecondOfTwoEqualSubmissionsIsRefusedWhole() async throws {
    try await withArchive { archive in
      #expect(await guards(archive, submission([budi])) == nil)
      #expect(await guards(archive, submission([ani, budi])) == [.sameText])
      let items = try await archive.openOutboxItems()
      #expect(items.map(\.destination) == [budi])
    }
  }

  @Test func anOverrideLetsItPassAndIsKeptAsEvidence() async throws {
    try await withArchive { archive in
      _ = try await archive.submitOne()
      let theirs = override(.sameText, for: budi)
      #expect(await guards(archive, submission([budi, ani], overrides: [theirs])) == nil)
      let items = try await archive.openOutboxItems()
      #expect(items.map(\.overrides) == [[], [theirs], []])
      let history = try await archive.history(of: items[1].id)
      #expect(history.map(\.evidence) == ["confirmed in the review; overridden: same text 2 h ago (typed yes)"])
      #expect(try await archive.history(of: items[2].id).map(\.evidence) == ["confirmed in the review"])
    }
  }

  @Test func anOverrideForAnotherRecipientOrGuardDoesNotHelp() async throws {
    try await withArchive { archive in
      _ = try await archive.submitOne()
      #expect(await guards(archive, submission([budi], overrides: [override(.sameText, for: ani)])) == [.sameText])
      #expect(await guards(archive, submission([budi], overrides: [override(.stopList)])) == [.sameText])
    }
  }

  @Test func anOverrideOfWhatWasThereDoesNotCoverWhatAnotherInstanceSentSince() async throws {
    try await withArchive { archive in
      _ = try await archive.submitOne(now: noon.later(-7_200))
      let theirs = override(.sameText, for: budi)
      #expect(await guards(archive, submission([budi], overrides: [theirs])) == nil)
      // The same word given at another screen, before this one was on the way.
      #expect(await guards(archive, submission([budi], overrides: [theirs])) == [.sameText])
      #expect(try await archive.openOutboxItems().count == 2)
    }
  }

  @Test(arguments: ["hi ", "hi\n", "h\\i", "<b>hi</b>", "`hi`"])
  func whatTheServerMakesOneOfIsTheSameText(text: String) async throws {
    try await withArchive { archive in
      _ = try await archive.submitOne(text)
      #expect(await guards(archive, submission([budi])) == [.sameText])
    }
  }

  @Test(arguments: [(Destination.group("FAMILY"), Destination.group("family")), (.user("bobx"), .user("Bobx"))])
  func groupsAndAccountsAreTheSameInEitherCase(written: Destination, again: Destination) async throws {
    try await withArchive { archive in
      _ = try await archive.submitOne(to: written)
      let word = override(.manyRecipients)
      #expect(await guards(archive, submission([again], overrides: [word])) == [.sameText])
      try await archive.stop(written, note: "", at: noon)
      #expect(await guards(archive, submission([again], overrides: [word, override(.sameText)])) == [.stopList])
      #expect(try await archive.unstop(again))
    }
  }

  /// A message to a group that went to these.
  private func sent(_ archive: MessageArchive, to group: Destination, members: [String]) async throws {
    let id = try await archive.submitOne("before", to: group)
    try await archive.lead(id, through: .queued, .inFlight)
    let receipts = members.enumerated().map {
      GroupOutcome.Receipt(number: UntrustedText($1), id: MessageID(Int64($0) + 50), code: nil)
    }
    _ = try await archive.record(
      .accepted(id: nil, queue: QueueCode("q"), to: ""), for: id, expecting: [.inFlight], receipts: receipts,
      evidence: "", at: noon)
  }

  @Test func aGroupWithSomebodyOnTheStopListIsRefused() async throws {
    try await withArchive { archive in
      let family = Destination.group("FAMILY")
      try await sent(archive, to: family, members: ["62812000000", "62811234567"])
      #expect(await guards(archive, submission([family])) == nil)
      try await archive.stop(.number("0811234567"), note: "moved", at: noon)
      let error = await archiveError {
        _ = try await archive.submit(
          Submission(destinations: [family], text: "ho", options: SendOptions(), draft: nil), heldUntil: noon,
          now: noon, on: ground)
      }
      guard case .guarded(let findings) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(findings.map(\.sentence) == ["0811234567 in it was put on the stop list just now (moved)"])
    }
  }

  @Test func theDailyCapCountsTheMembersOfGroupsThatWait() async throws {
    try await withArchive { archive in
      try await sent(archive, to: .group("FAMILY"), members: ["62812000000", "62813000000", "62814000000"])
      _ = try await archive.submitOne("waits", to: .group("FAMILY"))
      let capped = SendingGround(policy: SendingPolicy(dailyCap: 6), local: .utc)
      let error = await archiveError {
        _ = try await archive.submit(submission([budi]), heldUntil: noon, now: noon, on: capped)
      }
      guard case .guarded(let findings) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(findings.map(\.kind) == [.dailyCap])
    }
  }

  @Test func oneNumberInTwoSpellingsIsRefused() async throws {
    try await withArchive { archive in
      let home = Destination.number("0811234567")
      #expect(await guards(archive, submission([budi, home])) == [.sameText])
      #expect(await guards(archive, submission([budi, home], overrides: [override(.sameText, for: home)])) == nil)
    }
  }

  @Test func aNumberPutOnTheStopListAfterTheReviewIsRefused() async throws {
    try await withArchive { archive in
      try await archive.stop(.number("0811234567"), note: "", at: noon)
      #expect(await guards(archive, submission([budi])) == [.stopList])
      let earlier = GuardOverride(
        kind: .stopList, destination: budi, finding: "", said: "", at: noon.later(-1))
      #expect(await guards(archive, submission([budi], overrides: [earlier])) == [.stopList])
      #expect(await guards(archive, submission([budi], overrides: [override(.stopList)])) == nil)
    }
  }

  @Test func whatWouldHarmTheServerPassesByNoOverride() async throws {
    try await withArchive { archive in
      let footer = Submission(
        destinations: [budi], text: "hi", options: SendOptions(footer: .own(String(repeating: "f", count: 30))),
        draft: nil, overrides: [override(.footer)])
      #expect(await guards(archive, footer) == [.footer])
      let past = Submission(
        destinations: [budi], text: "hi", options: SendOptions(schedule: "2020-01-01 00:00:00"), draft: nil,
        overrides: [override(.schedule)])
      #expect(await guards(archive, past) == [.schedule])
    }
  }

  @Test func overridesAreNeverChangedOrRemoved() async throws {
    try await withArchive { archive in
      _ = try await archive.submit(
        submission([budi], overrides: [override(.dailyCap)]), heldUntil: noon, now: noon, on: ground)
      for sql in ["UPDATE overridden SET said = ''", "DELETE FROM overridden"] {
        await #expect(throws: ArchiveError.self) { try await archive.outbox.write { _ = try $0.prepared(sql).run() } }
      }
    }
  }

  @Test func withoutAGroundNothingIsGuarded() async throws {
    try await withArchive { archive in
      _ = try await archive.submitOne()
      _ = try await archive.submitOne()
      #expect(try await archive.openOutboxItems().count == 2)
    }
  }

  @Test func aRefusalNamesNoTextAndNoNumberInTheLog() {
    let finding = GuardFinding(kind: .stopList, weight: .blocks, destination: budi, sentence: "on the stop list (Ani)")
    #expect(ArchiveError.guarded([finding]).detail == "guarded: stopList")
  }
}
