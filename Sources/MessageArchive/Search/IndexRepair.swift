import GRDB
import Messaging

extension MessageArchive {
  /// Reads by way of the index of words. Where that is broken it is emptied, to be made anew in time, and the reading is
  /// done without it: it holds nothing that the messages do not.
  func searching<Result: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Result
  ) async throws(ArchiveError) -> Result {
    do {
      return try await archive.read(body)
    } catch {
      guard error.isBrokenIndex else { throw error }
    }
    try await clearIndex()
    return try await archive.read(body)
  }

  /// Goes on joining the parts of the index of words. Whether there was anything to do.
  func joinIndexParts() async throws(ArchiveError) -> Bool {
    do {
      return try await archive.write { try IndexParts.join($0) }
    } catch {
      guard error.isBrokenIndex else { throw error }
    }
    try await clearIndex()
    return true
  }

  private func clearIndex() async throws(ArchiveError) {
    try await archive.write { try WordIndex($0).clear() }
    hub.publish(ArchiveChange(subjects: [.stream(.inbox), .stream(.incoming), .stream(.outgoing)]))
  }
}

extension ArchiveError {
  /// Whether SQLite found a fault in what a table of its own making holds, of which the index is the only one.
  fileprivate var isBrokenIndex: Bool {
    guard case .damaged(_, let detail) = self else { return false }
    return detail.hasPrefix("\(ResultCode.SQLITE_CORRUPT_VTAB.rawValue) ")
  }
}
