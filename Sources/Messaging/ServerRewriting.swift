/// What a 1.4.8 server keeps of a text given to `pv`: the review shows it beside what was typed.
///
/// The stages are those of the server in its own order: trim; backslashes; the five HTML entities; PHP marks and
/// backticks; its HTML filter (line ends, control characters, markup, other entities); the check for nothing left; the
/// cut; and backslashes twice more while it is stored. Servers of other versions differ; `couldBe` allows for that.
public struct ServerRewriting: Hashable, Sendable {
  /// Something that the server does to this text.
  public enum Change: Hashable, Sendable, CaseIterable {
    case trimmed, backslashes, entities, phpMarks, backticks, lineEnds, controls, markup, hiddenElements
    /// Only for a message to another account.
    case escaped
    case cut
    /// The account's own footer is not known, and with a long one the text would be cut.
    case mayBeCut

    /// In plain words.
    public var sentence: String {
      switch self {
      case .trimmed: "the server trims blanks at both ends"
      case .backslashes: "the server drops backslashes"
      case .entities: "the server decodes HTML entities such as &amp; and &#65;"
      case .phpMarks: "the server drops <? and ?>"
      case .backticks: "the server drops backticks"
      case .lineEnds: "the server makes every line end a line feed"
      case .controls: "the server drops control characters"
      case .markup: "the server takes a < before a letter, / or ! for a tag and drops it"
      case .hiddenElements: "the server drops scripts and styles with all that is in them"
      case .escaped: "the server keeps & < > as &amp; &lt; &gt; for another account"
      case .cut: "the server cuts the text to its longest length"
      case .mayBeCut: "the server cuts the text if the account has a long footer"
      }
    }
  }

  /// Why the text should not be sent.
  public enum Refusal: Hashable, Sendable {
    /// Nothing is left of it; the server answers 201, or sends an empty message.
    case empty
    /// Exactly `0` is left, which the server takes for nothing and answers 201.
    case zero
    /// The server counts it in characters and then cuts it in bytes, mostly through a character: its database refuses
    /// that, the answer is a `FATAL ERROR` text and nothing is sent.
    case unicodeTooLong(limit: Int)
    /// The same for a GSM text whose cut falls inside a character of two or three bytes.
    case cutInsideCharacter(limit: Int)

    /// In plain words.
    public var sentence: String {
      switch self {
      case .empty: "nothing of this text is left on the server"
      case .zero: "the server takes 0 for an empty text and refuses it (error 201)"
      case .unicodeTooLong(let limit): "the server breaks on unicode texts of more than \(limit) characters"
      case .cutInsideCharacter(let limit):
        "the server would cut this text after \(limit) bytes, inside a character, and break"
      }
    }
  }

  /// What the server stores and hands to the gateway; what would be left of it when it is refused.
  public let kept: String
  /// Nothing when the text goes through as it is. In the order of `Change.allCases`.
  public let changes: [Change]
  public let refusal: Refusal?

  /// What `ds` and `ix` give back: every `"` comes as `'`.
  public var shown: String { ServerRewriting.asShown(kept) }

  /// Foretells what becomes of `text`. A message to another account (`@user`) is never cut, but stays HTML-escaped.
  public init(_ text: String, toUser: Bool = false, rules: ServerRules = ServerRules()) {
    var filter = ServerTextFilter(text)
    filter.clean()
    let cleaned = filter.text
    if cleaned.isEmpty || cleaned.utf8.elementsEqual("0".utf8) {
      self.init(kept: cleaned, changes: filter.changes, refusal: cleaned.isEmpty ? .empty : .zero)
      return
    }
    var refusal: Refusal?
    if toUser {
      filter.escape()
    } else {
      refusal = filter.cut(within: rules.textLimit)
      filter.store()
    }
    let kept = filter.text
    self.init(kept: kept, changes: filter.changes, refusal: kept.isEmpty ? .empty : refusal)
  }

  private init(kept: String, changes: Set<Change>, refusal: Refusal?) {
    self.kept = kept
    self.changes = Change.allCases.filter(changes.contains)
    self.refusal = refusal
  }

  static func asShown(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\"")) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\"" ? "'" : $0 }))
  }
}
