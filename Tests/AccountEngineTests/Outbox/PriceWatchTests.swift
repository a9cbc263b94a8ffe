import Messaging
import Testing

@testable import AccountEngine

private let noon = Timestamp(seconds: 1_795_334_400)

private func item(
  to destination: Destination = .number("+62811234567"), text: String = "hi", options: SendOptions = SendOptions()
) -> OutboxItem {
  OutboxItem(
    id: OutboxItemID(1), destination: destination, text: text, options: options, createdAt: noon, state: .inFlight,
    since: noon, fence: nil)
}

private func accepted(_ id: Int64?) -> OutboxState {
  .accepted(id: id.map { MessageID($0) }, queue: QueueCode("q"), to: "")
}

@Suite struct PriceWatchTests {
  /// A watch that saw 10 000 of credit and row 50.
  private func watch() -> PriceWatch {
    var watch = PriceWatch()
    watch.saw(Credit(thousandths: 10_000), lastOutgoing: MessageID(50), at: noon)
    return watch
  }

  private func see(_ watch: inout PriceWatch, _ thousandths: Int64, last: Int64 = 51, after seconds: Int64) {
    watch.saw(Credit(thousandths: thousandths), lastOutgoing: MessageID(last), at: noon + .seconds(seconds))
  }

  @Test func theFallAfterASendIsItsPrice() {
    var watch = watch()
    watch.sent(item(text: String(repeating: "a", count: 161)), accepted(51), at: noon)
    see(&watch, 10_000, after: 15)
    see(&watch, 9_100, after: 30)
    #expect(watch.take() == nil, "it may fall further")
    see(&watch, 9_100, after: 91)
    #expect(watch.take() == PriceEvidence(perPart: Credit(thousandths: 450), number: "+62811234567", at: noon))
    #expect(watch.take() == nil)
  }

  @Test func severalToNumbersThatBeginAlikeShareIt() {
    var watch = watch()
    watch.sent(item(), accepted(51), at: noon)
    watch.sent(item(to: .number("+62811299999")), accepted(52), at: noon + .seconds(5))
    see(&watch, 9_000, last: 52, after: 30)
    see(&watch, 9_000, last: 52, after: 100)
    #expect(watch.take()?.perPart == Credit(thousandths: 500))
  }

  @Test func aCreditThatNeverFallsTeachesNothing() {
    var watch = watch()
    watch.sent(item(), accepted(51), at: noon)
    see(&watch, 10_000, after: 200)
    #expect(watch.take() == nil)
  }

  @Test(arguments: [
    item(to: .number("+4915100000042")), item(to: .group("FAMILY")),
    item(options: SendOptions(schedule: "2026-12-24 18:00:00")),
  ])
  func whatMixesPricesTeachesNothing(second: OutboxItem) {
    var watch = watch()
    watch.sent(item(), accepted(51), at: noon)
    watch.sent(second, accepted(52), at: noon)
    see(&watch, 9_000, last: 52, after: 30)
    see(&watch, 9_000, last: 52, after: 200)
    #expect(watch.take() == nil)
  }

  @Test func somebodyElsesMessageBlursIt() {
    var watch = watch()
    watch.sent(item(), accepted(51), at: noon)
    see(&watch, 9_000, last: 52, after: 30)
    see(&watch, 9_000, last: 52, after: 200)
    #expect(watch.take() == nil)
  }

  @Test func creditThatWasAddedBlursIt() {
    var watch = watch()
    watch.sent(item(), accepted(51), at: noon)
    see(&watch, 20_000, after: 30)
    see(&watch, 9_500, after: 60)
    see(&watch, 9_500, after: 200)
    #expect(watch.take() == nil)
  }

  @Test func aFallThatDoesNotDivideIsSomethingElse() {
    var watch = watch()
    watch.sent(item(text: String(repeating: "a", count: 161)), accepted(51), at: noon)
    see(&watch, 9_999, after: 30)
    see(&watch, 9_999, after: 200)
    #expect(watch.take() == nil)
  }

  @Test func anotherAccountCostsNothingAndBlursNothing() {
    var watch = watch()
    watch.sent(item(to: .user("bobx")), accepted(nil), at: noon)
    watch.sent(item(), accepted(51), at: noon)
    see(&watch, 9_550, after: 30)
    see(&watch, 9_550, after: 200)
    #expect(watch.take()?.perPart == Credit(thousandths: 450))
  }

  @Test func afterAMuddleItLearnsAgain() {
    var watch = watch()
    watch.sent(item(to: .group("FAMILY")), accepted(nil), at: noon)
    see(&watch, 9_000, after: 200)
    see(&watch, 9_000, after: 250)
    watch.sent(item(), accepted(53), at: noon + .seconds(300))
    see(&watch, 8_500, last: 53, after: 330)
    see(&watch, 8_500, last: 53, after: 400)
    #expect(watch.take()?.perPart == Credit(thousandths: 500))
  }

  @Test func aFallThatNoNumberHoldsTeachesNothing() {
    var watch = PriceWatch()
    watch.saw(Credit(thousandths: .max), lastOutgoing: MessageID(50), at: noon)
    watch.sent(item(), accepted(51), at: noon)
    see(&watch, .min, after: 30)
    see(&watch, .min, after: 200)
    #expect(watch.take() == nil)
  }
}
