/// What a server makes of a footer given to `pv` or set for an account. It goes behind the text after a blank and is
/// never part of what `ds` shows.
public struct ServerFooter: Hashable, Sendable {
  /// The most bytes that may be sent. At 30 the footer and its blank no longer fit the server's table: the message then
  /// stays in its queue for ever and every retry costs credit.
  public static let longest = 29

  /// Letters, digits, blanks and `+ - _ @`; the rest is dropped. Empty means the account's own footer is used.
  public let kept: String
  /// Whether something of it is dropped.
  public let isChanged: Bool
  /// It must not be sent.
  public var isTooLong: Bool { kept.utf8.count > ServerFooter.longest }

  public init(_ footer: String) {
    var filter = ServerTextFilter(footer)
    filter.clean()
    filter.store()
    let allowed = filter.text.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
        .letterNumber, .otherNumber:
        true
      default: scalar.properties.isWhitespace || "+-_@".unicodeScalars.contains(scalar)
      }
    }
    kept = String(String.UnicodeScalarView(allowed)).trimmingBlanks()
    isChanged = !kept.utf8.elementsEqual(footer.utf8)
  }
}
