import Dashboard
import Messaging
import Testing

/// What the status line and the account's details say of completeness: never better than it is.
@Suite struct AccountDetailsTests {
  private var report: AccountReport {
    var report = AccountReport(startedAt: Sample.minutesAgo(90), pace: .idle, interval: .seconds(15))
    report.requests = ["query": 1_360, "ds": 97, "ix": 4]
    report.historyRequests = 49
    report.historyBudget = 240
    report.polls = 1_360
    report.followUp.followed = 2
    report.followUp.requests = [.newest: 7, .day: 1]
    report.followUp.messages = [.newest: 90, .day: 31]
    return report
  }

  private func status(_ change: (inout AccountStatus) -> Void) throws -> Operator {
    var person = try Operator(columns: 120, rows: 40)
    var status = Sample.status
    change(&status)
    person.tell(.accountChanged(status))
    return person
  }

  private func statusLine(_ change: (inout AccountStatus) -> Void) throws -> String {
    try status(change).lines[38]
  }

  @Test func whenAllIsHereItSaysUpToWhichMessage() throws {
    #expect(try statusLine { _ in }.contains("synced, complete to 48 211"))
  }

  @Test func itIsAsFreshAsTheOldestList() throws {
    let line = try statusLine { $0.streams[.outgoing]?.readAt = Sample.minutesAgo(5) }
    #expect(line.contains("synced 5 min ago"))
  }

  @Test func aListThatWasNotReadYetIsNotCalledSynced() throws {
    let line = try statusLine { $0.streams[.incoming]?.readAt = nil }
    #expect(line.contains("reading the lists") && !line.contains("synced"))
  }

  @Test func aListThatTheServerDoesNotGiveIsNamed() throws {
    let line = try statusLine { $0.streams[.outgoing]?.trouble = "it answered with a web page" }
    #expect(line.contains("not given by the server: outgoing") && !line.contains("complete"))
  }

  @Test func holesAreToldInsteadOfAPromise() throws {
    let line = try statusLine { $0.streams[.inbox]?.holes = 3 }
    #expect(line.contains("3 holes being asked about") && !line.contains("complete to"))
  }

  @Test func historyOnItsWayIsToldWithWhatIsLeft() throws {
    let line = try statusLine { status in
      status.streams[.inbox]?.windowsLeft = 12
      status.history = .fetching(windowsLeft: 12)
      status.historyProgress = AccountStatus.HistoryProgress(percent: 31, left: .seconds(37))
    }
    #expect(line.contains("history 31 %, 40 s left") && !line.contains("complete to"))
  }

  @Test func theDetailsTellEachListAndWhatTheServerWasAsked() throws {
    var person = try status { status in
      status.streams[.inbox]?.windowsLeft = 12
      status.streams[.outgoing]?.awaiting = 5
      status.troubles = ["the contacts": "It answered with a web page."]
    }
    person.press("I")
    #expect(person.takeEffects() == [.ask(.report)])
    person.tell(.accountReported(report))
    for words in [
      "complete to 48 211; 12 windows of history left", "5 awaiting a final status",
      "the contacts: It answered with a web page.", "1 461 since 1 h 30 min ago:  query 1 360  ds 97  ix 4",
      "49 for history (at most 240 a minute)", "2 followed to their final status; 3 are too old to be asked about",
      "asked for: 90 statuses by the newest page in 7 requests; 31 statuses by day in 1 request",
    ] {
      #expect(person.text.contains(words), "\(words) is missing:\n\(person.text)")
    }
    person.press("q")
    #expect(person.dashboard.dialog == nil)
  }

  @Test func howFarBackHistoryGoesIsToldOfEachListWhereTheyDiffer() throws {
    var person = try Operator(columns: 200, rows: 30)
    var status = Sample.status
    status.history = .complete
    for stream in Messaging.Stream.allCases { status.streams[stream]?.reach = .since("2026-11-01") }
    person.tell(.accountChanged(status))
    person.press("I")
    #expect(person.text.contains("back to 2026-11-01") && !person.text.contains("inbox: back"))
    status.streams[.outgoing]?.reach = .everything
    person.tell(.accountChanged(status))
    #expect(person.text.contains("inbox: back to 2026-11-01;"))
    #expect(person.text.contains("outgoing: as far back as the server has any"))
  }

  @Test func itsFiguresFollowTheStatusWhileItIsOpenAndScrollInASmallWindow() throws {
    var person = try Operator(columns: 40, rows: 8)
    person.press("I")
    _ = person.takeEffects()
    person.tell(.accountReported(report))
    person.tell(.accountChanged(Sample.status))
    #expect(person.takeEffects() == [.ask(.report)])
    #expect(!person.text.contains("for history"))
    for _ in 0..<30 { person.press("j") }
    #expect(person.text.contains("newest page"))
  }

  @Test func theEngineIsToldOnceAMinuteThatSomebodyIsThere() throws {
    var person = try Operator()
    person.press("j k j k")
    #expect(person.takeEffects() == [])
    person.wait(.seconds(61))
    person.press("j k j")
    #expect(person.takeEffects() == [.ask(.attend)])
    person.wait(.seconds(59))
    person.press("j")
    #expect(person.takeEffects() == [])
  }

  @Test func whatIsForTheLogAloneIsNoToast() throws {
    var person = try Operator()
    person.tell(.noticed(Notice(at: Sample.now, level: .detail, sentence: "Delivery: asked 12 times")))
    #expect(!person.text.contains("Delivery: asked"))
    person.press("7")
    #expect(person.text.contains("Delivery: asked 12 times"))
  }
}
