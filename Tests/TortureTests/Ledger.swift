import AccountEngine
import MessageArchive
import Messaging
import PlaySMSSandbox

/// What the outbox of an archive holds, beside the server's own books.
struct Ledger {
  let archive: MessageArchive

  init(_ archive: MessageArchive) { self.archive = archive }

  /// All items that count: those of a long log's making do not.
  func items() async throws -> [OutboxItem] {
    var items: [OutboxItem] = []
    var gaps = 0
    var number: Int64 = 0
    while gaps < 5 {
      number += 1
      guard let item = try await archive.outboxItem(OutboxItemID(number)) else {
        gaps += 1
        continue
      }
      gaps = 0
      if item.text != "draft" { items.append(item) }
    }
    return items
  }

  /// Nothing will happen any more: what is open is unknown and not at the server, or waits behind such a one, and of
  /// what was accepted the last word is known.
  func isAtRest(_ server: Server) async throws -> Bool {
    // Looked at once: between two looks a message may go from waiting to unknown, and pass for each in its turn.
    let open = try await archive.openOutboxItems()
    let stuck = Set(open.filter { $0.state.kind == .unknown }.map(\.destination))
    guard open.allSatisfy({ mayStay($0, server, behind: stuck) }) else { return false }
    for taken in server.sandbox.acceptedSubmissions {
      guard let id = taken.smslogID, let row = try await archive.details(of: .outgoing(MessageID(id))) else {
        return false
      }
      guard row.status == .delivered else { return false }
    }
    return true
  }

  private func mayStay(_ item: OutboxItem, _ server: Server, behind stuck: Set<Destination>) -> Bool {
    switch item.state {
    case .unknown: server.count(of: item) == 0
    case .queued: stuck.contains(item.destination)
    // One that a scenario holds for long, to take it back.
    case .held(let until): until.since(SystemClock().now) > .seconds(120)
    case .inFlight, .accepted, .rejected, .cancelled, .settled: false
    }
  }

  /// What is wrong between the outbox and the server's books, whenever one looks.
  func faults(_ server: Server, isOver: Bool) async throws -> [String] {
    var faults: [String] = []
    for item in try await items() {
      let name = "item \(item.id.rawValue) '\(item.text)'"
      let count = server.count(of: item)
      if count > 1 { faults.append("\(name) was sent \(count) times") }
      if count > 0, item.text == Scenario.heldText { faults.append("\(name) left before anybody could take it back") }
      switch item.state {
      case .accepted: if count == 0 { faults.append("\(name) is shown as accepted and never was") }
      case .held, .queued, .rejected, .cancelled:
        if count > 0 { faults.append("\(name) is shown as \(item.state.kind) and was sent") }
      case .inFlight: if isOver { faults.append("\(name) is still in flight") }
      case .unknown: if isOver, count > 0 { faults.append("\(name) is unknown, and its row is there") }
      case .settled: faults.append("\(name) was settled by nobody")
      }
      faults += try await lawlessness(of: item).map { "\(name): \($0)" }
    }
    return faults
  }

  /// Steps of an item's journal that may not follow each other.
  private func lawlessness(of item: OutboxItem) async throws -> [String] {
    let steps = try await archive.history(of: item.id).map(\.state.kind)
    var faults: [String] = []
    for (step, before) in zip(steps, [nil] + steps.map(Optional.some)) where !step.mayFollow(before) {
      faults.append("\(step) follows \(before.map(\.rawValue) ?? "nothing")")
    }
    if steps.last != item.state.kind { faults.append("it stands as \(item.state.kind), its journal ends otherwise") }
    return faults
  }
}
