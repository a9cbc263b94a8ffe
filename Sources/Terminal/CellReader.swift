/// Turns a text into safe cells one at a time, so that a long text costs only as much of it as is shown.
///
/// It reads the bytes of a `String`, which are always whole scalars: this runs for every cell of every frame, and most
/// of them are ASCII.
struct CellReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private let style: Style
  /// A plain blank of the style, from which the other ASCII cells are made.
  private let blank: Cell
  /// The cell that further marks may still stand on.
  private var open: Cell?
  /// Whether an emoji that comes now is part of the picture before it.
  private var joining = false

  /// Has a closure read cells; the reader is of no use after it.
  static func read<Result>(
    _ text: some StringProtocol, style: Style, _ body: (inout CellReader) -> Result
  ) -> Result {
    // Most callers have a String: then this copies nothing, and the reader itself is not generic.
    var string = text as? String ?? String(text)
    return string.withUTF8 { bytes in
      var reader = CellReader(bytes: bytes, style: style)
      return body(&reader)
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, style: Style) {
    self.bytes = bytes
    self.style = style
    blank = .blank(style)
  }

  mutating func next() -> Cell? {
    while place < bytes.count {
      let byte = bytes[place]
      if byte >= 0x20, byte < 0x7F {
        place += 1
        joining = false
        // Nothing in ASCII stands on a base, so before another ASCII character a cell is finished at once.
        if open == nil, place < bytes.count, bytes[place] < 0x80 { return blank.with(ascii: byte) }
        if let finished = replaceOpen(blank.with(ascii: byte)) { return finished }
      } else if let finished = take(scalar()) {
        return finished
      }
    }
    return replaceOpen(nil)
  }

  /// Kept apart from the loop over ASCII, which would otherwise prepare for it each time.
  @inline(never)
  private mutating func take(_ scalar: Unicode.Scalar) -> Cell? {
    switch ScalarClass(scalar) {
    case .spacing(let base, let width):
      let isJoined = joining && scalar.isPicture
      joining = false
      return isJoined ? nil : replaceOpen(Cell(base: base, width: width, style: style))
    case .mark:
      // A mark with nothing before it stands on a blank.
      if open == nil { open = blank }
      open?.add(mark: scalar)
    case .joiner:
      joining = open?.base.isPicture ?? false
    case .dropped:
      break
    }
    return nil
  }

  private mutating func replaceOpen(_ cell: Cell?) -> Cell? {
    defer { open = cell }
    return open
  }

  /// The scalar at the place, and on to the next.
  private mutating func scalar() -> Unicode.Scalar {
    let lead = bytes[place]
    let count = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = count == 1 ? UInt32(lead) : UInt32(lead) & (0x7F >> UInt32(count))
    for index in place + 1..<place + count { value = value << 6 | UInt32(bytes[index] & 0x3F) }
    place += count
    return Unicode.Scalar(value) ?? ScalarClass.replacement
  }
}

extension Unicode.Scalar {
  /// Whether it can be part of a picture that is joined from several.
  fileprivate var isPicture: Bool { value > 0xFF && properties.isEmoji }
}
