/// Everything that an operator can tell the dashboard to do. The raw value is its name in the keymap; help, hints and
/// the README's list of keys are made from this table, so none of them can tell something else.
public enum Command: String, CaseIterable, Hashable, Sendable {
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
  case quit
  case paneOverview = "pane.overview"
  case paneInbox = "pane.inbox"
  case paneOutgoing = "pane.outgoing"
  case paneOutbox = "pane.outbox"
  case paneContacts = "pane.contacts"
  case paneLog = "pane.log"
  case paneNext = "pane.next"
  case panePrevious = "pane.previous"
  case focusNext = "focus.next"
  case focusPrevious = "focus.previous"
  case zoom
  case find
  case compose
  case reply
  case forward
  case editAsNew = "edit-as-new"
  case copy
  case unread
  case nextUnread = "next-unread"
  case faults
  case takeBack = "take-back"
  case settle
  case dismiss
  case lookUp = "look-up"
  case poll
  case help
  case palette
  case redraw
  case suspend
  case review
  case nextField = "field.next"
  case previousField = "field.previous"
  case leaveField = "field.leave"
  case plainTwins = "plain-twins"
  case send
  case edit
  case keepDraft = "keep-draft"

  /// What it does, as help says it.
  public var title: String {
    switch self {
    case .next: "next row"
    case .previous: "previous row"
    case .first: "first row"
    case .last: "last row"
    case .halfPageDown: "half a page down"
    case .halfPageUp: "half a page up"
    case .pageDown: "page down"
    case .pageUp: "page up"
    case .open: "open"
    case .back: "back"
    case .leave: "back; at the root, leave"
    case .quit: "quit"
    case .paneOverview: "overview"
    case .paneInbox: "inbox"
    case .paneOutgoing: "outgoing and delivery"
    case .paneOutbox: "outbox and drafts"
    case .paneContacts: "contacts"
    case .paneLog: "log"
    case .paneNext: "next pane"
    case .panePrevious: "previous pane"
    case .focusNext: "next part of the screen"
    case .focusPrevious: "previous part of the screen"
    case .zoom: "this part alone, or all again"
    case .find: "find: narrow the list as you type"
    case .compose: "compose"
    case .reply: "reply"
    case .forward: "forward the text"
    case .editAsNew: "edit as a new message"
    case .copy: "copy the text"
    case .unread: "unread on and off"
    case .nextUnread: "next unread"
    case .faults: "faults only, or all again"
    case .takeBack: "take back what is held"
    case .settle: "settle what is unknown"
    case .dismiss: "delete the draft, or put a refused message aside"
    case .lookUp: "ask the server for contacts"
    case .poll: "poll now; resume when paused"
    case .help: "help"
    case .palette: "find a command by its name"
    case .redraw: "redraw the screen"
    case .suspend: "suspend"
    case .review: "review before sending"
    case .nextField: "next field, or take the suggestion"
    case .previousField: "previous field"
    case .leaveField: "leave, keeping the draft"
    case .plainTwins: "replace characters that force UCS-2"
    case .send: "send"
    case .edit: "go on writing"
    case .keepDraft: "keep as a draft and leave"
    }
  }

  /// A word for the hint line.
  public var shortTitle: String {
    switch self {
    case .open: "open"
    case .back: "back"
    case .leave: "back"
    case .paneNext: "pane"
    case .focusNext: "part"
    case .zoom: "zoom"
    case .find: "find"
    case .forward: "forward"
    case .editAsNew: "edit"
    case .copy: "copy"
    case .nextUnread: "next unread"
    case .quit: "quit"
    case .next: "down"
    case .previous: "up"
    case .unread: "unread"
    case .faults: "faults"
    case .takeBack: "take back"
    case .settle: "settle"
    case .dismiss: "put away"
    case .lookUp: "ask server"
    case .poll: "poll"
    case .palette: "command"
    case .review: "review"
    case .nextField: "field"
    case .leaveField: "leave"
    case .plainTwins: "plain"
    case .edit: "edit"
    case .keepDraft: "keep draft"
    case .first, .last, .halfPageDown, .halfPageUp, .pageDown, .pageUp, .paneOverview, .paneInbox, .paneOutgoing,
      .paneOutbox, .paneContacts, .paneLog, .panePrevious, .focusPrevious, .compose, .reply, .help, .redraw,
      .suspend, .previousField, .send:
      title
    }
  }
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
  /// Answering a question, or reading help.
  case dialog
}
