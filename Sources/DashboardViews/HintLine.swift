import Dashboard
import Messaging
import Terminal

/// The last line: the keys that matter here, from the live keymap.
struct HintLine {
  let dashboard: Dashboard

  /// What stands there.
  struct Hints: PartContent {
    struct Hint: Equatable {
      let command: Command
      let key: String
      let title: String
    }

    let hints: [Hint]
    /// What all other keys do where that is something.
    let otherKeys: String?

    func draw(on canvas: inout Canvas) {
      var column = 1
      for hint in hints {
        let start = column
        column = canvas.put(hint.key, row: 0, column: column, .key) + 1
        column = canvas.put(hint.title, row: 0, column: column, .dim) + 2
        canvas.point(Rect(column: start, row: 0, columns: column - start - 1, rows: 1), to: .hint(hint.command))
      }
      if let otherKeys {
        canvas.put(otherKeys, row: 0, column: column, limit: canvas.frame.size.columns - column - 1, .dim)
      }
    }
  }

  var content: Hints { Hints(hints: fitting, otherKeys: otherKeys) }

  /// The same as a line to be read.
  var text: String {
    (fitting.map { "\($0.key) \($0.title)" } + [otherKeys].compactMap(\.self)).joined(separator: "  ")
  }

  /// What all other keys do where that is something.
  private var otherKeys: String? {
    guard dashboard.mode == .question else { return nil }
    if case .quit? = dashboard.dialog { return "any other key stays" }
    return "any other key keeps it"
  }

  /// As many as there is room for. Help, which tells the others, is among them.
  private var fitting: [Hints.Hint] {
    var rest = dashboard.size.columns - 1
    let mode = dashboard.mode
    func takesRoom(_ command: Command) -> Hints.Hint? {
      // What costs most to find out comes last: this runs at every key, mostly for hints without room.
      let text = title(of: command)
      let title = text.utf8.count
      guard title + 4 <= rest + 2, command != .undo || isHolding,
        let keys = dashboard.keymap.sequences(for: command, in: mode).first
      else { return nil }
      let key = KeyNotation.text(keys)
      let columns = key.count + title + 3
      guard columns <= rest + 2, dashboard.obstacle(to: command) == nil else { return nil }
      rest -= columns
      return Hints.Hint(command: command, key: key, title: text)
    }
    let commands = commands
    let help = commands.contains(.help) ? takesRoom(.help) : nil
    var chosen: [Hints.Hint] = []
    for command in commands {
      if command == .help {
        if let help { chosen.append(help) }
      } else if let hint = takesRoom(command) {
        chosen.append(hint)
      }
    }
    return chosen
  }

  private var commands: [Command] {
    switch dashboard.mode {
    case .list:
      switch dashboard.focus {
      case .outbox:
        [
          .undo, .settle, .open, .compose, .archive, .stopList, .filter, .copy, .focusNext, .zoom, .help, .leave,
        ]
      case .contacts: [.open, .filter, .lookUp, .compose, .copy, .focusNext, .zoom, .help, .leave]
      case .log: [.search, .copy, .export, .zoom, .palette, .help, .leave]
      case .outgoing:
        [
          .undo, .settle, .open, .reply, .compose, .faults, .filter, .copy, .focusNext, .zoom, .palette, .help,
          .leave,
        ]
      case .inbox, .delivery, .conversation, .composer:
        [
          .undo, .settle, .open, .reply, .compose, .markAndNext, .filter, .archive, .unread, .nextUnread, .copy,
          .focusNext, .zoom, .palette, .help, .back,
        ]
      }
    case .reader:
      [
        .undo, .reply, .forward, .editAsNew, .details, .copy, .search, .filter, .settle, .archive, .unread, .nextUnread,
        .zoom, .help,
        .leave,
      ]
    case .input:
      [.review, .nextField, .leaveField, .options, .plainTwins, .editor, .palette, .help]
    case .review: dashboard.review.map(HintLine.reviewCommands) ?? []
    case .dialog: [.next, .previous, .back, .help]
    case .help: [.next, .previous, .helpSearch, .back]
    case .settle: [.settleWent, .settleNotSent, .settleAsk, .back, .next, .help]
    case .stopList: [.stopListAdd] + (hasStopped ? [.stopListRemove, .next, .previous] : []) + [.back, .help]
    case .copy: copyCommands + [.back, .help]
    case .accounts: [.chooseAccount, .next, .previous, .back, .help]
    case .question: [.yes, .help]
    case .prompt: [.accept, .complete, .back, .next, .previous, .help].filter { !title(of: $0).isEmpty }
    }
  }

  private var copyCommands: [Command] {
    if case .copy(let menu)? = dashboard.dialog { menu.choices.map(\.command) } else { [] }
  }

  private var hasStopped: Bool {
    if case .stopList(let list)? = dashboard.dialog { !list.rows.rows.isEmpty } else { false }
  }

  /// What it does here.
  private func title(of command: Command) -> String {
    if let answer = AnswerWords(dashboard).title(of: command) { return answer }
    guard command == .archive, dashboard.focus == .outbox else { return command.shortTitle }
    if case .draft? = dashboard.outbox.selected { return "delete" }
    return Command.dismiss.shortTitle
  }

  /// Whether something waits that can be taken back: then nothing is more urgent. Otherwise undoing can wait for help.
  private var isHolding: Bool { dashboard.counters.held + dashboard.counters.queued > 0 }

  /// The keys of the review as it stands.
  static func reviewCommands(_ review: Review) -> [Command] {
    if review.prompt != nil { return [] }
    if review.walk != nil { return [.next, .previous, .back, .help] }
    // What would be refused is not offered: what must be done before comes first.
    let isRefused = !review.refusals.isEmpty
    let first: [Command] = isRefused ? [] : review.obstacles.isEmpty ? [.send] : [.override]
    return first + [.edit, .eachRecipient, .schedule, .keepDraft, .back, .help]
  }
}
