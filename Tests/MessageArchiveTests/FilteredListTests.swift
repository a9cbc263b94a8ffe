import MessageArchive
import Messaging
import Testing

/// Conditions on lists, beside the same conditions applied to rows in memory.
struct FilteredListTests {
  private func fill(_ archive: MessageArchive) async throws {
    try await archive.take(
      contacts: [contact(1, "Budi Santoso", "+62811000001")], groups: [], complete: true, seenAt: noon)
    try await archive.takeLive(
      .inbox([
        inbox(1, from: "+62811000001", "the invoice is wrong", at: noon.later(-300)),
        inbox(2, from: "+62811000002", "STOP", at: noon.later(-200)),
        inbox(3, from: "ACMEBANK", "100% of it", at: noon.later(-100)),
      ]))
    try await archive.takeLive(
      .outgoing([
        outgoing(10, to: "+62811000001", "your invoice", at: noon.later(-250), status: .delivered),
        outgoing(11, to: "+62811000004", "a parcel", at: noon.later(-150), status: .failed),
        outgoing(12, to: "+62811000002", "you are off the list", at: noon.later(-50), status: .pending),
      ]))
    try await archive.markRead(Peer(key: "ACMEBANK"))
  }

  private func keys(_ archive: MessageArchive, _ conditions: [MessageFilter.Condition]) async throws -> [String] {
    try await archive.conversations(.newest(count: 50), filter: MessageFilter(conditions), order: .time).rows
      .map(\.peer.key)
  }

  private func ids(_ archive: MessageArchive, _ conditions: [MessageFilter.Condition]) async throws -> [Int64] {
    try await archive.outgoing(.newest(count: 50), filter: MessageFilter(conditions), order: .time).rows
      .map(\.id.rawValue)
  }

  @Test func eachConditionKeepsWhatItSays() async throws {
    try await withArchive { archive in
      try await fill(archive)
      let all = ["+62811000002", "ACMEBANK", "+62811000004", "+62811000001"]
      #expect(try await keys(archive, []) == all)
      #expect(try await keys(archive, [.unread]) == ["+62811000002", "+62811000001"])
      #expect(try await keys(archive, [.text("invoice")]) == ["+62811000001"])
      #expect(try await keys(archive, [.text("budi")]) == ["+62811000001"], "the contact's name counts")
      #expect(try await keys(archive, [.from("62811")]) == ["+62811000002", "+62811000001"])
      #expect(try await keys(archive, [.to("62811")]) == ["+62811000002", "+62811000004", "+62811000001"])
      #expect(try await keys(archive, [.status(.failed)]) == ["+62811000004"])
      #expect(try await keys(archive, [.text("100%")]) == ["ACMEBANK"], "a percent sign is no wild card")
    }
  }

  @Test func outgoingConditionsKeepWhatTheySay() async throws {
    try await withArchive { archive in
      try await fill(archive)
      #expect(try await ids(archive, []) == [12, 11, 10])
      #expect(try await ids(archive, [.status(.delivered)]) == [10])
      #expect(try await ids(archive, [.to("Budi")]) == [10])
      #expect(try await ids(archive, [.from("ACME")]) == [12, 11, 10])
      #expect(try await ids(archive, [.from("OTHER")]).isEmpty)
      #expect(try await ids(archive, [.unread]).isEmpty)
    }
  }

  @Test func aConversationKeepsWhatItsConditionsSay() async throws {
    try await withArchive { archive in
      try await fill(archive)
      func texts(_ conditions: [MessageFilter.Condition]) async throws -> [String] {
        try await archive.conversation(
          with: Peer(key: "+62811000001"), .newest(count: 50), filter: MessageFilter(conditions)
        ).rows.map(\.text.raw)
      }
      #expect(try await texts([]) == ["your invoice", "the invoice is wrong"])
      #expect(try await texts([.text("WRONG")]) == ["the invoice is wrong"])
      #expect(try await texts([.text("%")]).isEmpty)
      #expect(try await texts([.from("x")]) == ["the invoice is wrong"])
      #expect(try await texts([.to("x")]) == ["your invoice"])
      #expect(try await texts([.status(.delivered)]) == ["your invoice"])
      #expect(try await texts([.unread]) == ["the invoice is wrong"])
      #expect(try await texts([.after(noon.later(-270))]) == ["your invoice"])
      #expect(try await texts([.before(noon.later(-270)), .text("invoice")]) == ["the invoice is wrong"])
    }
  }

  @Test func conditionsHoldTogether() async throws {
    try await withArchive { archive in
      try await fill(archive)
      #expect(try await keys(archive, [.from("62811"), .text("STOP")]) == ["+62811000002"])
      #expect(try await keys(archive, [.unread, .status(.failed)]).isEmpty)
      #expect(try await ids(archive, [.to("62811"), .status(.pending), .text("list")]) == [12])
    }
  }

  @Test func timesDivideTheListWithoutLossOrDouble() async throws {
    try await withArchive { archive in
      try await fill(archive)
      let all = try await archive.conversations(.newest(count: 50), filter: MessageFilter(), order: .time).rows
      for row in all {
        let before = try await keys(archive, [.before(row.lastAt)])
        let after = try await keys(archive, [.after(row.lastAt)])
        #expect(after + before == all.map(\.peer.key))
      }
    }
  }

  @Test func everyOrderIsWalkedInWindowsWithoutLoss() async throws {
    try await withArchive { archive in
      try await archive.takeLive(
        .outgoing(
          (1...40).map {
            outgoing($0, to: "+6281100\(1_000 + $0 * 7 % 13)", "row \($0)", at: noon.later(-($0 * 17 % 5) * 60))
          }))
      for order in ListOrder.allCases {
        var cursor: OutgoingCursor?
        var walked: [Int64] = []
        while true {
          let request = cursor.map { WindowRequest.older(than: $0, count: 3) } ?? .newest(count: 3)
          let window = try await archive.outgoing(request, filter: MessageFilter(), order: order)
          walked += window.rows.map(\.id.rawValue)
          guard let last = window.rows.last, !window.reachesOldest else { break }
          cursor = last.cursor
        }
        #expect(Set(walked) == Set(1...40))
        #expect(walked.count == 40)
        if order == .number { #expect(walked == (1...40).reversed()) }
        let keys = try await archive.conversations(.newest(count: 50), filter: MessageFilter(), order: .number).rows
          .map(\.peer.key)
        #expect(keys == keys.sorted(by: >))
      }
    }
  }
}
