import Terminal

/// A terminal that draws each row of the screen as a sentence, by the Unicode bidirectional algorithm with left to
/// right as the paragraph's direction, as VTE and Konsole do. Only the classes that screens hold are told apart.
enum BidiTerminal {
  /// Where each cell of a row is drawn, from the left.
  static func places(of row: [Unicode.Scalar]) -> [Int] {
    var classes = row.map { BidiClass($0) }
    resolveWeak(&classes)
    resolveNeutral(&classes)
    var levels = classes.map { $0 == .right ? 1 : $0 == .left ? 0 : 2 }
    for index in row.indices.reversed() {
      guard row[index] == " " else { break }
      levels[index] = 0
    }
    var order = Array(row.indices)
    for level in [2, 1] {
      var start = 0
      while start < order.count {
        guard levels[order[start]] >= level else {
          start += 1
          continue
        }
        var end = start
        while end < order.count, levels[order[end]] >= level { end += 1 }
        order[start..<end].reverse()
        start = end
      }
    }
    var places = order
    for (place, index) in order.enumerated() { places[index] = place }
    return places
  }

  private enum BidiClass {
    case left, right, arabicLetter, number, arabicNumber, separator, terminator, neutral

    init(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 0x660...0x669, 0x66B, 0x66C: self = .arabicNumber
      case 0x600...0x7BF, 0x860...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFE: self = .arabicLetter
      case 0x590...0x5FF, 0x7C0...0x85F, 0xFB1D...0xFB4F, 0x10800...0x10FFF, 0x1E800...0x1EFFF: self = .right
      case 0x30...0x39: self = .number
      case 0x2B, 0x2D, 0x2C, 0x2E, 0x2F, 0x3A: self = .separator
      case 0x23, 0x24, 0x25, 0xB0: self = .terminator
      // APL and Braille have the direction of letters, by the standard.
      case 0x2336...0x237A, 0x2800...0x28FF: self = .left
      default: self = scalar.properties.isAlphabetic ? .left : .neutral
      }
    }
  }

  private static func resolveWeak(_ classes: inout [BidiClass]) {
    var strong = BidiClass.left
    for index in classes.indices {
      switch classes[index] {
      case .left, .right, .arabicLetter: strong = classes[index]
      case .number where strong == .arabicLetter: classes[index] = .arabicNumber
      case .number, .arabicNumber, .separator, .terminator, .neutral: break
      }
    }
    for index in classes.indices where classes[index] == .arabicLetter { classes[index] = .right }
    for index in classes.indices where classes[index] == .separator {
      let before = index > 0 ? classes[index - 1] : .neutral
      let after = index + 1 < classes.count ? classes[index + 1] : .neutral
      classes[index] = before == after && (before == .number || before == .arabicNumber) ? before : .neutral
    }
    for index in classes.indices where classes[index] == .terminator { classes[index] = .neutral }
    strong = .left
    for index in classes.indices {
      switch classes[index] {
      case .left, .right: strong = classes[index]
      case .number where strong == .left: classes[index] = .left
      case .number, .arabicLetter, .arabicNumber, .separator, .terminator, .neutral: break
      }
    }
  }

  private static func resolveNeutral(_ classes: inout [BidiClass]) {
    var start = 0
    while start < classes.count {
      guard classes[start] == .neutral else {
        start += 1
        continue
      }
      var end = start
      while end < classes.count, classes[end] == .neutral { end += 1 }
      let isRightBefore = start > 0 && classes[start - 1] != .left
      let isRightAfter = end < classes.count && classes[end] != .left
      for index in start..<end { classes[index] = isRightBefore && isRightAfter ? .right : .left }
      start = end
    }
  }
}

extension Frame {
  /// The cells that such a terminal would draw elsewhere than they were written, but for those of a text from right to
  /// left and the sign behind it. Such a text without that sign counts too.
  func reorderedNeighbours() -> [Position] {
    (0..<size.rows).flatMap { row -> [Position] in
      let scalars = self.row(row).map(\.base)
      let places = BidiTerminal.places(of: scalars)
      var begin: Int?
      var inside: Set<Int> = []
      for column in scalars.indices {
        let isLetter = Directionality.isMixed(String(Character(scalars[column])))
        if scalars[column] == Directionality.opening { begin = column }
        if isLetter, begin == nil { begin = column }
        guard scalars[column] == Directionality.closing, let first = begin else { continue }
        inside.formUnion(first..<column)
        begin = nil
      }
      return scalars.indices.filter { places[$0] != $0 && !inside.contains($0) }.map { Position(column: $0, row: row) }
    }
  }
}
