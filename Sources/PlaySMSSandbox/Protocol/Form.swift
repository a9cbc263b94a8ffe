/// Forms as PHP reads them.
enum Form {
  /// Names and values of `application/x-www-form-urlencoded` text, a query included.
  static func urlEncoded(_ text: some Collection<UInt8>) -> [(name: String, value: String)] {
    text.split(separator: UInt8(ascii: "&")).map { pair in
      let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      return (decode(halves[0]), halves.count > 1 ? decode(halves[1]) : "")
    }
  }

  /// Names and values of a `multipart/form-data` body. A part with a file name is left out, as PHP keeps it elsewhere.
  static func multipart(_ body: [UInt8], boundary: String) -> [(name: String, value: String)] {
    let marker = Array("--\(boundary)".utf8)
    var pairs: [(name: String, value: String)] = []
    var rest = body[...]
    guard let first = rest.firstRange(of: marker) else { return [] }
    rest = rest[first.upperBound...]
    while let end = rest.firstRange(of: marker) {
      if let pair = part(rest[..<end.lowerBound]) { pairs.append(pair) }
      rest = rest[end.upperBound...]
    }
    return pairs
  }

  private static func part(_ bytes: ArraySlice<UInt8>) -> (name: String, value: String)? {
    // Lines end in CRLF; a bare LF is taken too, since people write such bodies by hand.
    let separators: [[UInt8]] = [Array("\r\n\r\n".utf8), Array("\n\n".utf8)]
    guard let gap = separators.compactMap({ bytes.firstRange(of: $0) }).min(by: { $0.lowerBound < $1.lowerBound })
    else { return nil }
    let head = lossless(bytes[..<gap.lowerBound])
    guard let start = head.firstRange(of: "name=\"")?.upperBound, !head.contains("filename=") else { return nil }
    let name = head[start...].prefix { $0 != "\"" }
    var value = bytes[gap.upperBound...]
    if value.last == UInt8(ascii: "\n") { value.removeLast() }
    if value.last == UInt8(ascii: "\r") { value.removeLast() }
    return (String(name), lossless(value))
  }

  /// Undoes `+` and `%XX`.
  private static func decode(_ text: some Collection<UInt8>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = text.startIndex
    while index != text.endIndex {
      let byte = text[index]
      text.formIndex(after: &index)
      if byte == UInt8(ascii: "+") {
        bytes.append(UInt8(ascii: " "))
      } else if byte == UInt8(ascii: "%"), let value = hexadecimal(text[index...].prefix(2)) {
        bytes.append(value)
        index = text.index(index, offsetBy: 2)
      } else {
        bytes.append(byte)
      }
    }
    return lossless(bytes)
  }

  private static func hexadecimal(_ digits: some Collection<UInt8>) -> UInt8? {
    guard digits.count == 2, let first = digits.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-")
    else { return nil }
    return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  /// The bytes as text without what is no UTF-8: the server drops such bytes too.
  private static func lossless(_ bytes: some Collection<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): text.append(scalar)
      case .error: continue
      case .emptyInput: return String(text)
      }
    }
  }
}
