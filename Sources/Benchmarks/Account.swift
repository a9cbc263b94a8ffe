import MessageArchive
import Messaging

/// Archives of any size, filled as the engine does it.
enum Account {
  /// Rows of a page of history, each a transaction.
  static let page = 5_000

  static func take(_ rows: Intake.Rows, into archive: MessageArchive) async throws {
    let seenAt = Timestamp(seconds: Corpus.end)
    switch rows {
    case .inbox(let rows):
      for page in rows.inPages { _ = try await archive.take(Intake(.inbox(page), seenAt: seenAt, arrival: .history)) }
    case .outgoing(let rows):
      for page in rows.inPages {
        _ = try await archive.take(Intake(.outgoing(page), seenAt: seenAt, arrival: .history))
      }
    case .incoming(let rows):
      for page in rows.inPages {
        _ = try await archive.take(Intake(.incoming(page), seenAt: seenAt, arrival: .history))
      }
    }
  }

  /// An archive with so many messages, half of them received, newest first as history comes.
  static func make(_ count: Int, at location: ArchiveLocation) async throws -> ArchiveLocation {
    let archive = try MessageArchive.open(location)
    var corpus = Corpus(peers: UInt64(max(10, min(20_000, count / 20))))
    let each = count / 2
    for start in stride(from: 0, to: each, by: page) {
      let indexes = (max(0, each - start - page)..<(each - start)).reversed()
      try await take(.inbox(indexes.map { corpus.received($0, of: each) }), into: archive)
      try await take(.outgoing(indexes.map { corpus.sent($0, of: each) }), into: archive)
    }
    try await archive.finishUpkeep()
    try archive.close()
    return location
  }
}

extension Array {
  fileprivate var inPages: [[Element]] {
    stride(from: 0, to: count, by: Account.page).map { Array(self[$0..<Swift.min(count, $0 + Account.page)]) }
  }
}
