import Dashboard
import Messaging
import Testing

/// A list of numbers, newest (highest) first, asked for in windows.
private struct Number: ListRow {
  let value: Int
  var rowID: Int { value }
  var cursor: Int { value }
}

/// What the archive would answer.
private func answer(_ request: WindowRequest<Int>, from all: [Int]) -> RowWindow<Number> {
  let sorted = all.sorted(by: >)
  let rows: [Int] =
    switch request {
    case .newest(let count): Array(sorted.prefix(count))
    case .oldest(let count): Array(sorted.suffix(count))
    case .newer(let than, let count): Array(sorted.filter { $0 > than }.suffix(count))
    case .older(let than, let count): Array(sorted.filter { $0 < than }.prefix(count))
    case .around(let at, let each):
      Array(sorted.filter { $0 >= at }.suffix(each + 1)) + Array(sorted.filter { $0 < at }.prefix(each))
    }
  return RowWindow(
    rows: rows.map { Number(value: $0) }, reachesNewest: rows.first == sorted.first,
    reachesOldest: rows.last == sorted.last)
}

@Suite struct ListStateTests {
  private func list(_ all: [Int], height: Int = 10) -> ListState<Number> {
    var list = ListState<Number>()
    list.resize(height: height)
    if let request = list.reload() { list.land(answer(request.window, from: all), ticket: request.ticket) }
    return list
  }

  private func step(_ list: inout ListState<Number>, _ all: [Int], by delta: Int) {
    if let request = list.move(by: delta) { list.land(answer(request.window, from: all), ticket: request.ticket) }
  }

  @Test func everyRowIsReachedInOrder() {
    let all = Array(1...3_000)
    var list = list(all)
    var seen: [Int] = []
    for _ in all {
      if let value = list.selected?.value { seen.append(value) }
      step(&list, all, by: 1)
    }
    #expect(seen == all.reversed())
    for _ in all { step(&list, all, by: -1) }
    #expect(list.selected?.value == 3_000)
    #expect(list.rows.count <= 700)
  }

  @Test(arguments: [1, 11, 17, 50])
  func whoGoesToTheEndSeesAScreenOfRowsAboveIt(height: Int) {
    let all = Array(1...3_000)
    var list = list(all, height: height)
    if let request = list.moveToOldest() { list.land(answer(request.window, from: all), ticket: request.ticket) }
    #expect(list.selected?.value == 1 && list.rows.count - list.top == height)
  }

  /// And no row below it is blank while there are others above.
  @Test func theSelectionIsAlwaysInTheViewport() {
    var random = SystemRandomNumberGenerator()
    var all = Array(1...2_000)
    var list = list(all)
    for _ in 0..<3_000 {
      switch Int.random(in: 0..<9, using: &random) {
      case 0:
        if let request = list.moveToOldest() { list.land(answer(request.window, from: all), ticket: request.ticket) }
      case 1:
        if let request = list.moveToNewest() { list.land(answer(request.window, from: all), ticket: request.ticket) }
      case 2:
        if let request = list.page(by: 10) { list.land(answer(request.window, from: all), ticket: request.ticket) }
      case 3:
        if let request = list.page(by: -10) { list.land(answer(request.window, from: all), ticket: request.ticket) }
      case 4:
        all.append((all.last ?? 0) + 1)
        if let request = list.reload() { list.land(answer(request.window, from: all), ticket: request.ticket) }
      case 5:
        all.removeAll { _ in Int.random(in: 0..<100, using: &random) == 0 }
        if let request = list.reload() { list.land(answer(request.window, from: all), ticket: request.ticket) }
      case 6: list.resize(height: Int.random(in: 1...40, using: &random))
      default: step(&list, all, by: Int.random(in: -3...3, using: &random))
      }
      #expect(list.rows.count - list.top >= min(list.height, list.rows.count))
      #expect(list.rows.indices.contains(list.selection))
      #expect(list.top <= list.selection && list.selection < list.top + list.height)
    }
  }

  @Test func theSelectionStaysOnItsRowWhileOthersArrive() {
    var all = Array(1...100)
    var list = list(all)
    step(&list, all, by: 3)
    let before = list.selected
    all += [101, 102]
    if let request = list.reload() { list.land(answer(request.window, from: all), ticket: request.ticket) }
    #expect(list.selected == before)
    #expect(list.top == 0, "a list at its newest goes on showing the newest")
  }

  @Test func aListThatWasScrolledStandsStill() {
    var all = Array(1...500)
    var list = list(all)
    for _ in 0..<40 { step(&list, all, by: 1) }
    let before = list.rows[list.top]
    all += [501]
    if let request = list.reload() { list.land(answer(request.window, from: all), ticket: request.ticket) }
    #expect(list.rows[list.top] == before)
  }

