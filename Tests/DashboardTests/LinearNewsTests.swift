import Dashboard
import DashboardViews
import Messaging
import Testing

/// What is told line by line without being asked for.
@Suite struct LinearNewsTests {
  private func fresh(_ text: String) -> ConversationSummary {
    ConversationSummary(
      peer: Peer(key: "+62811222333"), name: nil, lastText: UntrustedText(text), lastAt: Sample.now + .seconds(5),
      lastIsOurs: false, unread: 1, total: 1)
  }

  /// What was there before is not told.
  private func listen(to person: inout Operator) -> LinearNews {
    person.press("1")
    var news = LinearNews()
    _ = news.lines(of: person.dashboard)
    news.begin(with: person.dashboard)
    return news
  }

  @Test func aFigureThatIsAheadOfItsRowNamesNobodyElse() throws {
    var person = try Operator(columns: 100, rows: 40)
    var news = listen(to: &person)
    person.counters.unread += 1
    person.tell(.countersLoaded(person.counters))
    #expect(news.lines(of: person.dashboard) == [])
    person.conversations.insert(fresh("a new one"), at: 0)
    person.tell(.archiveChanged)
    #expect(
      news.lines(of: person.dashboard)
        == ["* \(person.counters.unread) unread, the newest from +62811222333: a new one"])
    #expect(news.lines(of: person.dashboard) == [], "once")
  }

  @Test func oneThatIsNotTheFirstRowIsTold() throws {
    var person = try Operator(columns: 100, rows: 40)
    var news = listen(to: &person)
    person.conversations.insert(fresh("of the same second"), at: 1)
    person.counters.unread += 1
    person.tell(.archiveChanged)
    #expect(
      news.lines(of: person.dashboard)
        == ["* \(person.counters.unread) unread, the newest from +62811222333: of the same second"])
  }

  @Test func whereNoInboxIsReadTheFigureIsTold() throws {
    var person = try Operator(columns: 80, rows: 24)
    var news = listen(to: &person)
    person.press("2")
    person.counters.unread += 1
    person.tell(.countersLoaded(person.counters))
    #expect(news.lines(of: person.dashboard) == ["* \(person.counters.unread) unread"])
  }

  /// The log has it with what to do, and the account has it as its state.
  @Test func aRefusedLoginIsToldOnce() throws {
    var person = try Operator(columns: 80, rows: 24)
    var news = listen(to: &person)
    let why = "The server refused the login (error 100): wrong token."
    var status = Sample.status
    status.phase = .paused(why: why)
    person.tell(.noticed(Notice(at: person.now, level: .fault, sentence: UntrustedText(why), hint: "Check user name.")))
    person.tell(.accountChanged(status))
    #expect(news.lines(of: person.dashboard) == ["* \(why) Check user name."])
    status.phase = .live
    person.tell(.accountChanged(status))
    #expect(news.lines(of: person.dashboard) == ["* connected to the server"])
    status.phase = .paused(why: why)
    person.tell(.accountChanged(status))
    #expect(news.lines(of: person.dashboard) == ["* \(why)"], "where nothing else says it")
  }
}
