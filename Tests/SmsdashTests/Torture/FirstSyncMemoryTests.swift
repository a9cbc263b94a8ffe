import Foundation
import MessageArchive
import Messaging
import PlaySMSSandbox
import Testing

@testable import smsdash

/// What memory the program itself takes for its first reading of an account over HTTP, however full that is.
@Suite(.serialized) struct FirstSyncMemoryTests {
  /// Caches of the database fill, some 15 MiB; of two hundred thousand messages two hundred bytes each would be more.
  private static let most = 32

  @Test func itIsAsGoodAsFlat() async throws {
    let small = try await peak(messages: 5_000)
    let large = try await peak(messages: Extent.isLarge ? 100_000 : 40_000)
    print("resident at most: \(small) MiB for 5,000 + 5,000 messages, \(large) MiB for many times as many")
    #expect(large <= small + Self.most)
  }

  /// The most that the program had resident until it knew everything, in MiB.
  private func peak(messages: Int) async throws -> Int {
    let sandbox = Sandbox(SandboxConfiguration())
    sandbox.fill(messages: messages)
    var peak = 0
    try await Household.with(sandbox, settings: ["history: all", "poll-idle: 60", "poll-active: 60"]) { household in
      let program = try household.program()
      let log = household.home + "/.local/state/smsdash/smsdash.log"
      for _ in 0..<2_400
      where !((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").contains("History is complete") {
        try await Task.sleep(for: .milliseconds(100))
      }
      peak = ResidentMemory.peak(of: program.process)
      program.quit()
      let archive = try household.archive()
      let counters = try await archive.counters()
      #expect(counters.received == messages && counters.outgoing == messages)
      try archive.close()
    }
    return peak
  }
}

private enum ResidentMemory {
  static func peak(of process: pid_t) -> Int {
    let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropLast().last.flatMap { Int($0) } ?? 0) / 1_024
  }
}
