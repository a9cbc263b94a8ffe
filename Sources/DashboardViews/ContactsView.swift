import Dashboard
import Messaging
import Terminal

/// The phonebook as far as it was seen, and the groups.
struct ContactsView: RegionView {
  let dashboard: Dashboard

  var title: String { "Contacts" + narrowing(of: .contacts, in: dashboard) }
  var info: String { listState(of: .contacts, in: dashboard) ?? "\(dashboard.counters.contacts.grouped) known" }

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    let list = dashboard.contacts
    if list.rows.isEmpty {
      let narrowed = dashboard.isNarrowed(.contacts)
      let ask = dashboard.keymap.sequences(for: .lookUp, in: .list).first.map { KeyNotation.text($0) } ?? ""
      let text = narrowed ? "nobody here fits; Enter, then \(ask) asks the server" : "no contacts were seen yet"
      drawEmpty(list.isLoaded ? text : "loading", in: rect, on: &canvas)
    }
    for (offset, entry) in list.rows.dropFirst(list.top).prefix(rect.rows).enumerated() {
      let row = rect.row + offset
      let isSelected = list.top + offset == list.selection
      canvas.point(row: row, of: rect, to: .row(.contacts, list.top + offset))
      drawMarker(
        isSelected: isSelected, isFocused: isFocused, isMarked: list.marks.contains(entry), row: row,
        column: rect.column, on: &canvas)
      switch entry {
      case .contact(let summary): draw(summary, row: row, in: rect, on: &canvas)
      case .group(let group): draw(group, row: row, in: rect, on: &canvas)
      }
    }
  }

  private func draw(_ summary: ContactSummary, row: Int, in rect: Rect, on canvas: inout Canvas) {
    let contact = summary.contact
    var column = rect.column + 2
    canvas.put(oneLine(contact.name), row: row, column: column, limit: 19, .name)
    column += 20
    canvas.put(PhoneFormat.grouped(oneLine(contact.number)), row: row, column: column, limit: 17)
    column += 18
    let last = summary.lastAt.map { TimeText.short($0, now: dashboard.now, zone: dashboard.zone) } ?? "never"
    let end = canvas.putRight(last, row: row, end: rect.endColumn - 1, .dim)
    let tags = contact.tags.isEmpty ? "" : "  \(oneLine(contact.tags))"
    canvas.put(oneLine(contact.email) + tags, row: row, column: column, limit: end - column - 1, .dim)
  }

  private func draw(_ group: ContactGroup, row: Int, in rect: Rect, on canvas: inout Canvas) {
    let column = rect.column + 2
    canvas.put(oneLine(group.name), row: row, column: column, limit: 19, .name)
    canvas.put("#" + oneLine(group.code), row: row, column: column + 20, limit: 17, .ours)
    canvas.put("group", row: row, column: column + 38, limit: rect.endColumn - column - 39, .dim)
  }
}
