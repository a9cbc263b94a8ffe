import Dashboard
import Messaging
import Terminal

/// What a message takes on air, what it is billed, and what that costs, in words.
struct SendingFigures {
  private let text: String
  private let options: SendOptions
  private let facts: SendingFacts?
  private let credit: Credit?
  /// Of what the server keeps, with the message's own footer.
  let segments: Segments
  private let billing: Billing
  private let recipients: Int
  /// The characters that need UCS-2.
  private let foreign: [Unicode.Scalar]
  /// Whether characters beyond ASCII would be shown as others, and are named instead.
  private let isASCII: Bool

  init(
    _ text: String, options: SendOptions, facts: SendingFacts?, recipients: Int, credit: Credit?, isASCII: Bool = false
  ) {
    self.isASCII = isASCII
    self.text = text
    self.options = options
    self.facts = facts
    self.recipients = max(1, recipients)
    self.credit = facts?.credit ?? credit
    let kept = ServerRewriting(text).kept
    let unicode = options.sendsUnicode(text)
    foreign = options.foreign(in: text)
    segments = Segments(kept, footer: options.footer.text, as: unicode ? .ucs2 : .gsm7)
    billing = Billing(kept, footer: options.footer.text, unicode: unicode)
  }

  /// `41 of 70`, with the footer when it is known.
  var size: String {
    let footer =
      switch options.footer {
      case .own: " with the footer"
      case .account: " and the account's footer"
      case .none: ""
      }
    return "\(segments.units) of \(segments.units + segments.left)\(footer)"
  }

  /// `1 segment`, `3 segments each`.
  var onAir: String { SendingFigures.count(segments.count) + (recipients > 1 ? " each" : "") }

  /// What the server bills for all of them, and why that is not what goes on air.
  var bill: String {
    let parts = cost?.parts ?? billing.parts * recipients
    let isLeast = facts?.recipients.contains { $0.members == .unknown } ?? false
    return (isLeast ? "at least " : "") + "\(parts)"
      + (billing.difference(onAir: segments).map { " (\($0.sentence))" } ?? "")
  }

  /// The same behind a verb: `bills 2`, `bills 4 in all`.
  var billed: String { "bills \(bill)" + (recipients > 1 ? " in all" : "") }

  /// `0.02 → credit 1 204.48`, as far as that is known.
  var price: String {
    // Nothing but free messages to accounts is known then.
    guard let cost, let estimate = cost.estimate, estimate.thousandths > 0 || cost.uncertain == 0 else {
      return credit.map { "price unknown, credit \($0.text)" } ?? "price unknown"
    }
    let about = cost.uncertain > 0 ? "at least " : ""
    guard let after = cost.creditAfter else { return about + estimate.text }
    return "\(about)\(estimate.text) → credit \(after.text)"
  }

  /// Where the price comes from; nil when none is known.
  func priceSource(now: Timestamp) -> String? {
    guard let evidence = cost?.evidence else { return nil }
    return "\(evidence.perPart.text) a part, as \(PhoneFormat.grouped(evidence.number)) cost "
      + "\(TimeText.duration(now.since(evidence.at))) ago"
  }

  /// What forces UCS-2, or what will be lost without it, and the size then; nil when nothing does.
  func encodingNote(plainKey: String) -> String? {
    guard let reason = encodingReason else { return nil }
    let note = segments.encoding.name + (reason.hasPrefix("for") ? " " : ", ") + "\(reason): \(size)"
    return plainTwin(plainKey: plainKey).map { "\(note). \($0)" } ?? note
  }

  /// What stands behind the encoding: the letters that force it or are lost by it, or that it was chosen.
  var encodingReason: String? {
    guard !foreign.isEmpty else { return options.unicode == .on ? "as chosen" : nil }
    let first = foreign.prefix(3).map(name).joined(separator: " ")
    let shown = foreign.count > 3 ? "\(first) and \(foreign.count - 3) more" : first
    return segments.encoding == .gsm7 ? "as chosen, \(shown) may arrive as ?" : "for \(shown)"
  }

  private func name(_ scalar: Unicode.Scalar) -> String {
    guard isASCII else { return String(Character(scalar)) }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// How it would be smaller; nil when it would not.
  func plainTwin(plainKey: String) -> String? {
    guard !foreign.isEmpty, segments.encoding != .gsm7 else { return nil }
    let twin = PlainTwin(of: text)
    guard !twin.replacements.isEmpty, !twin.staysUnicode, options.foreign(in: twin.text).isEmpty else { return nil }
    let plain = Segments(ServerRewriting(twin.text).kept, footer: options.footer.text)
    return "\(plainKey) makes it GSM-7: \(plain.units) of \(plain.units + plain.left)"
  }

  private var cost: SendingCost? { facts.map { SendingCost($0, text: text, options: options) } }

  private static func count(_ segments: Int) -> String { segments == 1 ? "1 segment" : "\(segments) segments" }
}
