import Messaging
import Testing

@testable import AccountEngine

private let noon = Timestamp(seconds: 1_795_334_400)

@Suite struct HistoryGaugeTests {
  /// What is left after a page in the middle of these two, so long after the first, of a list whose highest id is `top`.
  private func left(_ first: Int64, _ second: Int64, top: Int64, after elapsed: Duration) -> Duration? {
    var gauge = HistoryGauge()
    var progress: AccountStatus.HistoryProgress?
    for (id, moment) in [(first, noon), (second, noon + elapsed)] {
      gauge.pageArrived(
        [(id: MessageID(id), dt: ServerDate(""))], of: .inbox, reach: .everything, top: MessageID(top), newest: nil)
      progress = gauge.progress(of: [.inbox], at: moment)
    }
    return progress?.left
  }

  @Test func theRestTakesAsLongAsWhatWasDoneTook() {
    #expect(left(80, 40, top: 100, after: .seconds(30)) == .seconds(30))
    #expect(left(80, 60, top: 100, after: .seconds(30)) == .seconds(90))
  }

  /// With ids of which one page changes nothing, or a clock that was put forward by years.
  @Test(arguments: [Duration.seconds(60), .seconds(86_400 * 365 * 300)])
  func whatNobodyLivesToSeeIsNotTold(_ elapsed: Duration) {
    let top: Int64 = 1 << 60
    #expect(left(top - (1 << 20), top - (1 << 21), top: top, after: elapsed) == nil)
  }
}
