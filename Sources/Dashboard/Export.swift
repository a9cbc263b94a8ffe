import Messaging
import Terminal

/// Rows to be written into a file that is not there yet.
public struct Export: Hashable, Sendable {
  public enum What: Hashable, Sendable {
    /// These, as they are.
    case cards([MessageCard])
    /// The whole list, however long it is.
    case inbox(MessageFilter, ListSort)
    /// After those of the outbox that stand above it.
    case outgoing(MessageFilter, ListSort, above: [MessageCard] = [])
    case conversation(Peer, MessageFilter)
  }

  public let what: What
  public let format: ExportFormat
  /// As it was typed.
  public let path: String

  public init(what: What, format: ExportFormat, path: String) {
    self.what = what
    self.format = format
    self.path = path
  }
}

/// What came of writing rows into a file.
public enum ExportOutcome: Hashable, Sendable {
  /// The file is there; whether it is whole is told.
  case written(Notice)
  /// No file was made: why, without the file's name and a full stop.
  case refused(String)
}

extension Dialog {
  /// Where to, and by the file's ending in which form.
  public struct ExportMenu: Hashable, Sendable {
    public let what: Export.What
    public internal(set) var path: TextField
    /// Whether it is being written.
    public internal(set) var isWriting = false
    /// Why there is no file of this name.
    public internal(set) var fault: String?

    /// By the ending of the path; nil for one that says nothing.
    public var format: ExportFormat? { ExportFormat.allCases.first { path.text.hasSuffix("." + $0.fileExtension) } }

    /// The same with the next ending.
    var inNextForm: ExportMenu {
      let all = ExportFormat.allCases
      let next = format.flatMap { all.firstIndex(of: $0) }.map { all[($0 + 1) % all.count] } ?? .csv
      let stem = format.map { path.text.dropLast($0.fileExtension.count + 1) } ?? path.text[...]
      var menu = self
      menu.fault = nil
      menu.path = TextField("\(stem).\(next.fileExtension)")
      return menu
    }
  }
}

extension Dashboard {
  mutating func openExport() {
    let name: String
    let what: Export.What
    switch focus {
    case .inbox: (name, what) = ("inbox", .inbox(filter(of: .inbox), sort(of: .inbox)))
    case .outgoing:
      let above = faultItems.map { MessageCard(.item($0)) }
      (name, what) = ("outgoing", .outgoing(filter(of: .outgoing), sort(of: .outgoing), above: above))
    case .conversation:
      guard let peer = conversation?.peer else { return }
      (name, what) = ("conversation", .conversation(peer, filter(of: .conversation)))
    case .contacts: (name, what) = ("contacts", .cards(contacts.rows.map { MessageCard($0) }))
    case .outbox: (name, what) = ("outbox", .cards(outbox.rows.map { MessageCard($0) }))
    case .log: (name, what) = ("log", .cards(notices.log.map { MessageCard($0) }))
    case .composer, .delivery: return
    }
    let time = zone.civil(now)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let stamp =
      "\(time.year)\(two(time.month))\(two(time.day))-\(two(time.hour))\(two(time.minute))\(two(time.second))"
    let isMarked = marked(in: focus) > 0
    dialog = .export(
      Dialog.ExportMenu(
        what: isMarked ? .cards(chosenCards) : what, path: TextField("smsdash-\(name)-\(stamp).csv")))
  }

  /// Writes at once where the file's name says how; asks otherwise.
  mutating func export(into path: String) {
    openExport()
    guard case .export(var menu)? = dialog else { return }
    menu.path = TextField(path)
    dialog = .export(menu)
    write(menu)
  }

  /// Begins the writing, where the file's name says how.
  mutating func write(_ menu: Dialog.ExportMenu) {
    guard let format = menu.format else { return }
    var menu = menu
    menu.fault = nil
    menu.isWriting = true
    dialog = .export(menu)
    emit(.read(.export(Export(what: menu.what, format: format, path: menu.path.text))))
  }

  /// The name may have to be typed anew, so nothing but leaving counts. Control keys keep their meaning.
  mutating func takeWhileWriting(_ key: Key) -> Bool {
    if case .control = key { return false }
    if key == .escape { dialog = nil }
    return true
  }

  mutating func land(_ outcome: ExportOutcome) {
    var writing: Dialog.ExportMenu?
    if case .export(let menu)? = waiting, menu.isWriting { writing = menu }
    switch (outcome, writing) {
    case (.written(let notice), nil): notices.add(notice)
    case (.written(let notice), _?):
      waiting = nil
      mark(.clear)
      notices.add(notice)
    case (.refused(let why), nil): say("nothing was written: \(why)", .warning)
    case (.refused(let why), var menu?):
      menu.isWriting = false
      menu.fault = "nothing was written: \(why)"
      waiting = .export(menu)
      say("nothing was written into \(menu.path.text): \(why)", .detail)
    }
  }
}
