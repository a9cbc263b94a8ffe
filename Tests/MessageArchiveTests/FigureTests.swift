import Foundation
import MessageArchive
import Messaging
import Testing

/// How long things take here. It prints and judges nothing. For figures worth telling:
/// `SMSDASH_ROWS=50000 swift test -c release -Xswiftc -enable-testing --filter FigureTests`.
struct FigureTests {
  /// Rows of each of two streams.
  private let count = Int64(ProcessInfo.processInfo.environment["SMSDASH_ROWS"] ?? "") ?? 10_000

  @Test func printFigures() async throws {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    let clock = ContinuousClock()
    let intake = try await clock.measure {
      for start in stride(from: Int64(0), to: count, by: 500) {
        let ids = start..<(start + 500)
        try await archive.takeLive(.inbox(ids.map { message($0) }))
        try await archive.takeLive(.outgoing(ids.map { sent($0) }))
      }
    }
    let again = try await clock.measure {
      for start in stride(from: Int64(0), to: count, by: 500) {
        try await archive.takeLive(.outgoing((start..<(start + 500)).map { sent($0) }))
      }
    }
    print("rows stored a second: \(rate(2 * count, intake)), known rows compared a second: \(rate(count, again))")
    let conversations = try await archive.conversations(.newest(count: 50)).rows
    let place = try #require(conversations.last)
    let entries = try await archive.conversation(with: place.peer, .newest(count: 50)).rows
    let middle = try #require(entries.last)
    try await median("conversations, newest 50") { _ = try await archive.conversations(.newest(count: 50)) }
    try await median("conversations, 50 older") {
      _ = try await archive.conversations(.older(than: place.cursor, count: 50))
    }
    try await median("conversation, newest 50") {
      _ = try await archive.conversation(with: place.peer, .newest(count: 50))
    }
    try await median("conversation, around, 25 each") {
      _ = try await archive.conversation(with: place.peer, .around(middle.cursor, each: 25))
    }
    try await median("outgoing, newest 50") { _ = try await archive.outgoing(.newest(count: 50)) }
    try await median("outgoing, failed, newest 50") {
      _ = try await archive.outgoing(.newest(count: 50), faultsOnly: true)
    }
    try await median("outgoing, matching nothing") {
      _ = try await archive.outgoing(.newest(count: 50), matching: "no such words")
    }
    try await median("conversations, matching nothing") {
      _ = try await archive.conversations(.newest(count: 50), matching: "no such words")
    }
    try await median("counters") { _ = try await archive.counters() }
    let recipients = (0..<10).map { Destination.number("+6281100\(10_000 + $0 * 137)") }
    try await median("what is known before a send, 10 recipients") {
      _ = try await archive.sendingFacts(
        SendingQuestion(destinations: recipients, text: "Invoice is due today"),
        on: SendingGround(policy: SendingPolicy(dailyCap: 100_000), local: .utc), now: noon)
    }
    try await median("outbox: one step, on disk") { _ = try await archive.submitOne() }
    let moving = try await clock.measure {
      let row = inbox(count, from: "BANK", at: noon.later(count), ahead: -3_600)
      let moment = noon.later(count)
      _ = try await archive.take(
        Intake(.inbox([row]), seenAt: moment, serverTime: moment, isFreshLive: true, arrival: .live))
    }
    print("moving the clock of \(count) rows: \(moving)")
    try archive.close()
    let opening = try clock.measure { try MessageArchive.open(scratch.location).close() }
    print("open and close: \(opening)")
  }

  private func message(_ id: Int64) -> InboxMessage {
    inbox(
      id, from: "+6281100\(10_000 + id * 7_919 % 2_000)", "Your parcel \(id) is on its way, see you at ten. 谢谢",
      at: noon.later(id - count))
  }

  private func sent(_ id: Int64) -> OutgoingMessage {
    outgoing(
      id, to: "+6281100\(10_000 + id * 104_729 % 2_000)", "Invoice \(id) is due today, thank you very much.",
      at: noon.later(id - count), status: DeliveryStatus(code: id % 50 == 0 ? 2 : 3))
  }

  private func rate(_ rows: Int64, _ time: Duration) -> Int64 { rows * 1_000 / max(1, time.wholeMilliseconds) }

  private func median(_ name: String, _ body: () async throws -> Void) async throws {
    var times: [Duration] = []
    for _ in 0..<21 { times.append(try await ContinuousClock().measure { try await body() }) }
    print("\(name): \(times.sorted()[10])")
  }
}
