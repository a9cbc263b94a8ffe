import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Testing

@testable import AccountEngine

@Suite struct ReadingTests {
  @Test func ofAThousandArrivalsBetweenTwoPollsNoneIsMissedAlthoughAPageHoldsAHundred() async throws {
    try await Harness.with { harness in
      harness.sandbox.receive(20, src: "+628111", text: { "before \($0)" })
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        let ids = harness.sandbox.receive(1_000, src: "+628112", text: { "new \($0)" })
        try await eventually("all arrive") { try await harness.knows(ids, in: .inbox) }
        try await eventually("the mark follows") { running.status?.completeTo[.inbox]?.rawValue == ids.last }
        let pages = harness.sandbox.requests.filter { $0.op == "ix" }.compactMap { $0.parameters["c"] }
        #expect(pages.contains("100") && pages.contains("400") && pages.contains("1600"))
        #expect(try await harness.archive.counters().unread >= 1_000)
      }
    }
  }

  @Test func atFirstContactTheNewestPageComesFirstAndThenAllOfHistory() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 3_000)
      var settings = EngineSettings.quick
      settings.historyPage = 500
      try await harness.withEngine(settings) { running in
        try await eventually("history is complete") { running.status?.history == .complete }
        #expect(try await harness.knows(Array(1...3_000), in: .inbox))
        #expect(try await harness.knows(Array(1...3_000), in: .outgoing))
        let first = try #require(harness.sandbox.requests.first { $0.op == "ix" })
        #expect(first.parameters["c"] == "100" && first.parameters["dt"] == nil && first.parameters["last"] == nil)
      }
    }
  }

  @Test func aLimitOfHistoryIsKept() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 3_000, days: 1_000)
      var settings = EngineSettings.quick
      settings.history = .days(90)
      try await harness.withEngine(settings) { running in
        try await eventually("history is complete") { running.status?.history == .complete }
        let known = try await harness.archive.knows((1...3_000).map { MessageID($0) }, in: .inbox).count
        #expect((270...400).contains(known))
      }
    }
  }

  @Test func historyGoesOnWhereAnEarlierRunWasStopped() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 3_000)
      var settings = EngineSettings.quick
      settings.historyPage = 100
      settings.historyPerMinute = 6_000
      try await harness.withEngine(settings) { running in
        try await eventually("some of it is there") {
          try await harness.archive.knows((1...3_000).map { MessageID($0) }, in: .inbox).count > 700
        }
      }
      #expect(try await !harness.archive.progress(of: .inbox).historyIsComplete)
      let before = harness.sandbox.requests.filter { $0.op == "ix" && $0.parameters["dt"] == "202" }.count
      settings.historyPerMinute = 60_000
      try await harness.withEngine(settings) { running in
        try await eventually("history is complete") { running.status?.history == .complete }
      }
      #expect(try await harness.knows(Array(1...3_000), in: .inbox))
      #expect(try await harness.knows(Array(1...3_000), in: .outgoing))
      let after = harness.sandbox.requests.filter { $0.op == "ix" && $0.parameters["dt"] == "202" }.count
      #expect(after == before, "windows that were done are not asked for again")
    }
  }

  @Test func moreNewRowsThanThePageLimitAreFetchedByWindows() async throws {
    try await Harness.with { harness in
      var settings = EngineSettings.quick
      settings.largestPage = 400
      settings.historyPage = 300
      try await harness.withEngine(settings) { running in
        try await eventually("it becomes live") { running.isLive }
      }
      harness.sandbox.fill(messages: 2_000, days: 20)
      try await harness.withEngine(settings) { running in
        try await eventually("all arrive") { try await harness.knows(Array(1...2_000), in: .inbox) }
        try await eventually("all outgoing arrive") { try await harness.knows(Array(1...2_000), in: .outgoing) }
        try await eventually("no window is left") { running.status?.history == .complete }
        let large = harness.sandbox.requests.filter { $0.op == "ix" && $0.parameters["c"] == "400" }.count
        let new = harness.sandbox.receive(src: "+628111", msg: "one more")
        try await eventually("it arrives") { try await harness.knows([new], in: .inbox) }
        let polls = harness.count(of: "query")
        try await eventually("it polls on") { harness.count(of: "query") > polls + 2 }
        let after = harness.sandbox.requests.filter { $0.op == "ix" && $0.parameters["c"] == "400" }.count
        #expect(after == large, "what was handed over to windows is not asked for again")
      }
    }
  }

  @Test func aServerThatCannotGiveLargePagesIsReadInSmallerOnes() async throws {
    var configuration = Harness.quick
    configuration.quirks.rowLimit = 150
    try await Harness.with(configuration) { harness in
      harness.sandbox.fill(messages: 1_000, days: 300)
      try await harness.withEngine { running in
        try await eventually("history is complete") { running.status?.history == .complete }
        #expect(try await harness.knows(Array(1...1_000), in: .inbox))
        #expect(try await harness.knows(Array(1...1_000), in: .outgoing))
      }
    }
  }

  @Test func rowsDeletedAtTheServerHideNoNewOnes() async throws {
    try await Harness.with { harness in
      let ids = harness.sandbox.receive(5, src: "+628111", text: { "before \($0)" })
      try await harness.withEngine { running in
        try await eventually("they arrive") { try await harness.knows(ids, in: .inbox) }
        harness.sandbox.deleteRow(ids[4], from: .inbox)
        harness.sandbox.deleteRow(ids[3], from: .inbox)
        let polls = harness.count(of: "query")
        try await eventually("it polls on") { harness.count(of: "query") > polls + 2 }
        #expect(running.status?.completeTo[.inbox]?.rawValue == ids[4], "the mark never goes back")
        let new = harness.sandbox.receive(src: "+628111", msg: "after")
        try await eventually("the new one arrives") { try await harness.knows([new], in: .inbox) }
        #expect(try await harness.knows(ids, in: .inbox), "what was deleted there is kept here")
      }
    }
  }

  @Test func messagesByKeywordAreReadAndOnesThatAreOnlyCountedDoNoHarm() async throws {
    try await Harness.with { harness in
      try await harness.withEngine { running in
        try await eventually("it becomes live") { running.isLive }
        harness.sandbox.addIncoming(src: "+628111", kwd: "", msg: "counted, never listed")
        let id = harness.sandbox.addIncoming(src: "+628111", kwd: "INFO", msg: "hello")
        try await eventually("it arrives") { try await harness.knows([id], in: .incoming) }
      }
    }
  }

  @Test func contactsAndGroupsAreReadAtFirstContactAndFoundOnTheServer() async throws {
    try await Harness.with { harness in
      let pid = harness.sandbox.addContact(SandboxContact(name: "Budi", number: "+628111"))
      harness.sandbox.addContact(SandboxContact(name: "Siti", number: "+628112"))
      harness.sandbox.addGroup(name: "Family", code: "FAMILY", members: [pid])
      try await harness.withEngine { running in
        try await eventually("they are there") {
          try await harness.archive.contacts(matching: "", limit: 9).count == 2
        }
        #expect(try await harness.archive.groups(matching: "").map(\.code.raw) == ["FAMILY"])
        harness.sandbox.addContact(SandboxContact(name: "Wati", number: "+628113"))
        #expect(try await running.engine.searchContacts("Wat").get().map(\.name.raw) == ["Wati"])
        #expect(try await running.engine.searchContacts("").get().count == 3, "nothing to look for finds all")
        #expect(try await harness.archive.contacts(matching: "", limit: 9).count == 3)
      }
    }
  }

  @Test func anIdleTickIsOneQueryAndOnePageOfOutgoing() async throws {
    try await Harness.with { harness in
      harness.sandbox.fill(messages: 50)
      try await harness.withEngine { running in
        try await eventually("history is complete") { running.status?.history == .complete }
        let settled = harness.count(of: "query")
        try await eventually("it settles") { harness.count(of: "query") > settled + 3 }
        let before = harness.sandbox.requestCounts
        try await eventually("it polls on") { harness.count(of: "query") >= (before["query"] ?? 0) + 5 }
        let after = harness.sandbox.requestCounts
        #expect(after["ix"] == before["ix"] && after["in"] == before["in"])
        let polls = (after["query"] ?? 0) - (before["query"] ?? 0)
        let pages = (after["ds"] ?? 0) - (before["ds"] ?? 0)
        #expect(abs(polls - pages) <= 1)
      }
    }
  }
}
