/// Everything that an operator can tell the dashboard to do. The raw value is its name in a keymap and in the
/// configuration; what else there is to say about it stands in ``CommandTable``.
public enum Command: String, CaseIterable, Hashable, Sendable {
  // Walking.
  case next
  case previous
  case first
  case last
  case halfPageDown = "half-page-down"
  case halfPageUp = "half-page-up"
  case pageDown = "page-down"
  case pageUp = "page-up"
  case open
  case back
  case leave
  case count
  // Panes and parts of the screen.
  case paneOverview = "pane.overview"
  case paneInbox = "pane.inbox"
  case paneOutgoing = "pane.outgoing"
  case paneOutbox = "pane.outbox"
  case paneContacts = "pane.contacts"
  case paneIncoming = "pane.incoming"
  case paneAdmin = "pane.admin"
  case paneLog = "pane.log"
  case paneNext = "pane.next"
  case panePrevious = "pane.previous"
  case focusNext = "focus.next"
  case focusPrevious = "focus.previous"
  case zoom
  case grow
  case shrink
  // Lists.
  case search = "list.search"
  case searchNext = "list.search-next"
  case searchPrevious = "list.search-previous"
  case filter = "list.filter"
  case export = "list.export"
  case sort = "list.sort"
  case reverse = "list.reverse"
  case faults = "list.faults"
  case mark = "list.mark"
  case markAndNext = "list.mark-and-next"
  case markRange = "list.mark-range"
  case markAll = "list.mark-all"
  // Messages.
  case compose = "message.compose"
  case reply = "message.reply"
  case forward = "message.forward"
  case editAsNew = "message.edit-as-new"
  case copy = "message.copy"
  case details = "message.details"
  case unread = "conversation.unread"
  case archive = "conversation.archive"
  case nextUnread = "conversation.next-unread"
  // Outbox and contacts.
  case settle = "outbox.settle"
  case dismiss = "outbox.dismiss"
  case stopList = "outbox.stop-list"
  case lookUp = "contacts.look-up"
  // The program.
  case undo
  case poll
  case accountDetails = "account.details"
  case switchAccount = "account.switch"
  case palette
  case dumpScreen = "dump-screen"
  case help
  case helpSearch = "help.search"
  case redraw
  case suspend
  case quit
  // Writing and reviewing.
  case review = "compose.review"
  case nextField = "field.next"
  case previousField = "field.previous"
  case leaveField = "field.leave"
  case plainTwins = "compose.plain-twins"
  case editor = "compose.editor"
  case options = "compose.options"
  case send = "review.send"
  case edit = "review.edit"
  case keepDraft = "review.keep-draft"
  case eachRecipient = "review.each-recipient"
  case schedule = "review.schedule"
  case override = "review.override"
  // Answers.
  case settleWent = "settle.went"
  case settleNotSent = "settle.not-sent"
  case settleAsk = "settle.ask"
  case stopListAdd = "stop-list.add"
  case stopListRemove = "stop-list.remove"
  case copyText = "copy.text"
  case copyNumber = "copy.number"
  case copyID = "copy.id"
  case copyLink = "copy.link"
  case copyJSON = "copy.json"
  case chooseAccount = "accounts.choose"
  case yes = "question.yes"
  case accept = "prompt.accept"
  case complete = "prompt.complete"

  /// What it does, as help says it.
  public var title: String { CommandTable.entry(self).title }
  /// A word for the hint line.
  public var shortTitle: String { CommandTable.entry(self).shortTitle }
  /// What may be typed behind its name in the palette; nil where nothing may.
  public var argument: CommandTable.Argument? { CommandTable.entry(self).argument }
  /// What must be there for it to act.
  public var need: CommandNeed { CommandTable.entry(self).need }
}

/// What the keyboard is for at the moment.
public enum Mode: String, CaseIterable, Hashable, Sendable {
  /// Walking through a list.
  case list
  /// Reading a conversation.
  case reader
  /// Typing into a field.
  case input
  /// Looking at what is about to be sent.
  case review
  /// Reading what lies over everything else. Its keys hold in the modes of such dialogs too, unless they say otherwise.
  case dialog
  /// Reading help.
  case help
  /// Saying what became of something unknown.
  case settle
  /// Reading the stop list.
  case stopList = "stop-list"
  /// Choosing what to copy.
  case copy
  /// Choosing an account.
  case accounts
  /// Answering yes; whatever says nothing else says no.
  case question
  /// Typing into one line: a command, a file's name, conditions, what to search for.
  case prompt

  /// The mode whose keys hold in this one too, as far as this one has no meaning of its own for them.
  public var wider: Mode? {
    switch self {
    case .help, .settle, .stopList, .copy, .accounts: .dialog
    case .list, .reader, .input, .review, .dialog, .question, .prompt: nil
    }
  }

  /// Whether some commands are for it alone.
  var hasAnswers: Bool {
    switch self {
    case .settle, .stopList, .copy, .accounts, .question, .prompt: true
    case .list, .reader, .input, .review, .dialog, .help: false
    }
  }

  /// Whether most keys type something, so that commands need others.
  var isForTyping: Bool {
    switch self {
    case .input, .prompt: true
    case .list, .reader, .review, .dialog, .help, .settle, .stopList, .copy, .accounts, .question: false
    }
  }
}

/// What must be there for a command to act. Whether it is there, the dashboard tells; see `Dashboard.obstacle(to:)`.
public enum CommandNeed: Hashable, Sendable {
  case nothing
  /// A message, or another row with a text.
  case message
  /// Somebody who can be written to.
  case recipient
  case conversation
  /// A conversation that is in the inbox or was, or what `disposable` is.
  case archivable
  /// Something held, or something that was done here.
  case undoable
  /// Rows that can be marked.
  case rows
  /// A list that can be narrowed.
  case filter
  /// Something to search in.
  case searchable
  /// A text that was searched for.
  case needle
  /// A list that can be ordered otherwise.
  case sortable
  /// A message with a number of its own.
  case details
  /// Something that is not open already.
  case unopened
  case unknown
  /// A draft or a refused message in the outbox.
  case disposable
  case contacts
  /// A message that is being written.
  case composition
  /// More accounts than one.
  case otherAccount
  /// More parts of the screen than one.
  case severalParts
  /// A pane that this version has not.
  case laterVersion

  /// As the manual says it; empty for nothing.
  public var phrase: String {
    switch self {
    case .nothing: ""
    case .message: "with a message chosen"
    case .recipient: "with somebody chosen who can be written to"
    case .conversation: "with a conversation chosen"
    case .archivable: "in the inbox, in a conversation, in the outbox"
    case .undoable: "after something that can be undone"
    case .rows: "in a list with rows"
    case .filter: "in a list that can be narrowed"
    case .searchable: "in a list or a conversation"
    case .needle: "after a search"
    case .sortable: "in a list that can be ordered"
    case .details: "on a single message"
    case .unopened: "on a row"
    case .unknown: "while something is unknown"
    case .disposable: "on a draft or a refused message"
    case .contacts: "in the contacts"
    case .composition: "while a message is being written"
    case .otherAccount: "with several accounts in the configuration"
    case .severalParts: "with several parts on the screen"
    case .laterVersion: "not in this version"
    }
  }
}
