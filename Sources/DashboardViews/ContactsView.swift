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
    let columns = Columns(rect)
    let last = summary.lastAt.map { TimeText.short($0, now: dashboard.now, zone: dashboard.zone) } ?? "never"
    canvas.putRight(last, row: row, end: rect.endColumn - 1, .dim)
    canvas.put(oneLine(contact.name), row: row, column: columns.name, limit: columns.number - columns.name - 1, .name)
    let number = PhoneFormat.grouped(oneLine(contact.number))
    canvas.put(number, row: row, column: columns.number, limit: columns.rest - columns.number - 1)
    // Tags stay whole where there is room for them at all; an address is known by its beginning.
    let room = columns.last - columns.rest - 1
    let tags = oneLine(contact.tags)
    let tagColumns = min(Canvas.width(tags), room / 2)
    canvas.put(tags, row: row, column: columns.last - 1 - tagColumns, limit: tagColumns, .dim)
    let email = room - (tagColumns == 0 ? 0 : tagColumns + 1)
    canvas.put(oneLine(contact.email), row: row, column: columns.rest, limit: email, .dim)
  }

  private func draw(_ group: ContactGroup, row: Int, in rect: Rect, on canvas: inout Canvas) {
    let columns = Columns(rect)
    canvas.putRight("group", row: row, end: rect.endColumn - 1, .dim)
    canvas.put(oneLine(group.name), row: row, column: columns.name, limit: columns.number - columns.name - 1, .name)
    canvas.put(
      "#" + oneLine(group.code), row: row, column: columns.number, limit: columns.rest - columns.number - 1, .ours)
  }

  /// Where the columns begin. The number is worth more than the end of a long name, the time more than the address.
  private struct Columns {
    let name: Int
    let number: Int
    let rest: Int
    let last: Int

    init(_ rect: Rect) {
      name = rect.column + 2
      last = max(name, rect.endColumn - 7)
      let room = last - name
      number = name + min(20, max(8, room - 19))
      rest = min(last, number + 19)
    }
  }
}
