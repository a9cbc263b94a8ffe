extension [Unicode.Scalar] {
  /// PHP's `htmlspecialchars_decode`: the five characters of markup by name or number, each with its semicolon.
  func decodingSpecialEntities() -> [Unicode.Scalar] {
    guard contains("&") else { return self }
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < count {
      if self[index] == "&", let found = specialEntity(at: index) {
        result.append(found.scalar)
        index += found.length
      } else {
        result.append(self[index])
        index += 1
      }
    }
    return result
  }

  /// A reference as the HTML filter reads it at an `&`, with its length; nil when the `&` is only itself. A number needs
  /// no semicolon, and one that is no character goes without a trace, so `R&#D` becomes `RD`.
  func reference(at start: Int) -> (scalar: Unicode.Scalar?, length: Int)? {
    if let name = namedReference(at: start) {
      return HTMLEntities.scalar(named: name).map { ($0, name.utf8.count + 2) }
    }
    guard let number = number(at: start) else { return nil }
    let scalar = Unicode.Scalar(number.value).flatMap { $0.isAllowedByXML ? $0 : nil }
    let isClosed = number.end < count && self[number.end] == ";"
    return (scalar, number.end - start + (isClosed ? 1 : 0))
  }

  private func specialEntity(at start: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    if let name = namedReference(at: start) {
      guard ["amp", "lt", "gt", "quot"].contains(name) else { return nil }
      return HTMLEntities.scalar(named: name).map { ($0, name.utf8.count + 2) }
    }
    guard let number = number(at: start), number.end < count, self[number.end] == ";",
      let scalar = Unicode.Scalar(number.value), "\"&'<>".unicodeScalars.contains(scalar)
    else { return nil }
    return (scalar, number.end + 1 - start)
  }

  /// The name in `&name;`.
  private func namedReference(at start: Int) -> String? {
    var name = ""
    var index = start + 1
    while index < count, name.utf8.count <= HTMLEntities.longestName,
      self[index].isLetterOfASCII || self[index].isDigitOfASCII
    {
      name.unicodeScalars.append(self[index])
      index += 1
    }
    return index < count && self[index] == ";" && !name.isEmpty ? name : nil
  }

  /// The digits in `&#65` or `&#x41`, and where they end.
  private func number(at start: Int) -> (value: UInt32, end: Int)? {
    guard start + 1 < count, self[start + 1] == "#" else { return nil }
    let isHex = start + 2 < count && self[start + 2].smallLetter == "x"
    var index = start + (isHex ? 3 : 2)
    var value: UInt32 = 0
    while index < count, let digit = self[index].digit, isHex || digit < 10 {
      if value <= 0x10FFFF { value = value * (isHex ? 16 : 10) + digit }
      index += 1
    }
    return (value, index)
  }
}

extension Unicode.Scalar {
  var isDigitOfASCII: Bool { ("0"..."9").contains(self) }

  /// Its worth as a hexadecimal digit.
  fileprivate var digit: UInt32? {
    switch smallLetter.value {
    case 0x30...0x39: value - 0x30
    case 0x61...0x66: smallLetter.value - 0x57
    default: nil
    }
  }

  fileprivate var isAllowedByXML: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
