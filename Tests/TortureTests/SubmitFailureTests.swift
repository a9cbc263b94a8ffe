import AccountEngine
import MessageArchive
import Messaging
import Testing

/// Every step of writing down what the operator confirmed fails, and then the program is killed or the power lost: what
/// was told as taken is there, and what was told as refused is not.
@Suite(.serialized) struct SubmitFailureTests {
  private enum Told: Equatable {
    case taken
    case refused
    /// That it may be there.
    case either
  }

  @Test(arguments: [Disk.Loss.killed, .dropped, .reordered(seed: 1), .reordered(seed: 2)])
  func whatTheDiskRefusedIsNotThereAfterTheNextStartAndWhatItTookIs(loss: Disk.Loss) async throws {
    var step = 0
    var refused = 0
    var syncs = 0
    while let (told, words, isThere) = try await submit(failing: step, then: loss) {
      switch told {
      case .taken: #expect(isThere, "step \(step) (\(words)) failed, and what was taken is lost")
      case .refused: #expect(!isThere, "step \(step) (\(words)) failed, and what was refused is there")
      case .either: break
      }
      refused += told == .refused ? 1 : 0
      syncs += words.hasPrefix("sync") ? 1 : 0
      step += 1
    }
    #expect(refused > 0 && syncs > 0, "\(step) steps, \(refused) refused, \(syncs) syncs")
  }

  /// Submits one message while the step of this number fails. What the operator was told, which step it was, and
  /// whether the next start finds it; nil where there are no more steps.
  private func submit(
    failing step: Int, then loss: Disk.Loss
  ) async throws -> (told: Told, words: String, isThere: Bool)? {
    let place = try Place()
    try place.copy(try await Bases.shared.place(.met))
    let disk = try Disk(watching: place.account)
    let archive = try MessageArchive.open(place.archive)
    let failing = disk.points + step
    disk.fail(from: failing, count: 1, full: false)
    let told: Told
    do throws(ArchiveError) {
      let submission = Submission(
        destinations: [.number(Scenario.ani)], text: "m1", options: SendOptions(), draft: nil)
      let now = SystemClock().now
      _ = try await archive.submit(submission, heldUntil: now, now: now)
      told = .taken
    } catch {
      if case .perhapsKept = error { told = .either } else { told = .refused }
    }
    let last = disk.points
    let hasFailed = disk.failures > 0
    try? archive.close()
    guard hasFailed else { return nil }
    let after = try Place()
    _ = try disk.image(before: last, loss, in: after.account)
    let next = try MessageArchive.open(after.archive)
    let isThere = try await !next.openOutboxItems().isEmpty
    try next.close()
    return (told, disk.words(at: failing), isThere)
  }
}
