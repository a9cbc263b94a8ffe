/// A value as PHP holds it before it is written in one of the reply formats.
indirect enum PHPValue: Sendable {
  case null
  case int(Int64)
  /// A number with at most three decimals.
  case decimal(thousandths: Int64)
  case string(String)
  case list([PHPValue])
  case object([(key: String, value: PHPValue)])

  /// The value as `json_encode` writes it by default: all but ASCII as `\uXXXX` in lower case, `/` as `\/`.
  var json: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .int(let number): bytes.append(contentsOf: String(number).utf8)
    case .decimal(let thousandths): bytes.append(contentsOf: PHPValue.text(thousandths: thousandths).utf8)
    case .string(let text): PHPValue.write(text, to: &bytes)
    case .list(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        item.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let fields):
      bytes.append(UInt8(ascii: "{"))
      for (index, field) in fields.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        PHPValue.write(field.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        field.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// `2.5`, `100000`, `-4.5`: no zeros behind.
  static func text(thousandths: Int64) -> String {
    let magnitude = thousandths.magnitude
    var text = (thousandths < 0 ? "-" : "") + String(magnitude / 1_000)
    var rest = Int(magnitude % 1_000)
    guard rest > 0 else { return text }
    text += "."
    for unit in [100, 10, 1] where rest > 0 {
      text += String(rest / unit)
      rest %= unit
    }
    return text
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
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
