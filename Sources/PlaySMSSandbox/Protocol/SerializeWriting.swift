/// `format=serialize`: what PHP's `serialize` writes. Texts are raw UTF-8, and their lengths are in bytes.
extension PHPValue {
  var serialized: [UInt8] {
    var bytes: [UInt8] = []
    writeSerialized(to: &bytes)
    return bytes
  }

  private func writeSerialized(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "N;".utf8
    case .int(let number): bytes += "i:\(number);".utf8
    case .bool(let isTrue): bytes += "b:\(isTrue ? 1 : 0);".utf8
    case .decimal(let thousandths): bytes += "d:\(PHPValue.text(thousandths: thousandths));".utf8
    case .string(let text): PHPValue.writeSerialized(text, to: &bytes)
    case .list(let items):
      bytes += "a:\(items.count):{".utf8
      for (index, item) in items.enumerated() {
        bytes += "i:\(index);".utf8
        item.writeSerialized(to: &bytes)
      }
      bytes += "}".utf8
    case .object(let fields):
      bytes += "a:\(fields.count):{".utf8
      for field in fields {
        PHPValue.writeSerialized(field.key, to: &bytes)
        field.value.writeSerialized(to: &bytes)
      }
      bytes += "}".utf8
    }
  }

  private static func writeSerialized(_ text: String, to bytes: inout [UInt8]) {
    bytes += "s:\(text.utf8.count):\"".utf8
    bytes += text.utf8
    bytes += "\";".utf8
  }
}
