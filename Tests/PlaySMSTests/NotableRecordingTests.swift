import Messaging
import Testing

@testable import PlaySMS

/// Expectations written by hand for the recorded cases that a client is most likely to get wrong.
@Suite("Notable recorded replies")
struct NotableRecordingTests {
  private func receipts(_ name: String, server: String = "1.4.8") throws -> [SendReceipt] {
    let operation = SendMessage(SendRequest(destination: .number("1"), text: "x"))
    return try operation.answer(in: Recording.named("pv", name, server: server).reply).value
  }

  private func failure(_ file: String, _ name: String, server: String = "1.4.8") throws -> PlaySMSError.Kind? {
    guard case .failure(let kind) = try Recording.named(file, name, server: server).outcome else { return nil }
    return kind
  }

  private func outgoing(_ name: String) throws -> [OutgoingMessage] {
    try ListOutgoing(Listing()).answer(in: Recording.named("ds", name).reply).value
  }

  @Test("credit comes as a whole number, with a fraction, and as text when it is zero")
  func credit() throws {
    func credit(_ name: String, server: String = "1.4.8") throws -> Int64 {
      try ViewCredit().answer(in: Recording.named("cr", name, server: server).reply).value.thousandths
    }
    #expect(try credit("zero") == 0)
    #expect(try credit("ok_poor") == 2_500)
    #expect(try credit("fraction") == 12_345)
    #expect(try credit("ok", server: "1.4.7") == 100_000_000)
  }

  @Test("a message to a user is accepted without an id")
  func toUser() throws {
    let queue = QueueCode("ac02e0a03ba123b0384a5491c23fe26f6f33952bf912ffd2ae62395e91d1748e")
    #expect(try receipts("to_username") == [.accepted(id: nil, queue: queue, to: "@bobx")])
  }

