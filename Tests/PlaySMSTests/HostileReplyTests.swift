import Messaging
import Testing

@testable import PlaySMS

@Suite("Replies that a stranger or a broken proxy made")
struct HostileReplyTests {
  private func inbox(_ text: String) throws(PlaySMSError) -> Answer<[InboxMessage]> { try inbox(Array(text.utf8)) }

  private func inbox(_ bytes: [UInt8]) throws(PlaySMSError) -> Answer<[InboxMessage]> {
    try ListInbox(Listing()).answer(in: RawReply(status: 200, contentType: nil, body: bytes))
  }

  private func kind(_ bytes: [UInt8]) -> PlaySMSError.Kind? {
    do throws(PlaySMSError) {
      _ = try inbox(bytes)
      return nil
    } catch {
      return error.kind
    }
  }

  private func kind(_ text: String) -> PlaySMSError.Kind? { kind(Array(text.utf8)) }

  private func page(_ rows: String) -> String { #"{"data":[\#(rows)],"error_string":null,"timestamp":1795334974}"# }

  private func row(_ id: String, msg: String = #""text""#) -> String {
    #"{"id":\#(id),"src":"+62811","dst":"1234","msg":\#(msg),"dt":"2026-01-01 00:00:00"}"#
  }

  @Test("a page cut at any byte is malformed, and only the whole page is a page")
  func cutAnywhere() throws {
    let whole = try Recording.named("ix", "text_transformations").body
    for length in 1..<whole.count {
      #expect(kind(Array(whole.prefix(length))) == .notTheProtocol(.malformed), "cut at \(length)")
    }
    #expect(kind([]) == .notTheProtocol(.empty))
    #expect(kind(whole) == nil)
  }

  @Test("any byte of a reply changed to any of a few evil ones decodes or fails typed")
  func changedBytes() throws {
    let whole = try Recording.named("ix", "anna_inbox_rows").body
    var read = 0
    for index in whole.indices {
      for byte in [0x00, 0x22, 0x5b, 0x5c, 0x7b, 0x7d, 0x80, 0xc3, 0xff] as [UInt8] {
        var bytes = whole
        bytes[index] = byte
        if kind(bytes) == nil { read += 1 }
      }
    }
    #expect(read > 0)
  }

  @Test(
    "a row without a usable id is counted, and the others are kept",
    arguments: [
      #""""#, #""abc""#, "null", "true", "0", "-1", "1.5", "9223372036854775808", "1e400", #""9223372036854775808""#,
      "[]", "{}",
    ])
  func unusableID(_ id: String) throws {
    let answer = try inbox(page([row("1"), row(id), row("3")].joined(separator: ",")))
    #expect(answer.value.map(\.id.rawValue) == [1, 3])
    #expect(answer.unreadableRows == 1)
  }

  @Test("what is no row at all is counted", arguments: ["null", "7", #""x""#, "[]", "{}", "true", "[[1]]"])
  func noRow(_ element: String) throws {
    let answer = try inbox(page([element, row("2"), element].joined(separator: ",")))
    #expect(answer.value.map(\.id.rawValue) == [2])
    #expect(answer.unreadableRows == 2)
  }

  @Test("ids are read as numbers and as text, up to the largest", arguments: ["7", #""7""#, #"" 7 ""#])
  func idForms(_ id: String) throws {
    #expect(try inbox(page(row(id))).value.first?.id == MessageID(7))
    #expect(try inbox(page(row("4611686018427387904"))).value.first?.id == MessageID(1 << 62))
  }

  @Test("a field of a wrong type, or none, does not lose the row")
  func wrongTypes() throws {
    for value in ["null", "12", "1.5", "true", "[]", "{}", "99999999999999999999"] {
      let answer = try inbox(
        #"{"data":[{"id":1,"src":\#(value),"dst":\#(value),"msg":\#(value),"dt":\#(value)}],"timestamp":\#(value)}"#)
      #expect(answer.value.count == 1 && answer.unreadableRows == 0, "\(value)")
    }
    let bare = try inbox(#"{"data":[{"id":1}]}"#)
    #expect(bare.value == [InboxMessage(id: MessageID(1), src: "", dst: "", msg: "", dt: ServerDate(""))])
    #expect(bare.serverTime == nil)
    #expect(try inbox(page(row("1", msg: "12345"))).value.first?.msg == "12345")
  }

  @Test("an id from which nobody can count on is none")
  func absurdIDs() throws {
    for id in ["9223372036854775807", "9223372036854775806", #""9223372036854775807""#, "0", "-1", "1e300"] {
      let answer = try inbox(page(row(id) + "," + row("7")))
      #expect(answer.value.map(\.id.rawValue) == [7] && answer.unreadableRows == 1, "\(id)")
    }
  }

  @Test("an outgoing row whose status cannot be read is kept, and its status is none of the known")
  func unreadableStatus() throws {
    for status in ["null", #""x""#, "1e300", "[]", "99999999999999999999"] {
      let text = #"{"data":[{"smslog_id":"5","msg":"m","status":\#(status)}]}"#
      let reply = RawReply(status: 200, contentType: nil, body: Array(text.utf8))
      #expect(try ListOutgoing(Listing()).answer(in: reply).value.map(\.status) == [.other(-1)], "\(status)")
    }
  }

  @Test("null, an empty array and an object with numbers for keys are lists; nothing else is")
  func listForms() throws {
    #expect(try inbox(#"{"data":null}"#).value.isEmpty)
    #expect(try inbox(page("")).value.isEmpty)
    let gaps = try inbox(#"{"data":{"0":\#(row("1")),"12":\#(row("4")),"3":\#(row("2"))}}"#)
    #expect(gaps.value.map(\.id.rawValue) == [1, 2, 4])
    for value in [#""""#, "false", "0", #""rows""#, "{}", #"{"a":1}"#] {
      #expect(kind(#"{"data":\#(value)}"#) == .notTheProtocol(.malformed), "\(value)")
    }
  }

  @Test("an envelope that contradicts itself is malformed, and never a success")
  func contradictions() {
    let bodies = [
      #"{"status":"OK","error":"100","data":[]}"#, #"{"status":"ERR","error":"0","data":[]}"#,
      #"{"status":"ERR","data":[]}"#, #"{"status":"MAYBE","data":[]}"#, #"{"status":"ERR","error":null}"#,
    ]
    for body in bodies { #expect(kind(body) == .notTheProtocol(.malformed), "\(body)") }
  }

  @Test("error codes come as text, as a number, and as the documentation writes them")
  func codes() {
    for code in [#""100""#, "100", #""ERR 100""#] {
      #expect(kind(#"{"status":"ERR","error":\#(code)}"#) == .service(code: "100", class: .login), "\(code)")
    }
    #expect(kind(#"{"status":"ERR","error":"299"}"#) == .service(code: "299", class: .sending))
    #expect(kind("{\"status\":\"ERR\",\"error\":\"\\u001b[31m\"}") == .service(code: "?", class: .unknown))
  }

  @Test("nesting deeper than any reply is refused before it is decoded")
  func nesting() {
    #expect(kind([UInt8](repeating: UInt8(ascii: "["), count: 10_000_000)) == .notTheProtocol(.tooLarge))
    let object = Array(#"{"data":"#.utf8) + [UInt8](repeating: UInt8(ascii: "["), count: 10_000_000)
    #expect(kind(object) == .notTheProtocol(.tooLarge))
    let deep = String(repeating: #"{"a":"#, count: 200_000)
    #expect(kind(deep) == .notTheProtocol(.tooLarge))
    #expect(kind(#"{"data":[],"x":"\#(String(repeating: "[", count: 1_000))"}"#) == nil)
  }

  @Test("millions of elements that are no rows are given up early")
  func noise() {
    let noise = String(repeating: "0,", count: 1_000_000)
    #expect(kind(#"{"data":[\#(noise)0]}"#) == .notTheProtocol(.malformed))
  }

  @Test("bytes that are no UTF-8 cost a character, not the page")
  func invalidUTF8() throws {
    var bytes = Array(page(row("1") + "," + row("2")).utf8)
    let place = try #require(bytes.firstIndex(of: UInt8(ascii: "x")))
    bytes.replaceSubrange(place...place, with: [0xff, 0xc3])
    #expect(try inbox(bytes).value.map(\.msg.raw) == ["te\u{fffd}\u{fffd}t", "text"])
  }

  @Test("half a surrogate pair costs a character, not the page; a whole pair is a character")
  func surrogates() throws {
    let texts: [(String, String)] = [
      (#"a\ud83db"#, "a\u{fffd}b"), (#"a\ude00b"#, "a\u{fffd}b"), (#"\ud83d\ud83d\ude00"#, "\u{fffd}😀"),
      (#"\ud83d\ude00"#, "😀"), (#"\ud83d"#, "\u{fffd}"), (#"\\ud83d"#, #"\ud83d"#), (#"\ud83d\\"#, "\u{fffd}\\"),
      (#"é\ud83dé"#, "é\u{fffd}é"),
    ]
    for (json, text) in texts {
      #expect(try inbox(page(row("1", msg: "\"\(json)\""))).value.first?.msg.raw == text, "\(json)")
    }
  }

  @Test("NUL and controls as escapes are kept")
  func escapes() throws {
    let text = try inbox(page(row("1", msg: #""a\u0000\u001b[2Jb""#))).value.first?.msg.raw
    #expect(text?.unicodeScalars.map(\.value) == [0x61, 0, 0x1b, 0x5b, 0x32, 0x4a, 0x62])
  }

  @Test("a key that stands twice does not trap")
  func duplicateKeys() throws {
    let answer = try inbox(#"{"data":[{"id":1,"id":2,"msg":"a","msg":"b"}],"data":[\#(row("3"))]}"#)
    #expect(answer.value.count == 1)
  }

  @Test("a byte order mark and blanks round the JSON do not matter")
  func mark() throws {
    #expect(try inbox([0xef, 0xbb, 0xbf] + Array(" \r\n\(page(row("1")))\n ".utf8)).value.count == 1)
  }

  @Test("FATAL ERROR is recognised whatever status and tag it comes with, but not within a message")
  func fatalError() throws {
    #expect(kind("FATAL ERROR : Fail to connect to database") == .notTheProtocol(.fatalError))
    #expect(kind("<p align=left>FATAL ERROR : x<br>") == .notTheProtocol(.fatalError))
    #expect(kind("  FATAL ERROR : x") == .notTheProtocol(.fatalError))
    #expect(try inbox(page(row("1", msg: #""FATAL ERROR : x""#))).value.count == 1)
  }

  @Test("a query without one of its ids is malformed, not an account without messages")
  func queryWithoutIDs() throws {
    let good = try Recording.named("query", "ok_poor").text
    for broken in [
      good.replacing(#""user_inbox":0,"#, with: ""), good.replacing(#""user_inbox":0"#, with: #""user_inbox":"x""#),
      good.replacing(#""user_inbox":0"#, with: #""user_inbox":-1"#),
    ] {
      #expect(broken != good)
      let reply = RawReply(status: 200, contentType: nil, body: Array(broken.utf8))
      let error = #expect(throws: PlaySMSError.self) { try QueryAccount().answer(in: reply) }
      #expect(error?.kind == .notTheProtocol(.malformed))
    }
  }

  @Test(
    "a receipt that does not say clearly what became of the message proves nothing",
    arguments: [
      #"{"status":"OK","error":"200","smslog_id":1}"#, #"{"status":"ERR","error":"0"}"#, #"{"smslog_id":1}"#, "{}",
      "[]",
      "null", #"{"status":"ERR"}"#, #"{"status":"ERR","error":"no"}"#,
    ])
  func unclearReceipt(_ entry: String) {
    let reply = RawReply(status: 200, contentType: nil, body: Array(#"{"data":[\#(entry)]}"#.utf8))
    let operation = SendMessage(SendRequest(destination: .number("1"), text: "x"))
    let error = #expect(throws: PlaySMSError.self) { try operation.answer(in: reply) }
    #expect(error?.kind == .notTheProtocol(.malformed))
    #expect(error?.provesNothingWasSent == false)
  }

  @Test("a submission without a single receipt proves nothing", arguments: [#"{"data":[]}"#, #"{"data":null}"#])
  func noReceipt(_ body: String) {
    let operation = SendMessage(SendRequest(destination: .number("1"), text: "x"))
    let reply = RawReply(status: 200, contentType: nil, body: Array(body.utf8))
    let error = #expect(throws: PlaySMSError.self) { try operation.answer(in: reply) }
    #expect(error?.provesNothingWasSent == false)
  }
}
