import Dashboard
import Messaging
import Terminal

/// The whole screen as a frame. It is a function of the state alone.
public struct DashboardScreen: Sendable {
  public let appearance: Appearance

  public init(appearance: Appearance) { self.appearance = appearance }

  public func frame(of dashboard: Dashboard) -> Frame { frame(of: dashboard, withNotices: true) }

  /// The same, as it follows another picture: of that what stays the same is taken over.
  public func picture(of dashboard: Dashboard, after before: Picture?) -> Picture {
    picture(of: dashboard, after: before, withNotices: true)
  }

  /// The same, with what lies under the notices when they are said elsewhere.
  func frame(of dashboard: Dashboard, withNotices: Bool) -> Frame {
    picture(of: dashboard, after: nil, withNotices: withNotices).frame
  }

  private func picture(of dashboard: Dashboard, after before: Picture?, withNotices: Bool) -> Picture {
    var canvas = Canvas(frame: Frame(size: dashboard.size), appearance: appearance)
    if let before, before.appearance == appearance { canvas.before = before.parts }
    draw(dashboard, on: &canvas, withNotices: withNotices)
    if appearance.glyphs.isASCII { canvas.frame.reduceToASCII() }
    return Picture(frame: canvas.frame, parts: canvas.parts, appearance: appearance)
  }

  /// What stands at a place of the screen, for the mouse.
  public func target(at position: Position, in dashboard: Dashboard) -> PointerTarget {
    var canvas = Canvas(frame: Frame(size: dashboard.size), appearance: appearance, gathersTargets: true)
    draw(dashboard, on: &canvas, withNotices: true)
    return canvas.target(at: position)
  }

  private func draw(_ dashboard: Dashboard, on canvas: inout Canvas, withNotices: Bool) {
    guard dashboard.size.columns >= 20, dashboard.size.rows >= 5 else {
      canvas.put(StatusLine(dashboard: dashboard).shortest, row: 0, column: 0)
      return
    }
    if dashboard.dialog == nil, dashboard.review == nil {
      let rules = rules(over: dashboard.layout.places.map(\.rect), of: dashboard)
      let whole = Rect(column: 0, row: 0, columns: dashboard.size.columns, rows: dashboard.size.rows)
      canvas.parts.rules = canvas.put([rules], in: whole, rowsOfEach: whole.rows, after: canvas.before?.rules)
    }
    if dashboard.layout.hasBars {
      drawBars(of: dashboard, on: &canvas)
    }
    let notices = NoticeLines(dashboard: dashboard)
    drawBody(of: dashboard, leaving: withNotices ? notices.rows : 0, on: &canvas)
    if withNotices { notices.draw(on: &canvas) }
  }

  private func drawBars(of dashboard: Dashboard, on canvas: inout Canvas) {
    let size = dashboard.size
    func line(_ row: Int) -> Rect { Rect(column: 0, row: row, columns: size.columns, rows: 1) }
    let (tabs, status, hints) = (canvas.before?.tabs, canvas.before?.status, canvas.before?.hints)
    canvas.parts.tabs = canvas.put([TabLine(dashboard: dashboard)], in: line(0), after: tabs)
    canvas.parts.status = canvas.put(
      [StatusLine(dashboard: dashboard).content], in: line(size.rows - 2), after: status)
    canvas.parts.hints = canvas.put([HintLine(dashboard: dashboard).content], in: line(size.rows - 1), after: hints)
  }

  /// - Parameter rows: what lies over everything else leaves so many free at its end.
  private func drawBody(of dashboard: Dashboard, leaving rows: Int, on canvas: inout Canvas) {
    var body = dashboard.layout.body
    body.rows -= rows
    if let dialog = dashboard.dialog {
      let view = DialogView(dashboard: dashboard, dialog: dialog)
      drawOver(view, in: view.rect(in: body), of: dashboard, on: &canvas)
    } else if let review = dashboard.review {
      drawOver(ReviewView(dashboard: dashboard, review: review), in: body, of: dashboard, on: &canvas)
    } else {
      drawPlaces(of: dashboard, on: &canvas)
    }
  }

