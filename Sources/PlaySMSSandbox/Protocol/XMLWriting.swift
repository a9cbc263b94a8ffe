/// `format=xml`: what PHP's SimpleXML writes, with its losses.
extension PHPValue {
  /// The value as a whole document with the root `response`.
  var xml: [UInt8] {
    var bytes = Array("<?xml version=\"1.0\"?>\n".utf8)
    writeXML(as: "response", to: &bytes)
    return bytes
  }

  private func writeXML(as name: String, to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "<\(name)/>".utf8
    case .int(let number): bytes += "<\(name)>\(number)</\(name)>".utf8
    case .bool(let isTrue): bytes += (isTrue ? "<\(name)>1</\(name)>" : "<\(name)/>").utf8
    case .decimal(let thousandths):
      bytes += "<\(name)>\(PHPValue.text(thousandths: thousandths))</\(name)>".utf8
    case .string(let text):
      guard let content = SimpleXMLText.content(text) else {
        bytes += "<\(name)/>".utf8
        return
      }
      bytes += "<\(name)>".utf8
      bytes += content
      bytes += "</\(name)>".utf8
    case .list(let items):
      writeXML(items.map { (key: "item", value: $0) }, as: name, to: &bytes)
    case .object(let fields):
      writeXML(fields, as: name, to: &bytes)
    }
  }

  private func writeXML(_ fields: [(key: String, value: PHPValue)], as name: String, to bytes: inout [UInt8]) {
    guard !fields.isEmpty else {
      bytes += "<\(name)/>".utf8
      return
    }
    bytes += "<\(name)>".utf8
    for field in fields { field.value.writeXML(as: field.key, to: &bytes) }
    bytes += "</\(name)>".utf8
  }
}
