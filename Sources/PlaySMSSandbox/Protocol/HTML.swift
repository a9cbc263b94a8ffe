/// The server's HTML cleaning, as far as it shows.
enum HTML {
  private static let named = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{a0}"]

  /// `&amp;` and its kind as what they stand for. An entity that is unknown stays.
  static func decodingEntities(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[start...]
      guard let end = rest.firstIndex(of: ";"), let decoded = entity(rest[rest.index(after: start)..<end]) else {
        result.append("&")
        rest = rest.dropFirst()
        continue
      }
      result += decoded
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  /// As an injected message is kept. Before 1.4.8 tags stayed, and only `&` was encoded.
  static func encodingEntities(_ text: String, _ cleaning: SandboxQuirks.TextCleaning) -> String {
    let encoded = text.replacing("&", with: "&amp;")
    switch cleaning {
    case .strict: return encoded.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    case .slashed, .scripts: return encoded
    case .none: return text
    }
  }

  /// Without `<script …>` with its content, `<?php`, `<?` and `?>`. All other tags stay.
  static func removingScripts(_ text: String) -> String {
    var result = ""
    var rest = withoutPHP(text)[...]
    while let start = rest.firstRange(of: "<script") {
      result += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      rest = rest.firstRange(of: "</script>").map { rest[$0.upperBound...] } ?? ""
    }
    return result + rest
  }

  /// Without `<tag …>`, `</tag>`, `<!…>` and scripts with their content; `<?php`, `<?` and `?>` go, what they enclose
  /// stays. A `<` before anything but a letter is no tag.
  static func removingTags(_ text: String) -> String {
    var result = ""
    var rest = withoutPHP(text)[...]
    while let start = rest.firstIndex(of: "<") {
      result += rest[..<start]
      rest = rest[start...]
      let inside = rest.dropFirst()
      guard beginsTag(inside), let end = inside.firstIndex(of: ">") else {
        result.append("<")
        rest = inside
        continue
      }
      let isScript = inside.prefix(6).lowercased() == "script"
      rest = inside[inside.index(after: end)...]
      if isScript, let close = rest.firstRange(of: "</script>") { rest = rest[close.upperBound...] }
    }
    return result + rest
  }

  private static func withoutPHP(_ text: String) -> String {
    text.replacing("<?php", with: "").replacing("<?", with: "").replacing("?>", with: "")
  }

  private static func beginsTag(_ text: Substring) -> Bool {
    guard let first = text.utf8.first else { return false }
    let second = text.utf8.dropFirst().first
    return first.isASCIILetter || first == UInt8(ascii: "!")
      || (first == UInt8(ascii: "/") && second?.isASCIILetter == true)
  }

  private static func entity(_ name: Substring) -> String? {
    if let text = named[String(name)] { return text }
    guard name.first == "#" else { return nil }
    let digits = name.dropFirst()
    let code =
      digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    return code.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }
}
