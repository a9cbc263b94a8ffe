import AccountEngine
import Glibc
import Dashboard
import Messaging
import PlaySMS
import PlaySMSSandbox
import Testing

@testable import smsdash

/// Keys in, screen text out, with everything between them real: archive, engine, HTTP, server.
@Suite struct LiveFlowTests {
  @Test func aMessageArrivesWithoutAKeyAndIsRead() async throws {
    try await LiveOperator.scene { person in
      try await person.see("no messages yet")
      try await person.wait("the first contact") { $0.hasMetInbox }
      _ = person.sandbox.receive(src: "+628111111101", msg: "good morning")
      try await person.see("good morning")
      try await person.wait("one unread") { $0.counters.unread == 1 }
      await person.press("1 Enter")
      try await person.wait("nothing unread") { $0.counters.unread == 0 }
    }
  }

  @Test func aReplyIsSentOnceAndItsDeliveryArrives() async throws {
    try await LiveOperator.scene { person in
      _ = person.sandbox.receive(src: "+628111111101", msg: "are you open?")
      try await person.see("are you open?")
      await person.press("1 r")
      await person.type("Until six.")
      await person.press("C-x")
      try await person.wait(.milliseconds(450))
      await person.press("y")
      try await person.see("D ●")
      #expect(person.sandbox.acceptedSubmissions.map(\.msg) == ["Until six."])
      #expect(person.sandbox.acceptedSubmissions.map(\.to) == ["+628111111101"])
    }
  }

  @Test func whatIsTakenBackInTimeNeverLeaves() async throws {
    try await LiveOperator.scene(.init(hold: .seconds(30))) { person in
      try await person.wait("a first answer") { $0.phase == .live }
      await person.press("m")
      await person.type("+628111111101")
      await person.press("Tab")
      await person.type("oh no")
      await person.press("C-x")
      try await person.wait(.milliseconds(450))
      await person.press("y")
      try await person.wait("one held") { $0.counters.held == 1 }
      try await person.see("1 held ")
      await person.press("u")
      try await person.wait("none held") { $0.counters.held == 0 }
      #expect(person.sandbox.acceptedSubmissions.isEmpty)
      #expect(person.sandbox.requestCounts["pv"] == nil)
      try await person.wait("it is a draft again") { $0.counters.drafts == 1 }
      await person.press("3")
      try await person.see("oh no")
    }
  }

  @Test func contactsComeFromTheServerAndNameTheirMessages() async throws {
    let prepare: @Sendable (Sandbox) -> Void = { sandbox in
      _ = sandbox.addContact(SandboxContact(name: "Citra Dewi", number: "+628111111102"))
      _ = sandbox.receive(src: "+628111111102", msg: "it is me")
    }
    try await LiveOperator.scene(.init(prepare: prepare)) { person in
      await person.press("4")
      try await person.see("Citra Dewi")
      await person.press("1")
      try await person.see("it is me")
      try await person.see("Citra Dewi")
      await person.press("4 &")
      await person.type("citra")
      await person.press("Enter Enter")
      try await person.see("To Citra Dewi")
    }
  }

  @Test func listsAreNarrowedSearchedAndExported() async throws {
    try await LiveOperator.scene { person in
      try await person.wait("the first contact") { $0.hasMetInbox }
      for (number, text) in [("+628111111121", "the blue one"), ("+628111111122", "the red one"), ("ACME", "offer")] {
        _ = person.sandbox.receive(src: number, msg: text)
      }
      try await person.wait("three unread") { $0.counters.unread == 3 }
      await person.press("1 &")
      await person.type("from:62811 red")
      await person.press("Enter")
      try await person.see("[from:62811] [red]")
      try await person.wait("one row") { $0.inboxKeys == ["+628111111122"] }
      await person.press("Esc Esc")
      try await person.wait("all rows") { $0.inboxKeys.count == 3 }
      await person.press("/")
      await person.type("blue")
      await person.press("Enter")
      try await person.wait("the blue one") { $0.selectedKey == "+628111111121" }
      await person.press("O")
      try await person.wait("upside down") { $0.inboxKeys.first == "+628111111121" }
      await person.press("Enter")
      try await person.see("server wrote")
      await person.press("Enter")
      try await person.see("first seen")
      await person.press("q q s C-u")
      let file = "/tmp/smsdash-export-\(UInt64.random(in: 0 ... .max)).jsonl"
      await person.type(file)
      await person.press("Enter")
      try await person.see("3 rows are in")
      let text = try TextFile.read(file)
      #expect(text.split(separator: "\n").count == 3)
      #expect(text.contains("\"text\":\"the red one\""))
      unlink(file)
    }
  }

