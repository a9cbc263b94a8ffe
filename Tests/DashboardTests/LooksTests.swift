import DashboardViews
import Dashboard
import Messaging
import SmsdashResources
import Terminal
import Testing

@Suite struct LooksTests {
  @Test(arguments: EmbeddedText.themeNames) func everyThemeSaysHowEveryRoleLooks(name: String) throws {
    let text = try #require(EmbeddedText.theme(named: name))
    _ = try Theme(parsing: text)
    let named = Set(text.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) })
    let silent = Role.allCases.filter { $0 != .text && !named.contains($0.name) }
    #expect(silent.isEmpty)
  }

  @Test(arguments: EmbeddedText.themeNames) func everyStateLooksUnlikeTheOthersThatWantAttention(name: String) throws {
    let theme = try Theme(parsing: try #require(EmbeddedText.theme(named: name)))
    #expect(theme[.stateUnknown] != theme[.stateFailed])
    #expect(theme[.stateFailed] != theme[.stateDelivered])
    #expect(theme[.statePending] != theme[.stateDelivered])
  }

  @Test(arguments: AnySizeTests.ways) func inASCIINothingElseIsDrawn(way: String) throws {
    for (columns, rows) in [(10, 2), (40, 12), (80, 24), (120, 40), (200, 60)] {
      var person = try Operator(columns: columns, rows: rows, isASCII: true)
      person.items = Sample.items
      person.tell(.outboxChanged)
      person.press(way)
      person.tell(.input(.paste("“Zwölf” 谢谢 …")))
      let beyond = person.text.unicodeScalars.filter { $0 != "\n" && !(0x20...0x7E).contains($0.value) }
      #expect(beyond.isEmpty, "\(columns)x\(rows): \(String(String.UnicodeScalarView(beyond)))")
    }
  }
}
