import MessageArchive
import Messaging
import Testing

/// What the delivery board tells, from the rows.
struct DeliveryTests {
  @Test func onlyTheLastDayCounts() async throws {
    try await withArchive { archive in
      try await archive.takeLive(
        .outgoing([
          outgoing(1, at: noon.later(-90_000), status: .failed), outgoing(2, at: noon.later(-3_000), status: .pending),
          outgoing(3, at: noon.later(-60), status: .pending), outgoing(4, at: noon.later(-50), status: .sent),
        ]))
      let figures = try await archive.delivery(at: noon)
      #expect(figures.total == 3 && figures.failed == 0 && figures.pending == 2 && figures.sent == 1)
      #expect(figures.oldestPending == noon.later(-3_000))
      #expect(figures.median == nil, "nothing was delivered")
    }
  }

  @Test func theServersTwoDatesTellHowLongItTook() async throws {
    try await withArchive { archive in
      let sent = noon.later(-600)
      let rows = [(2, 2), (3, 4), (4, 9)].map { id, seconds in
        OutgoingMessage(
          id: MessageID(Int64(id)), src: "1234", dst: "+62811", msg: "x", dt: ServerDate(sent),
          update: ServerDate(sent.later(Int64(seconds))), status: .delivered)
      }
      let never = OutgoingMessage(
        id: MessageID(5), src: "1234", dst: "+62811", msg: "x", dt: ServerDate(sent),
        update: ServerDate("0000-00-00 00:00:00"), status: .delivered)
      try await archive.takeLive(.outgoing(rows + [never]))
      let figures = try await archive.delivery(at: noon)
      #expect(figures.delivered == 4)
      #expect(figures.median == 4 && figures.slow == 9)
    }
  }
}
