import Messaging
import Testing

@testable import AccountEngine

@Suite struct HistoryTurnsTests {
  private let noon = Timestamp(seconds: 1_795_334_400)
  private let turns = HistoryTurns(backoff: Backoff(first: .seconds(1), longest: .seconds(60)))

  private func work(_ stream: Messaging.Stream, _ prefix: String, isHole: Bool = false) -> HistoryTurns.Work {
    HistoryTurns.Work(stream: stream, isHole: isHole, window: HistoryWindow(prefix: prefix))
  }

  @Test func holesComeFirstAndThenTheNewestWindow() {
    let old = work(.inbox, "2025-01")
    let new = work(.incoming, "2026-10")
    let hole = work(.outgoing, "2024", isHole: true)
    #expect(turns.next(of: [old, hole, new], at: noon) == hole)
    #expect(turns.next(of: [old, new], at: noon) == new)
    #expect(turns.next(of: [], at: noon) == nil)
  }

  @Test func aStreamThatFailsIsLeftAloneForEverLongerAndTheOthersGoOn() {
    var turns = turns
    let failing = work(.outgoing, "2026-11", isHole: true)
    let other = work(.inbox, "2026-10")
    for pause in [1, 2, 4, 8] {
      turns.failed(.outgoing, at: noon, random: 0)
      #expect(turns.next(of: [failing, other], at: noon) == other)
      #expect(turns.wait(for: [failing, other], at: noon) == .zero)
      #expect(turns.wait(for: [failing], at: noon) == .seconds(pause))
      #expect(turns.next(of: [failing], at: noon) == nil)
      turns.succeeded(.inbox)
    }
    #expect(turns.next(of: [failing, other], at: noon + .seconds(8)) == failing)
    turns.succeeded(.outgoing)
    turns.failed(.outgoing, at: noon, random: 0)
    #expect(turns.wait(for: [failing], at: noon) == .seconds(1))
  }

  @Test func aClockPutBackHoldsNothingUp() {
    var turns = turns
    turns.failed(.inbox, at: noon, random: 0)
    #expect(turns.wait(for: [work(.inbox, "2026")], at: noon - .seconds(7_200)) == .zero)
  }
}
