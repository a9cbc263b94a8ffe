import Messaging
import Testing

@testable import PlaySMS

/// What servers do otherwise than the protocol says, operation by operation.
@Suite("Quirks of the administrators' operations")
struct QuirkTests {
  private func reply(_ body: String, status: Int = 200) -> RawReply {
    RawReply(status: status, contentType: nil, body: Array(body.utf8))
  }

  private func kind<Value>(_ operation: some PlaySMS.Operation<Value>, _ reply: RawReply) -> PlaySMSError.Kind? {
    do throws(PlaySMSError) {
      _ = try operation.answer(in: reply)
      return nil
    } catch {
      return error.kind
    }
  }

  private func form(_ operation: some PlaySMS.Operation) throws -> String {
    String(decoding: FormField.encode(try operation.parameters()), as: UTF8.self)
  }

  private func refusal(_ operation: some PlaySMS.Operation) -> RequestFault? {
    do throws(PlaySMSError) {
      _ = try operation.parameters()
      return nil
    } catch {
      guard case .request(let fault) = error.kind else { return nil }
      return fault
    }
  }

  private func configuration(
    footer: AccountConfiguration.Setting = .nothing, timezone: String? = nil, localLength: Int? = nil,
    replaceZero: String? = nil
  ) -> ChangeConfiguration {
    ChangeConfiguration(
      of: "x",
      to: AccountConfiguration(
        footer: footer, sender: .nothing, timezone: timezone, localLength: localLength, replaceZero: replaceZero))
  }

  @Test("an account's footer and sender go out with every change of its configuration, as nothing when so meant")
  func footerAndSender() throws {
    #expect(try form(configuration()) == "data_username=x&data_footer=&data_sender=")
    #expect(try form(configuration(footer: .value("bye"))) == "data_username=x&data_footer=bye&data_sender=")
  }

  @Test("a footer that would jam every message of an account is not set")
  func accountFooter() {
    #expect(refusal(configuration(footer: .value(String(repeating: "f", count: 29)))) == nil)
    #expect(refusal(configuration(footer: .value(String(repeating: "f", count: 30)))) == .longFooter)
  }

  @Test("time zones that servers cannot calculate with are not sent", arguments: ["Mars/City", "", "+07:00", "0700"])
  func timezones(_ zone: String) {
    #expect(refusal(configuration(timezone: zone)) == .badTimezone)
    var account = Conversation.newAccount("newu1")
    account.timezone = zone
    #expect(refusal(AddAccount(account)) == .badTimezone)
  }

  @Test("numbers that servers would take for something else are not sent")
  func numbers() {
    #expect(refusal(configuration(localLength: -1)) == .badCount("data_local_length"))
    #expect(refusal(configuration(replaceZero: "+62")) == .badCount("data_replace_zero"))
    #expect(refusal(AddCredit(Credit(thousandths: -3_000), to: "x")) == .badAmount)
    #expect(refusal(DeductCredit(Credit(thousandths: 0), from: "x")) == .badAmount)
  }

