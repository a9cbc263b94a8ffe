import Messaging
import Terminal

/// A message being written.
public struct Composer: Hashable, Sendable {
  public enum Field: Hashable, Sendable, CaseIterable {
    case recipients
    case text
    case kind
    case sender
    case footer
    case unicode
    case schedule

    /// The options, in the order in which they stand.
    public static let options: [Field] = [.kind, .sender, .footer, .unicode, .schedule]
  }

  /// One entry of the recipients field.
  public struct Recipient: Hashable, Sendable {
    public let typed: String
    public let destination: Result<Destination, Destination.Fault>
  }

  /// Tells this composition from every other since the start, so that its draft is saved under one number.
  public let token: Int
  /// What the recipients field held when it was opened.
  let prefilled: String
  public internal(set) var recipients: TextField
  public internal(set) var text: TextField
  public internal(set) var options: ComposerOptions
  /// Whether the options are unfolded.
  public internal(set) var showsOptions = false
  public internal(set) var field: Field
  /// Who fits what is being typed as a recipient.
  public internal(set) var suggestions: [RecipientSuggestion] = []
  public internal(set) var suggestion = 0
  /// What was typed when they were asked for: for anything else they are nobody's.
  var suggestedFor: String?
  /// What is wrong with a field, shown beside it until the next key.
  public internal(set) var faults: [Field: String] = [:]
  /// What is known of the recipients; nil until it was read.
  public internal(set) var facts: SendingFacts?

  init(token: Int, recipients: String = "", text: String = "", options: SendOptions = SendOptions()) {
    self.token = token
    prefilled = recipients
    self.recipients = TextField(recipients)
    self.text = TextField(text, isMultiline: true)
    self.options = ComposerOptions(options)
    field = recipients.isEmpty ? .recipients : .text
  }

  /// Whether nothing was written.
  public var isEmpty: Bool {
    text.text.trimmingBlanks().isEmpty && options.arePlain
      && (recipients.text == prefilled || recipients.text.trimmingBlanks().isEmpty)
  }

  /// The recipients field, taken apart at commas and semicolons.
  public var parsedRecipients: [Recipient] {
    recipients.text.split { $0 == "," || $0 == ";" }.map { $0.trimmingBlanks() }.filter { !$0.isEmpty }
      .map { typed in
        do throws(Destination.Fault) {
          return Recipient(typed: typed, destination: .success(try Destination(typed)))
        } catch {
          return Recipient(typed: typed, destination: .failure(error))
        }
      }
  }

  /// Those of the recipients that are some, as they go out.
  public func recipientList(_ plan: NumberPlan?) -> RecipientList {
    RecipientList(parsedRecipients.compactMap { try? $0.destination.get() }, plan: plan)
  }

  /// The fields that Tab goes through.
  var fields: [Field] { [.recipients, .text] + (showsOptions ? Field.options : []) }

  /// Where in the field the recipient stands that the cursor is in.
  var currentRecipient: Range<Int> {
    let scalars = recipients.scalars
    let isSeparator: (Unicode.Scalar) -> Bool = { $0 == "," || $0 == ";" }
    var start = (scalars[..<recipients.cursor].lastIndex(where: isSeparator) ?? -1) + 1
    let end = scalars[recipients.cursor...].firstIndex(where: isSeparator) ?? scalars.count
    while start < end, scalars[start] == " " { start += 1 }
    return start..<end
  }

  /// What is being typed as a recipient; nil where nobody can be offered yet.
  var searchedName: String? {
    let typed = String(String.UnicodeScalarView(recipients.scalars[currentRecipient])).trimmingBlanks()
    let isCode = typed.first == "@" || typed.first == "#"
    return typed.unicodeScalars.count < (isCode ? 1 : 2) ? nil : typed
  }

  /// Puts somebody in the place of what is being typed.
  mutating func take(_ suggestion: RecipientSuggestion) {
    guard let destination = suggestion.destination else {
      faults[.recipients] = "the server's number for this contact is no number"
      return
    }
    let range = currentRecipient
    let isLast = range.upperBound == recipients.scalars.count
    recipients.replace(range, with: destination.wire + (isLast ? ", " : ""))
    suggestions = []
    self.suggestion = 0
  }
}

extension Destination.Fault {
  /// What is wrong with a recipient, for the operator.
  public func sentence(about typed: String) -> String {
    switch self {
    case .empty: "no recipient"
    case .notANumber: "'\(typed)' is no number, @user or #group; Tab takes a contact"
    case .tooLong: "'\(typed)' is longer than the \(Destination.longestNumber) characters that the server keeps"
    case .list: "one recipient at a time between commas"
    }
  }
}
