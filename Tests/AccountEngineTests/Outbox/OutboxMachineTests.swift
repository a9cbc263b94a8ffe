import Messaging
import PlaySMS
import Testing

@testable import AccountEngine

private let noon = Timestamp(seconds: 1_795_334_400)

private func item(
  _ id: Int64, _ state: OutboxState = .queued, to number: String = "+628110000001", text: String = "hello",
  fence: Int64? = nil
) -> OutboxItem {
  OutboxItem(
    id: OutboxItemID(id), destination: .number(number), text: text, options: SendOptions(), createdAt: noon,
    state: state, since: noon, fence: fence.map { MessageID($0) })
}

@Suite struct OutboxMachineTests {
  private let one = OutboxItemID(1)

  /// A machine that was brought to the point where its message is on the wire.
  private func sending() -> OutboxMachine {
    var machine = OutboxMachine()
    _ = machine.next([item(1)], at: noon, mayAsk: true)
    _ = machine.fenceTaken(MessageID(50))
    #expect(machine.committed(true, mayAsk: true) == .send(item(1)))
    return machine
  }

  @Test func aMessageGoesFenceThenRecordThenWire() {
    var machine = OutboxMachine()
    #expect(machine.next([item(1)], at: noon, mayAsk: true) == .takeFence(one))
    #expect(machine.fenceTaken(MessageID(50)) == .commit(one, fence: MessageID(50)))
    #expect(machine.committed(true, mayAsk: true) == .send(item(1)))
  }

  @Test func onlyOneMessageIsOnItsWayAtATime() {
    var machine = sending()
    #expect(machine.next([item(2, to: "+62811999")], at: noon, mayAsk: true) == .wait(until: nil))
  }

  @Test func aMessageTakenBackAtTheLastMomentIsNotSent() {
    var machine = OutboxMachine()
    _ = machine.next([item(1)], at: noon, mayAsk: true)
    _ = machine.fenceTaken(MessageID(50))
    #expect(machine.committed(false, mayAsk: true) == .wait(until: nil))
    #expect(machine.next([], at: noon, mayAsk: true) == .wait(until: nil))
  }

  @Test func aLoginRefusedMeanwhilePutsItBack() {
    var machine = OutboxMachine()
    _ = machine.next([item(1)], at: noon, mayAsk: true)
    _ = machine.fenceTaken(MessageID(50))
    guard case .record(one, .queued, _, _) = machine.committed(true, mayAsk: false) else {
      Issue.record("it must be queued again")
      return
    }
  }

  @Test func nothingIsAskedWhilePaused() {
    var machine = OutboxMachine()
    #expect(machine.next([item(1)], at: noon, mayAsk: false) == .wait(until: nil))
  }

  @Test func aFenceThatCannotBeTakenLeavesTheMessageQueued() {
    var machine = OutboxMachine()
    _ = machine.next([item(1)], at: noon, mayAsk: true)
    machine.fenceFailed()
    #expect(machine.next([item(1)], at: noon, mayAsk: true) == .takeFence(one))
  }

  @Test func aClockPutBackHoldsNoMessageForLongerThanAMinuteMore() {
    let held = item(1, .held(until: noon + .seconds(5)))
    var machine = OutboxMachine()
    #expect(machine.next([held], at: noon - .seconds(60), mayAsk: true) == .wait(until: noon + .seconds(5)))
    #expect(machine.next([held], at: noon - .seconds(61), mayAsk: true) == .release([one]))
  }

  @Test func heldMessagesAreReleasedWhenTheirTimeIsOverAlsoWhilePaused() {
    var machine = OutboxMachine()
    let items = [item(1, .held(until: noon)), item(2, .held(until: noon + .seconds(5)))]
    #expect(machine.next(items, at: noon - .seconds(1), mayAsk: true) == .wait(until: noon))
    #expect(machine.next(items, at: noon, mayAsk: false) == .release([one]))
  }

  @Test func messagesToOneRecipientGoInTheOrderInWhichTheyWereWritten() {
    var machine = OutboxMachine()
    let items = [item(3), item(2), item(4, to: "+62811999")]
    #expect(machine.next(items, at: noon, mayAsk: true) == .takeFence(OutboxItemID(2)))
  }

  @Test func anEarlierMessageThatIsStillHeldHoldsUpTheLaterOne() {
    var machine = OutboxMachine()
    let until = noon + .seconds(5)
    #expect(machine.next([item(1, .held(until: until)), item(2)], at: noon, mayAsk: true) == .wait(until: until))
  }

  @Test(arguments: [OutboxState.unknown(reason: "?"), .inFlight])
  func aMessageOfUnknownFateHoldsUpOnlyItsOwnRecipient(state: OutboxState) {
    var machine = OutboxMachine()
    let items = [item(1, state), item(2), item(3, to: "+62811999")]
    #expect(machine.next(items, at: noon, mayAsk: true) == .takeFence(OutboxItemID(3)))
  }

  @Test(arguments: [OutboxState.settled(went: false), .cancelled, .rejected(code: "201", sentence: "")])
  func aMessageThatIsOverHoldsUpNobody(state: OutboxState) {
    var machine = OutboxMachine()
    #expect(machine.next([item(1, state), item(2)], at: noon, mayAsk: true) == .takeFence(OutboxItemID(2)))
  }

