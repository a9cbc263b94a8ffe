import Messaging
import Testing

@Suite struct DeliveryFiguresTests {
  private let now = Timestamp(seconds: 1_795_167_667)

  private func row(_ age: Int, _ status: DeliveryStatus, took: Int? = nil) -> DeliveryFigures.Row {
    DeliveryFigures.Row(at: now - .seconds(age), status: status, took: took)
  }

  @Test func everyStatusIsCountedOnce() {
    let figures = DeliveryFigures(
      newestFirst: [
        row(1, .pending), row(200, .pending), row(300, .sent), row(400, .failed), row(500, .delivered, took: 2),
        row(600, .other(9)),
      ], at: now)
    #expect(figures.total == 6)
    #expect(figures.pending == 2 && figures.sent == 1 && figures.failed == 1 && figures.delivered == 1)
    #expect(figures.oldestPending == now - .seconds(200))
    #expect(!figures.isCut && figures.since == now - DeliveryFigures.period)
  }

  @Test func theMedianAndTheSlowOnesAreOfTheDeliveredAlone() {
    let delivered = (1...20).map { row($0, .delivered, took: $0) }
    let figures = DeliveryFigures(newestFirst: delivered + [row(30, .failed, took: 900)], at: now)
    #expect(figures.median == 10)
    #expect(figures.slow == 19)
  }

  @Test func aClockThatWasPutBackTellsNothing() {
    let figures = DeliveryFigures(newestFirst: [row(1, .delivered, took: -3_600)], at: now)
    #expect(figures.median == nil && figures.slow == nil && figures.delivered == 1)
  }

  @Test func hoursStandInOrderAndNowIsTheLast() {
    let figures = DeliveryFigures(newestFirst: [row(0, .sent), row(3_599, .sent), row(3_600, .sent)], at: now)
    #expect(figures.hours.count == 24)
    #expect(figures.hours.suffix(2) == [1, 2])
  }

  @Test func aPeriodThatIsCutSaysSo() {
    let rows = (0..<DeliveryFigures.most).map { row($0, .sent) }
    let figures = DeliveryFigures(newestFirst: rows, at: now)
    #expect(figures.isCut && figures.since == now - .seconds(DeliveryFigures.most - 1))
  }
}
