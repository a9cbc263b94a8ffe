import GRDB
import Messaging
import Testing

@testable import MessageArchive

/// Searches over random messages, held against looking at each of them.
struct SearchPropertyTests {
  static let seeds: [UInt64] = [1, 2, 3, 4, UInt64.random(in: 0 ... .max)]
  private static let words = [
    "invoice", "invoices", "inbox", "paid", "parcel", "parking", "a", "an", "to", "12", "4411", "441199", "Grüße",
    "CAFÉ",
    "cafés", "ACME", "you", "your", "yours", "東京", "x", "don't", "foo-bar",
  ]
  private static let needles = [
    "inv", "invoice", "invoice paid", "pai inv", "par", "parc", "your", "you", "caf", "cafe 44", "441", "4411 a", "grü",
    "acme", "京", "x", "ark", "P1", "P12", "nothing", "don't", "foo-bar", "an in",
  ]

  private func text(_ generator: inout Seeded) -> String {
    (0..<Int.random(in: 1...5, using: &generator)).compactMap { _ in Self.words.randomElement(using: &generator) }
      .joined(separator: " ")
  }

  /// Rows of all streams at few instants, some of them changed or gone again, a part of them outside the index.
  private func fill(_ archive: MessageArchive, _ generator: inout Seeded) async throws {
    for round in 0..<6 {
      var (ins, keyed, outs): ([InboxMessage], [IncomingMessage], [OutgoingMessage]) = ([], [], [])
      for _ in 0..<40 {
        let id = Int64.random(in: 1...150, using: &generator)
        let at = noon.later(Int64.random(in: -40...0, using: &generator))
        let peer = "P\(Int.random(in: 1...15, using: &generator))"
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: ins.append(inbox(id, from: peer, text(&generator), at: at))
        case 1: keyed.append(incoming(id, from: peer, text(&generator), at: at))
        default:
          let status = DeliveryStatus(code: Int.random(in: 0...3, using: &generator))
          outs.append(outgoing(id, to: peer, text(&generator), at: at, status: status))
        }
      }
      try await archive.takeLive(.inbox(ins))
      try await archive.takeLive(.incoming(keyed))
      try await archive.takeLive(.outgoing(outs))
      let item = try await archive.submitOne(text(&generator), now: noon.later(-20))
      if round % 2 == 0 {
        _ = try await archive.record(.cancelled, for: item, expecting: [.held], evidence: "test", at: noon)
      }
    }
    let peers = [contact(1, "Invoices Department", "P3"), contact(2, "Parker", "P4")]
    try await archive.take(contacts: peers, groups: [], complete: true, seenAt: noon)
    if Bool.random(using: &generator) {
      try await archive.archive.write { db in
        try WordIndex(db).clear()
        try WordIndex(db).advance(rows: 150)
      }
    }
  }

  /// What `SearchNeedle` and `MessageArchive.search` say, without an index.
  private struct Judge {
    let needle: SearchNeedle
    let splitter: WordSplitter
    let isByWords: Bool
    let names: [String: String] = ["P3": "Invoices Department", "P4": "Parker"]

    func knows(_ key: String) -> Bool {
      let text = needle.text.lowercased()
      return key.lowercased().contains(text) || names[key]?.lowercased().contains(text) == true
    }

    func finds(_ row: FoundRow) throws -> Bool {
      if knows(row.key) { return true }
      if isByWords { return try splitter.text(row.words, hasWordsBeginning: needle.words + needle.shortWords) }
      let text = needle.text.lowercased()
      return row.text.lowercased().contains(text) || row.src.lowercased().contains(text)
    }
  }

  private static func everything(_ db: Database) throws -> [FoundRow] {
    try db.prepared("SELECT \(FoundRow.columns) FROM message m CROSS JOIN conversation c ON c.peer = m.peer")
      .rows([], FoundRow.init)
  }

  @Test(arguments: seeds) func theIndexFindsWhatLookingAtEachMessageFinds(_ seed: UInt64) async throws {
    try await withArchive { archive in
      var generator = Seeded(seed)
      try await fill(archive, &generator)
      try await archive.archive.write { db in
        try db.execute(sql: "INSERT INTO message_search (message_search) VALUES ('integrity-check')")
      }
      for needle in Self.needles {
        let expected = try await archive.archive.read { db in
          let finder = try MessageFinder(needle, in: StreamCode.all, db)
          let isByWords = if case .words = finder.way { true } else { false }
          let judge = Judge(needle: finder.needle, splitter: try WordSplitter(), isByWords: isByWords)
          return try Self.everything(db).filter(judge.finds).sorted { $0.moment > $1.moment }
            .map { $0.stream.origin($0.id) }
        }
        var found: [ConversationEntry.Origin] = []
        var cursor: SearchCursor?
        repeat {
          let page = try await archive.search(needle, before: cursor, limit: 13)
          found += page.hits.map(\.entry.origin)
          cursor = page.next
        } while cursor != nil
        #expect(found == expected, "seed \(seed), \(needle)")
      }
    }
  }

  @Test(arguments: seeds) func listsThatMatchHoldTheSameInEveryWindow(_ seed: UInt64) async throws {
    try await withArchive { archive in
      var generator = Seeded(seed)
      try await fill(archive, &generator)
      for needle in Self.needles {
        let faultsOnly = Bool.random(using: &generator)
        let (sent, keys) = try await archive.archive.read { db in
          func judge(_ streams: [StreamCode]) throws -> Judge {
            let finder = try MessageFinder(needle, in: streams, db)
            let isByWords = if case .words = finder.way { true } else { false }
            return Judge(needle: finder.needle, splitter: try WordSplitter(), isByWords: isByWords)
          }
          let (ofSent, ofAll) = (try judge([.outgoing]), try judge(StreamCode.all))
          let all = try Self.everything(db)
          let sent = try all.filter { $0.stream == .outgoing && (!faultsOnly || $0.status == 2) }.filter(ofSent.finds)
            .sorted { ($0.at, $0.id) > ($1.at, $1.id) }.map { MessageID($0.id) }
          // The sender ID of a message does not make its conversation fit, except among its words.
          let keys = try all.filter { row in
            try ofAll.isByWords || ofAll.knows(row.key)
              ? ofAll.finds(row) : row.text.lowercased().contains(needle.lowercased())
          }.map(\.key)
          return (sent, Set(keys))
        }
        var found: [MessageID] = []
        var window = try await archive.outgoing(.newest(count: 7), faultsOnly: faultsOnly, matching: needle)
        found += window.rows.map(\.id)
        while let last = window.rows.last, !window.reachesOldest {
          window = try await archive.outgoing(
            .older(than: last.cursor, count: 7), faultsOnly: faultsOnly, matching: needle)
          found += window.rows.map(\.id)
        }
        #expect(found == sent, "seed \(seed), \(needle)")
        window = try await archive.outgoing(.oldest(count: 500), faultsOnly: faultsOnly, matching: needle)
        #expect(window.rows.map(\.id) == sent, "seed \(seed), \(needle), from the oldest")

        let all = try await archive.conversations(.newest(count: 500)).rows.filter { keys.contains($0.peer.key) }
        var list = try await archive.conversations(.newest(count: 4), matching: needle)
        var shown = list.rows
        while let last = list.rows.last, !list.reachesOldest {
          list = try await archive.conversations(.older(than: last.cursor, count: 4), matching: needle)
          shown += list.rows
        }
        #expect(shown.map(\.peer) == all.map(\.peer), "seed \(seed), \(needle)")
      }
    }
  }

  /// More hits than are looked up at once, all but one of them old, and newer conversations without.
  private func fill(
    _ archive: MessageArchive, others: Int64, oneOfThem: String, old: (Int64) -> String
  ) async throws {
    var rows = (Int64(1)...2_500).map { inbox($0, from: old($0), "invoice \($0)", at: noon.later(-$0)) }
    rows += (Int64(1)...others).map { inbox(10_000 + $0, from: "P\($0)", "hello", at: noon.later($0)) }
    rows += [inbox(20_000, from: oneOfThem, "invoice too", at: noon.later(5))]
    _ = try await archive.take(Intake(.inbox(rows), seenAt: noon.later(9_000), arrival: .history))
    while try await archive.archive.write({ try WordIndex($0).advance(rows: 1_000) }) {}
  }

  @Test func manyHitsAreWalkedAlong() async throws {
    try await withArchive { archive in
      try await fill(archive, others: 900, oneOfThem: "P500") { _ in "OLD" }
      let found = try await archive.conversations(.newest(count: 10), matching: "invoice")
      #expect(found.rows.map(\.peer.key) == ["P500", "OLD"] && found.reachesOldest)
    }
  }

  @Test func fitsBehindManyThatDoNotAreFound() async throws {
    try await withArchive { archive in
      // More conversations are in between than are tested one by one.
      try await fill(archive, others: 3_200, oneOfThem: "P3100") { "OLD\($0 % 3)" }
      let expected = ["P3100", "OLD1", "OLD2", "OLD0"]
      for needle in ["invoice", "nvoic"] {
        let found = try await archive.conversations(.newest(count: 10), matching: needle)
        #expect(found.rows.map(\.peer.key) == expected && found.reachesOldest, "\(needle)")
      }
      let peers = try await archive.archive.read { db in
        let filter = try ConversationFilter(text: "nvoic", tests: 100, db)
        return try db.prepared("SELECT peer, key FROM conversation ORDER BY last_at DESC").rows([]) {
          try filter.takes($0.integer(0)) ? $0.text(1) : nil
        }
      }
      #expect(peers.compactMap(\.self) == expected)
    }
  }
}
