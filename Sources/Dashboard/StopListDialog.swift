import Messaging
import Terminal

extension Dialog {
  /// To whom nothing is sent unless the operator overrides it: since when, and why.
  public struct StopList: Hashable, Sendable {
    public internal(set) var rows = ShortList<StopListEntry>()
    /// What is being typed to put somebody on it; nil while nothing is.
    public internal(set) var entering: Entering?
    /// Whether the selected one is about to be taken off.
    public internal(set) var isTakingOff = false

    /// Whom, and why.
    public struct Entering: Hashable, Sendable {
      public internal(set) var whom: TextField
      public internal(set) var why: TextField
      /// Whether the second field has the keys.
      public internal(set) var isAtWhy = false
      /// What is wrong with the first one.
      public internal(set) var fault: String?
      /// Who was chosen, and what of theirs was taken for the reason.
      private let proposedWhom: String
      private let proposedWhy: String

      init(whom: String, why: String) {
        self.whom = TextField(whom)
        self.why = TextField(why)
        proposedWhom = whom
        proposedWhy = why
      }

      /// One person's reason is not another's: what was proposed goes where somebody else is typed, and comes back.
      mutating func fitReason() {
        let isProposed = whom.text.trimmingBlanks() == proposedWhom
        if !isProposed, why.text == proposedWhy { why = TextField() }
        if isProposed, why.text.isEmpty { why = TextField(proposedWhy) }
      }
    }

    /// True when the field that has the keys took one.
    mutating func handle(_ key: Key) -> Bool {
      entering?.fault = nil
      guard entering?.isAtWhy == false else { return entering?.why.handle(key) ?? false }
      defer { entering?.fitReason() }
      return entering?.whom.handle(key) ?? false
    }
  }
}

extension StopListEntry: NamedRow {
  public var rowID: Destination { destination }
}

/// The stop list: read, added to, taken from.
extension Dashboard {
  mutating func openStopList() {
    var list = Dialog.StopList()
    list.rows.resize(height: stopListRows)
    dialog = .stopList(list)
    emit(.read(.stopList))
  }

  /// Rows of the dialog that are left for entries: the last ones tell what else holds back, or take what is typed.
  private var stopListRows: Int { max(1, layout.body.rows - 4) }

  mutating func land(_ entries: [StopListEntry]) {
    guard case .stopList(var list)? = waiting else { return }
    let selected = list.rows.selected
    list.rows.resize(height: stopListRows)
    list.rows.set(entries)
    // A question about one entry is never answered for another.
    if list.rows.selected?.rowID != selected?.rowID { list.isTakingOff = false }
    waiting = .stopList(list)
    emit(.read(.names(entries.map(\.destination.peer))))
  }

  /// Asks for whom to put on it, beginning with whoever is chosen.
  mutating func beginStopping() {
    guard case .stopList(var list)? = dialog else { return }
    list.entering = Dialog.StopList.Entering(
      whom: chosenPeer.flatMap { Dashboard.address(of: $0) } ?? "", why: stopReason)
    dialog = .stopList(list)
  }

  /// Asks whether to take the selected one off.
  mutating func askToTakeOff() {
    guard case .stopList(var list)? = dialog else { return }
    list.isTakingOff = list.rows.selected != nil
    dialog = .stopList(list)
  }

  mutating func takeOff(_ list: Dialog.StopList) {
    guard let entry = list.rows.selected else { return }
    emit(.write(.unstop(entry.destination)))
    say("\(entry.destination.wire) is off the stop list", .done)
  }

  mutating func pasteIntoStopList(_ text: String) {
    guard case .stopList(var list)? = dialog, var entering = list.entering else { return }
    if entering.isAtWhy {
      entering.why.paste(text)
    } else {
      entering.whom.paste(text)
      entering.fitReason()
    }
    list.entering = entering
    dialog = .stopList(list)
  }

  /// Why whoever is chosen might be put on it: the stop word that was received.
  private var stopReason: String {
    guard focus == .conversation || focus == .inbox, let text = chosenText,
      let word = StopWords(settings.sending.stopWords).found(in: text)
    else { return "" }
    return "\(word) received"
  }

  /// On to the reason, or onto the list.
  mutating func accept(_ list: Dialog.StopList) {
    var list = list
    guard let entering = list.entering else { return }
    let typed = entering.whom.text.trimmingBlanks()
    do throws(Destination.Fault) {
      let destination = try Destination(typed)
      if entering.isAtWhy {
        stop(destination, entering.why.text.trimmingBlanks())
        list.entering = nil
      } else {
        list.entering?.isAtWhy = true
      }
    } catch {
      list.entering?.fault = error.sentence(about: typed)
      list.entering?.isAtWhy = false
    }
    dialog = .stopList(list)
  }

  private mutating func stop(_ destination: Destination, _ why: String) {
    let whom = settings.sending.numbers?.normalised(destination) ?? destination
    emit(.write(.stop(whom, note: why)))
    say("nothing is sent to \(whom.wire) from now on", .done)
  }
}
