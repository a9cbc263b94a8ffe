import Dashboard
import Messaging
import Terminal

/// A question or help, over the whole body.
struct DialogView: RegionView {
  let dashboard: Dashboard
  let dialog: Dialog

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
      DetailsView(details: details, scrollKey: dashboard.keyText(.next, in: .dialog)).draw(in: rect, on: &canvas)
    case .stopList(let list): StopListView(dashboard: dashboard, list: list).draw(in: rect, on: &canvas)
    case .export(let menu): drawExport(menu, in: rect, on: &canvas)
    case .copy(let menu): draw(lines(of: menu), in: rect, on: &canvas)
    case .account(let scroll): AccountDetails(dashboard: dashboard).draw(from: scroll, in: rect, on: &canvas)
    case .palette(let palette): PaletteView(dashboard: dashboard, palette: palette).draw(in: rect, on: &canvas)
    case .accounts(let selection):
      AccountsView(dashboard: dashboard, selection: selection).draw(in: rect, on: &canvas)
    case .quit(let reason, _):
      draw(
        [
          (reason, .warning), ("", .text),
          ("y leaves, any other key stays.", .text),
        ],
        in: rect, on: &canvas)
    case .deleteDraft(_, let beginning):
      draw(
        [(oneLine(beginning), .text), ("", .text), ("y deletes it for good, q keeps it.", .text)], in: rect,
        on: &canvas)
    case .settle(let settlement):
      SettlementView(dashboard: dashboard, settlement: settlement).draw(in: rect, on: &canvas)
    case .story(let dialog):
      canvas.put(
        StoryView(dashboard: dashboard).paragraphs(of: dialog), in: rect, scroll: dialog.scroll,
        more: dashboard.keyText(.next, in: .dialog))
    }
  }

  private func draw(_ lines: [(text: String, role: Role)], in rect: Rect, on canvas: inout Canvas) {
    var row = rect.row + 1
    for line in lines {
      for part in line.text.isEmpty ? [""] : Gate.wrap(line.text, columns: max(10, rect.columns - 6)) {
        guard row < rect.endRow else { return }
        canvas.put(part, row: row, column: rect.column + 3, limit: rect.columns - 4, line.role)
        row += 1
      }
    }
  }

  private func lines(of menu: Dialog.CopyMenu) -> [(text: String, role: Role)] {
    var lines: [(text: String, role: Role)] = []
    if menu.cards.count > 1 {
      lines.append(("\(menu.cards.count) rows, one line each, the oldest first", .dim))
      lines.append(("", .text))
    }
    for choice in Dialog.CopyMenu.Choice.allCases {
      let text = menu.text(of: choice)
      let shown = text.split(separator: "\n", omittingEmptySubsequences: false).first.map { Gate.fit($0, columns: 48) }
      let key = KeyNotation.text(choice.key)
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
