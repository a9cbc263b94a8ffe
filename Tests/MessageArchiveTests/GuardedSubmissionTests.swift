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

  @Test func aNumberPutOnTheStopListAfterTheReviewIsRefused() async throws {
    try await withArchive { archive in
      try await archive.stop(.number("0811234567"), note: "", at: noon)
      #expect(await guards(archive, submission([budi])) == [.stopList])
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
