import Dashboard
import MessageArchive
import Messaging

/// What the dashboard reads, from the archive.
extension EffectRunner {
  func event(answering read: Effect.Read) async throws(ArchiveError) -> Event {
    switch read {
    case .counters:
      return .countersLoaded(try await archive.counters(lately: .now() - .seconds(86_400)))
    case .delivery: return .deliveryLoaded(try await archive.delivery(at: .now()))
    case .conversations(let request, let filter, let sort):
      return .conversationsLoaded(
        try await archive.conversations(request.window, filter, sort), ticket: request.ticket)
    case .conversation(let peer, let request, let filter):
      let window = try await archive.conversation(with: peer, request.window, filter: filter)
      let name = try await archive.name(for: peer)
      let isArchived = try await archive.isArchived(peer)
      return .conversationLoaded(window, peer: peer, name: name, isArchived: isArchived, ticket: request.ticket)
    case .outgoing(let request, let filter, let sort):
      return .outgoingLoaded(try await archive.outgoing(request.window, filter, sort), ticket: request.ticket)
    case .export(let export): return .exportEnded(await Exporting(archive: archive, export: export).run())
    case .match(let search): return try await archive.answer(to: search)
    case .newer(let news, let filter): return .newerCounted(try await archive.count(news, filter), news)
    case .facts(let origin):
      let zone = ZoneRules.ofThisMachine(at: .now())
      return .factsLoaded(try await archive.details(of: origin).map { MessageFacts($0, zone: zone) }, of: origin)
    case .outbox:
      return .outboxLoaded(items: try await archive.outboxAttention(), drafts: try await archive.drafts())
    case .contacts(let matching):
      let found = try await archive.contacts(matching: matching, limit: 500).map { ContactRow.contact($0) }
      let groups = try await archive.groups(matching: matching).map { ContactRow.group($0) }
      return .contactsLoaded(found + groups, matching: matching)
    case .suggestions(let matching):
      return .suggestionsLoaded(try await archive.suggestions(for: matching, limit: 5), matching: matching)
    case .names(let peers):
      var names: [Peer: UntrustedText] = [:]
      for peer in peers { names[peer] = try await archive.name(for: peer) }
      return .namesLoaded(names)
    case .sendingFacts(let question, let ticket):
      let facts = try await archive.sendingFacts(question, on: await ground(), now: .now())
      return .sendingFactsLoaded(facts, ticket: ticket)
    case .story(let id): return .storyLoaded(id, try await archive.story(of: id))
    case .settlement(let id): return .settlementLoaded(id, try await archive.settlementCase(of: id))
    case .stopList: return .stopListLoaded(try await archive.stopList())
    case .nextUnread(let cursor):
      // From the selection on to older ones, then round again from the newest.
      if let next = try await archive.nextUnread(after: cursor) { return .nextUnreadFound(next) }
      return .nextUnreadFound(try await archive.nextUnread(after: nil))
    }
  }
}
