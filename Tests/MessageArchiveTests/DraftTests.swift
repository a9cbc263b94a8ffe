import GRDB
import Messaging
import Testing

@testable import MessageArchive

/// Drafts that several instances write on, and drafts that come back.
struct DraftTests {
  private func draft(_ text: String, _ id: DraftID? = nil, at instant: Timestamp = noon) -> Draft {
    Draft(id: id, recipients: "+62811234567", text: text, updatedAt: instant)
  }

  @Test func whatIsSavedOverWhatOneKnowsTakesItsPlace() async throws {
    try await withArchive { archive in
      let id = try await archive.save(draft("half"))
      #expect(try await archive.save(draft("whole", id, at: noon.later(1)), over: noon) == id)
      #expect(try await archive.drafts().map(\.text) == ["whole"])
    }
  }

  @Test func whatWasSavedElsewhereMeanwhileStaysBesideIt() async throws {
    try await withArchive { archive in
      let id = try await archive.save(draft("half"))
      // Two instances have opened it.
      _ = try await archive.save(draft("half of one", id, at: noon.later(1)), over: noon)
      let other = try await archive.save(draft("half of the other", id, at: noon.later(2)), over: noon)
      #expect(other != id)
      #expect(try await archive.drafts().map(\.text) == ["half of the other", "half of one"])
      // Each goes on with its own.
      #expect(try await archive.save(draft("whole one", id, at: noon.later(3)), over: noon.later(1)) == id)
      #expect(try await archive.save(draft("whole other", other, at: noon.later(4)), over: noon.later(2)) == other)
      #expect(try await archive.drafts().map(\.text) == ["whole other", "whole one"])
      try await archive.deleteDraft(id, savedAt: noon.later(2))
      #expect(try await archive.drafts().count == 2)
    }
  }

  @Test func aSubmissionLeavesADraftThatWasSavedElsewhereMeanwhile() async throws {
    try await withArchive { archive in
      let id = try await archive.save(draft("half"))
      func submit(knowing savedAt: Timestamp) async throws {
        let submission = Submission(
          destinations: [.number("+62811234567")], text: "half", options: SendOptions(), draft: id,
          draftSavedAt: savedAt)
        _ = try await archive.submit(submission, heldUntil: noon, now: noon)
      }
      _ = try await archive.save(draft("another thought", id, at: noon.later(1)), over: noon)
      try await submit(knowing: noon)
      #expect(try await archive.drafts().map(\.text) == ["another thought"])
      try await submit(knowing: noon.later(1))
      #expect(try await archive.drafts().isEmpty)
    }
  }

  @Test func whatIsTakenBackIsADraftOrStillWaits() async throws {
    try await withArchive { archive in
      let held = try await archive.submitOne("a thought")
      let queued = try await archive.submitOne("a thought", to: .user("ani"))
      let gone = try await archive.submitOne("a thought", to: .user("bobx"))
      try await archive.lead(queued, through: .queued)
      try await archive.lead(gone, through: .queued, .inFlight)
      // As on a disk that is full by then.
      try await archive.outbox.write {
        try $0.execute(sql: "CREATE TRIGGER full BEFORE INSERT ON draft BEGIN SELECT RAISE(ABORT, 'full'); END")
      }
      let all = [held, queued, gone]
      let failure = await archiveError { _ = try await archive.takeBack(all, now: noon) }
      #expect(failure != nil)
      #expect(try await archive.openOutboxItems().map(\.state.kind) == [.held, .queued, .inFlight])
      try await archive.outbox.write { try $0.execute(sql: "DROP TRIGGER full") }
      #expect(try await archive.takeBack(all, now: noon).map(\.id) == [held, queued])
      #expect(try await archive.openOutboxItems().map(\.id) == [gone])
      #expect(try await archive.drafts().map(\.recipients) == ["+62811234567, @ani"])
      #expect(try await archive.takeBack(all, now: noon).isEmpty)
      #expect(try await archive.drafts().map(\.text) == ["a thought"])
    }
  }
}
