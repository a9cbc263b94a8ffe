/// Makes a reply's bytes fit for the JSON decoder, without losing a page for one bad character.
enum JSONRepair {
  /// No reply of the protocol is nested deeper than four.
  static let deepest = 16

  /// The bytes with what is no UTF-8 and every half of a surrogate pair (`\uD83D` alone) replaced by U+FFFD; nil when
  /// brackets nest deeper than `deepest`, which would make the decoder recurse.
  static func repaired(_ bytes: [UInt8]) -> [UInt8]? {
    var bytes = bytes
    guard let findings = bytes.withUnsafeBufferPointer(inspect) else { return nil }
    for start in findings.loneSurrogates {
      bytes.replaceSubrange(start..<start + 4, with: "FFFD".utf8)
    }
    guard findings.hasHighBytes, String(validating: bytes, as: UTF8.self) == nil else { return bytes }
    return Array(String(decoding: bytes, as: UTF8.self).utf8)
  }

  private struct Findings {
    /// Where the four hexadecimal digits of each begin.
    var loneSurrogates: [Int] = []
    var hasHighBytes = false
  }

  private static func inspect(_ bytes: UnsafeBufferPointer<UInt8>) -> Findings? {
    var findings = Findings()
    var depth = 0
    var isInString = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x80 { findings.hasHighBytes = true }
      if isInString {
        if byte == UInt8(ascii: "\"") {
          isInString = false
        } else if byte == UInt8(ascii: "\\") {
          index = afterEscape(at: index, in: bytes, &findings)
          continue
        }
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
        depth += 1
        if depth > deepest { return nil }
      } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
        depth -= 1
      }
      index += 1
    }
    return findings
  }

  /// Steps over an escape sequence, over both halves of a surrogate pair at once, and notes a half that stands alone.
  private static func afterEscape(
    at index: Int, in bytes: UnsafeBufferPointer<UInt8>, _ findings: inout Findings
  ) -> Int {
    guard let unit = codeUnit(at: index, in: bytes) else { return index + 2 }
    switch unit {
    case 0xD800...0xDBFF:
      if let next = codeUnit(at: index + 6, in: bytes), (0xDC00...0xDFFF).contains(next) { return index + 12 }
      findings.loneSurrogates.append(index + 2)
    case 0xDC00...0xDFFF:
      findings.loneSurrogates.append(index + 2)
    default:
      break
    }
    return index + 6
  }

  /// The value of `\uXXXX`, when one stands at `index`.
  private static func codeUnit(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> UInt16? {
    guard index + 5 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
      return nil
    }
    var value: UInt16 = 0
    for offset in 2..<6 {
      let digit: UInt8
      switch bytes[index + offset] {
      case let byte where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte): digit = byte - UInt8(ascii: "0")
      case let byte where (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte): digit = byte - UInt8(ascii: "a") + 10
      case let byte where (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
