import Dashboard
import Messaging
import Terminal

/// A question or help: what asks little stands over the last rows of the body, all else over the whole of it.
struct DialogView: RegionView {
  let dashboard: Dashboard
  let dialog: Dialog

  /// Where it stands. Lists stay in sight above a small one.
  func rect(in body: Rect) -> Rect {
    guard let rows = rows(columns: body.columns), rows + DialogView.rowsAbove <= body.rows else { return body }
    return Rect(column: body.column, row: body.endRow - rows, columns: body.columns, rows: rows)
  }

  /// Fewer rows of a list are not worth being seen.
  private static let rowsAbove = 5

  /// Rows that it needs, its title included; nil for as many as there are.
  private func rows(columns: Int) -> Int? {
    switch dialog {
    case .quit: wrapped(linesToLeave, columns: columns).count + 2
    case .deleteDraft(_, let beginning): wrapped(lines(deleting: beginning), columns: columns).count + 2
    case .copy(let menu): wrapped(lines(of: menu), columns: columns).count + 2
    case .accounts: dashboard.settings.accounts.count + 1
    case .export: 7
    case .help, .account, .palette, .settle, .story, .details, .stopList: nil
    }
  }

  var title: String {
    switch dialog {
    case .help(let help): "Keys \(help.mode.words)"
    case .account: "Account \(dashboard.settings.account)"
    case .palette: "Commands"
    case .accounts: "Accounts"
    case .quit: "Leave?"
    case .settle: "Unknown: was it sent?"
    case .story: "What became of it"
    case .deleteDraft: "Delete the draft?"
    case .copy: "Copy"
    case .details: "Message"
    case .stopList: "Stop list: nothing is sent to these"
    case .export: "Export"
    }
  }

  var info: String {
    switch dialog {
    case .stopList(let list):
      let count = list.rows.rows.count
      return count == 0 ? "" : count == 1 ? "1 entry" : "\(count.grouped) entries"
    case .settle(let settlement):
      let unknown = dashboard.unknownItems
      guard unknown.count > 1, let index = unknown.firstIndex(where: { $0.id == settlement.item.id }) else { return "" }
      return "\(index + 1) of \(unknown.count)"
    case .help, .account, .palette, .accounts, .quit, .story, .deleteDraft, .copy, .details, .export: return ""
    }
  }

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    switch dialog {
    case .help(let help): HelpView(dashboard: dashboard, help: help).draw(in: rect, on: &canvas)
    case .details(let details):
      DetailsView(details: details, now: dashboard.now, scrollKey: dashboard.keyText(.next, in: .dialog))
        .draw(in: rect, on: &canvas)
    case .stopList(let list): StopListView(dashboard: dashboard, list: list).draw(in: rect, on: &canvas)
    case .export(let menu): drawExport(menu, in: rect, on: &canvas)
    case .copy(let menu): draw(lines(of: menu), in: rect, on: &canvas)
    case .account(let scroll): AccountDetails(dashboard: dashboard).draw(from: scroll, in: rect, on: &canvas)
    case .palette(let palette): PaletteView(dashboard: dashboard, palette: palette).draw(in: rect, on: &canvas)
    case .accounts(let selection):
      AccountsView(dashboard: dashboard, selection: selection).draw(in: rect, on: &canvas)
    case .quit: draw(linesToLeave, in: rect, on: &canvas)
    case .deleteDraft(_, let beginning): draw(lines(deleting: beginning), in: rect, on: &canvas)
    case .settle(let settlement):
      SettlementView(dashboard: dashboard, settlement: settlement, glyphs: canvas.glyphs)
        .draw(in: rect, on: &canvas)
    case .story(let dialog):
      canvas.put(
        StoryView(dashboard: dashboard, glyphs: canvas.glyphs).paragraphs(of: dialog), in: rect, scroll: dialog.scroll,
        more: dashboard.keyText(.next, in: .dialog))
    }
  }

  private typealias Lines = [(text: String, role: Role)]

  private func draw(_ lines: Lines, in rect: Rect, on canvas: inout Canvas) {
    var row = rect.row + 1
    for line in wrapped(lines, columns: rect.columns) {
      guard row < rect.endRow else { return }
      canvas.put(line.text, row: row, column: rect.column + 3, limit: rect.columns - 4, line.role)
      row += 1
    }
  }

  private func wrapped(_ lines: Lines, columns: Int) -> Lines {
    lines.flatMap { line in
      (line.text.isEmpty ? [""] : Gate.wrap(line.text, columns: max(10, columns - 6))).map { ($0, line.role) }
    }
  }

  /// As it is now: what was under way when the question came may have gone since.
  private var linesToLeave: Lines {
    let reason = dashboard.unfinished.map { (text: $0, role: Role.warning) }
    return [
      reason ?? ("Nothing is on its way any more.", .text), ("", .text),
      ("\(yes) leaves, any other key stays.", .text),
    ]
  }

  private func lines(deleting beginning: UntrustedText) -> Lines {
    [(oneLine(beginning), .text), ("", .text), ("\(yes) deletes it for good, any other key keeps it.", .text)]
  }

  private var yes: String { dashboard.keyText(.yes, in: .question) }

  private func lines(of menu: Dialog.CopyMenu) -> Lines {
    var lines: Lines = []
    if menu.cards.count > 1 {
      lines.append(("\(menu.cards.count) rows, one line each, the oldest first", .dim))
      lines.append(("", .text))
    }
    for choice in menu.choices {
      let text = menu.text(of: choice)
      let shown = text.split(separator: "\n", omittingEmptySubsequences: false).first.map { Gate.fit($0, columns: 48) }
      let key = dashboard.keyText(choice.command, in: .copy)
      lines.append(("\(key)  \(choice.title): \(text.isEmpty ? "there is none" : shown ?? "")", .text))
    }
    return lines
  }

  private func drawExport(_ menu: Dialog.ExportMenu, in rect: Rect, on canvas: inout Canvas) {
    let what =
      switch menu.what {
      case .cards(let cards): cards.count == 1 ? "1 row" : "\(cards.count) rows"
      case .inbox, .outgoing, .conversation: "everything that this list shows, however long it is"
      }
    let form = menu.format.map { "as \($0.words)" } ?? "the file's name must end in .csv, .jsonl or .txt"
    draw(
      [(what, .text), (form, menu.format == nil ? .warning : .text), ("", .text)], in: rect, on: &canvas)
    let row = rect.row + 4
    let note = menu.isWriting ? ("writing", Role.dim) : menu.fault.map { ("! " + $0, .fault) }
    if let note, row + 1 < rect.endRow {
      canvas.put(note.0, row: row + 1, column: rect.column + 3, limit: rect.columns - 4, note.1)
    }
    guard row < rect.endRow else { return }
    let column = canvas.put("into ", row: row, column: rect.column + 3, .key)
    canvas.putTyped(menu.path.text, row: row, column: column, limit: rect.endColumn - column - 1)
    let before = String(String.UnicodeScalarView(menu.path.scalars[..<menu.path.cursor]))
    canvas.frame.cursor = Position(column: min(column + Gate.width(before), rect.endColumn - 1), row: row)
  }
}
