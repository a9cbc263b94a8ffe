import Foundation
import Messaging
import PlaySMS
import Testing

@testable import AccountEngine

/// What becomes of a message by the answers that real servers gave to `pv`: every recorded one.
@Suite struct RecordedReceiptTests {
  @Test func everyRecordedAnswerWasRead() {
    #expect(RecordedSend.all.count == 99)
    #expect(
      Set(RecordedSend.all.filter { $0.rows.count > 1 }.map(\.to)) == [
        "#PAIR2", "#PARTIAL", "#TESTGROUP", "#testgroup", "#FAM", "#FAMILY",
      ])
  }

  /// Only the very answer that says so makes a message accepted or refused; everything else leaves it unknown.
  @Test(arguments: RecordedSend.all)
  func anAnswerMakesOfAMessageWhatItSaysAndNoMore(send: RecordedSend) throws {
    let outcome = send.outcome
    switch (send.error, send.rows.isEmpty) {
    case ("100", _): #expect(outcome == .loginRefused)
    case (let code?, _):
      guard case .refused(code, _) = outcome else {
        Issue.record("\(outcome) of error \(code)")
        return
      }
    case (nil, true):
      guard case .uncertain = outcome else {
        Issue.record("\(outcome) of no answer of the protocol")
        return
      }
    case (nil, false):
      guard case .accepted(let id, let queue, let to, let receipts) = outcome else {
        Issue.record("\(outcome) of \(send.rows.count) entries")
        return
      }
      let taken = send.rows.filter { $0.status == "OK" }
      #expect(queue.text == taken.first?.queue)
      #expect(receipts.map(\.id?.rawValue) == send.rows.map(\.id))
      #expect(receipts.map(\.number?.raw) == send.rows.map { $0.to.isEmpty ? nil : $0.to })
      #expect(receipts.map(\.code) == send.rows.map { $0.status == "OK" ? nil : $0.error })
      // Which of several it would be nobody can say, so then it is none.
      #expect(id?.rawValue == (taken.count == 1 ? taken[0].id : nil))
      #expect(to == (taken.count == 1 ? taken[0].to : ""))
    }
  }

  /// A number that was not asked for is told as such; a group's members are not compared with its code.
  @Test(arguments: RecordedSend.all.filter { !$0.rows.isEmpty })
  func theEchoIsComparedWithWhatWasAskedFor(send: RecordedSend) throws {
    guard case .accepted(_, _, let to, _) = send.outcome else {
      Issue.record("not accepted")
      return
    }
    let echo = Echo(asked: send.destination, echoed: to)
    switch send.name {
    case "comma_list", "comma_list_spaces", "dup_numbers", "bad_number_long": #expect(echo == .different(to))
    case "to_mixed": #expect(echo == .respelled("+628111111101"))
    case _ where send.to.hasPrefix("#"): #expect(echo == .absent)
    default: #expect(echo == .same)
    }
  }

  @Test(arguments: RecordedSend.all.filter { $0.to.contains(",") || $0.name == "bad_number_long" })
  func whatTheServerWouldMakeAnotherNumberOfNeverLeaves(send: RecordedSend) {
    #expect(throws: PlaySMSError.self) {
      _ = try SendMessage(SendRequest(destination: send.destination, text: "x")).parameters()
    }
  }

  private static let partial = RecordedSend.all.first { $0.name == "partial_failure_group" }
  private static let stopListed: UntrustedText = "62899111222"

  private func attribution(_ earlier: [UntrustedText]) throws -> GroupOutcome.Refused {
    guard case .accepted(_, _, _, let receipts) = try #require(Self.partial).outcome else { return .nobody }
    return GroupOutcome(receipts: receipts, earlier: earlier).refused
  }

  @Test func theRecordedRefusalIsOfWhomTheServersStopListHas() throws {
    #expect(try attribution(["+628111111301", Self.stopListed, "+628111111302"]) == .likely([Self.stopListed]))
  }

  @Test(arguments: ["08111111301", "628111111301"] as [UntrustedText])
  func anotherSpellingOfAMemberThatTookItIsNotTheRefusedOne(spelling: UntrustedText) throws {
    #expect(
      try attribution(["+628111111301", spelling, Self.stopListed, "+62899111222", "+628111111302"])
        == .likely([Self.stopListed]))
  }

  @Test func whereNothingTellsWhoWasRefusedItIsNobodyInParticular() throws {
    #expect(try attribution([]) == .unknown(1))
    #expect(try attribution(["+628111111301", "+628111111302"]) == .unknown(1))
    #expect(
      try attribution(["+628111111301", "+628111111302", Self.stopListed, "+628111111303"])
        == .among(1, [Self.stopListed, "+628111111303"]))
  }

  @Test(arguments: RecordedSend.all.filter { $0.to.hasPrefix("#") && $0.name != "partial_failure_group" })
  func whereAllTookItNobodyIsBlamed(send: RecordedSend) {
    guard case .accepted(_, _, _, let receipts) = send.outcome else { return }
    let outcome = GroupOutcome(receipts: receipts, earlier: ["+628111111999", "+628111111998"])
    #expect(outcome.refused == .nobody && outcome.sentence == nil)
  }

  @Test(arguments: [false, true])
  func anEntryThatSaysNothingClearProvesNoRefusal(isFirst: Bool) throws {
    let refused = #"{"status":"ERR","error":"200","smslog_id":"","queue":"","to":""}"#
    let unclear = #"{"status":"","error":null,"smslog_id":"","queue":"","to":""}"#
    let entries = isFirst ? [unclear, refused] : [refused, unclear]
    guard case .uncertain = RecordedSend(entries: entries).outcome else {
      Issue.record("it may have been taken")
      return
    }
  }

  @Test func aMemberOfWhomNothingClearIsSaidMayBeTheMissingOne() throws {
    let taken = #"{"status":"OK","error":"0","smslog_id":7,"queue":"q","to":"+628111111301"}"#
    let refused = #"{"status":"ERR","error":"200","smslog_id":"","queue":"","to":""}"#
    let unclear = #"{"status":"","error":null,"smslog_id":"","queue":"","to":""}"#
    guard case .accepted(_, _, _, let receipts) = RecordedSend(entries: [taken, refused, unclear]).outcome else {
      Issue.record("one took it")
      return
    }
    #expect(receipts.count == 3 && receipts.count { $0.isUnreadable } == 1)
    let outcome = GroupOutcome(receipts: receipts, earlier: ["+628111111301", "+628111111302"])
    #expect(outcome.refused == .unknown(1))
  }
}

