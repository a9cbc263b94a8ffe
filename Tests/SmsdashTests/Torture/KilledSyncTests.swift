import Foundation
import MessageArchive
import Messaging
import PlaySMSSandbox
import Testing

@testable import smsdash

/// The program itself, killed again and again at random instants of its first reading of a full account.
///
/// `SMSDASH_KILLS` and `SMSDASH_MESSAGES` (in each direction) set how often and how full.
@Suite(.serialized) struct KilledSyncTests {
  private static func number(_ name: String, _ usual: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? usual
  }

  @Test func aFirstReadingThatIsKilledAgainAndAgainEndsCompleteAndRepeatsLittle() async throws {
    let kills = Self.number("SMSDASH_KILLS", Extent.isLarge ? 200 : 3)
    let messages = Self.number("SMSDASH_MESSAGES", Extent.isLarge ? 100_000 : 2_000)
    let sandbox = Sandbox(SandboxConfiguration())
    sandbox.fill(messages: messages)
    let began = ContinuousClock.now
    let settings = ["history: all", "poll-idle: 60", "poll-active: 60"]
    try await Household.with(sandbox, settings: settings) { household in
      var askedAtKill: [Int] = []
      for _ in 0..<kills {
        let program = try household.program()
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...500)))
        program.kill()
        askedAtKill.append(windows(askedOf: sandbox).count)
      }
      let killed = ContinuousClock.now - began
      try await finish(household)
      let archive = try household.archive()
      for stream in [Messaging.Stream.inbox, .outgoing] {
        let missing = try await missing(upTo: messages, in: stream, archive)
        #expect(missing == 0, "\(missing) of \(messages) rows of \(stream) are missing")
      }
      try archive.close()
      let windows = windows(askedOf: sandbox)
      let early = askedAtKill.count { $0 < windows.count }
      let repeated = windows.count - Set(windows.map { [$0.op] + $0.parameters.map { "\($0)=\($1)" }.sorted() }).count
      print(
        "killed reading: \(messages) + \(messages) messages, \(kills) kills in \(killed), "
          + "\(early) of them before the last window was asked for, complete after "
          + "\(ContinuousClock.now - began); \(windows.count) requests for windows of history, \(repeated) of them "
          + "made before; all requests: \(sandbox.requestCounts.sorted { $0.key < $1.key })")
      #expect(repeated <= early, "more than one request was repeated a kill")
    }
  }

  private func windows(askedOf sandbox: Sandbox) -> [SandboxRequestRecord] {
    sandbox.requests.filter { $0.parameters["dt"] != nil }
  }

  /// Lets the program run in peace until it knows everything.
  private func finish(_ household: Household) async throws {
    for _ in 0..<60 {
      let program = try household.program()
      try await Task.sleep(for: .seconds(4))
      program.quit()
      let archive = try household.archive()
      var isComplete = true
      for stream in Messaging.Stream.allCases {
        let progress = try await archive.progress(of: stream)
        isComplete = isComplete && progress.mark != nil && progress.windows.isEmpty
      }
      try archive.close()
      if isComplete { return }
    }
    Issue.record("it was not complete after four minutes of peace")
  }

  private func missing(upTo messages: Int, in stream: Messaging.Stream, _ archive: MessageArchive) async throws -> Int {
    let ids = (1...messages).map { MessageID(Int64($0)) }
    var known = 0
    for start in stride(from: 0, to: ids.count, by: 500) {
      known += try await archive.knows(Array(ids[start..<min(start + 500, ids.count)]), in: stream).count
    }
    return messages - known
  }
}
