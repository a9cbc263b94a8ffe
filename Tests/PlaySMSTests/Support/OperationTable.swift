import Messaging
import PlaySMSSandbox
import Testing

@testable import PlaySMS

/// One operation: what it sends, and a conversation about it that goes well.
struct OperationRow: Sendable, CustomStringConvertible {
  let name: OperationName
  /// The parameters of its published table, without `u`, `h` and `format`.
  let published: [String]
  /// Those that servers ignore, and that are refused here for it.
  var ignored: [String] = []
  /// Those that servers know and nobody published.
  var unpublished: [String] = []
  /// Requests that hold every parameter between them.
  let requests: [any PlaySMS.Operation]
  /// What comes of it, and how that reads.
  let expected: String
  let call: @Sendable (Conversation) async throws -> String

  var description: String { name.rawValue }

  static let all = reading + writing + accounts + credits

  private static let lists = ["queue", "src", "dst", "dt", "smslog_id", "c", "last"]
  private static let inboxLike = [
    Listing(last: MessageID(1), count: 2, src: "+628111"), Listing(dt: "2026", dst: "1234"),
  ]

  private static let reading: [OperationRow] = [
    OperationRow(
      name: .query, published: [], requests: [QueryAccount()], expected: "anna, user, 2",
      call: { talk in
        _ = talk.sandbox.receive(src: "+1", msg: "one")
        talk.sandbox.receive(src: "+1", msg: "two")
        let query = try await talk.anna.query().value
        return "\(query.user.username.raw), \(query.user.status), \(query.lastInbox?.rawValue ?? 0)"
      }),
    OperationRow(
      name: .cr, published: [], requests: [ViewCredit()], expected: "100000000",
      call: { "\(try await $0.anna.credit().value.thousandths)" }),
    OperationRow(
      name: .ix, published: lists, ignored: ["queue", "smslog_id"], requests: inboxLike.map(ListInbox.init),
      expected: "hello",
      call: { talk in
        talk.sandbox.receive(src: "+1", msg: "hello")
        return try await talk.anna.inbox(Listing()).value.map(\.msg.raw).joined()
      }),
    OperationRow(
      name: .in, published: lists, ignored: ["queue", "smslog_id"], unpublished: ["kwd"],
      requests: inboxLike.map(ListIncoming.init) + [ListIncoming(Listing(kwd: "HELP"))], expected: "HELP me",
      call: { talk in
        talk.sandbox.addIncoming(src: "+1", kwd: "HELP", msg: "me")
        return try await talk.anna.incoming(Listing(kwd: "HELP")).value.map { "\($0.kwd.raw) \($0.msg.raw)" }.joined()
      }),
    OperationRow(
      name: .sx, published: lists, ignored: ["queue", "smslog_id"], requests: inboxLike.map(ListUnhandled.init),
      expected: "nobody's",
      call: { talk in
        talk.sandbox.arrive(src: "+1", msg: "nobody's")
        return try await talk.admin.unhandled(Listing()).value.map(\.msg.raw).joined()
      }),
    OperationRow(
      name: .ds, published: lists,
      requests: [
        ListOutgoing(Listing(last: MessageID(1), count: 2, dt: "2026", queue: QueueCode("q"), src: "ACME")),
        ListOutgoing(Listing(messageID: MessageID(1), dst: "+628111")),
      ], expected: "delivered",
      call: { talk in
        talk.sandbox.addOutgoing(dst: "+1", msg: "x", dt: "2026-11-22 08:00:00", status: 3)
        return try await talk.anna.outgoing(Listing()).value.map { "\($0.status)" }.joined()
      }),
    OperationRow(
      name: .getContact, published: ["kwd", "c"], requests: [FindContacts(matching: "x", count: 1)], expected: "Budi",
      call: { talk in
        talk.sandbox.addContact(SandboxContact(name: "Budi", number: "+62811"))
        return try await talk.anna.contacts(matching: "bud", count: 5).value.map(\.name.raw).joined()
      }),
    OperationRow(
      name: .getContactGroup, published: ["kwd", "c"], requests: [FindContactGroups(matching: "x", count: 1)],
      expected: "FAMILY",
      call: { talk in
        talk.sandbox.addGroup(name: "Family", code: "FAMILY", members: [])
        return try await talk.anna.contactGroups(matching: "fam", count: 5).value.map(\.code.raw).joined()
      }),
    OperationRow(
      name: .getToken, published: ["p"], requests: [GetToken(username: "anna", password: Secret("p"))],
      expected: "b0000000000000000000000000000002", call: { try await $0.token("annapass1").reveal() }),
  ]

