import Messaging
import Testing

@testable import PlaySMS

@Suite("What requests hold, and which are not made")
struct RequestTests {
  private func form(_ operation: some Operation) throws -> String {
    String(decoding: FormField.encode(try operation.parameters()), as: UTF8.self)
  }

  private func refusal(_ operation: some Operation) -> RequestFault? {
    do throws(PlaySMSError) {
      _ = try operation.parameters()
      return nil
    } catch {
      guard case .request(let fault) = error.kind, error.provesNothingWasSent else { return nil }
      return fault
    }
  }

  @Test("a listing goes out under the protocol's names, and what is not asked for is not sent")
  func listing() throws {
    #expect(try form(ListInbox(Listing())) == "")
    #expect(
      try form(
        ListOutgoing(Listing(last: MessageID(5), count: 10, dt: "2026-03-04 05", messageID: MessageID(9), src: "ACME")))
        == "smslog_id=9&src=ACME&dt=2026-03-04+05&last=5&c=10")
    #expect(try form(ListIncoming(Listing(dst: "1234", kwd: "HELP"))) == "dst=1234&kwd=HELP")
    #expect(try form(FollowQueue(QueueCode("ab"))) == "queue=ab&c=5000")
  }

  @Test("filters that the server joins with OR are not sent together")
  func joinedByOr() throws {
    #expect(refusal(ListOutgoing(Listing(dt: "2026", dst: "+628111111"))) == .joinedByOr("dst", "dt"))
    #expect(refusal(ListInbox(Listing(dt: "2026", src: "+628111111"))) == .joinedByOr("src", "dt"))
    #expect(refusal(ListIncoming(Listing(dt: "2026", src: "+628111111"))) == .joinedByOr("src", "dt"))
    #expect(try form(ListOutgoing(Listing(dt: "2026", src: "ACME"))) == "src=ACME&dt=2026")
    #expect(try form(ListInbox(Listing(dt: "2026", dst: "1234"))) == "dst=1234&dt=2026")
  }

  @Test(
    "numbers of which the server would compare nothing are not sent", arguments: ["", "0", "12", "+62", " 0 ", "abc"])
  func matchesEverything(_ number: String) {
    #expect(refusal(ListOutgoing(Listing(dst: number))) == .matchesEverything("dst"))
    #expect(refusal(ListInbox(Listing(src: number))) == .matchesEverything("src"))
  }

  @Test("numbers of which something is left are sent", arguments: ["08", "1234", "+628", "@anna"])
  func narrows(_ number: String) {
    #expect(refusal(ListOutgoing(Listing(dst: number))) == nil)
  }

  @Test("parameters that the server ignores are not sent")
  func ignored() {
    #expect(refusal(ListInbox(Listing(queue: QueueCode("q")))) == .ignored("queue", by: .ix))
    #expect(refusal(ListIncoming(Listing(messageID: MessageID(1)))) == .ignored("smslog_id", by: .in))
    #expect(refusal(ListInbox(Listing(kwd: "K"))) == .ignored("kwd", by: .ix))
    #expect(refusal(ListOutgoing(Listing(kwd: "K"))) == .ignored("kwd", by: .ds))
  }

  @Test("counts and dates that break a server, or mean something else to it, are not sent")
  func counts() {
    #expect(refusal(ListInbox(Listing(count: 0))) == .badCount("c"))
    #expect(refusal(ListInbox(Listing(count: -1))) == .badCount("c"))
    #expect(refusal(ListInbox(Listing(last: MessageID(-1)))) == .badCount("last"))
    #expect(refusal(FindContacts(matching: "x", count: 0)) == .badCount("c"))
    for date in ["", "%", "2026_", "2026-03'", "tomorrow"] {
      #expect(refusal(ListOutgoing(Listing(dt: date))) == .badDate, "\(date)")
    }
  }

  @Test("a message goes out with what was chosen and nothing else")
  func message() throws {
    #expect(try form(SendMessage(hello)) == "to=%2B628111111101&msg=Hello")
    let full = SendRequest(
      destination: .group("FAM"), text: "é",
      options: SendOptions(
        kind: .flash, unicode: .on, footer: .own("bye"), from: "ACME", schedule: "2026-11-22 23:59:59"))
    #expect(
      try form(SendMessage(full))
        == "to=%23FAM&msg=%C3%A9&unicode=1&from=ACME&schedule=2026-11-22+23%3A59%3A59&footer=bye&type=flash")
    let bare = SendRequest(destination: .group("FAM"), text: "é", options: SendOptions(footer: .none))
    #expect(try form(SendMessage(bare)) == "to=%23FAM&msg=%C3%A9&nofooter=1")
  }

  @Test(
    "a destination that would become another one on the server is not sent",
    arguments: [
      Destination.number("+6281,+6282"), .number(""), .number("+"), .number("+62811111110112345"), .number("08 11"),
      .user("a,b"), .user(""), .group("A B"), .group("A\n"),
    ])
  func destinations(_ destination: Destination) {
    #expect(refusal(SendMessage(SendRequest(destination: destination, text: "x"))) == .badDestination)
  }

  @Test(
    "a time that the server cannot read would mean now, and is not sent",
    arguments: ["tomorrow", "2026-11-22", "", "0000-00-00 00:00:00"])
  func schedule(_ time: String) {
    let request = SendRequest(destination: .number("1"), text: "x", options: SendOptions(schedule: time))
    #expect(refusal(SendMessage(request)) == .badSchedule)
  }

  @Test("a footer that jams the server's queue is not sent")
  func footer() {
    func fault(_ footer: String) -> RequestFault? {
      let options = SendOptions(footer: .own(footer))
      return refusal(SendMessage(SendRequest(destination: .number("1"), text: "x", options: options)))
    }
    #expect(fault(String(repeating: "f", count: 29)) == nil)
    #expect(fault(String(repeating: "f", count: 30)) == .longFooter)
    #expect(fault(String(repeating: "é", count: 15)) == .longFooter)
  }

  @Test("a refused request never reaches the transport")
  func notSent() async throws {
    try await ScriptedServer.run(respond: { _ in http(nothingNew) }) { server, port in
      try await withClient(port: port) { client in
        let error = await failure { () throws(PlaySMSError) in
          try await client.outgoing(Listing(dt: "2026", dst: "+62811"))
        }
        #expect(error?.kind == .request(.joinedByOr("dst", "dt")))
        #expect(error?.operation == .ds)
      }
      #expect(server.connections == 0)
    }
  }
}