  @Test func aThousandAtOnceAreAllThere() async throws {
    try await LiveOperator.scene { person in
      try await person.wait("the first contact") { $0.hasMetInbox }
      _ = person.sandbox.receive(1_000, src: "+628111111103") { "number \($0)" }
      try await person.wait("a thousand") { $0.counters.received == 1_000 }
      try await person.wait("a thousand unread") { $0.counters.unread == 1_000 }
    }
  }

  @Test func aRefusedLoginPausesAndAsksNoMore() async throws {
    try await LiveOperator.scene(.init(token: "00000000000000000000000000000000")) { person in
      try await person.see("paused")
      try await person.see("error 100")
      let asked = person.sandbox.requestCounts.values.reduce(0, +)
      try await Task.sleep(for: .milliseconds(800))
      #expect(person.sandbox.requestCounts.values.reduce(0, +) == asked)
      #expect(asked == 1)
    }
  }

  @Test func aServerThatIsDownIsToldAndFoundAgain() async throws {
    try await LiveOperator.scene { person in
      try await person.wait("a first answer") { $0.phase == .live }
      person.server.arm(.closeBeforeReading, times: 10)
      try await person.see("offline")
      person.server.disarm()
      try await person.wait("live again") { $0.phase == .live }
    }
  }

  @Test func aWebPageInsteadOfAnAnswerIsToldAsWhatItIs() async throws {
    try await LiveOperator.scene { person in
      try await person.wait("a first answer") { $0.phase == .live }
      person.server.arm(.replace(.html(status: 200, "<html><body>Welcome</body></html>"), processed: false), times: 100)
      try await person.see("offline")
      await person.press("7")
      try await person.see("page")
    }
  }

  @Test func aReplyThatIsLostLeavesTheMessageUnknownAndUnrepeated() async throws {
    try await LiveOperator.scene { person in
      try await person.wait("a first answer") { $0.phase == .live }
      person.server.arm(.loseReply, op: "pv")
      // Rows that could prove what became of it do not come while nobody answers.
      await person.press("m")
      await person.type("@bobx")
      await person.press("Tab")
      await person.type("did you get it?")
      await person.press("C-x")
      try await person.wait(.milliseconds(450))
      await person.press("y")
      try await person.wait("one unknown") { $0.counters.unknown == 1 }
      try await person.see("?1 unknown")
      try await Task.sleep(for: .milliseconds(600))
      #expect(person.sandbox.acceptedSubmissions.count == 1)
      await person.press("Esc !")
      try await person.see("was it sent?")
      try await person.wait(.milliseconds(450))
      await person.press("w")
      try await person.wait(.milliseconds(1_100))
      await person.press("w")
      try await person.wait("nothing unknown") { $0.counters.unknown == 0 }
      #expect(person.sandbox.acceptedSubmissions.count == 1)
    }
  }

  @Test func aScheduledMessageIsShownAlthoughItsNumberIsLowerThanAllSeen() async throws {
    try await LiveOperator.scene { person in
      try await person.wait("a first answer") { $0.phase == .live }
      let login = (u: "anna", h: SandboxAccount.anna.token)
      let scheduled = SandboxRequest.call(
        "pv",
        ["u": login.u, "h": login.h, "to": "+628111111108", "msg": "the scheduled one", "schedule": "+12 seconds"])
      let other = SandboxRequest.call(
        "pv", ["u": login.u, "h": login.h, "to": "+628111111109", "msg": "the other one"])
      _ = person.sandbox.answer(scheduled)
      _ = person.sandbox.answer(other)
      let ids = person.sandbox.acceptedSubmissions.compactMap(\.smslogID)
      #expect(ids.count == 2 && ids[0] < ids[1])
      await person.press("2")
      try await person.see("the other one")
      let isEarly = await person.text.contains("the scheduled")
      #expect(!isEarly)
      try await person.see("the scheduled")
    }
  }
}
