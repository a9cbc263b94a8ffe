import Dashboard

/// What the keys of dialogs and lines do in the one that is open: the same key for yes leaves here and deletes there.
struct AnswerWords {
  private let dashboard: Dashboard

  init(_ dashboard: Dashboard) { self.dashboard = dashboard }

  /// Nil where a command does what it does everywhere; empty where it does nothing.
  func title(of command: Command) -> String? {
    // This is asked for every hint at every key.
    guard dashboard.dialog != nil || dashboard.mode == .prompt else { return nil }
    let titles: [Command: String?] = [
      .yes: yes, .back: back, .accept: accept, .complete: complete, .next: row("next row"), .previous: row("previous"),
    ]
    return titles[command] ?? nil
  }

  /// Beside a line that is typed there may be rows to walk through.
  private func row(_ title: String) -> String? {
    guard dashboard.mode == .prompt else { return nil }
    return hasRows ? title : ""
  }

  private var yes: String? {
    switch dashboard.dialog {
    case .quit: "leaves"
    case .deleteDraft: "deletes it for good"
    case .stopList: "takes it off"
    case .help, .account, .palette, .accounts, .settle, .story, .copy, .details, .export, nil: nil
    }
  }

  private var back: String? {
    switch dashboard.dialog {
    case .settle: "leaves it unknown"
    case .copy: "nothing"
    case .accounts: "stays"
    case .export(let menu): menu.isWriting ? "leaves; it is written all the same" : nil
    case .help(let help): help.isTyping ? "shows all" : nil
    case .account, .palette, .quit, .deleteDraft, .stopList, .story, .details, nil: nil
    }
  }

  private var accept: String? {
    switch dashboard.dialog {
    case .palette: "carries it out"
    case .export(let menu): menu.isWriting ? "" : "writes"
    case .help: "shows what has it"
    case .stopList(let list): list.entering?.isAtWhy == true ? "puts it on the list" : "goes on"
    case nil: dashboard.review != nil ? "answers" : dashboard.isSearching ? "searches" : "keeps it"
    case .account, .accounts, .quit, .deleteDraft, .settle, .story, .copy, .details: nil
    }
  }

  private var complete: String? {
    switch dashboard.dialog {
    case .palette: "takes its name"
    case .export(let menu): menu.isWriting ? "" : "another form"
    case .stopList(let list): list.entering?.isAtWhy == true ? "number" : "why"
    case .help, .account, .accounts, .quit, .deleteDraft, .settle, .story, .copy, .details, nil: ""
    }
  }

  private var hasRows: Bool {
    switch dashboard.dialog {
    case .palette: true
    case nil: dashboard.finding != nil
    case .help, .account, .accounts, .quit, .deleteDraft, .settle, .story, .copy, .details, .export, .stopList: false
    }
  }
}
