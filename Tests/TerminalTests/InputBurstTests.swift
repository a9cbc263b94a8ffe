import Terminal
import Testing

@Suite struct InputBurstTests {
  private func keys(_ text: String) -> [InputEvent] {
    text.unicodeScalars.map { .key($0 == "\n" ? .enter : $0 == "\t" ? .tab : .character($0)) }
  }

  @Test func manyCharactersAtOnceAreAPaste() {
    let text = "dear all,\nmeet at ten\tq"
    #expect(InputBurst.resolve(keys(text)) == [.paste(text)])
  }

  @Test func fewCharactersAreKeys() {
    #expect(InputBurst.resolve(keys("1jjjgGr")) == keys("1jjjgGr"))
  }

  @Test func aHeldKeyIsNoPasteHoweverLong() {
    let held = keys(String(repeating: "j", count: 400))
    #expect(InputBurst.resolve(held) == held)
  }

  @Test func otherKeysEndTheRun() {
    let events = keys("abcdefghijklmnop") + [.key(.up)] + keys("ab") + [.resized(Size(columns: 9, rows: 9))]
    #expect(
      InputBurst.resolve(events)
        == [.paste("abcdefghijklmnop"), .key(.up)] + keys("ab") + [.resized(Size(columns: 9, rows: 9))])
  }

  @Test func nothingGetsLost() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let events = (0..<Int.random(in: 0...60, using: &random)).map { _ -> InputEvent in
        switch Int.random(in: 0...20, using: &random) {
        case 0: .key(.escape)
        case 1: .key(.enter)
        default: .key(.character(Unicode.Scalar(UInt8.random(in: 97...122, using: &random))))
        }
      }
      let texts = InputBurst.resolve(events).map { event -> String in
        switch event {
        case .paste(let text): text
        case .key(.character(let scalar)): String(Character(scalar))
        case .key(.enter): "\n"
        case .key, .mouse, .resized, .focus: "!"
        }
      }
      let expected = events.map { event -> String in
        switch event {
        case .key(.character(let scalar)): String(Character(scalar))
        case .key(.enter): "\n"
        case .key, .mouse, .resized, .focus, .paste: "!"
        }
      }
      #expect(texts.joined() == expected.joined())
    }
  }
}
