import Messaging
import Testing

@testable import PlaySMS

@Suite("Recorded replies of real servers")
struct RecordingTests {
  @Test("every line gives the result or the error that another reading of it gives")
  func everyLine() {
    var tally: [String: Int] = [:]
    for recording in Recording.all {
      let expected = recording.expectation
      #expect(recording.outcome == expected, "\(recording)")
      switch expected {
      case .value: tally["values", default: 0] += 1
      case .failure(.service): tally["service errors", default: 0] += 1
      case .failure(.notTheProtocol): tally["not the protocol", default: 0] += 1
      case .failure(.transport), .failure(.request): tally["impossible", default: 0] += 1
      }
    }
    let summary = tally.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    print("recorded replies: \(Recording.all.count) (\(summary))")
    #expect(Recording.all.count == 399)
    #expect(tally["impossible"] == nil)
  }

  @Test("each file was read")
  func everyFile() {
    #expect(Set(Recording.all.map(\.file)).count == 28)
  }
}
