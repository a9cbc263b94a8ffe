/// What becomes of a text that SimpleXML puts into an element. It reads the text as if it were XML already: `&` begins
/// an entity, and one that never ends takes the rest of the text with it.
struct SimpleXMLText {
  /// The content as written, nil for an element without any (`<x/>`). The text ends at a NUL.
  static func content(_ text: String) -> [UInt8]? {
    var reader = SimpleXMLText(Array(text.utf8.prefix { $0 != 0 }))
    reader.read()
    return reader.isEmpty ? nil : reader.written
  }

  private let source: [UInt8]
  private var place = 0
  /// Text since the last entity that stayed one.
  private var run: [UInt8] = []
  private var written: [UInt8] = []
  private var isEmpty = true

  private init(_ source: [UInt8]) { self.source = source }

  private mutating func read() {
    while place < source.count {
      let byte = source[place]
      place += 1
      if byte != UInt8(ascii: "&") {
        run.append(byte)
      } else if place < source.count, source[place] == UInt8(ascii: "#") {
        readCharacter()
      } else if !readEntity() {
        return
      }
    }
    endRun()
  }

  /// `&#65;` or `&#x41;`. A digit that is none ends it, and what was read of it is gone.
  private mutating func readCharacter() {
    place += 1
    var radix: UInt32 = 10
    if place < source.count, source[place] == UInt8(ascii: "x") {
      radix = 16
      place += 1
    }
    var code: UInt32 = 0
    while place < source.count, source[place] != UInt8(ascii: ";") {
      guard let digit = SimpleXMLText.digit(source[place]), digit < radix else { return }
      code = min(code &* radix &+ digit, 0x11_0000)
      place += 1
    }
    place += 1
    guard code != 0, code < 0x11_0000 else { return }
    // Half of a surrogate pair is copied too and spoils its text later, as a control character does.
    run += String(Character(Unicode.Scalar(code) ?? "\u{1}")).utf8
  }

  /// `&name;`. The five that everybody knows become text, any other stays as it is, known or not. Tells whether there
  /// is an end: without one, the text since the last entity is lost as well.
  private mutating func readEntity() -> Bool {
    guard let end = source[place...].firstIndex(of: UInt8(ascii: ";")) else { return false }
    let name = source[place..<end]
    place = end + 1
    guard !name.isEmpty else { return true }
    if let text = SimpleXMLText.known[String(decoding: name, as: UTF8.self)] {
      run += text.utf8
    } else {
      endRun()
      written += "&".utf8
      written += name
      written += ";".utf8
      isEmpty = false
    }
    return true
  }

  /// Writes the text since the last entity. A character that XML does not have takes all of it away.
  private mutating func endRun() {
    guard !run.isEmpty else { return }
    isEmpty = false
    written += SimpleXMLText.escaped(String(decoding: run, as: UTF8.self)) ?? []
    run = []
  }

  private static let known = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// All but ASCII as `&#xHHHH;`; nil when a character is none of XML's.
  private static func escaped(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: bytes += "&amp;".utf8
      case 0x3c: bytes += "&lt;".utf8
      case 0x3e: bytes += "&gt;".utf8
      case 0x09, 0x0a, 0x20..<0x80: bytes.append(UInt8(scalar.value))
      case 0x0d, 0x80..<0xfffe, 0x1_0000...: bytes += "&#x\(String(scalar.value, radix: 16, uppercase: true));".utf8
      default: return nil
      }
    }
    return bytes
  }
}
