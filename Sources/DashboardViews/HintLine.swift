import Dashboard
import Terminal

/// The last line: the keys that matter here, from the live keymap.
struct HintLine {
  let dashboard: Dashboard

  func draw(on canvas: inout Canvas) {
    let row = dashboard.size.rows - 1
    var column = 1
    if let answers = dialogAnswers {
      canvas.put(answers, row: row, column: column, limit: dashboard.size.columns - 2, .key)
      return
    }
    let mode = dashboard.mode
    for command in commands {
      guard let keys = dashboard.keymap.sequences(for: command, in: mode).first, dashboard.obstacle(to: command) == nil
      else { continue }
      let key = KeyNotation.text(keys)
      guard column + key.count + 1 + command.shortTitle.count < dashboard.size.columns else { break }
      column = canvas.put(key, row: row, column: column, .key) + 1
      column = canvas.put(command.shortTitle, row: row, column: column, .dim) + 2
    }
  }

  private var commands: [Command] {
    switch dashboard.mode {
    case .list:
      switch dashboard.focus {
      case .outbox: [.takeBack, .settle, .open, .compose, .dismiss, .help, .leave]
      case .contacts: [.open, .find, .lookUp, .compose, .copy, .zoom, .help, .leave]
      case .outgoing:
        [.takeBack, .open, .reply, .compose, .faults, .find, .copy, .focusNext, .zoom, .palette, .help, .leave]
      case .inbox, .log, .delivery, .conversation, .composer:
        [
          .takeBack, .open, .reply, .compose, .markAndNext, .find, .unread, .nextUnread, .copy, .focusNext, .zoom,
          .palette,
          .help, .back,
        ]
      }
    case .reader:
      [.takeBack, .reply, .forward, .editAsNew, .copy, .settle, .unread, .nextUnread, .zoom, .help, .leave]
    case .input:
      dashboard.finding == nil ? [.review, .nextField, .leaveField, .plainTwins, .editor, .help] : [.leaveField]
    case .review: dashboard.review?.typedCount == nil ? [.send, .edit, .keepDraft, .back] : []
    case .dialog: [.next, .previous, .helpSearch, .back]
    }
  }

  private var dialogAnswers: String? {
    switch dashboard.dialog {
    case .quit: "y leaves   any other key stays"
    case .deleteDraft: "y delete   q keep"
    case .settle: "w it went   x it did not   a ask the server   q leave it unknown"
    case .palette: "Enter carries it out   Esc leaves"
    case .copy: "t or Enter text   n number   i id   j JSON   q nothing"
    case .help(let help): help.isTyping ? "Enter shows what has it   Esc shows all" : nil
    case .account, nil: nil
    }
  }
}
