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
      for (id, item) in now.sorted(by: { $0.key < $1.key }) where known[id]?.state.kind != item.state.kind {
        if let notice = OutboxWatch.notice(of: item) { await tell(notice) }
      }
      for id in known.keys.sorted() where now[id] == nil && known[id]?.state.kind == .unknown {
        let sentence = UntrustedText("What became of a message of unknown fate is settled.")
        await tell(Notice(at: .now(), level: .information, sentence: sentence, item: id))
      }
      known = now
    }
  }

  /// Items that were refused or of which it is not known whether they went. What cannot be read now is read later.
  private func faults() async -> [OutboxItemID: OutboxItem] {
    let items = (try? await archive.outboxAttention()) ?? []
    return Dictionary(uniqueKeysWithValues: items.map { ($0.id, $0) }).filter { OutboxWatch.notice(of: $1) != nil }
  }

  private static func notice(of item: OutboxItem) -> Notice? {
    switch item.state {
    case .rejected(_, let sentence):
      fault(item.id, "A message was not sent. \(sentence)", hint: "Correct it and send it again.")
    case .unknown(let reason):
      fault(item.id, "Whether a message was sent is not known. \(reason)", hint: item.adviceWhileUnknown)
    case .held, .queued, .inFlight, .accepted, .cancelled, .settled: nil
    }
  }

  private static func fault(_ id: OutboxItemID, _ sentence: String, hint: String) -> Notice {
    Notice(at: .now(), level: .fault, sentence: UntrustedText(sentence), hint: hint, isSticky: true, item: id)
  }
}
