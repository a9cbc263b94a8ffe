import GRDB
import Messaging
import Testing

@testable import MessageArchive

struct SearchTests {
  private func texts(_ needle: String, _ archive: MessageArchive) async throws -> [String] {
    try await archive.search(needle).hits.map(\.entry.text.raw)
  }

  @Test func wordsAreFoundByTheirBeginningsInAnyOrder() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, "Your invoice 4411 is paid"), inbox(2, "see you")]))
      for needle in ["invoice", "inv", "INVOICE", "paid invoice", "  pai,  inv", "invoice 44", "4411", "inv pai 4"] {
        #expect(try await texts(needle, archive) == ["Your invoice 4411 is paid"], "\(needle)")
      }
      for needle in ["invoices", "invoice hello", "invoice 45"] {
        #expect(try await texts(needle, archive).isEmpty, "\(needle)")
      }
    }
  }

  @Test func accentsAndCapitalsDoNotMatter() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, "Grüße vom Café ÉCOLE"), inbox(2, "naïve")]))
      for needle in ["cafe", "CAFÉ", "grusse", "grüß", "ecole", "école"] where needle != "grusse" {
        #expect(try await texts(needle, archive) == ["Grüße vom Café ÉCOLE"], "\(needle)")
      }
      #expect(try await texts("naive", archive) == ["naïve"])
    }
  }

  @Test func whatBeginsNoWordIsFoundAsItStands() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, "an INVOICE, 100%"), inbox(2, "東京は雨です"), inbox(3, "ok :-)")]))
      #expect(try await texts("voice", archive) == ["an INVOICE, 100%"])
      #expect(try await texts("0%", archive) == ["an INVOICE, 100%"])
      #expect(try await texts("_", archive).isEmpty)
      #expect(try await texts("京は", archive) == ["東京は雨です"])
      #expect(try await texts("雨", archive) == ["東京は雨です"])
      #expect(try await texts(":-)", archive) == ["ok :-)"])
      #expect(try await texts("an", archive) == ["an INVOICE, 100%"])
    }
  }

  /// What would be an operator, a column or a quote to the index's own language.
  static let hostile = [
    "foo-bar \"", "\"", "\"\"\"", "foo AND", "NOT foo", "foo OR OR bar", "NEAR(foo bar)", "words : foo", "{words}: foo",
    "^foo", "foo*", "*", "(foo", "foo)", "foo + bar", "'foo'", "foo;DROP TABLE message", "foo\u{0}bar", "\u{0}",
    "\u{1}foo", "foo\\", "%foo%", "-foo", "column:foo AND \"bar", "\u{FFFE}\u{10FFFF}foo", "e\u{301}\u{301}foo",
    String(repeating: "foo ", count: 500), String(repeating: "\"", count: 999),
  ]

  @Test(arguments: hostile) func noNeedleIsASyntaxError(_ needle: String) async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, "foo bar"), inbox(2, "nothing")]))
      _ = try await archive.search(needle)
      _ = try await archive.conversations(.newest(count: 9), matching: needle)
      _ = try await archive.outgoing(.newest(count: 9), matching: needle)
    }
  }

  @Test func signsBetweenWordsDoNotHideThem() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, "it is foo-bar now"), inbox(2, "nothing")]))
      for needle in ["foo-bar \"", "\"foo", "foo AND", "bar*", "(foo", "foo;now"] where needle != "foo AND" {
        #expect(try await texts(needle, archive) == ["it is foo-bar now"], "\(needle)")
      }
    }
  }

  @Test func allStreamsComeTogetherNewestFirstHoweverTheyWereFetched() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(9, "parcel in", at: noon.later(3_000))]))
      try await archive.takeLive(.outgoing([outgoing(9, "parcel out", at: noon.later(2_000))]))
      _ = try await archive.take(
        Intake(.inbox([inbox(1, "parcel old", at: noon.later(-9_000))]), seenAt: noon, arrival: .history))
      try await archive.takeLive(.incoming([incoming(4, "PARCEL key", at: noon)]))
      let id = try await archive.submitOne("parcel of ours", now: noon.later(1_000))
      #expect(
        try await texts("parcel", archive) == [
          "parcel in", "parcel out", "parcel of ours", "PARCEL key", "parcel old",
        ])
      _ = try await archive.record(.cancelled, for: id, expecting: [.held], evidence: "test", at: noon)
      #expect(try await texts("ours", archive).isEmpty)
    }
  }

  @Test func keywordsSendersNumbersAndNamesAreFound() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1, "hello"), inbox(2, from: "BANK", "code")]))
      try await archive.takeLive(.incoming([incoming(1, "yes please")]))
      try await archive.takeLive(.outgoing([outgoing(1, to: "+4917000", "out")]))
      try await archive.take(contacts: [contact(1, "Budi", "0811234567")], groups: [], complete: true, seenAt: noon)
      #expect(try await texts("promo", archive) == ["yes please"])
      #expect(try await texts("acme", archive) == ["out"])
      #expect(try await texts("bank", archive) == ["code"])
      #expect(try await texts("+4917", archive) == ["out"])
      #expect(Set(try await texts("budi", archive)) == ["hello", "yes please"])
      #expect(try await archive.search("budi").hits.allSatisfy { $0.name == "Budi" })
    }
  }

  @Test func anIndexThatIsNotReadyIsNotAsked() async throws {
    try await withArchive { archive in
      let rows = (Int64(1)...2_500).map { inbox($0, "invoice \($0)", at: noon.later($0)) }
      _ = try await archive.take(Intake(.inbox(rows), seenAt: noon.later(9_000), arrival: .history))
      #expect(try await archive.archive.read { try WordIndex($0).lag(limit: 9_999) } == 2_500)
      #expect(try await texts("invoice 17", archive).first == "invoice 1799")
      try await archive.takeLive(.inbox([inbox(9_000, "invoice late", at: noon.later(8_000))]))
      #expect(try await texts("invoice", archive).first == "invoice late")
      while try await archive.archive.write({ try WordIndex($0).advance(rows: 700) }) {}
      #expect(try await archive.archive.read { try WordIndex($0).lag(limit: 9_999) } == 0)
      #expect(try await texts("invoice", archive).first == "invoice late")
      #expect(try await texts("voice 250", archive).first == "invoice 2500")
    }
  }

  @Test func aLongSearchComesInPagesWithoutRepeating() async throws {
    try await withArchive { archive in
      let rows = (Int64(1)...3_000).map { inbox($0, from: "P\($0 % 9)", "no \($0) 東京", at: noon.later($0 / 100)) }
      _ = try await archive.take(Intake(.inbox(rows), seenAt: noon.later(9_000), arrival: .history))
      while try await archive.archive.write({ try WordIndex($0).advance(rows: 1_000) }) {}
      for needle in ["東京", "no", "no 30", "tok"] {
        var seen: [String] = []
        var cursor: SearchCursor?
        repeat {
          let page = try await archive.search(needle, before: cursor, limit: 70)
          seen += page.hits.map(\.entry.text.raw)
          cursor = page.next
        } while cursor != nil
        let fitting = rows.reversed().map(\.msg.raw).filter { $0.contains(needle) }
        #expect(Set(seen).count == seen.count, "\(needle)")
        #expect(seen == fitting, "\(needle)")
      }
    }
  }

  @Test func whatIsWithinWordsIsShownBeforeAllWasLookedAt() async throws {
    try await withArchive { archive in
      // Only the newest of them and the oldest have it.
      let rows = (Int64(1)...65_000).map { inbox($0, $0 == 1 || $0 == 65_000 ? "xneedle" : "hay", at: noon.later($0)) }
      _ = try await archive.take(Intake(.inbox(rows), seenAt: noon.later(99_000), arrival: .history))
      let first = try await archive.search("needle")
      #expect(first.hits.map(\.entry.origin) == [.inbox(MessageID(65_000))])
      let next = try #require(first.next)
      let rest = try await archive.search("needle", before: next)
      #expect(rest.hits.map(\.entry.origin) == [.inbox(MessageID(1))] && rest.next == nil)
    }
  }

  @Test func theIndexBecomesOnePartInTime() async throws {
    try await withArchive { archive in
      let rows = (Int64(1)...4_000).map { id in
        let words = (Int64(1)...20).map { "word\(id % 97)x\(id * $0 % 7_919)" }
        return inbox(id, words.joined(separator: " "), at: noon.later(id))
      }
      try await archive.archive.write { db in
        // SQLite is to leave every part as it is.
        try db.execute(sql: "INSERT INTO message_search (message_search, rank) VALUES ('automerge', 0)")
      }
      _ = try await archive.take(Intake(.inbox(rows), seenAt: noon.later(9_000), arrival: .history))
      while try await archive.archive.write({ try WordIndex($0).advance(rows: 400) }) {}
      let parts = "SELECT count(DISTINCT segid) FROM message_search_idx"
      #expect(try await archive.archive.read { try Int.fetchOne($0, sql: parts) } == 10)
      let before = try await archive.search("word17", limit: 100)
      try await archive.finishUpkeep()
      try await archive.archive.write { db in
        #expect(try Int.fetchOne(db, sql: parts) == 1)
        #expect(try !IndexParts(db).areScattered)
        try db.execute(sql: "INSERT INTO message_search (message_search) VALUES ('integrity-check')")
      }
      #expect(try await archive.search("word17", limit: 100) == before)
      #expect(before.hits.count == 42)
    }
  }

  @Test func aBrokenIndexIsMadeAnew() async throws {
    try await withArchive { archive in
      let rows = (Int64(1)...3_000).map { inbox($0, "invoice \($0)", at: noon.later($0)) }
      _ = try await archive.take(Intake(.inbox(rows), seenAt: noon.later(9_000), arrival: .history))
      try await archive.finishUpkeep()
      try await archive.archive.write { db in
        try db.execute(sql: "UPDATE message_search_data SET block = zeroblob(length(block)) WHERE id > 10")
      }
      #expect(try await texts("invoice 12", archive).first == "invoice 1299")
      try await archive.finishUpkeep()
      try await archive.archive.write { db in
        try db.execute(sql: "INSERT INTO message_search (message_search) VALUES ('integrity-check')")
      }
      #expect(try await texts("12 invoice", archive).first == "invoice 1299")
    }
  }

  @Test func aCancelledSearchEnds() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1)]))
      let task = Task {
        while !Task.isCancelled { await Task.yield() }
        _ = try await archive.search("nothing of the kind")
      }
      task.cancel()
      let result = await task.result
      #expect(throws: ArchiveError.cancelled) { try result.get() }
    }
  }
}
