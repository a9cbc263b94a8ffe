import Messaging
import Testing

@testable import AccountEngine

@Suite struct StreamStateTests {
  private func state(mark: Int64) -> StreamState {
    StreamState(
      progress: StreamProgress(mark: MessageID(mark), historyPlanned: true), newestDate: nil,
      sizes: PageSizes(first: 100, largest: 400))
  }

  @Test func newRowsAreExpectedFromTheLowestHighestIdOn() {
    var state = state(mark: 100)
    state.serverHas(MessageID(90))
    state.serverHas(MessageID(95))
    #expect(state.base == MessageID(90))
    #expect(state.progress.mark == MessageID(100))
  }

  @Test func whatFellInTheLastRunIsRememberedInTheNext() {
    let state = StreamState(
      progress: StreamProgress(mark: MessageID(100), historyPlanned: true, named: MessageID(60)), newestDate: nil,
      sizes: PageSizes(first: 100, largest: 400))
    #expect(state.base == MessageID(60))
  }

  @Test func nothingIsNewWhileTheHighestIdStaysAndTheLastReadingBroughtNothing() {
    var state = state(mark: 100)
    #expect(state.mayHaveNew(MessageID(100)), "not read in this run")
    state.caughtUpWith = MessageID(100)
    #expect(state.mayHaveNew(MessageID(100)), "a row may have been overtaken")
    state.needsEcho = false
    #expect(!state.mayHaveNew(MessageID(100)))
    #expect(state.mayHaveNew(MessageID(99)))
  }

  @Test func itIsFreshForAMinuteAndNeverAfterAClockWasPutBack() {
    let now = Timestamp(seconds: 1_795_334_400)
    let state = state(mark: 100)
    #expect(!state.isFresh(at: now, since: nil))
    #expect(state.isFresh(at: now + .seconds(59), since: now))
    #expect(!state.isFresh(at: now + .seconds(60), since: now))
    #expect(!state.isFresh(at: now - .seconds(1), since: now))
  }

  @Test func itIsQuietTwoMinutesAfterTheLastNewsAndAtOnceWhereWindowsStandForWhatIsMissing() {
    let now = Timestamp(seconds: 1_795_334_400)
    var state = state(mark: 100)
    state.newestWasRead(at: now, broughtNews: false, hasGap: false)
    #expect(state.quietFrom == now + .seconds(120), "nothing is known of what happened before the start")
    state.newestWasRead(at: now + .seconds(5), broughtNews: false, hasGap: false)
    #expect(state.quietFrom == now + .seconds(120))
    state.newestWasRead(at: now + .seconds(9), broughtNews: true, hasGap: false)
    #expect(state.quietFrom == now + .seconds(129))
    state.newestWasRead(at: now + .seconds(10), broughtNews: true, hasGap: true)
    #expect(state.quietFrom == now + .seconds(10))
  }
}
