import GRDB
import Messaging

extension MessageArchive {
  /// Marks what came from a peer as read, with `upTo` only as far as that entry, so that what arrives meanwhile stays
  /// unread. Gives how many entries that were.
  @discardableResult
  public func markRead(_ peer: Peer, upTo: EntryCursor? = nil) async throws(ArchiveError) -> Int {
    let count = try await archive.write { db in
      guard let number = try PeerNumbers.find(peer, db) else { return 0 }
      let place = upTo?.origin.place
      return try db.prepared(
        """
        UPDATE message SET unread = 0 WHERE peer = ? AND unread = 1 AND (at, stream, id) <= (?, ?, ?)
        """
      ).run(
        .integer(number), .integer(upTo?.at.milliseconds ?? .max), .integer(place?.stream.rawValue ?? .max),
        .integer(place?.id ?? .max))
    }
    if count > 0 { hub.publish(ArchiveChange(subjects: [.readState])) }
    return count
  }

  /// Makes the last message that came from a peer unread. Whether there was one that was read.
  @discardableResult
  public func markUnread(_ peer: Peer) async throws(ArchiveError) -> Bool {
    let hasChanged = try await archive.write { db in
      guard let number = try PeerNumbers.find(peer, db) else { return false }
      let last = try db.prepared(
        """
        SELECT row FROM message WHERE peer = ? AND stream IN (1, 2)
        ORDER BY at DESC, stream DESC, id DESC LIMIT 1
        """
      ).first(.integer(number)) { $0.integer(0) }
      guard let last else { return false }
      return try db.prepared("UPDATE message SET unread = 1 WHERE row = ? AND unread = 0").run(.integer(last)) > 0
    }
    if hasChanged { hub.publish(ArchiveChange(subjects: [.readState])) }
    return hasChanged
  }
}