  @Test("a group of which one member is refused gives a receipt for each, in place")
  func partialFailure() throws {
    let queue = QueueCode("13ca70439c492320de2449f981033bf249b379691e73cccbc940de07389173c2")
    #expect(
      try receipts("partial_failure_group") == [
        .accepted(id: MessageID(20_000_032), queue: queue, to: "+628111111301"),
        .failed(code: "200"),
        .accepted(id: MessageID(20_000_033), queue: queue, to: "+628111111302"),
      ])
  }

  @Test("the echo of a list that was joined into one number is handed on as it is")
  func joinedNumbers() throws {
    guard case .accepted(_, _, let to)? = try receipts("comma_list").first else {
      Issue.record("not accepted")
      return
    }
    #expect(to == "+628111111101+6")
  }

  @Test("queue codes of 1.4.7 have 32 digits")
  func shortQueueCode() throws {
    #expect(
      try receipts("single_ok", server: "1.4.7") == [
        .accepted(id: MessageID(1), queue: QueueCode("146ed785f9dc66e21fb421a26e3e6151"), to: "+628111111101")
      ])
  }

  @Test("a submission that reached nobody is an empty HTTP 500")
  func total() throws {
    for name in ["nocredit", "bad_number_letters", "to_group_empty", "to_username_unknown"] {
      #expect(try failure("pv", name) == .notTheProtocol(.status(500)))
    }
  }

  @Test("a text of nothing but 0 is refused with 201")
  func zeroText() throws {
    #expect(try failure("pv", "msg_zero") == .service(code: "201", class: .sending))
  }

  @Test("text that the database refuses is a FATAL ERROR")
  func fatal() throws {
    #expect(try failure("pv", "emoji", server: "1.4.7") == .notTheProtocol(.fatalError))
    #expect(try failure("pv", "parts_uni500") == .notTheProtocol(.fatalError))
    #expect(try failure("generic", "db_down") == .notTheProtocol(.fatalError))
    #expect(try failure("generic", "no_config") == .notTheProtocol(.fatalError))
  }

  @Test("pages, redirects, silence and empty frames are told apart")
  func oddities() throws {
    #expect(try failure("generic", "display_errors_fatal") == .notTheProtocol(.html))
    #expect(try failure("generic", "app_in_body") == .notTheProtocol(.status(302)))
    #expect(try failure("generic", "unknown_op") == .notTheProtocol(.empty))
    #expect(try failure("generic", "no_op") == .notTheProtocol(.noResult))
    #expect(try failure("generic", "op_credit_plugin") == .notTheProtocol(.malformed))
    #expect(try failure("generic", "format_uppercase_XML") == .notTheProtocol(.malformed))
  }

  @Test("every way of not being let in is error 100, and stops polling")
  func login() throws {
    let names = [
      "bad_token", "banned_user", "ip_not_allowed", "lockout_valid_token_after_lockout", "no_user", "token_nonalnum",
      "token_of_other_user", "ws_disabled",
    ]
    for name in names {
      let reply = try Recording.named("generic", name).reply
      let error = #expect(throws: PlaySMSError.self) { try QueryAccount().answer(in: reply) }
      #expect(error?.kind == .service(code: "100", class: .login), "\(name)")
      #expect(error?.isLoginRefused == true, "\(name)")
    }
  }

  @Test("a password's failures have their own codes")
  func tokenFailures() throws {
    #expect(try failure("get_token", "empty_token_104") == .service(code: "104", class: .login))
    #expect(try failure("get_token", "wrong_password") == .service(code: "100", class: .login))
  }

  @Test("a queue is waiting, processed, or nothing")
  func queues() throws {
    func answer(_ name: String) throws -> QueueAnswer {
      try FollowQueue(QueueCode("q")).answer(in: Recording.named("ds", name).reply).value
    }
    #expect(try answer("queue_of_other_user_processed") == .processed)
    #expect(try answer("queue_processed_but_filtered_402") == .processed)
    #expect(try answer("queue_unknown") == .nothing)
    guard case .rows(let rows) = try answer("queue_5rows") else {
      Issue.record("no rows")
      return
    }
    #expect(rows.count == 5)
  }

  @Test("nothing found is an empty list with the server's time")
  func empty() throws {
    let inbox = try ListInbox(Listing()).answer(in: Recording.named("ix", "empty_501").reply)
    #expect(inbox.value.isEmpty)
    #expect(inbox.serverTime == Timestamp(seconds: 1_795_334_974))
    #expect(try outgoing("empty_account_400").isEmpty)
    #expect(
      try FindContacts(matching: "B", count: nil).answer(in: Recording.named("get_contact", "one_char").reply).value
        .isEmpty)
  }

  @Test("without a queue asked for, a queue's codes mean nothing found; with one they are told")
  func queueCodes() throws {
    let reply = try Recording.named("ds", "queue_of_other_user_processed").reply
    #expect(try ListOutgoing(Listing()).answer(in: reply).value.isEmpty)
    let error = #expect(throws: PlaySMSError.self) {
      try ListOutgoing(Listing(queue: QueueCode("q"))).answer(in: reply)
    }
    #expect(error?.kind == .service(code: "402", class: .delivery))
  }

  @Test("zero and empty dates and unknown statuses are kept")
  func oddRows() throws {
    let zero = try #require(outgoing("zero_datetimes").first)
    #expect(zero.dt.text == "0000-00-00 00:00:00" && zero.dt.civil == nil)
    let blank = try #require(outgoing("row_with_empty_strings").first)
    #expect(blank.id == MessageID(10_200_001) && blank.dt.text.isEmpty && blank.msg.isEmpty)
    #expect(try outgoing("status_9_via_dlr").first?.status == .other(9))
    #expect(try outgoing("status_2_via_dlr").first?.status == .failed)
  }

  @Test("rows stand as the server gave them: newest by date, not by id")
  func order() throws {
    #expect(try outgoing("ooo_newest_by_dt").map(\.id.rawValue).prefix(2) == [20_000_023, 20_000_024])
  }

  @Test("controls, halves of direction marks and NUL in a text arrive as they were stored")
  func strangeText() throws {
    let rows = try ListInbox(Listing()).answer(in: Recording.named("ix", "text_transformations").reply).value
    func scalars(_ id: Int64) -> [UInt32] {
      rows.first { $0.id == MessageID(id) }?.msg.raw.unicodeScalars.map(\.value) ?? []
    }
    #expect(scalars(14) == [0x61, 0, 0x62])
    #expect(scalars(13).contains(0x1b))
    #expect(scalars(19) == [0x61, 0x202e, 0x62, 0x2066, 0x63])
    #expect(scalars(20).first == 0xfeff)
    #expect(scalars(21) == [0x61, 0xfffe, 0xffff, 0x62])
    #expect(scalars(27) == [0x65, 0x301])
    #expect(rows.first { $0.id == MessageID(25) }?.msg.raw == "  pad  ")
    #expect(rows.first?.src == "@anna" && rows.first?.dst.isEmpty == true)
  }

  @Test("the highest ids are nil where there is none")
  func query() throws {
    let poor = try QueryAccount().answer(in: Recording.named("query", "ok_poor").reply).value
    #expect(poor.user.status == .user && poor.user.mobile.isEmpty && poor.user.credit?.thousandths == 2_500)
    #expect(poor.lastInbox == nil && poor.lastIncoming == nil && poor.lastOutgoing == nil)
    let admin = try QueryAccount().answer(in: Recording.named("query", "ok_admin").reply).value
    #expect(admin.user.status == .admin && admin.user.credit?.thousandths == 0)
    let anna = try QueryAccount().answer(in: Recording.named("query", "last_ids_after_inbound").reply).value
    #expect(anna.lastInbox == MessageID(131_100))
    #expect(try QueryAccount().answer(in: Recording.named("query", "ok_subx").reply).value.user.status == .subuser)
  }
}