  @Test(arguments: ["08110000001", "628110000001", "00628110000001"])
  func anotherSpellingOfANumberIsTheSameRecipient(number: String) {
    var machine = OutboxMachine()
    let items = [item(1, .unknown(reason: "?")), item(2, to: number), item(3, to: "+628119999999")]
    #expect(machine.next(items, at: noon, mayAsk: true) == .takeFence(OutboxItemID(3)))
  }

  @Test func groupsAndAccountsAreRecipientsOfTheirOwn() {
    func other(_ id: Int64, _ destination: Destination, _ state: OutboxState = .queued) -> OutboxItem {
      OutboxItem(
        id: OutboxItemID(id), destination: destination, text: "hello", options: SendOptions(), createdAt: noon,
        state: state, since: noon, fence: nil)
    }
    var machine = OutboxMachine()
    let lost = OutboxState.unknown(reason: "?")
    let items = [
      other(1, .group("811"), lost), other(2, .user("811"), lost), other(3, .group("811")), other(4, .user("811")),
      other(5, .number("811")),
    ]
    #expect(machine.next(items, at: noon, mayAsk: true) == .takeFence(OutboxItemID(5)))
  }

  @Test func aGroupsAnswerIsRecordedMemberByMember() {
    let group = OutboxItem(
      id: one, destination: .group("FAMILY"), text: "hello", options: SendOptions(), createdAt: noon, state: .queued,
      since: noon, fence: nil)
    var machine = OutboxMachine()
    _ = machine.next([group], at: noon, mayAsk: true)
    _ = machine.fenceTaken(MessageID(50))
    _ = machine.committed(true, mayAsk: true)
    let outcome = SendOutcome([
      .accepted(id: MessageID(51), queue: QueueCode("q"), to: "+628110000001"), .failed(code: "200"),
    ])
    #expect(
      machine.sendEnded(outcome)
        == .record(
          one, .accepted(id: MessageID(51), queue: QueueCode("q"), to: "+628110000001"),
          receipts: [
            GroupOutcome.Receipt(number: "+628110000001", id: MessageID(51), code: nil),
            GroupOutcome.Receipt(number: nil, id: nil, code: "200"),
          ], evidence: "accepted by the server; it echoed no number; 1 of 2 of the group refused"))
  }

  @Test func acceptedIsRecordedWithTheServersWords() {
    var machine = sending()
    let action = machine.sendEnded(
      .accepted(id: MessageID(51), queue: QueueCode("ab"), to: "+628110000001", receipts: []))
    #expect(
      action
        == .record(
          one, .accepted(id: MessageID(51), queue: QueueCode("ab"), to: "+628110000001"),
          evidence: "accepted by the server; the number it echoed is the one asked for"))
  }

  @Test func anotherNumberInTheEchoIsInTheEvidence() {
    var machine = sending()
    guard
      case .record(_, .accepted, _, let evidence) = machine.sendEnded(
        .accepted(id: MessageID(51), queue: QueueCode("ab"), to: "+6281100000016", receipts: []))
    else {
      Issue.record("it was accepted")
      return
    }
    #expect(evidence.contains("NOT"))
  }

  @Test func whatTheServerRefusedIsRejected() {
    var machine = sending()
    guard case .record(one, .rejected(code: "201", _), _, _) = machine.sendEnded(.refused(code: "201", sentence: "no"))
    else {
      Issue.record("it must be rejected")
      return
    }
  }

  @Test(arguments: [SendOutcome.loginRefused, .nothingLeft(sentence: "refused")])
  func whatCertainlyDidNotLeaveIsQueuedAgain(outcome: SendOutcome) {
    var machine = sending()
    guard case .record(one, .queued, _, _) = machine.sendEnded(outcome) else {
      Issue.record("it must be queued again")
      return
    }
  }

  @Test func everythingElseIsUnknown() {
    var machine = sending()
    #expect(
      machine.sendEnded(.uncertain(reason: "no reply"))
        == .record(
          one, .unknown(reason: "no reply"), evidence: "no reply"))
  }

  @Test func answersNobodyAskedForChangeNothing() {
    var machine = OutboxMachine()
    #expect(machine.fenceTaken(MessageID(1)) == .wait(until: nil))
    #expect(machine.committed(true, mayAsk: true) == .wait(until: nil))
    #expect(machine.sendEnded(.uncertain(reason: "")) == .wait(until: nil))
  }
}

@Suite struct EchoTests {
  @Test func anEchoIsTheSameNumberAnotherSpellingOrSomebodyElse() {
    let asked = Destination.number("08110000001")
    #expect(Echo(asked: asked, echoed: "08110000001") == .same)
    #expect(Echo(asked: asked, echoed: "+628110000001") == .respelled("+628110000001"))
    #expect(Echo(asked: asked, echoed: "+628110000002") == .different("+628110000002"))
    #expect(Echo(asked: asked, echoed: "") == .absent)
    #expect(Echo(asked: .user("Bobx"), echoed: "@bobx") == .same)
    #expect(Echo(asked: .user("bobx"), echoed: "@boby") == .different("@boby"))
    #expect(Echo(asked: .number("12"), echoed: "+6212") == .different("+6212"))
    #expect(Echo(asked: .user("bobx"), echoed: "@bobx") == .same)
    #expect(Echo(asked: .group("FAMILY"), echoed: "+62811") == .absent)
  }
}
