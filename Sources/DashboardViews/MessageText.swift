import Dashboard
import Messaging
import Terminal

extension Canvas {
  /// Writes the text of a message in one line; of one without a text its keyword, or that there is none.
  @discardableResult
  mutating func put(
    message text: UntrustedText, keyword: UntrustedText? = nil, row: Int, column: Int, limit: Int,
    adding attributes: Style.Attributes = []
  ) -> Int {
    guard text.isBlank else {
      return put(oneLine(text), row: row, column: column, limit: limit, adding: attributes)
    }
    guard let keyword, !keyword.isBlank else {
      return put("(no text)", row: row, column: column, limit: limit, .dim)
    }
    return put("kwd \(oneLine(keyword))", row: row, column: column, limit: limit, adding: attributes)
  }
}

extension UntrustedText {
  /// Whether nothing of it could be seen.
  var isBlank: Bool { raw.unicodeScalars.allSatisfy { $0 == " " || $0 == "\n" || $0 == "\r" || $0 == "\t" } }
}
