import MessageArchive
import Messaging
import PlaySMS

/// Finding out what became of messages whose sending ended without an answer.
extension AccountEngine {
  /// Asks for the rows above the fence, for each message of unknown fate that is due, and settles it where they prove
  /// that it went. That it did not go is never proven by rows: they may be late.
  func settleUnknown() async throws(Interruption) {
    let now = clock.now
    let items = try await archived { archive throws(ArchiveError) in try await archive.openOutboxItems() }
    let unknown = items.filter { $0.state.kind == .unknown }
    settlingAt = settlingAt.filter { id, _ in unknown.contains { $0.id == id } }
    var asked = 0
    var settled = 0
    for item in unknown {
      let age = max(.zero, now.since(item.since))
      guard Settlement(item, sentAt: item.since) != nil, age <= settings.settleWithin,
        let gap = settings.followUp.gap(atAge: age),
        settlingAt[item.id].map({ $0.wait(at: now, longest: gap) == .zero }) ?? true
      else { continue }
      settlingAt[item.id] = now + gap
      asked += 1
      if try await settle(item) { settled += 1 }
    }
    if settlingWasAsked, asked > 0, settled == 0 {
      let whom = asked == 1 ? "the unknown message" : "any of \(asked) unknown messages"
      tell(.info, "The server was asked once more: still no row that can only be \(whom).")
    }
    settlingWasAsked = false
  }

  /// Whether its row was found.
  private func settle(_ item: OutboxItem) async throws(Interruption) -> Bool {
    guard try await takeRowsAboveFence(of: item) else { return false }
    let id = item.id
    let found = try await archived { archive throws(ArchiveError) in try await archive.settlementCase(of: id) }
    guard let row = found?.proof else { return false }
    let now = clock.now
    // No reply came, so its queue code is not known.
    let state = OutboxState.accepted(id: row.id, queue: QueueCode(""), to: row.dst.raw)
    let evidence = """
      row \(row.id) of the outgoing list can be nothing else: same number, same text, above \(item.fence ?? row.id), \
      in time, and no other message has it or could have it
      """
    let isSettled = try await archived { archive throws(ArchiveError) in
      try await archive.record(state, for: id, expecting: [.unknown], evidence: evidence, at: now)
    }
    guard isSettled else { return false }
    tell(
      .info, "A message of unknown fate was found among the outgoing ones: it went.", item: id,
      about: await subject(of: item))
    outboxBell.ring()
    return true
  }

  /// Takes all rows above the fence that may be for the number into the archive; false when there are too many to know
  /// them all.
  func takeRowsAboveFence(of item: OutboxItem) async throws(Interruption) -> Bool {
    guard case .number(let number) = item.destination else { return false }
    // The server drops a leading zero, or else three characters, and finds numbers by what is left.
    let isTelling = number.count > 6
    let listing = Listing(last: item.fence, count: 1_000, dst: isTelling ? number : nil)
    switch try await page(listing, of: .outgoing) {
    case .tooLarge: return false
    case .page(let page):
      try await take(page, arrival: .live, progress: nil)
      return page.facts.count < 1_000
    }
  }
}
