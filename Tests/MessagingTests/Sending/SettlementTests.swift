import Messaging
import Testing

private let noon = Timestamp(seconds: 1_795_334_400)

private func item(
  _ id: Int64, _ state: OutboxState, to destination: Destination = .number("+628110000001"), fence: Int64? = 50,
  schedule: String? = nil
) -> OutboxItem {
  OutboxItem(
    id: OutboxItemID(id), destination: destination, text: "say \"hello\" \\now",
    options: SendOptions(schedule: schedule), createdAt: noon, state: state, since: noon,
    fence: fence.map { MessageID($0) })
}

private func row(
  _ id: Int64, dst: String = "+628110000001", msg: String = "say 'hello' now", after seconds: Int64 = 1
) -> Settlement.Row {
  let message = OutgoingMessage(
    id: MessageID(id), src: "1234", dst: UntrustedText(dst), msg: UntrustedText(msg),
    dt: ServerDate("2026-11-22 08:00:00"), update: ServerDate(""), status: .pending)
  return Settlement.Row(message: message, at: noon + .seconds(seconds))
}

private func rival(
  _ id: Int64, to destination: Destination = .number("08110000001"), text: String = "say \"hello\" \\now",
  fence: Int64 = 49
) -> Settlement.Rival {
  Settlement.Rival(id: OutboxItemID(id), destination: destination, text: text, fence: MessageID(fence))
}

@Suite struct SettlementTests {
  private let lost = item(1, .unknown(reason: "?"))

  @Test func onlyAMessageToANumberIsWorthWaitingFor() {
    #expect(lost.adviceWhileUnknown.contains("its row among the outgoing ones settles it too"))
    for other in [
      item(2, .unknown(reason: "?"), to: .user("bob")), item(3, .unknown(reason: "?"), to: .group("FAMILY")),
      item(4, .unknown(reason: "?"), fence: nil),
    ] {
      #expect(other.adviceWhileUnknown == "It is never sent again by itself. Settle it: no row of the server can.")
    }
  }

  private func verdicts(
    _ rows: [Settlement.Row], of item: OutboxItem? = nil, owners: [Int64: Int64] = [:],
    rivals: [Settlement.Rival] = []
  ) throws -> [SettlementCase.Verdict] {
    let settlement = try #require(Settlement(item ?? lost, sentAt: noon))
    let owners = owners.map { (MessageID($0.key), OutboxItemID($0.value)) }
    return settlement.weigh(rows, owners: Dictionary(uniqueKeysWithValues: owners), rivals: rivals).map(\.verdict)
  }

  @Test func exactlyOneRowThatFitsIsProof() throws {
    #expect(try verdicts([row(51), row(52, msg: "other")]) == [.proof, .otherText])
  }

  @Test func twoRowsThatFitProveNothing() throws {
    #expect(try verdicts([row(51), row(52)]) == [.oneOfSeveral, .oneOfSeveral])
  }

  @Test func whileNotAllRowsAreKnownNothingIsProof() throws {
    let settlement = try #require(Settlement(lost, sentAt: noon))
    let candidates = settlement.weigh([row(51)], isWhole: false, owners: [:], rivals: [])
    #expect(candidates.map(\.verdict) == [.oneOfSeveral])
  }

  @Test func aRowOfAnotherMessageIsNoProof() throws {
    #expect(try verdicts([row(51)], owners: [51: 7]) == [.taken(by: OutboxItemID(7))])
    #expect(try verdicts([row(51), row(52)], owners: [51: 7]) == [.taken(by: OutboxItemID(7)), .proof])
  }

  @Test func aRowUpToTheFenceIsNoProof() throws {
    #expect(try verdicts([row(50), row(51)]) == [.belowFence, .proof])
  }

  @Test(arguments: [Destination.number("08110000001"), .number("+628110000001"), .group("FAMILY")])
  func aRowThatAnotherMessageCouldHaveIsNoProof(destination: Destination) throws {
    #expect(try verdicts([row(51)], rivals: [rival(2, to: destination)]) == [.rival(OutboxItemID(2))])
  }

  @Test func aMessageThatCannotHaveTheRowIsNoRival() throws {
    let others = [
      rival(2, fence: 51), rival(3, text: "other"), rival(4, to: .number("+628119999999")), rival(5, to: .user("bobx")),
    ]
    #expect(try verdicts([row(51)], rivals: others) == [.proof])
  }

  @Test func itselfIsNoRival() throws {
    #expect(try verdicts([row(51)], rivals: [rival(1)]) == [.proof])
  }

  @Test func whileAnotherRowMayBeARivalsNothingIsProof() throws {
    // The rival was sent between the two rows, so only the second can be its own; but which one is ours?
    #expect(
      try verdicts([row(51), row(53)], rivals: [rival(2, fence: 52)]) == [.oneOfSeveral, .rival(OutboxItemID(2))])
  }

  @Test(
    arguments: [(-901, false), (-899, true), (1, true), (3_600, true), (3_601, false)] as [(Int64, Bool)])
  func theTimeHasToFit(seconds: Int64, isProof: Bool) throws {
    #expect(try verdicts([row(51, after: seconds)]) == [isProof ? .proof : .otherTime])
  }

  @Test func aRowAtAnotherTimeStillLeavesADoubt() throws {
    #expect(try verdicts([row(51), row(52, after: -7_200)]) == [.oneOfSeveral, .otherTime])
  }

  @Test func aScheduledMessageMayComeWhenItsTimeHasCome() throws {
    let later = item(1, .unknown(reason: "?"), schedule: "2026-12-24 18:00:00")
    #expect(try verdicts([row(51, after: 32 * 86_400)], of: later) == [.proof])
    #expect(try verdicts([row(51, after: 60 * 86_400)], of: later) == [.otherTime])
  }

  @Test(arguments: ["say 'hello' now ", "say 'hello'", "Say 'hello' now", "say 'hello' now\u{200b}"])
  func onlyTheServersKnownChangesAreForgiven(shown: String) throws {
    let isSame = shown == "say 'hello' now "
    #expect(try verdicts([row(51, msg: shown)]) == [isSame ? .proof : .otherText])
  }

  @Test func onlyUnknownMessagesToNumbersWithAFenceCanBeSettled() {
    #expect(Settlement(item(1, .queued), sentAt: noon) == nil)
    #expect(Settlement(item(1, .unknown(reason: ""), fence: nil), sentAt: noon) == nil)
    #expect(Settlement(item(1, .unknown(reason: ""), to: .user("bobx")), sentAt: noon) == nil)
    #expect(Settlement(item(1, .unknown(reason: ""), to: .group("FAMILY")), sentAt: noon) == nil)
    #expect(Settlement(item(1, .unknown(reason: "")), sentAt: noon) != nil)
  }
}
