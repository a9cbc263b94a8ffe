import Messaging

/// What the operator does to conversations on this machine alone, ready to be told and to be undone.
public struct LocalAction: Hashable, Sendable {
  public let order: LocalOrder
  /// Whom it is about, as it is told: a name, a number, or how many.
  public let whom: UntrustedText
  public let count: Int

  public init(order: LocalOrder, whom: UntrustedText, count: Int) {
    self.order = order
    self.whom = whom
    self.count = count
  }
}

/// Archiving, marking as read and unread, and undoing it.
extension Dashboard {
  /// So many actions can be undone, one after the other.
  static let mostUndoable = 50

  /// What was done and is not undone yet, the last one last.
  struct Undoable: Hashable, Sendable {
    let change: LocalChange
    let whom: UntrustedText
    let count: Int
  }

  /// `d`: out of the inbox, or into it again when all that is chosen is out of it. In the outbox what is chosen is put
  /// away there.
  mutating func archive() {
    switch focus {
    case .outbox: dismiss()
    case .inbox:
      let chosen = inbox.chosen
      let isOut = chosen.allSatisfy(\.isArchived)
      let inside = chosen.filter { !$0.isArchived }.map { LocalOrder.Seen(peer: $0.peer, unread: $0.unread) }
      carryOut(
        isOut ? .bringBack(chosen.map(\.peer)) : .archive(inside), on: (isOut ? chosen.map(\.peer) : inside.map(\.peer))
      )
      mark(.clear)
    case .conversation:
      guard let conversation else { return }
      if conversation.isArchived { return carryOut(.bringBack([conversation.peer]), on: [conversation.peer]) }
      // The operator looks at it: what is unread of it is in sight.
      let unread = conversation.list.rows.filter(\.isUnread).count
      let row = inbox.rows.first { $0.peer == conversation.peer }
      let seen = LocalOrder.Seen(peer: conversation.peer, unread: max(unread, row?.unread ?? 0))
      carryOut(.archive([seen]), on: [conversation.peer])
      closeConversation()
    case .outgoing, .contacts, .composer, .delivery, .log: break
    }
  }

  /// `u`: what leaves by itself is taken back first; the rest waits.
  mutating func undo() {
    let held = heldItems
    guard held.isEmpty else { return emit(.write(.takeBack(held.map(\.id)))) }
    guard let last = undoable.popLast() else { return }
    let action = LocalAction(order: .undo(last.change), whom: last.whom, count: last.count)
    emit(.write(.local(action)))
  }

  mutating func carryOut(_ order: LocalOrder, on peers: [Peer]) {
    guard let first = peers.first else { return }
    let whom = peers.count == 1 ? name(of: first) : UntrustedText("\(peers.count) conversations")
    emit(.write(.local(LocalAction(order: order, whom: whom, count: peers.count))))
  }

  private func name(of peer: Peer) -> UntrustedText {
    let shown = conversation?.peer == peer ? conversation?.name : nil
    return shown ?? inbox.rows.first { $0.peer == peer }?.name ?? names[peer]
      ?? UntrustedText(PhoneFormat.grouped(peer.key))
  }

  mutating func changedLocally(_ action: LocalAction, _ change: LocalChange) {
    let stayed = change.stayed.isEmpty ? "" : "; what got something new stays in the inbox"
    let level: Notice.Level = change.stayed.isEmpty ? .done : .warning
    if case .undo = action.order {
      guard !change.isEmpty else { return say("nothing of it is left to be undone", .warning) }
      return say("undone; \(sentence(of: change, to: action))\(stayed)", level)
    }
    guard !change.isEmpty else {
      if !change.stayed.isEmpty { say("not archived: something new came from \(action.whom.raw)", .warning) }
      return
    }
    undoable.append(Undoable(change: change, whom: action.whom, count: action.count))
    if undoable.count > Dashboard.mostUndoable { undoable.removeFirst() }
    say("\(sentence(of: change, to: action)), \(undoKey) undoes\(stayed)", level)
  }

  private func sentence(of change: LocalChange, to action: LocalAction) -> String {
    let whom = change.stayed.isEmpty ? action.whom.raw : "\(action.count - change.stayed.count) of \(action.whom.raw)"
    let be = action.count == 1 ? "is" : "are"
    if !change.archived.isEmpty { return "archived: \(whom)" }
    if !change.broughtBack.isEmpty { return "back in the inbox: \(whom)" }
    return "\(whom) \(be) \(change.read.isEmpty ? "unread" : "read")"
  }

  /// The key that undoes, as hints write it.
  var undoKey: String { keymap.sequences(for: .undo, in: .list).first.map { KeyNotation.text($0) } ?? "undo" }
}