/// One `pv` that was recorded at a real server, with its answer.
struct RecordedSend: Sendable, CustomStringConvertible {
  struct Row: Sendable {
    let status: String
    let error: String
    let id: Int64?
    let queue: String
    let to: String
  }

  let name: String
  let server: String
  /// The form's `to`; empty where there was none, or several.
  let to: String
  let reply: RawReply

  var description: String { "\(name) (\(server))" }

  /// An answer as a server might give it, of these entries.
  init(entries: [String]) {
    name = "made up"
    server = ""
    to = "#FAMILY"
    let body = #"{"data":[\#(entries.joined(separator: ","))],"error_string":null,"timestamp":1795334638}"#
    reply = RawReply(status: 200, contentType: "application/json", body: Array(body.utf8))
  }

  private init?(line: Substring) {
    guard let fields = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
      let name = fields["case"] as? String, let status = fields["status"] as? Int
    else { return nil }
    self.name = name
    server = fields["server"] as? String ?? ""
    let field = (fields["form"] as? String ?? "").split(separator: "&").first { $0.hasPrefix("to=") }
    to = field?.dropFirst(3).replacingOccurrences(of: "+", with: " ").removingPercentEncoding ?? ""
    reply = RawReply(
      status: status, contentType: nil, body: Array((fields["body"] as? String ?? fields["xml"] as? String ?? "").utf8))
  }

  static let all: [RecordedSend] = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = tests.appending(path: "PlaySMSTests/Recordings/pv.jsonl")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { RecordedSend(line: $0) }
  }()

  var destination: Destination {
    switch to.first {
    case "@": .user(String(to.dropFirst()))
    case "#": .group(String(to.dropFirst()))
    default: .number(to)
    }
  }

  /// What the sending made of it.
  var outcome: SendOutcome {
    do throws(PlaySMSError) {
      let answer = try SendMessage(SendRequest(destination: destination, text: "x")).answer(in: reply)
      return SendOutcome(answer.value, unreadable: answer.unreadableRows)
    } catch {
      return SendOutcome(error)
    }
  }

  private var json: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any]) ?? [:]
  }

  var error: String? { json["error"] as? String }

  /// The entries of the answer, read without the code that is tested.
  var rows: [Row] {
    (json["data"] as? [[String: Any]] ?? []).map { row in
      Row(
        status: row["status"] as? String ?? "", error: row["error"] as? String ?? "",
        id: (row["smslog_id"] as? NSNumber)?.int64Value, queue: row["queue"] as? String ?? "",
        to: row["to"] as? String ?? "")
    }
  }
}
