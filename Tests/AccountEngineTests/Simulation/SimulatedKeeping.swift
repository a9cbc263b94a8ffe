import MessageArchive
import Messaging

@testable import AccountEngine
@testable import PlaySMSSandbox

/// Compares what the archive shows in the end with all that it ever had, and with what was sent.
extension SimulatedLife {
  /// Nothing that was once received is lost, whatever became of it at the server, and what was sent stands in its
  /// conversation once.
  func judgeWhatWasKept() throws {
    guard let archive = program?.archive else { return }
    for (stream, rows) in truth.kept {
      for (id, texts) in rows {
        let here = Set(try perform { try await archive.details(of: stream.origin(id)) }?.texts ?? [])
        if let lost = texts.first(where: { !here.contains($0) }) {
          throw BrokenPromise("\(id) of \(stream) was \(lost.prefix(20)), which is not here any more")
        }
      }
    }
    for (id, sent) in truth.sent where !mistakenItems.contains(id) { try judgePlace(of: id, sent, archive) }
  }

  private func judgePlace(of id: OutboxItemID, _ sent: SimulatedTruth.Sent, _ archive: MessageArchive) throws {
    guard let item = try perform({ try await archive.outboxItem(id) }) else { return }
    let entry = try perform { try await archive.details(of: .outbox(id)) }
    switch item.state {
    case .cancelled: if entry != nil { throw BrokenPromise("\(id) was taken back and is shown") }
    case .accepted(let row?, _, _):
      let own = sent.attempts.flatMap(\.submissions).first { $0.smslogID == row.rawValue }
      let shown = try perform { try await archive.details(of: .outgoing(row)) }
      let isShown = shown.map { $0.text.raw == own?.text && $0.dst.raw == own?.to } ?? false
      // An id that was given again may be that of another message of the outbox, with the same words.
      if isShown, entry != nil, !truth.freedIDs.contains(row.rawValue) {
        throw BrokenPromise("\(id) is shown twice: beside its row \(row)")
      }
      // Whether a row for the same number is the message's own is told by nothing once its id was given again.
      let mayBeOwn = truth.freedIDs.contains(row.rawValue) && shown?.numbers.contains(own?.to ?? "") ?? false
      let wasShown = mayBeOwn || shown?.texts.contains(own?.text ?? "") ?? false
      if !wasShown, entry == nil {
        throw BrokenPromise("\(id) is not shown: row \(row) is \(shown?.text.raw ?? "not here")")
      }
    case .held, .queued, .inFlight, .accepted, .rejected, .unknown, .settled:
      if entry == nil { throw BrokenPromise("\(id) is \(item.state.kind) and not shown") }
    }
  }
}

extension SandboxSubmission {
  /// As lists show it.
  fileprivate var text: String { msg.shownAsMessage }
}

extension MessageDetails {
  /// What it says, and what it said before.
  fileprivate var texts: [String] {
    earlier.reversed().reduce(into: [text.raw]) { texts, before in
      texts.append(before.text?.raw ?? texts[texts.count - 1])
    }
  }
}

extension MessageDetails {
  /// To whom it is, and was before.
  fileprivate var numbers: [String] { [dst.raw] + earlier.compactMap(\.dst?.raw) }
}

extension Messaging.Stream {
  fileprivate func origin(_ id: Int64) -> ConversationEntry.Origin {
    switch self {
    case .inbox: .inbox(MessageID(id))
    case .incoming: .incoming(MessageID(id))
    case .outgoing: .outgoing(MessageID(id))
    }
  }
}
