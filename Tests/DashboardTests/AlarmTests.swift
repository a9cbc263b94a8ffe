import Dashboard
import Messaging
import Testing

/// The program sleeps until the screen changes by itself.
@Suite struct AlarmTests {
  @Test(arguments: ["", "1", "2", "4", "7", "?"])
  func nothingChangesBeforeItIsSaid(way: String) throws {
    var person = try Operator()
    person.press(way)
    for _ in 0..<40 {
      let next = try #require(person.dashboard.nextChange())
      var early = person
      early.wait(next.since(person.now) - .milliseconds(1))
      #expect(early.text == person.text)
      person.wait(next.since(person.now))
    }
  }

  /// Ages that change at any second are drawn again soon enough.
  @Test(arguments: ["3", "1 Enter", "1 Enter Enter", "1 r", "!"]) func whereAgesAreToldItIsSoon(way: String) throws {
    var person = try Operator()
    person.press(way)
    #expect(try #require(person.dashboard.nextChange()).since(person.now) <= .seconds(5))
  }

  @Test func whileTheServerAnswersNothingHappensForTwentySeconds() throws {
    var person = try Operator()
    person.press("1")
    person.now = person.now + .seconds(10)
    var status = Sample.status
    for stream in Messaging.Stream.allCases { status.streams[stream]?.readAt = person.now }
    person.tell(.accountChanged(status))
    #expect(person.dashboard.nextChange() == person.now + .seconds(20))
    #expect(person.text.contains("synced"))
    person.wait(.seconds(20))
    #expect(person.text.contains("synced 20 s ago"))
    #expect(person.dashboard.nextChange() == person.now + .seconds(10))
  }
}
