/// The one table of commands. The keymap, the palette, help, the hint line, the list of keys in the README and the
/// manual page are made from it, so none of them can tell something else.
public enum CommandTable {
  /// Everything there is to say about a command.
  public struct Entry: Hashable, Sendable {
    public let command: Command
    /// What it does, as help says it.
    public let title: String
    /// A word for the hint line.
    public let shortTitle: String
    /// What must be there for it to act.
    public let need: CommandNeed
    /// What may be typed behind its name in the palette; nil where nothing may.
    public let argument: Argument?
    /// Its default keys, mode by mode, as `KeyNotation` writes them; the first one is the one that hints show.
    public let keys: [Keys]
  }

  /// What is typed behind a command's name in the palette.
  public struct Argument: Hashable, Sendable {
    /// As the manual writes it: `FILE`.
    public let name: String
    /// What it is, for whoever types it.
    public let meaning: String
    /// Whether the command is nothing without it.
    public let isRequired: Bool

    static func optional(_ name: String, _ meaning: String) -> Argument {
      Argument(name: name, meaning: meaning, isRequired: false)
    }

    static func required(_ name: String, _ meaning: String) -> Argument {
      Argument(name: name, meaning: meaning, isRequired: true)
    }
  }

  /// The default keys of a command in some modes.
  public struct Keys: Hashable, Sendable {
    public let modes: [Mode]
    /// Separated by blanks; keys that follow each other are joined by `+`. Empty for a command that has a place in
    /// these modes and no key: the palette has it.
    public let text: String

    /// Walking through a list or a conversation.
    static func walking(_ text: String) -> Keys { Keys(modes: [.list, .reader], text: text) }
    static func list(_ text: String) -> Keys { Keys(modes: [.list], text: text) }
    static func reader(_ text: String) -> Keys { Keys(modes: [.reader], text: text) }
    static func input(_ text: String) -> Keys { Keys(modes: [.input], text: text) }
    static func review(_ text: String) -> Keys { Keys(modes: [.review], text: text) }
    static func dialog(_ text: String) -> Keys { Keys(modes: [.dialog], text: text) }
    static func prompt(_ text: String) -> Keys { Keys(modes: [.prompt], text: text) }
    /// The same for the answers of one dialog.
    static func answering(_ mode: Mode, _ text: String) -> Keys { Keys(modes: [mode], text: text) }
    static func everywhere(_ text: String) -> Keys { Keys(modes: Mode.allCases.filter { $0.wider == nil }, text: text) }
  }

  /// Commands that belong together.
  public struct Section: Hashable, Sendable {
    public let title: String
    public let entries: [Entry]
  }

  /// All of it, in the order in which it is read.
  public static let sections: [Section] = [
    walking, panes, lists, messages, outbox, program, writing, reviewing, settling, stopping, copying, answering,
    typing,
  ]

  private static let entries = Dictionary(
    uniqueKeysWithValues: sections.flatMap(\.entries).map { ($0.command, $0) })

  /// What is said about a command.
  static func entry(_ command: Command) -> Entry {
    // A test sees to it that none is missing.
    entries[command]
      ?? Entry(
        command: command, title: command.rawValue, shortTitle: command.rawValue, need: .nothing, argument: nil, keys: []
      )
  }

  private static func entry(
    _ command: Command, _ title: String, short: String? = nil, need: CommandNeed = .nothing,
    takes argument: Argument? = nil, _ keys: Keys...
  ) -> Entry {
    Entry(
      command: command, title: title, shortTitle: short ?? title, need: need, argument: argument, keys: keys)
  }

  private static let walking = Section(
    title: "Walking",
    entries: [
      entry(
        .next, "next row", short: "down", .walking("j Down C-n"), .review("j Down"), .dialog("j Down C-n"),
        .prompt("Down C-n")),
      entry(
        .previous, "previous row", short: "up", .walking("k Up C-p"), .review("k Up"), .dialog("k Up C-p"),
        .prompt("Up C-p")),
      entry(.first, "first row", .walking("g+g < Home"), .dialog("g+g < Home")),
      entry(.last, "last row", .walking("G > End"), .dialog("G > End")),
      entry(.halfPageDown, "half a page down", .walking("C-d"), Keys(modes: [.review, .dialog], text: "C-d")),
      entry(.halfPageUp, "half a page up", .walking("C-u"), Keys(modes: [.review, .dialog], text: "C-u")),
      entry(
        .pageDown, "page down", .list("C-f PgDn"), Keys(modes: [.reader, .review, .dialog], text: "C-f PgDn Space")),
      entry(.pageUp, "page up", .walking("C-b PgUp"), Keys(modes: [.review, .dialog], text: "C-b PgUp")),
      entry(.open, "open", need: .unopened, .walking("Enter l Right")),
      entry(
        .back, "back", .walking("Esc h Left"), Keys(modes: [.review, .dialog, .question], text: "q Esc"),
        .answering(.help, "q Esc ? F1"), .prompt("Esc")),
      entry(.leave, "back; at the root, leave", short: "back", .walking("q")),
      entry(.count, "the number of times for the next key", short: "times", .walking(",")),
    ])

