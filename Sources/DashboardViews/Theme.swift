import Terminal

/// What something on the screen is, as far as its colour goes. A theme names it by `name`.
public enum Role: Int, CaseIterable, Hashable, Sendable {
  case text
  case dim
  case rule
  case title
  case titleFocused
  case account
  case demo
  case tab
  case tabCurrent
  case marker
  case unread
  case name
  case ours
  case key
  case done
  case warning
  case fault
  case changed
  case bar
  case stateDraft
  case stateHeld
  case stateQueued
  case stateInFlight
  case stateUnknown
  case statePending
  case stateSent
  case stateDelivered
  case stateFailed
  case stateScheduled

  /// As a theme writes it.
  public var name: String {
    switch self {
    case .text: "text"
    case .dim: "dim"
    case .rule: "rule"
    case .title: "title"
    case .titleFocused: "title.focused"
    case .account: "account"
    case .demo: "demo"
    case .tab: "tab"
    case .tabCurrent: "tab.current"
    case .marker: "marker"
    case .unread: "unread"
    case .name: "name"
    case .ours: "ours"
    case .key: "key"
    case .done: "done"
    case .warning: "warning"
    case .fault: "fault"
    case .changed: "changed"
    case .bar: "bar"
    case .stateDraft: "state.draft"
    case .stateHeld: "state.held"
    case .stateQueued: "state.queued"
    case .stateInFlight: "state.in-flight"
    case .stateUnknown: "state.unknown"
    case .statePending: "state.pending"
    case .stateSent: "state.sent"
    case .stateDelivered: "state.delivered"
    case .stateFailed: "state.failed"
    case .stateScheduled: "state.scheduled"
    }
  }
}

/// The look of each role.
public struct Theme: Hashable, Sendable {
  /// What is wrong with a theme's text, and where.
  public struct Fault: Error, Hashable, Sendable {
    public let line: Int
    public let sentence: String
  }

  /// By the role's number: a frame asks for some hundred of them.
  private var styles = [Style](repeating: .plain, count: Role.allCases.count)

  /// Reads lines of `role words…`; the words are attributes (`bold`, `dim`, `reverse`, `underline`, `italic`), a
  /// colour for the text, and `on` with a colour for the background. A colour is one of the terminal's sixteen
  /// (`red`, `bright-red`) or a number up to 255.
  public init(parsing text: String) throws(Fault) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      guard let role = Role.allCases.first(where: { $0.name == first }) else {
        throw Fault(line: index + 1, sentence: "unknown role '\(first)'")
      }
      styles[role.rawValue] = try Theme.style(words.dropFirst(), line: index + 1)
    }
  }

  /// The style of a role; plain where the theme says nothing.
  public subscript(role: Role) -> Style { styles[role.rawValue] }

  private static func style(_ words: ArraySlice<Substring>, line: Int) throws(Fault) -> Style {
    var style = Style()
    var isBackground = false
    for word in words {
      if word == "on" {
        isBackground = true
      } else if let attribute = attributes[String(word)] {
        style.attributes.insert(attribute)
      } else if let color = color(String(word)) {
        if isBackground { style.background = color } else { style.foreground = color }
      } else {
        throw Fault(line: line, sentence: "unknown attribute or colour '\(word)'")
      }
    }
    return style
  }

  private static let attributes: [String: Style.Attributes] = [
    "bold": .bold, "dim": .dim, "reverse": .reverse, "underline": .underline, "italic": .italic,
  ]

  private static func color(_ name: String) -> Color? {
    let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    if name == "default" { return .standard }
    if let index = names.firstIndex(of: name) { return .ansi(UInt8(index)) }
    if name.hasPrefix("bright-"), let index = names.firstIndex(of: String(name.dropFirst(7))) {
      return .ansi(UInt8(index + 8))
    }
    return UInt8(name).map { .indexed($0) }
  }
}
