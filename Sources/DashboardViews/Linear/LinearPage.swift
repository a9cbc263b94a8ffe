import Dashboard
import Messaging
import Terminal

/// What is in front of the operator as lines to be read one after the other, and never changed once they are said.
///
/// They are the lines of the same views, of the one part that has the keyboard, without rules and blanks.
public struct LinearPage: Sendable {
  /// The lines, numbered where a number chooses one.
  public let lines: [String]
  /// Which of the numbered ones is selected, from 0.
  public let selection: Int?

  /// - Parameter appearance: the glyphs are those of the screen; looks cannot be heard.
  public init(of dashboard: Dashboard, appearance: Appearance) {
    // Notices are lines of their own, said once.
    let frame = DashboardScreen(appearance: appearance).frame(of: dashboard, withNotices: false)
    let covers = dashboard.dialog != nil || dashboard.review != nil
    let rect = LinearPage.rect(of: dashboard)
    let rows = (rect.row..<rect.endRow).map { row in
      frame.row(row).dropFirst(rect.column).prefix(rect.columns).map(\.text).joined()
    }
    let isList = !covers && [.inbox, .outgoing, .outbox, .contacts].contains(dashboard.focus)
    let marker = appearance.glyphs.marker
    var said = [LinearPage.title(rows.first ?? "")]
    var selection: Int?
    var number = 0
    for row in rows.dropFirst() {
      let isSelected = row.hasPrefix(marker)
      var text = (isSelected ? " " + row.dropFirst() : row).trimmingBlanks()
      guard !text.isEmpty else { continue }
      guard isList else {
        said.append(text)
        continue
      }
      if isSelected { selection = number }
      text = LinearPage.squeezed(text)
      number += 1
      said.append("\(number)\(isSelected ? ">" : ".") \(text)")
    }
    lines = said
    self.selection = selection
  }

  /// Columns mean nothing in a line that is heard.
  private static func squeezed(_ text: String) -> String {
    var squeezed = ""
    var blanks = 0
    for letter in text {
      blanks = letter == " " ? blanks + 1 : 0
      if blanks <= 2 { squeezed.append(letter) }
    }
    return squeezed
  }

  /// What can be typed in this mode, and what it does. A name that means another command when it is short stands in full.
  public static func commands(of dashboard: Dashboard) -> [String] {
    func isHere(_ command: Command) -> Bool { !dashboard.keymap.sequences(for: command, in: dashboard.mode).isEmpty }
    func short(_ command: Command) -> String { command.rawValue.split(separator: ".").last.map(String.init) ?? "" }
    let here = Command.allCases.filter(isHere)
    return CommandTable.sections.flatMap(\.entries).filter { isHere($0.command) }.map { entry in
      let name = short(entry.command)
      let isShort = here.first { short($0) == name } == entry.command
      let title = entry.title.hasPrefix("\(name): ") ? String(entry.title.dropFirst(name.count + 2)) : entry.title
      return "\(isShort ? name : entry.command.rawValue): \(title)"
    }
  }

  /// Where what is in front of the operator stands.
  private static func rect(of dashboard: Dashboard) -> Rect {
    let body = dashboard.layout.body
    if let dialog = dashboard.dialog { return DialogView(dashboard: dashboard, dialog: dialog).rect(in: body) }
    return dashboard.review != nil ? body : dashboard.layout[dashboard.focus] ?? body
  }

  /// The keys that matter at the moment, and what they do.
  public static func keys(of dashboard: Dashboard) -> String { HintLine(dashboard: dashboard).text }

  /// A title without the rule that it stands on.
  private static func title(_ row: String) -> String {
    let words = row.split(separator: " ").filter { word in !word.allSatisfy { "─-│┬┴├┤┼+".contains($0) } }
    return "-- " + words.joined(separator: " ")
  }
}

/// What changed by itself and is worth a line.
public struct LinearNews: Sendable {
  private var said: Notice?
  private var unread: Int?
  /// What was unread of each row when it was told last, or stood on the first page.
  private var known: [Peer: Int] = [:]
  /// Whether more is unread than was told: figures and rows are read apart, so the row may come after its figure.
  private var owesUnread = false
  private var phase: AccountStatus.Phase?

  public init() {}

  /// Takes what is unread now as known: it is about to be told as a page.
  public mutating func begin(with dashboard: Dashboard) {
    unread = dashboard.counters.unread
    learn(from: dashboard)
  }

  /// The lines for what came since the last time.
  public mutating func lines(of dashboard: Dashboard) -> [String] {
    var lines: [String] = []
    let fresh = dashboard.notices.log.prefix { $0 != said }
    said = dashboard.notices.log.first ?? said
    for notice in fresh.reversed() {
      lines.append("* " + [Gate.safe(notice.sentence.raw), notice.hint].filter { !$0.isEmpty }.joined(separator: " "))
    }
    lines += unreadLines(of: dashboard)
    if phase != dashboard.account.phase {
      phase = dashboard.account.phase
      switch dashboard.account.phase {
      case .live: lines.append("* connected to the server")
      case .offline(_, _, let why), .paused(let why):
        // The log has it too, often with what to do.
        if !fresh.contains(where: { $0.sentence.raw == why }) { lines.append("* \(Gate.safe(why))") }
      case .connecting: break
      }
    }
    return lines
  }

  private mutating func learn(from dashboard: Dashboard) {
    for row in dashboard.inbox.rows { known[row.peer] = row.unread }
  }

  /// That more is unread, once it is known from whom: an older message must not be told as the newest.
  private mutating func unreadLines(of dashboard: Dashboard) -> [String] {
    guard let before = unread else { return [] }
    let count = dashboard.counters.unread
    unread = count
    if count != before { owesUnread = count > before }
    // What was read meanwhile may become unread again.
    for row in dashboard.inbox.rows { known[row.peer] = min(known[row.peer] ?? 0, row.unread) }
    guard owesUnread else { return [] }
    guard dashboard.layout[.inbox] != nil, !dashboard.isNarrowed(.inbox) else {
      owesUnread = false
      return ["* \(count) unread"]
    }
    guard let row = dashboard.inbox.rows.first(where: { $0.unread > known[$0.peer] ?? 0 }) else { return [] }
    owesUnread = false
    learn(from: dashboard)
    let name = Gate.safe(row.name?.raw ?? row.peer.key)
    return ["* \(count) unread, the newest from \(name): \(Gate.safe(row.lastText.raw))"]
  }
}