  private func drawPlaces(of dashboard: Dashboard, on canvas: inout Canvas) {
    let hits = Hits(of: dashboard.markedText)
    for place in dashboard.layout.places {
      let view = view(of: place.region, dashboard)
      let isFocused = place.region == dashboard.focus
      let title = Rect(column: place.rect.column, row: place.rect.row, columns: place.rect.columns, rows: 1)
      canvas.point(place.rect, to: .part(place.region))
      canvas.point(title, to: .title(place.region))
      draw(view, in: place.rect, isFocused: isFocused, on: &canvas)
      drawTitle(of: view, in: place.rect, isFocused: isFocused && dashboard.dialog == nil, on: &canvas)
      let inner = Rect(
        column: place.rect.column, row: place.rect.row + 1, columns: place.rect.columns, rows: place.rect.rows - 1)
      if hasHits(place.region) { hits.mark(in: inner, of: &canvas.frame) }
      drawFinder(of: place.region, in: inner, dashboard, on: &canvas)
    }
  }

  /// Whether it is searched in: what is being written and figures are not.
  private func hasHits(_ region: Region) -> Bool {
    switch region {
    case .inbox, .outgoing, .outbox, .contacts, .conversation, .log: true
    case .composer, .delivery: false
    }
  }

  /// What wants an answer, over the panes or, where it leaves room, below what of them stays in sight.
  private func drawOver(_ view: any RegionView, in rect: Rect, of dashboard: Dashboard, on canvas: inout Canvas) {
    let body = dashboard.layout.body
    let isBelow = rect.row > body.row
    let above = isBelow ? dashboard.layout.places.map(\.rect).filter { $0.row < rect.row } : []
    let rules = rules(over: above + [rect], of: dashboard, until: isBelow ? rect.row + 1 : nil)
    rules.draw(on: &canvas)
    if isBelow {
      drawPlaces(of: dashboard, on: &canvas)
      canvas.frame.cursor = nil
      canvas.frame.fill(Rect(column: body.column, row: rect.row, columns: body.columns, rows: body.endRow - rect.row))
      rules.draw(on: &canvas, row: rect.row)
    }
    draw(view, in: rect, isFocused: true, on: &canvas)
    drawTitle(of: view, in: rect, isFocused: true, on: &canvas)
  }

  private func view(of region: Region, _ dashboard: Dashboard) -> any RegionView {
    switch region {
    case .inbox: InboxView(dashboard: dashboard)
    case .outgoing: OutgoingView(dashboard: dashboard)
    case .outbox: OutboxView(dashboard: dashboard)
    case .contacts: ContactsView(dashboard: dashboard)
    case .conversation: ConversationView(dashboard: dashboard)
    case .composer: ComposerView(dashboard: dashboard)
    case .delivery: DeliveryView(dashboard: dashboard)
    case .log: LogView(dashboard: dashboard)
    }
  }

  private func draw(_ view: any RegionView, in rect: Rect, isFocused: Bool, on canvas: inout Canvas) {
    let inner = Rect(column: rect.column, row: rect.row + 1, columns: rect.columns, rows: rect.rows - 1)
    view.draw(on: &canvas, in: inner, isFocused: isFocused)
  }

  /// The rules of all regions at once.
  /// - Parameter end: the row below the lines between columns; nil for the end of the body.
  private func rules(over rects: [Rect], of dashboard: Dashboard, until end: Int? = nil) -> FrameRules {
    let layout = dashboard.layout
    return FrameRules(size: dashboard.size, body: layout.body, hasBars: layout.hasBars, rects: rects, end: end)
  }

  private func drawTitle(of view: any RegionView, in rect: Rect, isFocused: Bool, on canvas: inout Canvas) {
    let title = " \(view.title) "
    let info = view.info.isEmpty ? "" : " \(view.info) "
    let room = rect.columns - 3
    guard room > 4 else { return }
    let start = rect.column + 1
    let end = canvas.put(title, row: rect.row, column: start, limit: room, isFocused ? .titleFocused : .title)
    guard !info.isEmpty, Canvas.width(info) <= start + room - end - 1 else { return }
    canvas.putRight(info, row: rect.row, end: rect.endColumn - 1, .dim)
  }
}

/// A part of the screen: what its title rule says, and what stands below.
protocol RegionView {
  /// May hold a stranger's text.
  var title: String { get }
  /// At the right end of the rule, when there is room.
  var info: String { get }
  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool)
}
