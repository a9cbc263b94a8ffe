import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Testing

@testable import AccountEngine

@Suite struct RestoredServerTests {
  @Test func onAnOlderDatabaseThatWasPutBackWhatCameSinceIsReadAlthoughItsIdsWereUsedBefore() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 1_000, days: 10)
      try await harness.withEngine { running in
        try await eventually("all is there") { running.status?.history == .complete }
      }
      await harness.server.stop()

      let restored = Sandbox(Harness.quick, clock: harness.clock)
      restored.fill(messages: 700, days: 10)
      harness.clock.advance(by: .seconds(86_400))
      let ids = restored.receive(200, src: "+628119", text: { "since then \($0)" })
      #expect(ids.last == 900)
      let server = SandboxServer(restored)
      _ = try await server.start(port: harness.port)
      try await harness.withEngine { running in
        try await eventually("what came since is there") {
          for id in ids {
            let details = try await harness.archive.details(of: .inbox(MessageID(id)))
            guard details?.text.raw.hasPrefix("since then") == true else { return false }
          }
          return true
        }
        #expect(try await harness.knows(Array(901...1_000), in: .inbox), "what is gone there is kept here")
        let new = restored.receive(src: "+628119", msg: "and now")
        try await eventually("so is what comes now") {
          try await harness.archive.details(of: .inbox(MessageID(new)))?.text.raw == "and now"
        }
      }
      await server.stop()
    }
  }
}
