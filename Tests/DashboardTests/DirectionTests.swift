import Dashboard
import Messaging
import Terminal
import Testing

/// Text from right to left is marked, and moves nothing but itself.
@Suite struct DirectionTests {
  static let hebrew = "שלום 12, עולם"
  static let arabic = "مرحبا"

  private func account(columns: Int, rows: Int, isASCII: Bool = false) throws -> Operator {
    var person = try Operator(columns: columns, rows: rows, isASCII: isASCII)
    person.conversations = (0..<12).map { number in
      ConversationSummary(
        peer: Peer(key: "+6281123456\(number)"), name: UntrustedText(number % 3 == 0 ? Self.arabic : "Budi"),
        lastText: UntrustedText(number % 2 == 0 ? "\(Self.arabic) 10:45" : Self.hebrew), lastAt: Sample.now,
        lastIsOurs: number % 2 == 0, unread: number % 2, total: 4)
    }
    person.entries = person.entries.enumerated().map { number, entry in
      ConversationEntry(
        origin: entry.origin, at: entry.at, serverDate: entry.serverDate,
        text: UntrustedText(String(repeating: "\(Self.arabic) 09:41 \(Self.hebrew) ", count: number + 1)),
        stage: entry.stage)
    }
    person.outgoing = person.outgoing.map { row in
      OutgoingSummary(
        id: row.id, peer: row.peer, name: UntrustedText(Self.hebrew), src: row.src, text: UntrustedText(Self.arabic),
        at: row.at, serverDate: row.serverDate, update: row.update, status: row.status)
    }
    person.contacts = [
      .contact(
        ContactSummary(
          contact: Contact(
            id: 1, name: UntrustedText(Self.arabic), number: "+62811", email: UntrustedText("12 \(Self.hebrew)"),
            tags: ""), lastAt: Sample.now)),
      .group(ContactGroup(id: 1, name: UntrustedText(Self.hebrew), code: "12")),
    ]
    person.drafts = [Draft(id: DraftID(1), recipients: "+62811", text: "\(Self.arabic) 12", updatedAt: Sample.now)]
    person.facts = Sample.facts
    person.tell(.archiveChanged)
    person.tell(.outboxChanged)
    person.tell(.noticed(Notice(at: Sample.now, level: .fault, sentence: UntrustedText("\(Self.arabic) 100"))))
    return person
  }

  @Test func suchATerminalMovesNeighboursWithoutTheSigns() {
    let row = Array(" \(Self.arabic)  09:41 │ 12 ok".unicodeScalars)
    let places = BidiTerminal.places(of: row)
    #expect(places[8] != 8, "the time changes places with the name")
    let signed = Array(" \(Directionality.marked(Self.arabic)) 09:41 │ 12 ok".unicodeScalars)
    #expect(BidiTerminal.places(of: signed)[9...] == Array(signed.indices)[9...])
  }

  @Test(arguments: ["", "1", "1 Enter", "2", "3", "4", "7", "1 y", "2 i", "1 r", "m", ":", "s", "1 \\", "1 /"])
  func nothingElseOnTheScreenMoves(way: String) throws {
    for (columns, rows) in [(20, 5), (40, 12), (80, 24), (120, 40), (200, 60)] {
      var person = try account(columns: columns, rows: rows)
      person.press(way)
      if person.dashboard.mode == .input { person.tell(.input(.paste("\(Self.arabic) 12"))) }
      let moved = person.frame.reorderedNeighbours()
      #expect(moved.isEmpty, "\(columns)x\(rows) '\(way)' \(moved.prefix(3))\n\(person.text)")
    }
  }

  @Test func theReviewOfSuchATextStaysInPlace() throws {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
      var person = try account(columns: columns, rows: rows)
      person.press("m")
      person.type("+62811234567, +62811234560")
      person.press("Tab")
      person.type("\(Self.arabic) 12 C:\\b \(Self.hebrew)")
      person.press("C-x")
      #expect(person.dashboard.mode == .review)
      #expect(person.frame.reorderedNeighbours().isEmpty, "\(columns)x\(rows)\n\(person.text)")
    }
  }

  @Test func theSignStandsBeforeNamesAndTexts() throws {
    var person = try account(columns: 80, rows: 24)
    person.press("1")
    #expect(person.text.contains("⍇\(Self.arabic)"))
    person.press("Enter")
    #expect(person.text.contains("⍇\(Self.arabic)"))
    #expect(!(try Operator(columns: 80, rows: 24)).lines[1].contains("⍇"))
  }

  @Test func inASCIITheSignIsOneTheTerminalHas() throws {
    var person = try account(columns: 80, rows: 24, isASCII: true)
    person.press("1")
    #expect(person.text.contains("<?????"))
  }

  @Test func aTextThatIsCutKeepsBothSigns() throws {
    for columns in 20...90 {
      let person = try account(columns: columns, rows: 10)
      for line in person.lines {
        let openings = line.unicodeScalars.count { $0 == Directionality.opening }
        let closings = line.unicodeScalars.count { $0 == Directionality.closing }
        #expect(openings <= closings, "\(columns): \(line)")
      }
    }
  }
}
