import Terminal

/// Text being typed, with the editing keys of readline. It keeps Unicode scalars as they were typed; what of them is
/// safe to show is decided where they are drawn.
public struct TextField: Hashable, Sendable {
  /// What was typed.
  public private(set) var scalars: [Unicode.Scalar]
  /// Where the next character goes: 0 before all, `scalars.count` behind all.
  public private(set) var cursor: Int
  /// Whether Enter makes a new line instead of being left to the field's owner.
  public let isMultiline: Bool
  private var killed: [Unicode.Scalar] = []

  public init(_ text: String = "", isMultiline: Bool = false) {
    scalars = Array(text.unicodeScalars)
    cursor = scalars.count
    self.isMultiline = isMultiline
  }

  /// What was typed, as a string.
  public var text: String { String(String.UnicodeScalarView(scalars)) }

  /// Applies a key. False when the key means nothing to a field.
  public mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let scalar): insert([scalar])
    case .enter:
      guard isMultiline else { return false }
      insert(["\n"])
    case .backspace: delete(from: previousCluster, to: cursor)
    case .delete: delete(from: cursor, to: nextCluster)
    case .left: cursor = previousCluster
    case .right: cursor = nextCluster
    case .home: cursor = lineStart
    case .end: cursor = lineEnd
    case .up, .down:
      guard isMultiline else { return false }
      moveLine(down: key == .down)
    case .control(let scalar): return handleControl(scalar)
    case .alt(let scalar): return handleAlt(scalar)
    case .tab, .backTab, .escape, .insert, .pageUp, .pageDown, .function: return false
    }
    return true
  }

  /// Puts text where the cursor is. Carriage returns become line ends; in a field of one line, line ends become blanks.
  public mutating func paste(_ text: String) {
    var clean: [Unicode.Scalar] = []
    for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
      let isBreak = scalar == "\n" || scalar == "\r"
      clean.append(isBreak ? (isMultiline ? "\n" : " ") : scalar)
    }
    insert(clean)
  }

  /// Replaces a stretch and puts the cursor behind what came in.
  public mutating func replace(_ range: Range<Int>, with text: String) {
    let new = Array(text.unicodeScalars)
    scalars.replaceSubrange(range.clamped(to: 0..<scalars.count), with: new)
    cursor = min(range.lowerBound + new.count, scalars.count)
  }

  private mutating func handleControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a": cursor = lineStart
    case "e": cursor = lineEnd
    case "b": cursor = previousCluster
    case "f": cursor = nextCluster
    case "d": delete(from: cursor, to: nextCluster)
    case "h": delete(from: previousCluster, to: cursor)
    case "k": kill(from: cursor, to: lineEnd == cursor ? min(cursor + 1, scalars.count) : lineEnd)
    case "u": kill(from: lineStart, to: cursor)
    case "w": kill(from: blankStart, to: cursor)
    case "y": insert(killed)
    case "p", "n":
      guard isMultiline else { return false }
      moveLine(down: scalar == "n")
    default: return false
    }
    return true
  }

  private mutating func handleAlt(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "b": cursor = wordStart
    case "f": cursor = wordEnd
    case "d": kill(from: cursor, to: wordEnd)
    default: return false
    }
    return true
  }

  private mutating func insert(_ new: [Unicode.Scalar]) {
    scalars.insert(contentsOf: new, at: cursor)
    cursor += new.count
  }

  private mutating func delete(from start: Int, to end: Int) {
    scalars.removeSubrange(start..<end)
    cursor = start
  }

  private mutating func kill(from start: Int, to end: Int) {
    guard start < end else { return }
    killed = Array(scalars[start..<end])
    delete(from: start, to: end)
  }

  private mutating func moveLine(down: Bool) {
    let column = cursor - lineStart
    if down {
      guard lineEnd < scalars.count else { return }
      cursor = lineEnd + 1
    } else {
      guard lineStart > 0 else { return }
      cursor = lineStart - 1
      cursor = lineStart
    }
    cursor = min(cursor + column, lineEnd)
  }

  private var lineStart: Int { (scalars[..<cursor].lastIndex(of: "\n") ?? -1) + 1 }
  private var lineEnd: Int { scalars[cursor...].firstIndex(of: "\n") ?? scalars.count }

  /// One step to the left over a base and the marks on it.
  private var previousCluster: Int {
    var index = cursor - 1
    while index > 0, scalars[index].isMark { index -= 1 }
    return max(0, index)
  }

  private var nextCluster: Int {
    guard cursor < scalars.count else { return cursor }
    var index = cursor + 1
    while index < scalars.count, scalars[index].isMark { index += 1 }
    return index
  }

  /// The beginning of what stands between blanks, as `C-w` takes it away.
  private var blankStart: Int {
    var index = cursor
    while index > 0, scalars[index - 1].properties.isWhitespace { index -= 1 }
    while index > 0, !scalars[index - 1].properties.isWhitespace { index -= 1 }
    return index
  }

  private var wordStart: Int {
    var index = cursor
    while index > 0, !scalars[index - 1].isWord { index -= 1 }
    while index > 0, scalars[index - 1].isWord { index -= 1 }
    return index
  }

  private var wordEnd: Int {
    var index = cursor
    while index < scalars.count, !scalars[index].isWord { index += 1 }
    while index < scalars.count, scalars[index].isWord { index += 1 }
    return index
  }
}

extension Unicode.Scalar {
  fileprivate var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }

  fileprivate var isWord: Bool { properties.isAlphabetic || properties.numericType != nil }
}
