import MessageArchive
import Messaging
import Testing

/// Walks over lists of random rows in windows of every kind, beside the same rows in a sorted array.
struct WindowTests {
  static let seeds: [UInt64] = [1, 2, 3, UInt64.random(in: 0 ... .max)]
  private let peer = Peer(key: "+62811234567")

  /// Checks one list; `sorted` is all of it, newest first.
  private func check<Row, Cursor>(
    _ sorted: [Row], _ cursor: (Row) -> Cursor, _ generator: inout Seeded, _ comment: Comment,
    fetch: (WindowRequest<Cursor>) async throws -> RowWindow<Row>
  ) async throws {
    let size = Int.random(in: 1...9, using: &generator)
    var window = try await fetch(.newest(count: size))
    var walked = window.rows
    #expect(window.reachesNewest, comment)
    while let last = window.rows.last, !window.reachesOldest {
      window = try await fetch(.older(than: cursor(last), count: size))
      #expect(!window.reachesNewest && !window.rows.isEmpty, comment)
      walked += window.rows
    }
    #expect(walked == sorted, comment)

    window = try await fetch(.oldest(count: size))
    walked = window.rows
    #expect(window.reachesOldest, comment)
    while let first = window.rows.first, !window.reachesNewest {
      window = try await fetch(.newer(than: cursor(first), count: size))
      #expect(!window.reachesOldest && !window.rows.isEmpty, comment)
      walked = window.rows + walked
    }
    #expect(walked == sorted, comment)

    for (index, row) in sorted.enumerated() {
      let around = try await fetch(.around(cursor(row), each: size))
      let range = max(0, index - size)..<min(sorted.count, index + size + 1)
      #expect(around.rows == Array(sorted[range]), comment)
      #expect(around.reachesNewest == (range.lowerBound == 0), comment)
      #expect(around.reachesOldest == (range.upperBound == sorted.count), comment)
    }
    guard let newest = sorted.first, let oldest = sorted.last else { return }
    #expect(
      try await fetch(.newer(than: cursor(newest), count: size))
        == RowWindow(rows: [], reachesNewest: true, reachesOldest: false), comment)
    #expect(
      try await fetch(.older(than: cursor(oldest), count: size))
        == RowWindow(rows: [], reachesNewest: false, reachesOldest: true), comment)
    #expect(try await fetch(.newest(count: sorted.count)) == RowWindow(rows: sorted), comment)
    #expect(try await fetch(.oldest(count: sorted.count)) == RowWindow(rows: sorted), comment)
    #expect(
      try await fetch(.newest(count: 0)) == RowWindow(rows: [], reachesNewest: true, reachesOldest: false), comment)
  }

  /// Few instants, so that many rows share one.
  private func instant(_ generator: inout Seeded) -> Timestamp {
    noon.later(Int64.random(in: -12...0, using: &generator))
  }

  @Test(arguments: seeds)
  func conversationsComeOnceEachInOrder(_ seed: UInt64) async throws {
    try await withArchive { archive in
      var generator = Seeded(seed)
      var lastAt: [String: Timestamp] = [:]
      var rows: [InboxMessage] = []
      for id in Int64(1)...Int64.random(in: 1...80, using: &generator) {
        let key = "P\(Int.random(in: 1...40, using: &generator))"
        let at = instant(&generator)
        rows.append(inbox(id, from: key, at: at))
        lastAt[key] = max(lastAt[key] ?? at, at)
      }
      try await archive.takeLive(.inbox(rows))
      let sorted = lastAt.map { ConversationCursor(at: $0.value, peer: Peer(key: $0.key)) }
        .sorted { ($0.at, $0.peer) > ($1.at, $1.peer) }
      try await check(sorted, \.self, &generator, "seed \(seed)") { request in
        let window = try await archive.conversations(request)
        return RowWindow(
          rows: window.rows.map(\.cursor), reachesNewest: window.reachesNewest, reachesOldest: window.reachesOldest)
      }
    }
  }

  @Test(arguments: seeds)
  func outgoingComesOnceEachInOrder(_ seed: UInt64) async throws {
    try await withArchive { archive in
      var generator = Seeded(seed)
      let rows = (Int64(1)...Int64.random(in: 1...60, using: &generator)).map { id in
        outgoing(id, at: instant(&generator), status: DeliveryStatus(code: Int.random(in: 0...3, using: &generator)))
      }
      try await archive.takeLive(.outgoing(rows))
      let all = try await archive.outgoing(.newest(count: 1_000)).rows
      #expect(Set(all.map(\.id)) == Set(rows.map(\.id)))
      let sorted = all.sorted { ($0.at, $0.id) > ($1.at, $1.id) }
      try await check(sorted, \.cursor, &generator, "seed \(seed)") { try await archive.outgoing($0) }
      try await check(sorted.filter { $0.status == .failed }, \.cursor, &generator, "faults, seed \(seed)") {
        try await archive.outgoing($0, faultsOnly: true)
      }
    }
  }

  @Test(arguments: seeds)
  func aConversationMergesItsStreamsInOrder(_ seed: UInt64) async throws {
    try await withArchive { archive in
      var generator = Seeded(seed)
      var places: [(at: Timestamp, stream: Int, id: Int64)] = []
      for _ in 1...Int.random(in: 1...60, using: &generator) {
        let (at, stream) = (instant(&generator), Int.random(in: 1...4, using: &generator))
        var id = Int64.random(in: 1...1_000, using: &generator)
        guard !places.contains(where: { $0.stream == stream && $0.id == id }) else { continue }
        switch stream {
        case 1: try await archive.takeLive(.inbox([inbox(id, at: at)]))
        case 2: try await archive.takeLive(.incoming([incoming(id, at: at)]))
        case 3: try await archive.takeLive(.outgoing([outgoing(id, at: at)]))
        default: id = try await archive.submitOne(now: at).rawValue
        }
        places.append((at, stream, id))
      }
      try await archive.takeLive(.inbox([inbox(2_000, from: "somebody else")]))
      let sorted = places.sorted { ($0.at, $0.stream, $0.id) > ($1.at, $1.stream, $1.id) }.map { place in
        let origin: ConversationEntry.Origin =
          switch place.stream {
          case 1: .inbox(MessageID(place.id))
          case 2: .incoming(MessageID(place.id))
          case 3: .outgoing(MessageID(place.id))
          default: .outbox(OutboxItemID(place.id))
          }
        return EntryCursor(at: place.at, origin: origin)
      }
      try await check(sorted, \.self, &generator, "seed \(seed)") { request in
        let window = try await archive.conversation(with: peer, request)
        return RowWindow(
          rows: window.rows.map(\.cursor), reachesNewest: window.reachesNewest, reachesOldest: window.reachesOldest)
      }
    }
  }

  @Test func aPlaceWhoseRowIsGoneStillHasNeighbours() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.outgoing([1, 2, 4, 5].map { outgoing($0, at: noon.later($0)) }))
      let gone = OutgoingCursor(at: noon.later(3), id: MessageID(3))
      let window = try await archive.outgoing(.around(gone, each: 1))
      #expect(window.rows.map(\.id.rawValue) == [4, 2])
      #expect(!window.reachesNewest && !window.reachesOldest)
    }
  }

  @Test func whatMatchesComesInWindowsToo() async throws {
    try await withArchive { archive in
      var rows = (Int64(1)...30).map { inbox($0, from: "P\($0)", "nothing", at: noon.later($0)) }
      rows += [7, 19].map { inbox(100 + $0, from: "P\($0)", "an INVOICE, 100%", at: noon) }
      try await archive.takeLive(.inbox(rows))
      let first = try await archive.conversations(.newest(count: 1), matching: "invoice")
      #expect(first.rows.map(\.peer.key) == ["P19"] && first.reachesNewest && !first.reachesOldest)
      let place = try #require(first.rows.first?.cursor)
      let second = try await archive.conversations(.older(than: place, count: 1), matching: "0%")
      #expect(second.rows.map(\.peer.key) == ["P7"] && second.reachesOldest && !second.reachesNewest)
      #expect(try await archive.conversations(.newest(count: 9), matching: "p12").rows.map(\.peer.key) == ["P12"])
      #expect(try await archive.conversations(.newest(count: 9), matching: "_").rows.isEmpty)
    }
  }

  @Test func namesMatchToo() async throws {
    try await withArchive { archive in
      try await archive.takeLive(.inbox([inbox(1), inbox(2, from: "BANK")]))
      try await archive.takeLive(.outgoing([outgoing(1), outgoing(2, to: "BANK", "for budiman")]))
      try await archive.take(contacts: [contact(1, "Budi", "0811234567")], groups: [], complete: true, seenAt: noon)
      #expect(try await archive.conversations(.newest(count: 9), matching: "BUDI").rows.count == 2)
      #expect(try await archive.outgoing(.newest(count: 9), matching: "budi").rows.map(\.id.rawValue) == [2, 1])
      #expect(try await archive.outgoing(.newest(count: 9), matching: "budim").rows.map(\.id.rawValue) == [2])
    }
  }
}
