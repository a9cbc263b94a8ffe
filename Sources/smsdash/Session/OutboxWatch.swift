import Dashboard
import MessageArchive
import Messaging

/// Tells what went wrong with a send while another process sends: that one tells it only to whoever sits there.
struct OutboxWatch {
  let archive: MessageArchive

  /// Follows the outbox for as long as another process polls.
  func follow(tell: @Sendable (Notice) async -> Void) async {
    let changes = archive.changes()
    var known = await faults()
    for await change in changes {
      guard archive.poller != .thisProcess else { return }
      guard change.isFromElsewhere, change.subjects.contains(.outbox) else { continue }
      let now = await faults()
      for (id, state) in now.sorted(by: { $0.key < $1.key }) where known[id]?.kind != state.kind {
        if let notice = OutboxWatch.notice(of: state, id) { await tell(notice) }
      }
      for id in known.keys.sorted() where now[id] == nil && known[id]?.kind == .unknown {
        let sentence = UntrustedText("What became of a message of unknown fate is settled.")
        await tell(Notice(at: .now(), level: .information, sentence: sentence, item: id))
      }
      known = now
    }
  }

  /// Items that were refused or of which it is not known whether they went. What cannot be read now is read later.
  private func faults() async -> [OutboxItemID: OutboxState] {
    let items = (try? await archive.outboxAttention()) ?? []
    return Dictionary(uniqueKeysWithValues: items.map { ($0.id, $0.state) }).filter {
      OutboxWatch.notice(of: $1, $0) != nil
    }
  }

  private static func notice(of state: OutboxState, _ id: OutboxItemID) -> Notice? {
    switch state {
    case .rejected(_, let sentence):
      fault(id, "A message was not sent. \(sentence)", hint: "Correct it and send it again.")
    case .unknown(let reason):
      fault(
        id, "Whether a message was sent is not known. \(reason)",
        hint: "It is never sent again by itself. Settle it, or wait: its row among the outgoing ones settles it too.")
    case .held, .queued, .inFlight, .accepted, .cancelled, .settled: nil
    }
  }

  private static func fault(_ id: OutboxItemID, _ sentence: String, hint: String) -> Notice {
    Notice(at: .now(), level: .fault, sentence: UntrustedText(sentence), hint: hint, isSticky: true, item: id)
  }
}
