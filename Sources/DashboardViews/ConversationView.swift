import Dashboard
import Messaging
import Terminal

/// What was said with one peer, oldest first, each message with its time and its fate.
struct ConversationView: RegionView {
  let dashboard: Dashboard

  private var conversation: Conversation? { dashboard.conversation }

  var title: String {
    guard let conversation else { return "Conversation" }
    let name = conversation.name.map { "  " + Directionality.marked(oneLine($0)) } ?? ""
    let number = PhoneFormat.grouped(oneLine(UntrustedText(conversation.peer.key)))
    return Directionality.marked(number) + name
      + narrowing(of: .conversation, in: dashboard)
  }

  var info: String {
    guard let list = conversation?.list, list.isLoaded else { return "" }
    if let state = listState(of: .conversation, in: dashboard) { return state }
    let isWhole = list.window.reachesNewest && list.window.reachesOldest
    if isWhole, dashboard.isNarrowed(.conversation) { return "\(list.rows.count) fit" }
    return isWhole ? (list.rows.count == 1 ? "1 message" : "\(list.rows.count) messages") : ""
  }

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    guard let list = conversation?.list, !list.rows.isEmpty else {
      let isNarrowed = dashboard.isNarrowed(.conversation)
      let text =
        conversation == nil
        ? "no conversation is chosen"
        : isNarrowed ? nothingFits("nothing fits", region: .conversation, in: dashboard) : "no messages yet"
      drawEmpty(conversation?.list.isLoaded ?? true ? text : "loading", in: rect, on: &canvas)
      return
    }
    let lines = visibleLines(of: list, columns: rect.columns, rows: rect.rows, isFocused: isFocused)
    for (offset, line) in lines.enumerated() {
      switch line.content {
      case .first, .more: canvas.point(row: rect.row + offset, of: rect, to: .row(.conversation, line.index))
      case .day, .detail, .blank: break
      }
      draw(line, row: rect.row + offset, in: rect, isFocused: isFocused, on: &canvas)
    }
  }

  private struct Line {
    enum Content {
      case day(String)
      case first(ConversationEntry, String)
      case more(String)
      case detail(String)
      case blank
    }

    let content: Content
    let isSelected: Bool
    /// Which entry it belongs to.
    var index = 0
    var isMarked = false
  }

  /// As many lines as fit, with the selected entry in sight: at the bottom while it is the newest, near the middle
  /// otherwise. Only entries that can be on the screen are laid out.
  private func visibleLines(of list: ListState<ConversationEntry>, columns: Int, rows: Int, isFocused: Bool) -> [Line] {
    guard rows > 0 else { return [] }
    let selection = list.selection
    let selected = lines(of: list, at: selection, columns: columns, isFocused: isFocused)
    var above: [Line] = []
    var index = selection + 1
    while index < list.rows.count, above.count < rows {
      above.insert(contentsOf: lines(of: list, at: index, columns: columns, isFocused: isFocused), at: 0)
      index += 1
    }
    var below: [Line] = []
    index = selection - 1
    while index >= 0, below.count < rows {
      below += lines(of: list, at: index, columns: columns, isFocused: isFocused)
      index -= 1
    }
    let all = above + selected + below
    guard all.count > rows else { return all }
    let centred = above.count + selected.count / 2 - rows / 2
    let firstOfSelected = above.count
    let lastStart = all.count - rows
    var start = min(max(0, centred), lastStart)
    if selected.count >= rows || firstOfSelected < start { start = min(firstOfSelected, lastStart) }
    return Array(all[start..<start + rows])
  }

  private func lines(of list: ListState<ConversationEntry>, at index: Int, columns: Int, isFocused: Bool) -> [Line] {
    let entry = list.rows[index]
    let isSelected = index == list.selection
    var lines: [Line] = []
    let day = dashboard.zone.civil(entry.at)
    let older = index + 1 < list.rows.count ? dashboard.zone.civil(list.rows[index + 1].at) : nil
    if older?.dayNumber != day.dayNumber {
      if older != nil { lines.append(Line(content: .blank, isSelected: false)) }
      let text = TimeText.day(day, today: dashboard.zone.civil(dashboard.now))
      lines.append(Line(content: .day(text), isSelected: false))
    }
    let texts = Gate.wrap(entry.text.raw, columns: textColumns(columns))
    let isMarked = list.marks.contains(entry)
    lines.append(
      Line(content: .first(entry, texts.first ?? ""), isSelected: isSelected, index: index, isMarked: isMarked))
    lines += texts.dropFirst().map { Line(content: .more($0), isSelected: isSelected, index: index) }
    if isSelected, isFocused {
      lines.append(Line(content: .detail(detail(of: entry)), isSelected: true))
    }
    return lines
  }

  /// Columns before the text: marker, time, name.
  private var textColumn: Int { 8 + whoColumns }
  private var whoColumns: Int { 8 }

  /// Lines longer than this are hard to read, however wide the screen is.
  private static var longestLine: Int { 96 }

  private func textColumns(_ columns: Int) -> Int { min(Self.longestLine, max(8, columns - textColumn - 6)) }

  private func draw(_ line: Line, row: Int, in rect: Rect, isFocused: Bool, on canvas: inout Canvas) {
    drawMarker(
      isSelected: line.isSelected, isFocused: isFocused, isMarked: line.isMarked, row: row, column: rect.column,
      on: &canvas)
    let column = rect.column + textColumn
    let room = rect.endColumn - column - 1
    switch line.content {
    case .blank: break
    case .day(let text): canvas.put(text, row: row, column: rect.column + 2, limit: rect.columns - 3, .title)
    case .more(let text): canvas.put(text, row: row, column: column, limit: room)
    case .detail(let text):
      canvas.put(text, row: row, column: rect.column + 2, limit: rect.columns - 3, .dim)
    case .first(let entry, let text): drawFirst(entry, text, row: row, in: rect, on: &canvas)
    }
  }

  private func drawFirst(_ entry: ConversationEntry, _ text: String, row: Int, in rect: Rect, on canvas: inout Canvas) {
    let attributes: Style.Attributes = entry.isUnread ? .bold : []
    if entry.isUnread { canvas.put(canvas.glyphs.unread, row: row, column: rect.column + 1, .unread) }
    canvas.put(TimeText.clock(dashboard.zone.civil(entry.at)), row: row, column: rect.column + 2, .dim)
    let who = rect.column + 8
    if let stage = entry.stage {
      canvas.put("you", row: row, column: who, limit: whoColumns - 1, .ours)
      let mark = StateMark(stage)
      let column = rect.column + textColumn + textColumns(rect.columns) + 1
      canvas.put(mark, row: row, column: min(column, rect.endColumn - canvas.markColumns - 1))
    } else {
      let name = conversation?.name.map(oneLine) ?? "they"
      let first = name.split(separator: " ").first.map(String.init) ?? name
      canvas.put(first, row: row, column: who, limit: whoColumns - 1, .name)
    }
    let column = rect.column + textColumn
    let room = textColumns(rect.columns)
    guard entry.text.isBlank else {
      canvas.put(text, row: row, column: column, limit: room, adding: attributes)
      return
    }
    canvas.put(message: entry.text, keyword: entry.keyword, row: row, column: column, limit: room, adding: attributes)
  }

  /// One line with what else is known about the selected message.
  private func detail(of entry: ConversationEntry) -> String {
    var parts = [Age.words(of: entry.at, at: dashboard.now)]
    switch entry.origin {
    case .inbox(let id): parts.append("inbox \(id)")
    case .incoming(let id): parts.append("keyword message \(id)")
    case .outgoing(let id): parts.append("smslog_id \(id)")
    case .outbox: parts.append("in the outbox")
    }
    if let keyword = entry.keyword { parts.append("keyword \(oneLine(keyword))") }
    if let stage = entry.stage {
      parts.append(StateMark(stage).word)
      if case .outbox(.unknown(let reason)) = stage { parts.append(reason) }
      if case .outbox(.rejected(_, let sentence)) = stage { parts.append(sentence) }
    }
    if let date = entry.serverDate { parts.append("server wrote \(date.text)") }
    return parts.joined(separator: ", ")
  }
}
