import Messaging
import Terminal

/// A question, or something to read, that lies over everything else.
public indirect enum Dialog: Hashable, Sendable {
  case help(Help)
  /// What can be promised of the account's lists, and what the server was asked for it.
  case account(scroll: Int)
  /// Commands by name. Enter carries the chosen one out.
  case palette(Palette)
  /// Another account. Enter goes to the selected one.
  case accounts(selection: Int)
  /// Leaving, for good or for another account, although something is not sent or not known. `y` leaves.
  case quit(next: String?)
  /// What became of an unknown item?
  case settle(Settlement)
  /// What became of a message that was written here.
  case story(Story)
  /// Deleting a draft. `y` deletes.
  case deleteDraft(DraftID, beginning: UntrustedText)
  /// What to copy of the chosen rows.
  case copy(CopyMenu)
  /// Everything that is known of a message.
  case details(Details)
  /// To whom nothing is sent.
  case stopList(StopList)
  /// Where rows are to be written.
  case export(ExportMenu)

  /// What the keyboard is for while it is open.
  var mode: Mode {
    switch self {
    case .help(let help): help.isTyping ? .prompt : .help
    case .account, .story, .details: .dialog
    case .palette, .export: .prompt
    case .accounts: .accounts
    case .quit, .deleteDraft: .question
    case .settle: .settle
    case .copy: .copy
    case .stopList(let list): list.entering != nil ? .prompt : list.isTakingOff ? .question : .stopList
    }
  }

  /// Help for a mode, with a place in it.
  public struct Help: Hashable, Sendable {
    public let mode: Mode
    /// The dialog that help was asked for in. It waits below, and nothing of it is lost.
    public internal(set) var below: Dialog?
    public internal(set) var scroll = 0
    /// What the lines must hold to be shown.
    public internal(set) var needle = TextField()
    /// Whether that is being typed.
    public internal(set) var isTyping = false
  }
}