  @Test("amounts go out exactly, and no longer than needed")
  func amounts() throws {
    let texts: [(Int64, String)] = [
      (1, "0.001"), (10, "0.01"), (2_500, "2.5"), (12_345, "12.345"), (100_000, "100"), (1_001_000, "1001"),
    ]
    for (thousandths, text) in texts {
      #expect(
        try form(AddCredit(Credit(thousandths: thousandths), to: "x")) == "data_username=x&data_amount=\(text)")
    }
  }

  @Test("a balance of null is zero, one that cannot be read is not known, and neither hides that it was done")
  func balances() throws {
    func change(_ fields: String) throws -> CreditChange {
      try AddCredit(Credit(thousandths: 1), to: "x").answer(in: reply(#"{"status":"OK","error":"0"\#(fields)}"#)).value
    }
    let amount = Credit(thousandths: 5_000)
    let zero = Credit(thousandths: 0)
    #expect(try change(#","amount":5,"balance":null"#) == CreditChange(amount: amount, balanceBefore: zero))
    #expect(try change(#","amount":"5.000","balance":"0""#) == CreditChange(amount: amount, balanceBefore: zero))
    #expect(try change(#","amount":5,"balance":{}"#) == CreditChange(amount: amount, balanceBefore: nil))
    #expect(try change("") == CreditChange(amount: nil, balanceBefore: nil))
    let view = try ViewBalance(of: "x").answer(in: reply(#"{"status":"OK","error":"0","balance":null}"#)).value
    #expect(view == .amount(zero))
  }

  @Test("error 620 is an answer to creditview and to nothing else")
  func noBalance() throws {
    let body = reply(#"{"status":"ERR","error":"620","error_string":"fail to view credit","timestamp":1}"#)
    #expect(try ViewBalance(of: "x").answer(in: body).value == .zeroOrUnknown)
    #expect(kind(BanAccount("x"), body) == .service(code: "620", class: .administration))
  }

  @Test("an empty HTTP 500 means done for accountadd, and for nothing else")
  func brokeOff() throws {
    let account = AddAccount(Conversation.newAccount("newu1"))
    #expect(try account.answer(in: reply("", status: 500)).value == .brokeOffAfterwards)
    #expect(kind(account, reply("<html>", status: 500)) == .notTheProtocol(.status(500)))
    #expect(kind(account, reply("", status: 502)) == .notTheProtocol(.status(502)))
    #expect(kind(RemoveAccount("x"), reply("", status: 500)) == .notTheProtocol(.status(500)))
  }

  @Test("a redirect is an answer to ws_login, and to nothing else")
  func redirect() {
    let login = WebLogin(username: "anna", loginKey: Secret("k"))
    #expect(kind(login, reply("", status: 302)) == nil)
    #expect(kind(login, reply("", status: 301)) == .notTheProtocol(.status(301)))
    #expect(kind(login, reply(#"{"status":"OK","error":"0"}"#)) == .notTheProtocol(.malformed))
    #expect(kind(SetToken(), reply("", status: 302)) == .notTheProtocol(.status(302)))
  }

  @Test(
    "what does not say OK does not count as done",
    arguments: [
      #"{"data":[],"error_string":null}"#, #"{"error":"0"}"#, #"{"status":"ok","error":"0"}"#,
    ])
  func unclear(_ body: String) {
    #expect(kind(BanAccount("x"), reply(body)) == .notTheProtocol(.malformed))
    #expect(kind(AddCredit(Credit(thousandths: 1), to: "x"), reply(body)) == .notTheProtocol(.malformed))
  }

  @Test("a number goes to the stop list without its plus, and nothing does not go there")
  func stoplist() throws {
    #expect(try form(AddToStoplist("+62899")) == "from=62899")
    #expect(refusal(AddToStoplist("")) == .missing("from"))
    #expect(refusal(AddToStoplist("+")) == .missing("from"))
  }

  @Test("the server's breaking off is explained by an unknown account where that is why")
  func fatalHint() {
    func hint(_ operation: OperationName) -> String {
      PlaySMSError(.notTheProtocol(.fatalError), during: operation).hint
    }
    for operation in [OperationName.creditadd, .creditdeduct, .loginkeyset] {
      #expect(hint(operation).contains("account does not exist"))
    }
    #expect(!hint(.pv).contains("account does not exist"))
  }

  @Test("the server's own words about a refusal are kept apart as a stranger's text")
  func words() throws {
    let duplicate = try Recording.named("accountadd", "duplicate_username_604")
    let error = #expect(throws: PlaySMSError.self) {
      try AddAccount(Conversation.newAccount("newu1")).answer(in: duplicate.reply)
    }
    #expect(error?.serverText == "Account already exists (username: newu1)")
    #expect(error?.sentence.contains("newu1") == false)
  }
}
