import Terminal

/// Addresses of the web in a message. They are shown and can be copied; nothing here opens one.
public enum Links {
  /// In the order in which they stand in the text, each once, without what ends the sentence round them.
  public static func found(in text: String) -> [String] {
    var found: [String] = []
    for word in text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace) {
      let word = String(word)
      guard let start = beginnings.compactMap({ word.lowercased().firstRange(of: $0)?.lowerBound }).min() else {
        continue
      }
      // Letters may take more or fewer bytes in capitals, so the place is counted and not taken over.
      let offset = word.lowercased().distance(from: word.lowercased().startIndex, to: start)
      let link = trimmed(word.dropFirst(offset))
      let isWhole = !beginnings.contains { $0.hasPrefix(link.lowercased()) }
      if isWhole, !found.contains(link) { found.append(link) }
    }
    return found
  }

  /// The same with every letter beyond ASCII as its number: what looks like a known name may be another. Nil where all
  /// are ASCII.
  static func plain(_ link: String) -> String? {
    guard !link.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return link.unicodeScalars.map { $0.isASCII ? String(Character($0)) : "\\u{\(String($0.value, radix: 16))}" }
      .joined()
  }

  private static let beginnings = ["https://", "http://", "www."]

  private static func trimmed(_ link: Substring) -> String {
    var link = link
    while let last = link.last, ".,;:!?)]}>'\"”’»".contains(last) { link.removeLast() }
    return String(link)
  }
}
