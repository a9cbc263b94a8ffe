/// `format=json`, and whatever else is no known format.
extension PHPValue {
  /// The value as `json_encode` writes it by default: all but ASCII as `\uXXXX` in lower case, `/` as `\/`.
  var json: [UInt8] {
    var bytes: [UInt8] = []
    writeJSON(to: &bytes)
    return bytes
  }

  private func writeJSON(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .int(let number): bytes.append(contentsOf: String(number).utf8)
    case .bool(let isTrue): bytes.append(contentsOf: (isTrue ? "true" : "false").utf8)
    case .decimal(let thousandths): bytes.append(contentsOf: PHPValue.text(thousandths: thousandths).utf8)
    case .string(let text): PHPValue.writeJSON(text, to: &bytes)
    case .list(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        item.writeJSON(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let fields):
      bytes.append(UInt8(ascii: "{"))
      for (index, field) in fields.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        PHPValue.writeJSON(field.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        field.value.writeJSON(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func writeJSON(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for unit in text.utf16 {
      switch unit {
      case 0x22, 0x2f, 0x5c: bytes.append(contentsOf: [0x5c, UInt8(unit)])
      case 0x08: bytes.append(contentsOf: [0x5c, UInt8(ascii: "b")])
      case 0x0c: bytes.append(contentsOf: [0x5c, UInt8(ascii: "f")])
      case 0x0a: bytes.append(contentsOf: [0x5c, UInt8(ascii: "n")])
      case 0x0d: bytes.append(contentsOf: [0x5c, UInt8(ascii: "r")])
      case 0x09: bytes.append(contentsOf: [0x5c, UInt8(ascii: "t")])
      case 0x20..<0x80: bytes.append(UInt8(unit))
      default:
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: [0x5c, UInt8(ascii: "u")])
        for shift in [12, 8, 4, 0] { bytes.append(digits[Int(unit >> UInt16(shift)) & 15]) }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
