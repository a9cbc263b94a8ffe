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

  /// What became of a message for good stands here as it stands there.
  func judgeStatuses() throws {
    // What an older database shows again as pending is asked about only as long as it is young.
    guard let archive = program?.archive, putBackAt == .max else { return }
    for row in SimulatedTruth.rows(of: .outgoing, at: sandbox) {
      let there = DeliveryStatus(code: row.status ?? 0)
      guard [.failed, .delivered].contains(there),
        let here = try perform({ try await archive.details(of: .outgoing(MessageID(row.id))) })?.status, here != there
      else { continue }
      throw BrokenPromise("row \(row.id) is \(here) here and \(there) there")
    }
  }

  private func judgePlace(of id: OutboxItemID, _ sent: SimulatedTruth.Sent, _ archive: MessageArchive) throws {
    guard let item = try perform({ try await archive.outboxItem(id) }) else { return }
    let entry = try perform { try await archive.details(of: .outbox(id)) }
    switch item.state {
    case .cancelled: if entry != nil { throw BrokenPromise("\(id) was taken back and is shown") }
    case .accepted(let row?, _, _):
      guard let own = sent.attempts.flatMap(\.submissions).first(where: { $0.smslogID == row.rawValue }) else {
        throw BrokenPromise("\(id) never got row \(row)")
      }
      let versions = try perform { try await archive.details(of: .outgoing(row)) }?.versions ?? []
      let isShown = versions.first.map { $0 == (own.to, own.text) } ?? false
      // An id that was given again may be that of another message of the outbox, with the same words.
      if isShown, entry != nil, !truth.freedIDs.contains(row.rawValue) {
        throw BrokenPromise("\(id) is shown twice: beside its row \(row)")
      }
      // Whether a row for the same number is the message's own is told by nothing once its id was given again.
      let mayBeOwn = truth.freedIDs.contains(row.rawValue) && versions.contains { $0.to == own.to }
      if entry == nil, !mayBeOwn, !versions.contains(where: { $0.text == own.text }) {
        throw BrokenPromise("\(id) is not shown: row \(row) is \(versions.first.map { "\($0)" } ?? "not here")")
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
  /// To whom it is and what it says, and then what it was before.
  fileprivate var versions: [(to: String, text: String)] {
    earlier.reversed().reduce(into: [(dst.raw, text.raw)]) { versions, before in
      let after = versions[versions.count - 1]
      versions.append((before.dst?.raw ?? after.0, before.text?.raw ?? after.1))
    }
  }

  fileprivate var texts: [String] { versions.map(\.text) }
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