  private static let panes = Section(
    title: "Panes",
    entries: [
      entry(.paneOverview, "overview", .walking("0")),
      entry(.paneInbox, "inbox", .walking("1")),
      entry(.paneOutgoing, "outgoing and delivery", .walking("2")),
      entry(.paneOutbox, "outbox and drafts", .walking("3")),
      entry(.paneContacts, "contacts", .walking("4")),
      entry(.paneIncoming, "incoming by keyword, and unhandled", short: "incoming", need: .laterVersion, .walking("5")),
      entry(.paneAdmin, "administration", short: "admin", need: .laterVersion, .walking("6")),
      entry(.paneLog, "log", .walking("7")),
      entry(.paneNext, "next pane", short: "pane", .walking("g+t ]")),
      entry(.panePrevious, "previous pane", .walking("g+T [")),
      entry(.focusNext, "next part of the screen", short: "part", need: .severalParts, .walking("Tab")),
      entry(.focusPrevious, "previous part of the screen", need: .severalParts, .walking("S-Tab")),
      entry(.grow, "more room for this part", short: "grow", .walking("+")),
      entry(.shrink, "less room for this part", short: "shrink", .walking("_")),
      entry(.zoom, "this part alone, or all again", short: "zoom", .walking("Z")),
    ])

  private static let lists = Section(
    title: "Lists",
    entries: [
      entry(
        .search, "search", need: .searchable, takes: .optional("TEXT", "what to look for"), .walking("/")),
      entry(.searchNext, "next that holds what was searched for", short: "next", need: .needle, .walking("n")),
      entry(.searchPrevious, "previous that holds it", short: "previous", need: .needle, .walking("N")),
      entry(
        .filter, "narrow the list: from: to: status: before: after: unread archived, or a text",
        short: "filter",
        need: .filter, takes: .optional("CONDITIONS", "such as from:+62 unread after:yesterday"), .walking("\\ &")),
      entry(.sort, "order by time or by number", short: "sort", need: .sortable, .walking("o")),
      entry(.reverse, "upside down, or not any more", short: "reverse", need: .sortable, .walking("O")),
      entry(.faults, "faults only, or all again", short: "faults", .walking("F")),
      entry(
        .export, "write what is marked or shown to a file: CSV, JSON lines or text", short: "export",
        need: .searchable,
        takes: .optional("FILE", "a file that is not there yet, ending in .csv, .jsonl or .txt"), .walking("s")),
      entry(.markAndNext, "mark, and go to the next row", short: "mark", need: .rows, .list("Space")),
      entry(.mark, "mark, or not any more", short: "mark", need: .rows, .walking("v")),
      entry(.markRange, "mark from here to where you go", short: "range", need: .rows, .walking("V")),
      entry(.markAll, "mark all that are here, or none", short: "all", need: .rows, .walking("*")),
    ])

  private static let messages = Section(
    title: "Messages",
    entries: [
      entry(
        .compose, "write to whoever is marked, or to somebody new", short: "compose",
        takes: .optional("RECIPIENTS", "numbers, @users and #groups, with commas"), .walking("m c")),
      entry(.reply, "reply", need: .recipient, .walking("r")),
      entry(.forward, "forward the text", short: "forward", need: .message, .walking("f")),
      entry(.editAsNew, "edit as a new message", short: "edit", need: .message, .walking("e")),
      entry(.copy, "copy number, text, id or JSON", short: "copy", need: .message, .walking("y")),
      entry(
        .details, "details: ids, the server's fields, what became of it", short: "details", need: .details,
        .walking("i")),
      entry(.unread, "unread on and off", short: "unread", need: .conversation, .walking("U")),
      entry(
        .archive, "archive here alone, or bring back; in the outbox, delete or put away", short: "archive",
        need: .archivable, .walking("d")),
      entry(.nextUnread, "next unread", .walking("g+n")),
    ])

  private static let outbox = Section(
    title: "Outbox and contacts",
    entries: [
      entry(.settle, "settle what is unknown", short: "settle", need: .unknown, .walking("!")),
      entry(
        .dismiss, "delete the draft, or put a refused message aside", short: "put away", need: .disposable, .list("D")),
      entry(.stopList, "the stop list: to whom nothing is sent", short: "stop list", .walking("X"), .input("F4")),
      entry(
        .lookUp, "ask the server for contacts", short: "ask server", need: .contacts,
        takes: .optional("TEXT", "what names and numbers are to hold"), .list("L")),
    ])

