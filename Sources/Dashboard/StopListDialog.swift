import Messaging
import Terminal

extension Dialog {
  /// To whom nothing is sent unless the operator overrides it: since when, and why. `a` puts somebody on it, `x` and
  /// `y` take the selected one off.
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
    guard case .stopList(var list)? = dialog else { return }
    let selected = list.rows.selected
    list.rows.set(entries)
    // A question about one entry is never answered for another.
    if list.rows.selected?.rowID != selected?.rowID { list.isTakingOff = false }
    dialog = .stopList(list)
    emit(.read(.names(entries.map(\.destination.peer))))
  }

  /// True when the key was for a field, an answer, or a change of the list.
  mutating func takeInStopList(_ key: Key, _ list: Dialog.StopList) -> Bool {
    var list = list
    list.rows.resize(height: stopListRows)
    if list.entering != nil { return take(key, entering: list) }
    if list.isTakingOff {
      list.isTakingOff = false
      dialog = .stopList(list)
      guard key == .character("y"), let entry = list.rows.selected else { return key != .control("c") }
      emit(.write(.unstop(entry.destination)))
      say("\(entry.destination.wire) is off the stop list", .done)
      return true
    }
    switch key {
    case .character("a"):
      list.entering = Dialog.StopList.Entering(
        whom: TextField(chosenPeer.flatMap { Dashboard.address(of: $0) } ?? ""), why: TextField(stopReason))
    case .character("x"), .delete: list.isTakingOff = list.rows.selected != nil
    case .character, .control, .alt, .enter, .tab, .backTab, .escape, .backspace, .insert, .up, .down, .left, .right,
      .home, .end, .pageUp, .pageDown, .function:
      return false
    }
    dialog = .stopList(list)
    return true
  }

  mutating func pasteIntoStopList(_ text: String) {
    guard case .stopList(var list)? = dialog, var entering = list.entering else { return }
    if entering.isAtWhy { entering.why.paste(text) } else { entering.whom.paste(text) }
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

  private mutating func take(_ key: Key, entering list: Dialog.StopList) -> Bool {
    var list = list
    guard var entering = list.entering else { return false }
    entering.fault = nil
    switch key {
    case .escape:
      list.entering = nil
      dialog = .stopList(list)
      return true
    case .tab, .backTab, .up, .down: entering.isAtWhy.toggle()
    case .enter:
      guard entering.isAtWhy else {
        entering.isAtWhy = true
        break
      }
      if let fault = stop(entering) {
        entering.fault = fault
        entering.isAtWhy = false
        break
      }
      list.entering = nil
      dialog = .stopList(list)
      return true
    case .character, .control, .alt, .backspace, .delete, .insert, .left, .right, .home, .end, .pageUp, .pageDown,
      .function:
      let isTaken = entering.isAtWhy ? entering.why.handle(key) : entering.whom.handle(key)
      // Whatever a field does not know keeps its meaning, and nothing of it may close the dialog.
      guard isTaken else { return key != .control("c") && key != .control("l") && key != .control("z") }
    }
    list.entering = entering
    dialog = .stopList(list)
    return true
  }

  /// What is wrong with it; nil when it was put on the list.
  private mutating func stop(_ entering: Dialog.StopList.Entering) -> String? {
    let typed = entering.whom.text.trimmingBlanks()
    do throws(Destination.Fault) {
      let destination = try Destination(typed)
      let whom = settings.sending.numbers?.normalised(destination) ?? destination
      emit(.write(.stop(whom, note: entering.why.text.trimmingBlanks())))
      say("nothing is sent to \(whom.wire) from now on", .done)
      return nil
    } catch { return error.sentence(about: typed) }
  }
}
