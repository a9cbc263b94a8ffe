import Messaging
import Terminal

/// Something that happened. Everything the dashboard knows came in through one of these.
public enum Event: Sendable {
  case input(InputEvent)
  /// Time passed; nothing else did.
  case clockTicked
  /// The archive has something new: rows, statuses, read marks or contacts.
  case archiveChanged
  /// The outbox or the drafts changed.
  case outboxChanged
  case accountChanged(AccountStatus)
  /// From now on this process asks the server, or the other one that is named.
  case pollerChanged(Int32?, isHere: Bool)
  /// What the engine did in this run.
  case accountReported(AccountReport)
  case noticed(Notice)
  case countersLoaded(Counters)
  case deliveryLoaded(DeliveryFigures)
  case conversationsLoaded(RowWindow<ConversationSummary>, ticket: Int)
  case conversationLoaded(
    RowWindow<ConversationEntry>, peer: Peer, name: UntrustedText?, isArchived: Bool = false, ticket: Int)
  case outgoingLoaded(RowWindow<OutgoingSummary>, ticket: Int)
  case outboxLoaded(items: [OutboxItem], drafts: [Draft])
  case contactsLoaded([ContactRow], matching: String)
  case suggestionsLoaded([RecipientSuggestion], matching: String)
  case namesLoaded([Peer: UntrustedText])
  case nextUnreadFound(ConversationSummary?)
  /// The next row that holds what was searched for; nil when there is none.
  case matched(Search, SearchHit?, wentRound: Bool)
  /// How many rows are newer than a list has shown.
  case newerCounted(Int, ListNews)
  /// Nil when the archive does not have the message.
  case factsLoaded(MessageFacts?, of: ConversationEntry.Origin)
  /// Something was done here, or undone.
  case changedLocally(LocalAction, LocalChange)
  /// The mouse did something to what stands there.
  case pointed(PointerTarget, MouseEvent.Action)
  /// The submission is on disk, held until its moment has passed.
  case submitted(count: Int, heldFor: Duration)
  /// The submission could not be written down; nothing of it will be sent.
  case notSubmitted(Submission, token: Int)
  /// The operator's own editor gave the terminal back.
  case editorClosed(EditorOutcome, token: Int)
  /// The outbox refused the submission for these; nothing of it will be sent.
  case submissionGuarded(Submission, token: Int, [GuardFinding])
  case sendingFactsLoaded(SendingFacts, ticket: Int)
  /// Nil when there is no such item.
  case storyLoaded(OutboxItemID, SendingStory?)
  /// Nil when the item is not unknown any more.
  case settlementLoaded(OutboxItemID, SettlementCase?)
  case stopListLoaded([StopListEntry])
  case exportEnded(ExportOutcome)
}

/// What came of writing on in the operator's own editor.
public enum EditorOutcome: Hashable, Sendable {
  /// The text as it was saved.
  case edited(String)
  /// Why there is none; the text stays as it was before.
  case failed(String)
}

/// A row of the contacts pane.
public enum ContactRow: NamedRow {
  case contact(ContactSummary)
  case group(ContactGroup)

  /// What stays the same when the row changes.
  public enum RowID: Hashable, Sendable {
    case contact(Int64)
    case group(Int64)
  }

  public var rowID: RowID {
    switch self {
    case .contact(let summary): .contact(summary.contact.id)
    case .group(let group): .group(group.id)
    }
  }
}

/// A row of the outbox pane.
public enum OutboxRow: NamedRow {
  case item(OutboxItem)
  case draft(Draft)

  /// What stays the same when the row changes.
  public enum RowID: Hashable, Sendable {
    case item(OutboxItemID)
    case draft(DraftID?)
  }

  public var rowID: RowID {
    switch self {
    case .item(let item): .item(item.id)
    case .draft(let draft): .draft(draft.id)
    }
  }
}
