import Messaging

/// Something to be done outside. Its result, if any, comes back as an event.
public enum Effect: Hashable, Sendable {
  /// Rows or figures of the archive. Reads run side by side.
  case read(Read)
  /// A change of the archive or the outbox. Writes are carried out one after another, in this order.
  case write(Write)
  /// A request to the engine.
  case ask(Question)
  /// Text for the operator's clipboard.
  case copy(String)
  /// A composition's text for the operator's own editor, which has the terminal meanwhile.
  case edit(text: String, token: Int)
  /// What the screen shows then, into a file that is not there yet; the answer is a notice.
  case dumpScreen(path: String)
  case redraw
  case suspend
  case quit
  /// Ends this account as `quit` does, and opens another one.
  case switchAccount(String)

  public enum Read: Hashable, Sendable {
    case counters
    /// How far what was sent within the last day has come.
    case delivery
    case conversations(ListRequest<ConversationCursor>, filter: MessageFilter, sort: ListSort)
    case conversation(Peer, ListRequest<EntryCursor>, filter: MessageFilter)
    case outgoing(ListRequest<OutgoingCursor>, filter: MessageFilter, sort: ListSort)
    case outbox
    case contacts(matching: String)
    case suggestions(matching: String)
    case names([Peer])
    /// What is known before a send.
    case sendingFacts(SendingQuestion, ticket: Int)
    /// Everything that is known of one message that was written here.
    case story(OutboxItemID)
    /// What speaks for and against each row being an item of unknown fate.
    case settlement(OutboxItemID)
    case stopList
    case match(Search)
    /// Rows into a file; the answer is a notice.
    case export(Export)
    case newer(ListNews, filter: MessageFilter)
    case facts(ConversationEntry.Origin)
    case nextUnread(after: ConversationCursor?)
  }

  public enum Write: Hashable, Sendable {
    /// It was looked at.
    case markRead(Peer)
    /// Something that can be undone.
    case local(LocalAction)
    /// Saves a composition under the number of its draft, whatever that is by now.
    case saveDraft(token: Int, recipients: String, text: String, options: SendOptions = SendOptions())
    /// This composition goes on writing an older draft, as it was when that was saved.
    case adoptDraft(token: Int, DraftID, savedAt: Timestamp)
    case deleteDraft(DraftID)
    /// Writes the submission down and removes the draft in the same transaction.
    case submit(Submission, token: Int)
    /// Takes back what has not left, and keeps it as one draft.
    case takeBack([OutboxItemID])
    case settle(OutboxItemID, went: Bool)
    /// Puts a rejected item out of sight.
    case dismiss(OutboxItemID)
    /// Puts a number on the local stop list, with the operator's reason; or takes it off.
    case stop(Destination, note: String)
    case unstop(Destination)
  }

  public enum Question: Hashable, Sendable {
    /// Asks the server now, about messages of unknown fate too.
    case poll
    /// Tells that somebody is at the keyboard.
    case attend
    /// What the engine did in this run, in figures.
    case report
    /// Ends the pause after a refused login.
    case resume
    /// Asks the server's phonebook.
    case contacts(String)
  }
}