  private static let writing: [OperationRow] = [
    OperationRow(
      name: .pv, published: ["to", "msg", "type", "unicode", "from", "footer", "nofooter"], unpublished: ["schedule"],
      requests: [
        SendMessage(
          SendRequest(
            destination: .number("+1"), text: "x",
            options: SendOptions(
              kind: .flash, unicode: .on, footer: .own("f"), from: "ME", schedule: "2026-11-22 23:59:59"))),
        SendMessage(SendRequest(destination: .number("+1"), text: "x", options: SendOptions(footer: .none))),
      ], expected: "1",
      call: { talk in
        _ = try await talk.anna.send(hello)
        return "\(talk.sandbox.acceptedSubmissions.count)"
      }),
    OperationRow(
      name: .setToken, published: [], requests: [SetToken()], expected: "old refused, new taken",
      call: { talk in
        let token = try await talk.anna.perform(SetToken()).value
        let old = await failure { () throws(PlaySMSError) in try await talk.anna.query() }
        _ = try await PlaySMSClient(
          transport: talk.transport, credentials: Credentials(username: "anna", token: token)
        ).query()
        return old?.isLoginRefused == true ? "old refused, new taken" : "old taken"
      }),
    OperationRow(
      name: .wsLogin, published: ["login_key"], requests: [WebLogin(username: "anna", loginKey: Secret("k"))],
      expected: "no verdict, either way",
      call: { talk in
        let key = try await talk.admin.perform(SetLoginKey(of: "anna")).value
        let wrong = try await talk.anna.perform(WebLogin(username: "anna", loginKey: Secret("wrong"))).value
        let right = try await talk.anna.perform(WebLogin(username: "anna", loginKey: key)).value
        return wrong == right ? "no verdict, either way" : "a verdict"
      }),
    OperationRow(
      name: .stoplist, published: [], unpublished: ["from"], requests: [AddToStoplist("+62899")],
      expected: "added, then 627",
      call: { talk in
        _ = try await talk.anna.perform(AddToStoplist("+62899"))
        let again = await failure { () throws(PlaySMSError) in try await talk.anna.perform(AddToStoplist("+62899")) }
        return again?.kind == .service(code: "627", class: .administration) ? "added, then 627" : "added twice"
      }),
    OperationRow(
      name: .inject, published: ["from", "msg", "recvnum", "smsc"],
      requests: [InjectMessage(from: "+1", text: "x", receiver: "1234", smsc: "dev")], expected: "@anna a &amp; b",
      call: { talk in
        _ = try await talk.admin.perform(
          InjectMessage(from: "+62811", text: "@anna a & b", receiver: "1234", smsc: "dev"))
        talk.clock.advance(by: .seconds(3))
        return try await talk.anna.inbox(Listing()).value.map(\.msg.raw).joined()
      }),
  ]

  private static let credits: [OperationRow] = [
    OperationRow(
      name: .creditview, published: ["data_username"], requests: [ViewBalance(of: "x")],
      expected: "100000000, then nothing",
      call: { talk in
        guard case .amount(let credit) = try await talk.admin.perform(ViewBalance(of: "anna")).value else { return "" }
        let none = try await talk.admin.perform(ViewBalance(of: "ghost")).value
        return "\(credit.thousandths), then \(none == .zeroOrUnknown ? "nothing" : "something")"
      }),
    OperationRow(
      name: .creditadd, published: ["data_username", "data_amount"],
      requests: [AddCredit(Credit(thousandths: 2_500), to: "x")], expected: "2500 to 100000000",
      call: { talk in
        let change = try await talk.admin.perform(AddCredit(Credit(thousandths: 2_500), to: "anna")).value
        return "\(change.amount?.thousandths ?? -1) to \(change.balanceBefore?.thousandths ?? -1)"
      }),
    OperationRow(
      name: .creditdeduct, published: ["data_username", "data_amount"],
      requests: [DeductCredit(Credit(thousandths: 1), from: "x")], expected: "1 from 0",
      call: { talk in
        talk.sandbox.setCredit(0, of: "anna")
        let change = try await talk.admin.perform(DeductCredit(Credit(thousandths: 1), from: "anna")).value
        return "\(change.amount?.thousandths ?? -1) from \(change.balanceBefore?.thousandths ?? -1)"
      }),
    OperationRow(
      name: .loginkeyset, published: ["data_username"], requests: [SetLoginKey(of: "x")], expected: "32",
      call: { "\(try await $0.admin.perform(SetLoginKey(of: "anna")).value.reveal().count)" }),
  ]
}
