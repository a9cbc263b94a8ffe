import MessageArchive
import Messaging
import Testing

struct ProgressTests {
  @Test(arguments: [
    StreamProgress(), StreamProgress(mark: MessageID(48_211), historyPlanned: true),
    StreamProgress(
      mark: nil, historyPlanned: true,
      windows: [HistoryWindow(prefix: "2026-11"), HistoryWindow(prefix: ""), HistoryWindow(prefix: "2025-03-04 05")]),
    StreamProgress(mark: MessageID(1), historyPlanned: false, windows: [HistoryWindow(prefix: "")]),
  ])
  func whatIsWrittenIsRead(_ progress: StreamProgress) async throws {
    try await withArchive { archive in
      _ = try await archive.take(Intake(.inbox([]), seenAt: noon, arrival: .live, progress: progress))
      #expect(try await archive.progress(of: .inbox) == progress)
      #expect(try await archive.progress(of: .outgoing) == StreamProgress())
    }
  }

  @Test func anIntakeWithoutProgressLeavesItAsItWas() async throws {
    try await withArchive { archive in
      let progress = StreamProgress(mark: MessageID(7))
      _ = try await archive.take(Intake(.inbox([]), seenAt: noon, arrival: .live, progress: progress))
      try await archive.takeLive(.inbox([inbox(1)]))
      #expect(try await archive.progress(of: .inbox) == progress)
    }
  }

  @Test func rowsAndProgressAreThereTogetherAfterACrash() async throws {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    for id in Int64(1)...20 {
      _ = try await archive.take(
        Intake(.inbox([inbox(id)]), seenAt: noon, arrival: .live, progress: StreamProgress(mark: MessageID(id))))
    }
    let crashed = try scratch.copyAsAfterACrash()
    let again = try MessageArchive.open(crashed.location)
    #expect(try await again.progress(of: .inbox).mark == MessageID(20))
    #expect(try await again.highestID(of: .inbox) == MessageID(20))
    try again.close()
    try archive.close()
  }
}
