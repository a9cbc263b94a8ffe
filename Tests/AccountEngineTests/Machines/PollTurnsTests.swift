import Testing

@testable import AccountEngine

@Suite struct PollTurnsTests {
  @Test func theInboxComesFirstWhileAllAnswer() {
    var turns = PollTurns()
    for part in turns.order { turns.passed(part) }
    #expect(turns.order == PollPart.allCases && turns.order.first == .inbox)
  }

  @Test(arguments: PollPart.allCases) func whatHungComesLastAndEachOtherOnceBefore(_ part: PollPart) {
    var turns = PollTurns()
    let isAlone = turns.hung(part)
    #expect(!isAlone)
    #expect(turns.order.last == part)
    #expect(Set(turns.order) == Set(PollPart.allCases) && turns.order.count == PollPart.allCases.count)
    for part in turns.order.dropLast() { turns.passed(part) }
    let isAloneNow = turns.hung(part)
    #expect(isAloneNow)
    #expect(turns.order.last == part)
    turns.passed(part)
    #expect(turns.order == PollPart.allCases)
  }

  @Test func ofTwoThatHangNeitherIsAloneAndNobodyElseWaitsForBoth() {
    var turns = PollTurns()
    var done: Set<PollPart> = []
    for _ in 1...3 {
      for part in turns.order {
        if part == .inbox || part == .deliveries {
          let isAlone = turns.hung(part)
          #expect(!isAlone)
          break
        }
        turns.passed(part)
        done.insert(part)
      }
    }
    #expect(done == Set(PollPart.allCases).subtracting([.inbox, .deliveries]))
  }

  /// A list that no answer comes for is asked for in three ways, and each poll ended at another of them for ever.
  @Test func ofThoseThatAskAlikeTheSecondIsKnownToBeAlone() {
    let silent: Set = [PollPart.outgoing, .deliveries, .unknownFates]
    var turns = PollTurns()
    var hangs: [Bool] = []
    for _ in 1...3 {
      for part in turns.order {
        guard silent.contains(part) else {
          turns.passed(part)
          continue
        }
        let isAlone = turns.hung(part)
        hangs.append(isAlone)
        if !isAlone { break }
      }
    }
    #expect(hangs == [false] + Array(repeating: true, count: 6))
  }
}
