import Messaging

/// The characters that a screen is drawn with; all of them are one column wide.
public struct Glyphs: Hashable, Sendable {
  /// Whether only ASCII may be used.
  public let isASCII: Bool

  public init(isASCII: Bool = false) { self.isASCII = isASCII }

  var marker: String { isASCII ? ">" : "▌" }
  var mark: String { isASCII ? "+" : "✓" }
  var unread: String { isASCII ? "*" : "•" }
  var dot: String { isASCII ? "-" : "·" }

  /// Columns that a state takes.
  var markColumns: Int { isASCII ? 1 : 3 }

  /// A rule's cell by the directions in which it goes on.
  func rule(up: Bool, down: Bool, left: Bool, right: Bool) -> Unicode.Scalar {
    let isVertical = up || down
    let isHorizontal = left || right
    if isASCII { return isVertical && isHorizontal ? "+" : isVertical ? "|" : "-" }
    return switch (up, down, left, right) {
    case (true, true, true, true): "┼"
    case (true, true, true, false): "┤"
    case (true, true, false, true): "├"
    case (true, false, true, true): "┴"
    case (false, true, true, true): "┬"
    case (true, false, true, false): "┘"
    case (true, false, false, true): "└"
    case (false, true, true, false): "┐"
    case (false, true, false, true): "┌"
    case (_, _, false, false): "│"
    case (false, false, _, _): "─"
    }
  }

  /// A figure among others as a step of eight; none of it is a blank.
  func step(_ count: Int, of most: Int) -> String {
    guard count > 0, most > 0 else { return isASCII ? "." : " " }
    let step = max(0, (count * 8 + most - 1) / most - 1)
    let steps = isASCII ? [".", ":", "-", "=", "+", "*", "#", "@"] : ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return steps[min(7, step)]
  }

  /// A bar of so many eighths of a column.
  func bar(eighths: Int) -> String {
    if isASCII { return String(repeating: "#", count: (eighths + 4) / 8) }
    let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + partial[eighths % 8]
  }
}

/// How a message's state shows: letter, glyph, role and word, any one of them enough.
struct StateMark: Equatable {
  let letter: String
  let glyph: String
  let role: Role
  let word: String

  init(letter: String, glyph: String, role: Role, word: String) {
    self.letter = letter
    self.glyph = glyph
    self.role = role
    self.word = word
  }

  /// Its letter and, where there is one and not only ASCII, its glyph.
  func text(in glyphs: Glyphs) -> String { glyphs.isASCII || glyph == letter ? letter : "\(letter) \(glyph)" }

  /// The same, as wide as any other, for lines below each other.
  func padded(in glyphs: Glyphs) -> String {
    let text = text(in: glyphs)
    return text + String(repeating: " ", count: max(0, glyphs.markColumns - Canvas.width(text)))
  }

  static let draft = StateMark(letter: "d", glyph: "✎", role: .stateDraft, word: "draft")

  init(_ stage: OutgoingStage) {
    switch stage {
    case .server(let status): self.init(status)
    case .outbox(let state): self.init(state)
    }
  }

  init(_ status: DeliveryStatus) {
    switch status {
    case .pending: self.init(letter: "P", glyph: "○", role: .statePending, word: "pending")
    case .sent: self.init(letter: "S", glyph: "◐", role: .stateSent, word: "sent")
    case .failed: self.init(letter: "F", glyph: "✗", role: .stateFailed, word: "failed")
    case .delivered: self.init(letter: "D", glyph: "●", role: .stateDelivered, word: "delivered")
    case .other(let code): self.init(letter: "?", glyph: "○", role: .statePending, word: "status \(code)")
    }
  }

  /// An item as the outbox shows it: taken for later until its row appears.
  init(_ item: OutboxItem) {
    if case .accepted = item.state, item.options.schedule != nil {
      self.init(SendingStage.scheduled)
    } else {
      self.init(item.state)
    }
  }

  init(_ stage: SendingStage) {
    switch stage {
    case .draft: self = .draft
    case .held: self.init(letter: "h", glyph: "◷", role: .stateHeld, word: "held")
    case .queued: self.init(OutboxState.queued)
    case .inFlight: self.init(OutboxState.inFlight)
    case .accepted: self.init(letter: "P", glyph: "○", role: .statePending, word: "accepted")
    case .scheduled: self.init(letter: "T", glyph: "◴", role: .stateScheduled, word: "scheduled")
    case .pending: self.init(DeliveryStatus.pending)
    case .sent: self.init(DeliveryStatus.sent)
    case .delivered: self.init(DeliveryStatus.delivered)
    case .failed: self.init(DeliveryStatus.failed)
    case .rejected: self.init(letter: "F", glyph: "✗", role: .stateFailed, word: "refused")
    case .unknown: self.init(letter: "?", glyph: "?", role: .stateUnknown, word: "unknown")
    case .cancelled: self.init(OutboxState.cancelled)
    case .settledSent: self.init(OutboxState.settled(went: true))
    case .settledUnsent: self.init(OutboxState.settled(went: false))
    }
  }

  init(_ state: OutboxState) {
    switch state {
    case .held: self.init(letter: "h", glyph: "◷", role: .stateHeld, word: state.word)
    case .queued: self.init(letter: "q", glyph: "…", role: .stateQueued, word: state.word)
    case .inFlight: self.init(letter: ">", glyph: ">", role: .stateInFlight, word: state.word)
    case .accepted: self.init(letter: "P", glyph: "○", role: .statePending, word: state.word)
    case .rejected: self.init(letter: "F", glyph: "✗", role: .stateFailed, word: state.word)
    case .unknown: self.init(letter: "?", glyph: "?", role: .stateUnknown, word: state.word)
    case .cancelled: self.init(letter: "x", glyph: "x", role: .dim, word: state.word)
    case .settled(let went):
      self.init(letter: went ? "P" : "x", glyph: went ? "○" : "x", role: .dim, word: state.word)
    }
  }
}
