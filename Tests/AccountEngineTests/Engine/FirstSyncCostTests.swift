import Foundation
import MessageArchive
import Messaging
import PlaySMSSandbox
import Testing

@testable import AccountEngine

/// What the first sync of an account costs the server, counted at the sandbox, beside what windows need at least.
///
/// It is an account of 20,000 messages each way, with `SMSDASH_EXTENT=large` 100,000, or as many as `SMSDASH_ROWS` says.
/// Requests, bytes and resident memory are printed.
@Suite(.serialized) struct FirstSyncCostTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let rows =
    environment["SMSDASH_ROWS"].flatMap { Int($0) } ?? (environment["SMSDASH_EXTENT"] == "large" ? 100_000 : 20_000)

  @Test func itTakesNoMoreThanATenthAboveTheFewestRequestsAndBytes() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: Self.rows)
      var settings = EngineSettings()
      settings.history = .all
      // Nothing but the first poll and history.
      settings.idleInterval = .seconds(3_600)
      settings.activeInterval = .seconds(3_600)
      settings.historyPerMinute = 100_000
      let began = ContinuousClock.now
      let memoryBefore = ProcessMemory.resident
      let transport = CountingTransport(try harness.transport())
      let running = harness.engine(over: transport, settings)
      try await eventually("history is complete", within: .seconds(1_200)) { running.status?.history == .complete }
      let took = ContinuousClock.now - began
      await running.stop()
      await transport.close()
      let memory = (ProcessMemory.resident, ProcessMemory.peak)

      for stream in [Messaging.Stream.inbox, .outgoing] {
        let listed = try await harness.archive.knows((1...Self.rows).map { MessageID(Int64($0)) }, in: stream)
        #expect(listed.count == Self.rows, "all is there")
      }
      let lists = ["ix", "in", "ds"]
      let whole = lists.map { WholeList($0, at: harness.sandbox) }
      let least = whole.reduce(0) { $0 + LeastRequests(dates: $1.dates, c: settings.historyPage).count }
      let requests = lists.reduce(0) { $0 + harness.count(of: $1) }
      let bytes = lists.reduce(0) { $0 + transport.bytes(of: $1) }
      let leastBytes = whole.reduce(0) { $0 + $1.bytes }
      print(
        """
        first sync of \(Self.rows) + \(Self.rows): \(requests) requests (at least \(least)), \(bytes) bytes \
        (at least \(leastBytes)), \(took), resident \(memoryBefore) -> \(memory.0) MiB, at most \(memory.1) MiB
        """)
      #expect(Double(requests) <= 1.1 * Double(least))
      #expect(Double(bytes) <= 1.1 * Double(leastBytes))
      #expect(harness.count(of: "query") == 1)
    }
  }
}
