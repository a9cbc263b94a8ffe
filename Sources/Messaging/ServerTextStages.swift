extension [Unicode.Scalar] {
  /// PHP's `trim`: blanks of ASCII and NUL, so that a no-break space at an end stays.
  func trimmed() -> [Unicode.Scalar] {
    guard let start = firstIndex(where: { !$0.isTrimmed }), let end = lastIndex(where: { !$0.isTrimmed }) else {
      return []
    }
    return start == 0 && end == count - 1 ? self : Array(self[start...end])
  }

  /// PHP's `stripslashes`: a backslash goes and what follows stays, whatever it is; a 0 after it becomes NUL.
  func withoutSlashes() -> [Unicode.Scalar] {
    guard contains("\\") else { return self }
    var result: [Unicode.Scalar] = []
    var isEscaped = false
    for scalar in self {
      if isEscaped {
        result.append(scalar == "0" ? "\0" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.append(scalar)
      }
    }
    return result
  }

  /// Drops a mark, given in small letters, in one pass and in either case.
  func removing(_ mark: String) -> [Unicode.Scalar] {
    let mark = Array(mark.unicodeScalars)
    guard let first = mark.first, contains(first) else { return self }
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < count {
      if holds(mark, at: index) {
        index += mark.count
      } else {
        result.append(self[index])
        index += 1
      }
    }
    return result
  }

  /// Whether `mark`, in small letters, stands at `index` in either case.
  func holds(_ mark: [Unicode.Scalar], at index: Int) -> Bool {
    guard index + mark.count <= count else { return false }
    for offset in mark.indices where self[index + offset].smallLetter != mark[offset] { return false }
    return true
  }

  func withLineFeeds() -> [Unicode.Scalar] {
    guard contains("\r") else { return self }
    var result: [Unicode.Scalar] = []
    for (index, scalar) in enumerated() {
      if scalar == "\n", index > 0, self[index - 1] == "\r" { continue }
      result.append(scalar == "\r" ? "\n" : scalar)
    }
    return result
  }

  /// Controls but TAB and LF go. A byte order mark goes with them, but stays when it is the only odd thing.
  func withoutControls() -> [Unicode.Scalar] {
    guard contains(where: { $0.isDropped }) else { return self }
    return filter { !$0.isDropped && $0 != "\u{FEFF}" }
  }
}

extension Unicode.Scalar {
  /// The same letter of ASCII as a small one.
  var smallLetter: Unicode.Scalar { ("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(value) + 0x20) : self }

  var isLetterOfASCII: Bool { ("a"..."z").contains(smallLetter) }

  fileprivate var isTrimmed: Bool {
    switch value {
    case 0x20, 0x09, 0x0A, 0x0D, 0x00, 0x0B: true
    default: false
    }
  }

  fileprivate var isDropped: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: false
    case 0...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
