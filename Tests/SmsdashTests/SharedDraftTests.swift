import Dashboard
import Glibc
import MessageArchive
import Messaging
import Testing

@testable import smsdash

/// Two instances that write on one draft.
@Suite struct SharedDraftTests {
  /// Lets an instance carry out its orders.
  private func carryOut(_ orders: [Effect.Write], at runner: EffectRunner) async {
    for order in orders { runner.run(.write(order)) }
    runner.finish()
    await runner.write()
  }

  private func runner(_ archive: MessageArchive) -> EffectRunner {
    EffectRunner(archive: archive, settings: Dashboard.Settings(account: "acme"), zone: .utc) { _ in }
  }

  private func save(_ text: String) -> Effect.Write { .saveDraft(token: 1, recipients: "+62811234567", text: text) }

  private func withTwo(_ body: (MessageArchive, MessageArchive) async throws -> Void) async throws {
    var template = Array("/tmp/smsdash-drafts-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { ScratchFolder.remove(folder) }
    let location = ArchiveLocation(folder: folder + "/account")
    let (one, other) = (try MessageArchive.join(location), try MessageArchive.join(location))
    try await body(one, other)
    try other.close()
    try one.close()
  }

  @Test func nobodyWritesOverWhatTheOtherWrote() async throws {
    try await withTwo { one, other in
      await carryOut([save("half")], at: runner(one))
      let draft = try #require(try await one.drafts().first)
      let id = try #require(draft.id)
      let adopt = Effect.Write.adoptDraft(token: 1, id, savedAt: draft.updatedAt)
      await carryOut([adopt, save("half o"), save("half of one")], at: runner(one))
      await carryOut([adopt, save("half o"), save("half of the other")], at: runner(other))
      #expect(Set(try await one.drafts().map(\.text)) == ["half of one", "half of the other"])
      // Whoever deletes all of it again deletes what it wrote itself.
      await carryOut([adopt, .saveDraft(token: 1, recipients: "", text: "")], at: runner(other))
      #expect(try await one.drafts().count == 2)
    }
  }

  @Test func whatIsSavedAsItIsStaysTheDraftThatWasRead() async throws {
    try await withTwo { one, _ in
      await carryOut([save("half")], at: runner(one))
      let draft = try #require(try await one.drafts().first)
      let adopt = Effect.Write.adoptDraft(token: 1, try #require(draft.id), savedAt: draft.updatedAt)
      // A composer that is left saves what it saved with the last key.
      try await Task.sleep(for: .milliseconds(5))
      await carryOut([adopt, save("half")], at: runner(one))
      await carryOut([adopt, save("whole")], at: runner(one))
      #expect(try await one.drafts().map(\.text) == ["whole"])
    }
  }

  @Test func whatIsSentAtOnePlaceStaysADraftWhereItWasChanged() async throws {
    try await withTwo { one, other in
      await carryOut([save("half")], at: runner(one))
      let draft = try #require(try await one.drafts().first)
      let id = try #require(draft.id)
      let adopt = Effect.Write.adoptDraft(token: 1, id, savedAt: draft.updatedAt)
      await carryOut([adopt, save("whole")], at: runner(other))
      let submission = Submission(
        destinations: [.number("+62811234567")], text: "half", options: SendOptions(), draft: nil)
      await carryOut([adopt, .submit(submission, token: 1)], at: runner(one))
      #expect(try await one.openOutboxItems().map(\.text) == ["half"])
      #expect(try await one.drafts().map(\.text) == ["whole"])
    }
  }
}
