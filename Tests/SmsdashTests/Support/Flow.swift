import Dashboard
import Terminal
import Testing

@testable import smsdash

/// What a person does and sees, with a name, as it stands in a file below `Flows`.
struct Flow: CustomTestStringConvertible, Sendable {
  let name: String
  let steps: [FlowStep]

  /// How long a step waits for what should be seen. `SMSDASH_PATIENCE=3` finds mistakes in a new flow sooner.
  static let patience = Duration.seconds(Int(Paths.environment()["SMSDASH_PATIENCE"] ?? "") ?? 60)

  var testDescription: String { name }

  /// Whether the account is empty in the beginning, rather than the demo's.
  var isOnEmptyAccount: Bool {
    steps.contains { if case .account(isEmpty: true) = $0.action { true } else { false } }
  }

  /// Lines of the configuration: those about the program, and those about the account.
  var configuration: (program: [String], account: [String]) {
    let lines = steps.compactMap { if case .config(let line) = $0.action { line } else { nil } }
    func isOfProgram(_ line: String) -> Bool { line.hasPrefix("keys:") || line.hasPrefix("mouse:") }
    return (lines.filter(isOfProgram), lines.filter { !isOfProgram($0) })
  }

  /// How the program is started: words with `=` are variables of the environment.
  var startWords: [String] {
    steps.compactMap { if case .start(let words) = $0.action { words } else { nil } }.flatMap(\.self)
  }

  /// What happens at the server before the person comes.
  var past: [FlowStep] { Array(steps.prefix(while: \.isBefore)) }

  /// What was counted at the server has to be so at the end, too: only the last count of each text.
  var lastCounts: [(event: FlowServer.Event, line: Int)] {
    var counts: [String: (FlowServer.Event, Int)] = [:]
    for step in steps {
      guard case .server(let event) = step.action else { continue }
      switch event {
      case .took(let count, let text):
        counts[text] = (event, step.line)
        if count > 0 { counts["nothing"] = nil }
      case .tookNothing: counts["nothing"] = (event, step.line)
      case .message, .messages, .contact, .away, .back, .losesReply, .dropsMessage, .refusesLogin, .fails, .hangs,
        .leftAlone:
        break
      }
    }
    return Array(counts.values)
  }

  /// All flows of a file.
  static func all(in file: String) throws -> [Flow] {
    let lines = try TextFile.read("\(folder)/\(file).flows").split(separator: "\n", omittingEmptySubsequences: false)
    let starts = lines.indices.filter { lines[$0].hasPrefix("== ") }
    return try zip(starts, starts.dropFirst() + [lines.endIndex]).map { start, end in
      let steps = try ((start + 1)..<end).compactMap { try FlowStep(String(lines[$0]), line: $0 + 1) }
      return Flow(name: String(lines[start].dropFirst(3)), steps: steps)
    }
  }

  /// All flows that need no terminal: every file but those whose name begins with `terminal`.
  static func inMemory() throws -> [Flow] {
    try Folder.names(in: folder).filter { $0.hasSuffix(".flows") && !$0.hasPrefix("terminal") }.sorted()
      .flatMap { try all(in: String($0.dropLast(6))) }
  }

  private static let folder =
    "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Flows"
}

extension FlowStep {
  /// Whether it belongs to how things were before the person came.
  var isBefore: Bool {
    switch action {
    case .account, .config, .start: true
    case .server(let event): event.isPrepared
    case .person, .startAgain, .hold, .point, .row, .rowNot, .selected, .copied, .file, .ended, .signal: false
    }
  }
}

/// A screen as text, and what a flow looks for on it.
enum ScreenText {
  static func hasRow(_ screen: String, _ parts: [String]) -> Bool {
    screen.split(separator: "\n").contains { row in
      var rest = row[...]
      for part in parts {
        guard let found = rest.firstRange(of: part) else { return false }
        rest = rest[found.upperBound...]
      }
      return true
    }
  }

  /// Whether the mark of the selection stands before a text, within the same part of the screen.
  static func isSelected(_ screen: String, _ text: String) -> Bool {
    screen.split(separator: "\n").contains { row in
      row.split(separator: "│").contains { part in
        guard let mark = part.firstIndex(of: "▌") ?? part.firstIndex(of: ">") else { return false }
        return part[mark...].contains(text)
      }
    }
  }

  /// Where a text begins: column and row, from 0.
  static func place(of text: String, on screen: String) -> Position? {
    for (row, line) in screen.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let found = line.firstRange(of: text) else { continue }
      return Position(column: Gate.width(String(line[..<found.lowerBound])), row: row)
    }
    return nil
  }
}