  private static let program = Section(
    title: "The program",
    entries: [
      entry(
        .undo, "undo: take back what is held, else what was archived or marked as read last", short: "undo",
        need: .undoable, .walking("u"), .dialog("u")),
      entry(.poll, "poll now; resume when paused", short: "poll", .walking("R F5 C-r")),
      entry(
        .accountDetails, "the account: what is complete, what the server was asked", short: "account", .walking("I")),
      entry(
        .switchAccount, "go to another account of the configuration", short: "accounts", need: .otherAccount,
        takes: .optional("NAME", "as the configuration calls it"), .walking("A")),
      entry(.palette, "find a command by its name", short: "command", .walking(":"), .input("F3")),
      entry(
        .help, "help", Keys(modes: [.list, .reader, .review, .dialog, .question], text: "? F1"),
        Keys(modes: [.input, .prompt], text: "F1")),
      entry(.helpSearch, "search in help", short: "search", .answering(.help, "/")),
      entry(
        .dumpScreen, "write what the screen shows, and how it looks, into a file", short: "dump",
        takes: .required("FILE", "a file that is not there yet; ~/ is your home folder"), .walking(""),
        .input("")),
      entry(.redraw, "redraw the screen", .everywhere("C-l")),
      entry(.suspend, "suspend", .everywhere("C-z")),
      entry(
        .quit, "quit", .walking("Q C-c+C-c"),
        Keys(modes: [.input, .review, .dialog, .question, .prompt], text: "C-c+C-c")),
    ])

  private static let writing = Section(
    title: "Writing",
    entries: [
      entry(.review, "review before sending", short: "review", .input("C-x")),
      entry(.nextField, "next field, or take the suggestion", short: "field", .input("Tab")),
      entry(.previousField, "previous field", .input("S-Tab")),
      entry(.leaveField, "leave, keeping the draft", short: "leave", .input("Esc")),
      entry(.plainTwins, "replace characters that force UCS-2", short: "plain", .input("F8")),
      entry(.editor, "write on in $VISUAL or $EDITOR", short: "editor", need: .composition, .input("C-o")),
      entry(
        .options, "options: type, sender, footer, unicode, schedule", short: "options", need: .composition,
        .input("F2")),
    ])

  private static let reviewing = Section(
    title: "Review",
    entries: [
      entry(.send, "send", .review("y")),
      entry(.edit, "go on writing", short: "edit", .review("e")),
      entry(.keepDraft, "keep as a draft and leave", short: "keep draft", .review("p")),
      entry(.eachRecipient, "each recipient alone", short: "each", .review("v")),
      entry(.schedule, "send later", short: "schedule", .review("S")),
      entry(.override, "override what holds it back, knowingly", short: "override", .review("O")),
    ])

  private static let settling = Section(
    title: "Settling what is unknown",
    entries: [
      entry(.settleWent, "it went: count it as sent", short: "it went", .answering(.settle, "w")),
      entry(.settleNotSent, "it did not: a draft again", short: "it did not", .answering(.settle, "x")),
      entry(.settleAsk, "ask the server once more", short: "ask server", .answering(.settle, "a")),
    ])

  private static let stopping = Section(
    title: "The stop list",
    entries: [
      entry(.stopListAdd, "put somebody on it", short: "add", .answering(.stopList, "a")),
      entry(
        .stopListRemove, "take the selected one off, after a question", short: "take off",
        .answering(.stopList, "x Delete")),
    ])

  private static let copying = Section(
    title: "Copying",
    entries: [
      entry(.copyText, "copy the text", short: "text", .answering(.copy, "t Enter y")),
      entry(.copyNumber, "copy the number", short: "number", .answering(.copy, "n")),
      entry(.copyID, "copy the id", short: "id", .answering(.copy, "i")),
      entry(.copyLink, "copy the links in the text", short: "link", .answering(.copy, "l")),
      entry(.copyJSON, "copy everything as JSON", short: "JSON", .answering(.copy, "j")),
    ])

  private static let answering = Section(
    title: "Answering",
    entries: [
      entry(.yes, "yes; any other key says no", short: "yes", .answering(.question, "y")),
      entry(.chooseAccount, "go to the selected account", short: "go there", .answering(.accounts, "Enter")),
    ])

  private static let typing = Section(
    title: "A line that is typed: a command, a file's name, conditions, a search",
    entries: [
      entry(.accept, "take what is typed", short: "take it", .prompt("Enter")),
      entry(.complete, "complete it, or the next form or field", short: "complete", .prompt("Tab S-Tab")),
    ])
}
