import Messaging
import Terminal

/// Everything that is known of one message, in named fields, ready to be read.
public struct MessageFacts: Hashable, Sendable {
  public struct Field: Hashable, Sendable {
    public let name: String
    public let value: UntrustedText
    /// The instant that the value tells, or what is told happened at; how long ago that is stands behind it.
    public let at: Timestamp?

    public init(_ name: String, _ value: UntrustedText, at: Timestamp? = nil) {
      self.name = name
      self.value = value
      self.at = at
    }
  }

  public struct Section: Hashable, Sendable {
    public let title: String
    public let fields: [Field]

    public init(_ title: String, _ fields: [Field]) {
      self.title = title
      self.fields = fields
    }
  }

  public let origin: ConversationEntry.Origin
  public let sections: [Section]
  /// The text as it was received, listed or written.
  public let text: UntrustedText

  public init(origin: ConversationEntry.Origin, sections: [Section], text: UntrustedText) {
    self.origin = origin
    self.sections = sections
    self.text = text
  }

  /// The text with everything that is not plain to see written as its number; nil when all of it is plain.
  public var escaped: String? {
    let isPlain = text.raw.unicodeScalars.allSatisfy { MessageFacts.isPlain($0) }
    guard !isPlain else { return nil }
    return text.raw.unicodeScalars.map { MessageFacts.isPlain($0) ? String(Character($0)) : escape($0) }.joined()
  }

  private func escape(_ scalar: Unicode.Scalar) -> String {
    scalar == "\\" ? "\\\\" : "\\u{\(String(scalar.value, radix: 16))}"
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
      .nonspacingMark, .enclosingMark:
      false
    default: scalar != "\\"
    }
  }
}

/// A line of a message's details.
public struct FactLine: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case heading
    case field
    case escaped
  }

  public var kind = Kind.field
  /// Empty in the lines on which a value goes on.
  public var name = ""
  /// May be a stranger's text.
  public var value = ""
}

extension MessageFacts {
  /// Columns that names of fields take.
  public static let nameColumns = 16

  /// All of it in lines for so many columns.
  public func lines(columns: Int, at now: Timestamp) -> [FactLine] {
    let room = max(8, columns - MessageFacts.nameColumns - 4)
    func wrapped(_ name: String, _ value: String, _ kind: FactLine.Kind) -> [FactLine] {
      Gate.wrap(value, columns: room).enumerated().map { index, part in
        FactLine(kind: kind, name: index == 0 ? name : "", value: part)
      }
    }
    var lines = [FactLine(kind: .heading, value: "Text")] + wrapped("", text.raw, .field)
    if let escaped { lines += wrapped(nameOfEscaped, escaped, .escaped) }
    for link in Links.found(in: text.raw) {
      lines += wrapped("link", link, .field)
      if let plain = Links.plain(link) { lines += wrapped("in ASCII", plain, .escaped) }
    }
    for section in sections where !section.fields.isEmpty {
      lines += [FactLine(), FactLine(kind: .heading, value: section.title)]
      for field in section.fields {
        let ending = field.at.map { age(of: $0, behind: field.value, at: now) } ?? ""
        lines += wrapped(field.name, field.value.raw + ending, .field)
      }
    }
    return lines
  }

  private func age(of instant: Timestamp, behind value: UntrustedText, at now: Timestamp) -> String {
    let words = Age.words(of: instant, at: now)
    return value.raw.hasSuffix(".") ? " (\(words))" : ", \(words)"
  }

  /// What the text with its hidden characters is called: ours was never received.
  private var nameOfEscaped: String {
    switch origin {
    case .inbox, .incoming: "as received"
    case .outgoing: "as listed"
    case .outbox: "as written"
    }
  }
}

extension Dialog {
  /// The details of a message.
  public struct Details: Hashable, Sendable {
    public let origin: ConversationEntry.Origin
    /// Nil until the archive has answered.
    public internal(set) var facts: MessageFacts?
    public internal(set) var scroll = 0
  }
}

extension Dashboard {
  /// The message that details are about; nil where the row is none.
  var chosenOrigin: ConversationEntry.Origin? {
    switch focus {
    case .outgoing: faultItem.map { .outbox($0.id) } ?? outgoing.selected.map { .outgoing($0.id) }
    case .conversation: conversation?.list.selected?.origin
    case .outbox: if case .item(let item)? = outbox.selected { .outbox(item.id) } else { nil }
    case .inbox: inbox.selected?.lastOrigin
    case .contacts, .composer, .delivery, .log: nil
    }
  }

  mutating func openDetails() {
    guard let origin = chosenOrigin else { return }
    dialog = .details(Dialog.Details(origin: origin))
    emit(.read(.facts(origin)))
  }

  mutating func land(_ facts: MessageFacts?, of origin: ConversationEntry.Origin) {
    guard case .details(var details)? = waiting, details.origin == origin else { return }
    guard let facts else {
      waiting = nil
      return say("the archive does not have it any more")
    }
    details.facts = facts
    waiting = .details(details)
  }
}
