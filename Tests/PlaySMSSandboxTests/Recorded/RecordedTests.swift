import PlaySMSSandbox
import Testing

/// Every recorded reply against the sandbox's own to the same request.
@Suite struct RecordedTests {
  /// Cases that cannot be compared, and why.
  static let exceptions = [
    "generic/db_down": "the database was stopped: the fault `fatal` does that",
    "generic/display_errors_fatal": "PHP was told to show errors, and names the recorded machine's files",
    "generic/multipart": "the body is multipart: compared over HTTP by the server's tests",
    "generic/no_config": "the server's configuration was taken away",
    "ds/queue_5rows": "names a queue of the recorded server",
    "ds/queue_of_other_user_processed": "names a queue of the recorded server",
    "ds/queue_processed_but_filtered_402": "names a queue of the recorded server",
  ]

  @Test func `every recorded reply is the sandbox's too`() {
    var counts = (json: 0, xml: 0, skipped: 0)
    for recorded in RecordedCase.all {
      guard RecordedTests.exceptions[recorded.key] == nil else {
        counts.skipped += 1
        continue
      }
      let sandbox = recorded.sandbox()
      if recorded.body != nil || recorded.xml == nil {
        compare(sandbox, recorded, recorded.body ?? "")
        counts.json += 1
      }
      // It was recorded right after the other.
      if let xml = recorded.xml {
        compare(sandbox, recorded, xml, format: "xml")
        counts.xml += 1
      }
    }
    print("recorded: \(counts.json) replies compared, \(counts.xml) as XML, \(counts.skipped) cases left out")
    #expect(RecordedCase.all.count > 350)
    #expect(counts.skipped == RecordedTests.exceptions.count, "an exception names no case")
  }

  private func compare(_ sandbox: Sandbox, _ recorded: RecordedCase, _ expected: String, format: String? = nil) {
    let reply = sandbox.answer(recorded.replay(format: format))
    #expect(reply.status == recorded.status, "\(recorded) \(format ?? "")")
    #expect(recorded.shape(reply.text) == recorded.shape(expected), "\(recorded) \(format ?? "")")
    guard !recorded.request.hasPrefix("HEAD") else { return }
    let contentType = reply.headers.first { $0.name == "Content-Type" }?.value
    #expect(contentType == RecordedCase.contentType(of: expected), "\(recorded) \(format ?? "")")
  }
}
