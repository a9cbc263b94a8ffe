/// One column's worth of screen, or both columns of a wide one: a base scalar, at most four marks that stand on it, and
/// how it looks.
///
/// Only the ``Gate`` makes cells, so whatever a cell holds is safe to send to a terminal. A cell is 24 bytes without a
/// reference, because a screen of twelve thousand of them is made and compared on every keystroke.
public struct Cell: Hashable, Sendable {
  /// Base scalar in bits 0 to 20, width in 21 and 22, attributes from 24, foreground from 32, background from 42.
  @usableFromInline var head: UInt64
  /// Four marks of 32 bits; zero is none.
  @usableFromInline var marks: UInt64 = 0
  private var moreMarks: UInt64 = 0

  /// How many marks fit on a base: ncurses keeps five scalars in a cell.
  static let markLimit = 4

  init(base: Unicode.Scalar, width: Int, style: Style) {
    head = UInt64(base.value) | UInt64(width & 3) << 21 | style.packed
  }

  /// A blank in a style.
  public static func blank(_ style: Style) -> Cell { Cell(base: " ", width: 1, style: style) }

  /// Columns it takes: 1, 2, or 0 for the right half of the wide cell to its left.
  @inlinable public var width: Int { Int(head >> 21 & 3) }

  /// How it looks.
  public var style: Style {
    get { Style(packed: head) }
    set { head = head & 0xff_ffff | newValue.packed }
  }

  /// Whether another cell has the same style; cheaper than comparing both.
  @inlinable public func looksLike(_ other: Cell) -> Bool { (head ^ other.head) >> 24 == 0 }

  /// The scalar that takes the column; a blank in the right half of a wide cell.
  @inlinable public var base: Unicode.Scalar { Unicode.Scalar(UInt32(head & 0x1f_ffff)) ?? " " }

  /// Whether any mark stands on the base.
  @inlinable public var hasMarks: Bool { marks != 0 }

  /// How many marks stand on the base, 0 to 4.
  public var markCount: Int {
    guard hasMarks else { return 0 }
    return (0..<Cell.markLimit).first { markBits($0) == 0 } ?? Cell.markLimit
  }

  /// The mark at an index below ``markCount``; nil beyond.
  public func mark(_ index: Int) -> Unicode.Scalar? {
    guard (0..<Cell.markLimit).contains(index), markBits(index) != 0 else { return nil }
    return Unicode.Scalar(markBits(index))
  }

  /// Its scalars as text, for tests and dumps; empty for the right half of a wide cell.
  public var text: String {
    var text = String.UnicodeScalarView()
    append(to: &text)
    return String(text)
  }

  /// Whether nothing is to be seen in it but its style.
  var isBlank: Bool { head & 0x7f_ffff == 0x20_0020 && marks == 0 }

  /// The other half of this wide cell.
  var rightHalf: Cell { Cell(base: " ", width: 0, style: style) }

  func append(to text: inout String.UnicodeScalarView) {
    guard width > 0 else { return }
    text.append(base)
    for index in 0..<markCount {
      if let mark = mark(index) { text.append(mark) }
    }
  }

  /// Same look, an ASCII character that is not a control; for a blank only.
  func with(ascii byte: UInt8) -> Cell {
    var cell = self
    cell.head = head & ~0xFF | UInt64(byte)
    return cell
  }

  /// Puts a mark on the base; a fifth one is dropped.
  mutating func add(mark: Unicode.Scalar) {
    let count = markCount
    guard count < Cell.markLimit else { return }
    let bits = UInt64(mark.value) << UInt64(32 * (count & 1))
    if count < 2 { marks |= bits } else { moreMarks |= bits }
  }

  /// Whether as many cells are the same. It looks at all of them, several at a time: mostly they are.
  static func areEqual(_ cells: UnsafeBufferPointer<Cell>, _ others: UnsafeBufferPointer<Cell>) -> Bool {
    var difference: UInt64 = 0
    for index in 0..<min(cells.count, others.count) {
      let (cell, other) = (cells[index], others[index])
      difference |= (cell.head ^ other.head) | (cell.marks ^ other.marks) | (cell.moreMarks ^ other.moreMarks)
    }
    return difference == 0 && cells.count == others.count
  }

  private func markBits(_ index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: (index < 2 ? marks : moreMarks) >> UInt64(32 * (index & 1)))
  }
}

extension Style {
  /// Attributes from bit 24, foreground from 32, background from 42.
  fileprivate var packed: UInt64 {
    UInt64(attributes.rawValue) << 24 | foreground.packed << 32 | background.packed << 42
  }

  fileprivate init(packed: UInt64) {
    self.init(
      foreground: Color(packed: packed >> 32), background: Color(packed: packed >> 42),
      attributes: Attributes(rawValue: UInt8(packed >> 24 & 0xff)))
  }
}

extension Color {
  /// Ten bits: two for the kind, eight for the number.
  fileprivate var packed: UInt64 {
    switch self {
    case .standard: 0
    case .ansi(let number): 0x100 | UInt64(number)
    case .indexed(let number): 0x200 | UInt64(number)
    }
  }

  fileprivate init(packed: UInt64) {
    let number = UInt8(packed & 0xff)
    self =
      switch packed >> 8 & 3 {
      case 1: .ansi(number)
      case 2: .indexed(number)
      default: .standard
      }
  }
}
