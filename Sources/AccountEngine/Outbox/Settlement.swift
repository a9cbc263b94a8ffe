import Messaging

/// Whether rows of `ds` settle a send of unknown outcome.
///
/// The rows are all that the server has above the fence for a number. A row counts when the number is the same by its
/// end, the text is the same after the server's known changes, and no other message of the outbox has it. Only exactly
/// one such row, which fits no other unknown message, is proof.
struct Settlement: Hashable, Sendable {
  let item: OutboxItem
  let fence: MessageID

  /// Nil for an item that no row can settle: not unknown, to an account or a group, or without a fence.
  init?(_ item: OutboxItem) {
    guard case .unknown = item.state, case .number = item.destination, let fence = item.fence else { return nil }
    self.item = item
    self.fence = fence
  }

  /// The rows that could be this message.
  func candidates(among rows: [OutgoingMessage]) -> [OutgoingMessage] {
    rows.filter(fits)
  }

  /// - Parameters:
  ///   - rows: every row above the fence for this number.
  ///   - claimed: ids that belong to other messages of the outbox.
  ///   - others: the other messages whose outcome is unknown.
  func proof(among rows: [OutgoingMessage], claimed: Set<MessageID>, others: [OutboxItem]) -> OutgoingMessage? {
    let free = candidates(among: rows).filter { !claimed.contains($0.id) }
    guard free.count == 1, let row = free.first else { return nil }
    let rivals = others.filter { $0.id != item.id }.compactMap(Settlement.init)
    return rivals.contains { $0.fits(row) } ? nil : row
  }

  private func fits(_ row: OutgoingMessage) -> Bool {
    guard row.id > fence, case .number(let number) = item.destination else { return false }
    return NumberSuffix.areOne(number, row.dst.raw) && ServerRewriting.couldBe(sent: item.text, shown: row.msg.raw)
  }
}