  @Test(arguments: [250, -250, 1_999, 5_000])
  func keysThatAreFasterThanTheArchiveAllCount(steps: Int) {
    let all = Array(1...2_000)
    var list = list(all)
    var pending: ListRequest<Int>? = steps < 0 ? list.moveToOldest() : nil
    func settle() {
      while let request = pending { pending = list.land(answer(request.window, from: all), ticket: request.ticket) }
    }
    settle()
    for _ in 0..<abs(steps) { pending = list.move(by: steps.signum()) ?? pending }
    #expect(list.rows.indices.contains(list.selection))
    settle()
    #expect(list.selected?.value == (steps < 0 ? 1 - steps : max(1, 2_000 - steps)))
    pending = list.move(by: -steps.signum())
    settle()
    #expect(list.selected?.value == (steps < 0 ? -steps : max(1, 2_000 - steps) + 1))
    #expect(list.rows.count <= 1_300)
  }

  @Test func whoJumpsArrivesAlthoughSomethingComesInMeanwhile() {
    var all = Array(1...500)
    var list = list(all)
    _ = list.moveToOldest()
    all.append(501)
    var request = list.reload()
    if let request { list.land(answer(request.window, from: all), ticket: request.ticket) }
    #expect(list.selected?.value == 1)
    _ = list.moveToNewest()
    request = list.reload()
    if let request { list.land(answer(request.window, from: all), ticket: request.ticket) }
    #expect(list.selected?.value == 501)
    _ = list.restart(around: 250, selecting: 250)
    request = list.reload()
    if let request { list.land(answer(request.window, from: all), ticket: request.ticket) }
    #expect(list.selected?.value == 250)
  }

  @Test func whoJumpsBackBeforeTheAnswerStaysThere() {
    let all = Array(1...500)
    var list = list(all)
    let away = list.moveToOldest()
    let back = list.moveToNewest()
    for request in [away, back] {
      if let request { list.land(answer(request.window, from: all), ticket: request.ticket) }
    }
    #expect(list.selected?.value == 500)
    #expect(list.isAtNewest)
  }

  @Test func whoJumpsAwayIsNotPulledBack() {
    let all = Array(1...500)
    var list = list(all)
    let late = list.move(by: 300)
    let jump = list.moveToOldest()
    #expect(late.map { list.land(answer($0.window, from: all), ticket: $0.ticket) } == .some(nil))
    if let jump { list.land(answer(jump.window, from: all), ticket: jump.ticket) }
    #expect(list.selected?.value == 1)
  }

  @Test func whatWasGoneToIsOnTheWayUntilItsRowsAreHere() throws {
    let all = Array((1...1_000).reversed())
    var list = ListState<Number>()
    #expect(!list.isOnTheWay)
    let restarted = list.restart()
    let first = try #require(restarted)
    #expect(list.isOnTheWay)
    list.land(answer(first.window, from: all), ticket: first.ticket)
    #expect(!list.isOnTheWay)
    let jumped = list.moveToOldest()
    let jump = try #require(jumped)
    #expect(list.isOnTheWay)
    list.land(answer(jump.window, from: all), ticket: jump.ticket)
    #expect(!list.isOnTheWay)
    _ = list.moveToNewest()
    #expect(list.isOnTheWay)
  }

  @Test func rowsForLaterAndFresherOnesAreNotWaitedFor() {
    let all = Array((1...1_000).reversed())
    var list = list(all)
    _ = list.reload()
    #expect(!list.isOnTheWay)
    list = self.list(all)
    while list.move(by: 1) == nil {}
    #expect(!list.isOnTheWay)
    _ = list.move(by: 100)
    #expect(list.isOnTheWay, "the rows that are here are fewer than the steps")
  }

  @Test func moreRoomAsksForRowsOnlyWhereTheyAreMissing() throws {
    var list = list(Array((1...1_000).reversed()), height: 10)
    list.resize(height: 20)
    let none = list.fill()
    #expect(none == nil)
    list.resize(height: 100)
    let asked = list.fill()
    let request = try #require(asked)
    guard case .older = request.window else {
      Issue.record("\(request)")
      return
    }
  }

  @Test func aLateAnswerIsDropped() {
    var list = ListState<Number>()
    list.resize(height: 5)
    let first = list.reload()
    let second = list.restart()
    list.land(RowWindow(rows: [Number(value: 1)]), ticket: first?.ticket ?? 0)
    #expect(list.rows.isEmpty)
    list.land(RowWindow(rows: [Number(value: 2)]), ticket: second?.ticket ?? 0)
    #expect(list.selected?.value == 2)
  }
}
