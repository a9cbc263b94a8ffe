import Messaging
import Terminal

/// A message being written.
public struct Composer: Hashable, Sendable {
  public enum Field: Hashable, Sendable {
    case recipients
    case text
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
  public internal(set) var field: Field
  /// Contacts that fit what is being typed as a recipient.
  public internal(set) var suggestions: [ContactSummary] = []
  public internal(set) var suggestion = 0
  /// What was typed when they were asked for: for anything else they are nobody's.
  var suggestedFor: String?
  /// What is wrong with a field, shown beside it until the next key.
  public internal(set) var recipientsFault: String?
  public internal(set) var textFault: String?

  init(token: Int, recipients: String = "", text: String = "") {
    self.token = token
    prefilled = recipients
    self.recipients = TextField(recipients)
    self.text = TextField(text, isMultiline: true)
    field = recipients.isEmpty ? .recipients : .text
  }

  /// Whether nothing was written.
  public var isEmpty: Bool {
    text.text.trimmingBlanks().isEmpty
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

  /// Where in the field the recipient stands that the cursor is in.
  var currentRecipient: Range<Int> {
    let scalars = recipients.scalars
    let isSeparator: (Unicode.Scalar) -> Bool = { $0 == "," || $0 == ";" }
    var start = (scalars[..<recipients.cursor].lastIndex(where: isSeparator) ?? -1) + 1
    let end = scalars[recipients.cursor...].firstIndex(where: isSeparator) ?? scalars.count
    while start < end, scalars[start] == " " { start += 1 }
    return start..<end
  }

  /// What is being typed as a recipient; nil where the contacts have nothing to offer.
  var searchedName: String? {
    let typed = String(String.UnicodeScalarView(recipients.scalars[currentRecipient])).trimmingBlanks()
    return typed.unicodeScalars.count < 2 ? nil : typed
  }

  /// Puts a contact's number in the place of what is being typed.
  mutating func take(_ contact: Contact) {
    guard let destination = try? Destination(contact.number.raw) else {
      recipientsFault = "the server's number for this contact is no number"
      return
    }
    let range = currentRecipient
    let isLast = range.upperBound == recipients.scalars.count
    recipients.replace(range, with: destination.wire + (isLast ? ", " : ""))
    suggestions = []
    suggestion = 0
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
