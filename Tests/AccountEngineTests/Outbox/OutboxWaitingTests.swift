import Messaging
import Testing

@testable import AccountEngine

private let noon = Timestamp(seconds: 1_795_334_400)
private let one = OutboxItemID(1)

private func item(
  _ id: Int64, _ state: OutboxState = .queued, to destination: Destination = .number("+628110000001"),
  schedule: String? = nil, overrides: [GuardOverride] = []
) -> OutboxItem {
  OutboxItem(
    id: OutboxItemID(id), destination: destination, text: "hello", options: SendOptions(schedule: schedule),
    createdAt: noon, state: state, since: noon, fence: nil, overrides: overrides)
}

/// What waits although its turn has come.
@Suite struct OutboxWaitingTests {
  private let family = Destination.group("FAMILY")
  private let members: [Destination: [String]] = [.group("FAMILY"): ["08110000001", "+628110000002"]]

  @Test func aKnownMemberOfAGroupThatWaitsGetsNothingBeforeIt() {
    let items = [
      item(1, .unknown(reason: "?"), to: family), item(2), item(3, to: .number("+628110000003")),
    ]
    var machine = OutboxMachine()
    #expect(machine.next(items, members: members, at: noon, mayAsk: true) == .takeFence(OutboxItemID(3)))
    var unaware = OutboxMachine()
    #expect(unaware.next(items, at: noon, mayAsk: true) == .takeFence(OutboxItemID(2)))
  }

  @Test func aGroupWaitsForWhatIsBeforeItForAMember() {
    let blocked = [item(1, .unknown(reason: "?"), to: .number("+628110000002")), item(2, to: family)]
    var machine = OutboxMachine()
    #expect(machine.next(blocked, members: members, at: noon, mayAsk: true) == .wait(until: nil))
    #expect(
      machine.next([item(2, to: family)], members: members, at: noon, mayAsk: true) == .takeFence(OutboxItemID(2)))
  }

  /// Noon is 08:00 UTC.
  private let quiet = QuietClock(QuietHours(from: 7 * 60, until: 9 * 60), zone: .utc)

  @Test func whatWasDelayedIntoQuietHoursWaitsForTheirEnd() {
    var machine = OutboxMachine()
    let end = noon + .seconds(3_600)
    #expect(machine.next([item(1)], quiet: quiet, at: noon, mayAsk: true) == .wait(until: end))
    #expect(machine.next([item(1)], quiet: quiet, at: end - .seconds(1), mayAsk: true) == .wait(until: end))
    #expect(machine.next([item(1)], quiet: quiet, at: end, mayAsk: true) == .takeFence(one))
  }

  @Test func whatWasMeantForQuietHoursOrIsScheduledDoesNotWait() {
    let override = GuardOverride(kind: .quietHours, destination: nil, finding: "quiet", said: "o", at: noon)
    let other = GuardOverride(kind: .sameText, destination: nil, finding: "same", said: "o", at: noon)
    for (item, leaves) in [
      (item(1, overrides: [override]), true), (item(1, schedule: "2026-12-24 18:00:00"), true),
      (item(1, overrides: [other]), false),
    ] {
      var machine = OutboxMachine()
      #expect((machine.next([item], quiet: quiet, at: noon, mayAsk: true) == .takeFence(one)) == leaves)
    }
  }
}
