import MessageArchive
import Messaging

/// What the screen asks for, in a large archive: windows, numbers, searches as they are typed.
struct Reading {
  let meter: Meter
  let archive: MessageArchive
  let raw: RawSQLite

  func windows() async throws {
    let first = try await archive.conversations(.newest(count: 50))
    var middle = first.rows.last
    for _ in 0..<100 {
      guard let cursor = middle?.cursor else { break }
      middle = try await archive.conversations(.older(than: cursor, count: 100)).rows.last ?? middle
    }
    try await meter.time("50 conversations, newest", runs: 200) {
      _ = try await archive.conversations(.newest(count: 50))
    }
    if let cursor = middle?.cursor {
      try await meter.time("50 conversations, in the middle", runs: 200) {
        _ = try await archive.conversations(.around(cursor, each: 25))
      }
    }
    try await meter.time("50 conversations, oldest", runs: 200) {
      _ = try await archive.conversations(.oldest(count: 50))
    }
    let half = OutgoingCursor(at: Timestamp(seconds: Corpus.end - 60 * 250_000), id: MessageID(1))
    try await meter.time("50 outgoing, newest", runs: 200) { _ = try await archive.outgoing(.newest(count: 50)) }
    try await meter.time("50 outgoing, in the middle", runs: 200) {
      _ = try await archive.outgoing(.around(half, each: 25))
    }
    try await meter.time("50 outgoing, oldest", runs: 200) { _ = try await archive.outgoing(.oldest(count: 50)) }
    if let peer = first.rows.first?.peer {
      try await meter.time("50 of a conversation", runs: 200) {
        _ = try await archive.conversation(with: peer, .newest(count: 50))
      }
    }
    let lately = Timestamp(seconds: Corpus.end - 86_400)
    try await meter.time("kept counters", runs: 200) { _ = try await archive.counters(lately: lately) }
  }

  /// Each beside SQLite's own scan for the same text.
  func searches() async throws {
    for (name, needle) in [
      ("rare", Corpus.rare), ("common", Corpus.common), ("prefix", "zwe"), ("common prefix", "inv"),
      ("two words", "invoice deliv"), ("CJK substring", Corpus.cjk), ("substring, no hit", "qqvoice"),
    ] {
      let scan = try await meter.time("LIKE scan: \(name)", runs: 3) {
        try raw.count("SELECT row FROM message WHERE text LIKE '%\(needle)%' ORDER BY at DESC LIMIT 50")
      }
      try await meter.time("search: \(name)", runs: 50, beside: scan) { _ = try await archive.search(needle) }
      let isIndexed = name != "CJK substring" && name != "substring, no hit"
      try await meter.time("conversations matching: \(name)", runs: isIndexed ? 50 : 3, beside: scan) {
        _ = try await archive.conversations(.newest(count: 50), matching: needle)
      }
      try await meter.time("outgoing matching: \(name)", runs: isIndexed ? 50 : 3, beside: scan) {
        _ = try await archive.outgoing(.newest(count: 50), matching: needle)
      }
    }
  }

  /// Every beginning of several needles from the third letter on, as somebody types them. Which beginnings took longest
  /// is said beside.
  func typing() async throws {
    let needles = [
      "invoice payment", "delivery tomorrow", "zwetschge", "barito kenla", "appointment", "+62810", "4411",
    ]
    let typed = needles.flatMap { needle in (3...needle.count).map { String(needle.prefix($0)) } }
    let kinds: [(name: String, read: (String) async throws -> Void)] = [
      ("search as typed", { _ = try await archive.search($0) }),
      ("conversations as typed", { _ = try await archive.conversations(.newest(count: 50), matching: $0) }),
      ("outgoing as typed", { _ = try await archive.outgoing(.newest(count: 50), matching: $0) }),
    ]
    var samples: [[(typed: String, wall: Double, processor: Double)]] = kinds.map { _ in [] }
    for typed in typed {
      for _ in 0..<3 {
        for (index, kind) in kinds.enumerated() {
          let before = meter.processorTime
          let wall = try await meter.duration { try await kind.read(typed) }.milliseconds
          samples[index].append((typed, wall, meter.processorTime - before))
        }
      }
    }
    for ((name, _), samples) in zip(kinds, samples) {
      let wall = meter.durations(name, samples.map(\.wall))
      meter.durations("\(name): processor", samples.map(\.processor), beside: wall)
      let slowest = samples.sorted { $0.processor > $1.processor }.prefix(9)
      let words = slowest.map { "\"\($0.typed)\" \(Int($0.processor.rounded()))" }
      Report.say("  most work: " + words.joined(separator: ", "))
    }
  }
}
