import Messaging
import Testing

@testable import AccountEngine

/// Replies in every order, those that make no sense too: nothing leads a machine where it must not go.
@Suite struct TransitionTests {
  private enum Reply: CaseIterable {
    case begin, empty, some, full, tooLarge
  }

  /// All runs of so many replies.
  private static func runs(_ length: Int) -> [[Reply]] {
    length == 0 ? [[]] : runs(length - 1).flatMap { run in Reply.allCases.map { run + [$0] } }
  }

  @Test func catchingUpEndsOnceNeverLowersTheMarkAndNeverMovesItOnAFullPageAlone() {
    for run in Self.runs(6) {
      var machine = CatchUp(
        mark: MessageID(1_000), base: MessageID(900), overlap: 50, sizes: PageSizes(first: 10, largest: 160))
      var asked = 10
      var end: CatchUp.Action?
      for reply in run {
        let action: CatchUp.Action
        switch reply {
        case .begin: action = machine.begin()
        case .empty: action = machine.pageArrived(page(0))
        case .some: action = machine.pageArrived(page(asked - 1, highest: 2_000))
        case .full: action = machine.pageArrived(page(asked, highest: 2_000))
        case .tooLarge: action = machine.pageWasTooLarge()
        }
        if let end {
          #expect(action == end, "\(run): it ended before")
          continue
        }
        switch action {
        case .ask(let last, let c):
          #expect(last == MessageID(850), "last stays while it asks")
          asked = c
        case .finished(let mark, _):
          #expect(reply == .empty || reply == .some)
          #expect(mark >= MessageID(1_000))
          end = action
        case .overflowed(let mark, let page):
          #expect(reply != .empty && reply != .some)
          #expect(mark >= MessageID(1_000) && page.count > 0)
          end = action
        case .failed: end = action
        }
      }
    }
  }

  @Test func lookingAtTheNewestEndsOnceAndClaimsAFullPageOnlyWhereItReachesWhatIsKnown() {
    for run in Self.runs(6) {
      var machine = NewestPage(
        frontier: civil("2026-11-22 07:00:00"), sizes: PageSizes(first: 10, largest: 160))
      var asked = 10
      var end: NewestPage.Action?
      for reply in run {
        let action: NewestPage.Action
        switch reply {
        case .begin: action = machine.begin()
        case .empty: action = machine.pageArrived(page(0), unknown: 0)
        case .some: action = machine.pageArrived(page(asked - 1), unknown: 3)
        case .full: action = machine.pageArrived(page(asked), unknown: asked)
        case .tooLarge: action = machine.pageWasTooLarge()
        }
        if let end {
          #expect(action == end, "\(run): it ended before")
          continue
        }
        switch action {
        case .ask(let c): asked = c
        case .connected:
          #expect(reply == .empty || reply == .some, "\(run): a full page that does not reach down")
          end = action
        case .gap, .failed: end = action
        }
      }
    }
  }

  @Test func aWalkNeverLosesAWindowThatItDidNotSeeWhole() {
    let windows = ["2026-11", "2026-10"].map { HistoryWindow(prefix: $0) }
    for run in Self.runs(5) {
      var walk = HistoryWalk(windows: windows, sizes: PageSizes(first: 10, largest: 40))
      for reply in run {
        guard case .ask(let window, let c) = walk.next() else { break }
        let before = walk.windows
        switch reply {
        case .begin:
          #expect(walk.pageArrived(page(0), of: HistoryWindow(prefix: "1999")) == .progressed)
          #expect(walk.windows == before, "an answer to what was not asked")
        case .empty, .some:
          let count = reply == .empty ? 0 : c - 1
          #expect(walk.pageArrived(page(count, newest: window.prefix + "-05 08:00:00"), of: window) == .progressed)
          #expect(!walk.windows.contains(window))
          #expect(walk.windows.count >= before.count - 1)
        case .full:
          let dates = Array(repeating: "2026-11-05 08:00:00", count: c)
          if case .unreachable(let lost) = walk.pageArrived(page(dates: dates), of: window) {
            #expect(lost == window && c == 40, "it is named, and nothing larger can be asked")
          } else {
            #expect(walk.windows.count >= before.count, "\(run): its parts stand in its place")
          }
        case .tooLarge:
          _ = walk.pageWasTooLarge()
          #expect(walk.windows == before)
        }
      }
    }
  }

  @Test func whileALoginIsRefusedNothingButTheOperatorLetsARequestLeave() {
    for run in Self.runs(5) {
      var connection = Connection(backoff: Backoff(first: .seconds(1), longest: .seconds(60)))
      connection.loginRefused(why: "error 100")
      for reply in run {
        let now = Timestamp(seconds: 1_795_334_400)
        switch reply {
        case .begin: connection.hurry()
        case .empty, .some: connection.answered()
        case .full, .tooLarge: connection.failed(at: now, why: "refused", random: 0)
        }
        #expect(!connection.mayAsk)
      }
      connection.resumed()
      #expect(connection.mayAsk)
    }
  }
}
