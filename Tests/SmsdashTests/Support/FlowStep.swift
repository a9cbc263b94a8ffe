import Dashboard
import Messaging
import Terminal

/// A line of a flow: a step of a replay script, or one of these, which only tests can do.
///
///     account empty                   nobody has written yet, and the server counts for us; else it is the demo's
///     config hold: 0                  a line of the account's configuration, or `keys: …` and `mouse: …`
///     start --ascii NO_COLOR=1        how the program is started (through a terminal)
///     hold y 40                       a key held so long that it comes so often
///     click Budi Santoso              the mouse, on the first place where this stands; also double-click, wheel-up,
///                                     wheel-down
///     row STOP .. 14:51               waits until one row of the screen has all of these, from left to right
///     row not STOP .. unread          waits until none has
///     selected Budi Santoso           waits until the mark of the selection stands before it
///     copied +62811234567             what is on the clipboard holds this
///     file out.csv has Budi           a file below `$SCENE` holds this; `$SCENE` is the scene's folder
///     message from +62811: hello      the server gets one
///     messages 40 from +62811: n      the server gets so many
///     contact Citra Dewi +62811       the server's phonebook gets one
///     server away                     it closes every connection; `back` ends that, and all that follows
///     server loses the reply          of the next message that is sent to it
///     server drops the next message   and takes it not
///     server refuses the login
///     server fails +62811             what is sent there is not delivered; `hangs`: nobody ever says
///     server took 1: hello            it got that text so often, now and at the end of the flow
///     server took nothing             it got no message at all, now and at the end of the flow
///     server is left alone            nothing more is asked of it
///     ended 0                         the program is gone, with this status, and the terminal is as it was
///     signal HUP                      the program gets it; `KILL` too
///     start again                     after it ended
struct FlowStep: Sendable {
  enum Action: Sendable {
    case person(ReplayScript.Action)
    case account(isEmpty: Bool)
    case config(String)
    case start([String])
    case startAgain
    case hold(Key, times: Int)
    case point(Pointing, at: String)
    case row([String])
    case rowNot([String])
    case selected(String)
    case copied(String)
    case file(String, has: String)
    case server(FlowServer.Event)
    case ended(Int)
    case signal(String)
  }

  enum Pointing: String, Sendable {
    case click
    case doubleClick = "double-click"
    case wheelUp = "wheel-up"
    case wheelDown = "wheel-down"

    var actions: [MouseEvent.Action] {
      switch self {
      case .click: [.press(button: 1), .release]
      case .doubleClick: [.press(button: 1), .release, .press(button: 1), .release]
      case .wheelUp: [.wheelUp]
      case .wheelDown: [.wheelDown]
      }
    }
  }

  let line: Int
  let text: String
  let action: Action

  /// Whether it looks at something, so that a flow can fail by it.
  var looks: Bool {
    switch action {
    case .person(.see), .person(.seeNot), .row, .rowNot, .selected, .copied, .file, .ended: true
    case .server(let event): event.looks
    case .person, .account, .config, .start, .startAgain, .hold, .point, .signal: false
    }
  }

  /// Reads a line; nil for a remark and an empty one.
  init?(_ source: String, line: Int) throws {
    let text = source.trimmingBlanks()
    guard !text.isEmpty, !text.hasPrefix("#") else { return nil }
    self.line = line
    self.text = text
    let verb = String(text.prefix { $0 != " " })
    let rest = String(text.dropFirst(verb.count)).trimmingBlanks()
    if let action = try FlowStep.action(verb, rest, line: line) {
      self.action = action
    } else if let step = try ReplayScript(parsing: text, firstLine: line).steps.first {
      action = .person(step.action)
    } else {
      return nil
    }
  }

  private static func action(_ verb: String, _ rest: String, line: Int) throws -> Action? {
    switch verb {
    case "account": return .account(isEmpty: rest == "empty")
    case "config": return .config(rest)
    case "start": return rest == "again" ? .startAgain : .start(rest.split(separator: " ").map(String.init))
    case "hold":
      let words = rest.split(separator: " ")
      guard words.count == 2, let key = KeyNotation.key(words[0]), let times = Int(words[1]) else {
        throw FlowFault(line: line, what: "hold KEY TIMES")
      }
      return .hold(key, times: times)
    case "row":
      let isNot = rest.hasPrefix("not ")
      let parts = (isNot ? String(rest.dropFirst(4)) : rest).split(separator: " .. ").map(String.init)
      return isNot ? .rowNot(parts) : .row(parts)
    case "selected": return .selected(rest)
    case "copied": return .copied(rest)
    case "file":
      let parts = rest.split(separator: " has ", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw FlowFault(line: line, what: "file NAME has TEXT") }
      return .file(parts[0], has: parts[1])
    case "ended":
      guard let status = Int(rest) else { throw FlowFault(line: line, what: "ended STATUS") }
      return .ended(status)
    case "signal": return .signal(rest)
    case "message", "messages", "contact", "server": return .server(try FlowServer.Event(verb, rest, line: line))
    default: return Pointing(rawValue: verb).map { .point($0, at: rest) }
    }
  }
}

/// A line that no flow can have.
struct FlowFault: Error, CustomStringConvertible {
  let line: Int
  let what: String

  var description: String { "line \(line): \(what)" }
}
