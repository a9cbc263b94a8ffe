import Dashboard
import Messaging
import Testing

/// `F`: what failed, and above it what nobody knows about and what was refused.
@Suite struct FaultRowsTests {
  private func faults(columns: Int = 80, rows: Int = 24) throws -> Operator {
    var person = try Operator(columns: columns, rows: rows)
    person.items = Sample.items
    person.tell(.outboxChanged)
    person.press("2 F")
    return person
  }

  @Test func unknownAndRefusedItemsStandAboveWhatFailed() throws {
    let person = try faults()
    #expect(person.lines[2].hasPrefix("▌?"))
    #expect(person.lines[2].contains("+62 812 000 111"))
    #expect(person.lines[3].contains("the text was empty"))
    #expect(person.lines[4].contains("no reason given: your table"))
    #expect(person.dashboard.faultItem?.id == Sample.unknownItem.id)
  }

  @Test func enterTellsItsStoryAndSettleAsksAboutIt() throws {
    var person = try faults()
    person.press("Enter")
    #expect(person.text.contains("What became of it"))
    person.press("q !")
    #expect(person.text.contains("Unknown: was it sent?"))
    person.press("q")
    #expect(person.takeEffects().allSatisfy { if case .write = $0 { false } else { true } })
  }

  @Test func theKeysGoThroughBothAsThroughOneList() throws {
    var person = try faults()
    person.press("j j")
    #expect(person.dashboard.faultItem == nil)
    #expect(person.lines[4].hasPrefix("▌F"))
    person.press("k")
    #expect(person.dashboard.faultItem?.id == OutboxItemID(3))
    person.press("G")
    #expect(person.dashboard.faultItem == nil)
    person.press("g g")
    #expect(person.dashboard.faultItem?.id == Sample.unknownItem.id)
    person.press("C-f")
    #expect(person.dashboard.faultItem == nil)
    person.press("C-b")
    #expect(person.dashboard.faultItem?.id == Sample.unknownItem.id)
  }

  @Test func anExportHoldsAllThatIsShown() throws {
    var person = try faults()
    person.press("s Enter")
    let exports = person.takeEffects().compactMap { if case .read(.export(let export)) = $0 { export } else { nil } }
    guard case .outgoing(_, _, let above) = try #require(exports.first).what else {
      Issue.record("\(exports)")
      return
    }
    #expect(above.map(\.status) == ["unknown", "refused"])
  }

  @Test func aClickChoosesEither() throws {
    var person = try faults()
    person.point(at: "the text was empty")
    #expect(person.dashboard.faultItem?.id == OutboxItemID(3))
    person.point(at: "no reason given: your table")
    #expect(person.dashboard.faultItem == nil)
  }

  @Test func whatIsSettledLeavesTheList() throws {
    var person = try faults()
    person.items = []
    person.tell(.outboxChanged)
    #expect(person.lines[2].contains("no reason given: your table"))
    #expect(person.lines[2].hasPrefix("▌"))
  }

  @Test func escapeShowsEverythingAgain() throws {
    var person = try faults()
    #expect(person.text.contains("faults only"))
    person.press("Esc")
    #expect(person.dashboard.faultItems.isEmpty)
    #expect(person.dashboard.outgoing.rows.count == Sample.outgoing.count)
    #expect(!person.text.contains("faults only"))
  }

  @Test func whenNothingFailedTheUnknownOnesStandAlone() throws {
    var person = try Operator()
    person.items = Sample.items
    person.outgoing = []
    person.tell(.archiveChanged)
    person.tell(.outboxChanged)
    person.press("2 F j j j")
    #expect(person.dashboard.faultItem?.id == OutboxItemID(3))
    #expect(!person.text.contains("nothing failed"))
  }

  @Test func manyOfThemLeaveRoomForTheList() throws {
    var person = try Operator(columns: 40, rows: 12)
    person.items = (1...30).map { number in
      OutboxItem(
        id: OutboxItemID(Int64(number)), destination: .number("+628120001\(10 + number)"), text: "text \(number)",
        options: SendOptions(), createdAt: Sample.now, state: .unknown(reason: "lost"), since: Sample.now, fence: nil)
    }
    person.tell(.outboxChanged)
    person.press("2 F")
    #expect(person.text.contains("F ✗"))
    for _ in 0..<29 {
      person.press("j")
      #expect(person.lines.contains { $0.hasPrefix("▌?") })
    }
    person.press("j")
    #expect(person.lines.contains { $0.hasPrefix("▌F") })
  }
}
