import MessageArchive
import Messaging
import PlaySMS

/// What another copy of the outbox may have sent.
///
/// A folder that was put back from a backup, or copied to a second machine, has messages waiting that may have left long
/// ago, and nothing in it says so. The server's rows do.
extension AccountEngine {
  /// Younger messages were in no copy.
  private static let fresh = Duration.seconds(120)

  /// Whether nothing tells that a message of some age went already. One that may have is made unknown.
  func hasCertainlyNotGone(_ id: OutboxItemID) async -> Bool {
    do {
      guard let item = try await archived({ archive throws(ArchiveError) in try await archive.outboxItem(id) })
      else { return false }
      let age = clock.now.since(item.createdAt)
      guard age < .zero || age > Self.fresh else { return true }
      _ = try await takeRowsAboveFence(of: item)
      let row = try await archived { archive throws(ArchiveError) in try await archive.rowSentElsewhere(item) }
      guard let row else { return true }
      let reason = """
        While it waited, a message with this text went to this number, and not from here: row \(row.id) of \(row.dt.text). \
        Another copy of this outbox may have sent it.
        """
      if await record(.unknown(reason: reason), for: id, expecting: [.queued], evidence: "not sent: \(reason)") {
        await tellUnknown(id, reason)
      }
      return false
    } catch {
      failed(error)
      // One list that fails does not end the connection: without a pause it would be asked for again at once.
      sendAgainAt = clock.now + sendBackoff.failed(random: chance())
      return false
    }
  }
}
