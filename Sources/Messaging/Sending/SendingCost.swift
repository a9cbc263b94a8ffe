/// What a send will be billed, and what it may cost, from what earlier messages cost.
public struct SendingCost: Hashable, Sendable {
  /// Parts that the server bills for one recipient.
  public let partsEach: Int
  /// Parts for all of them, as far as their number is known.
  public let parts: Int
  /// What those cost for whom a price is known; nil when none is.
  public let estimate: Credit?
  /// For so many recipients no price is known, or a group's members are counted from the last time.
  public let uncertain: Int
  /// Where the estimate comes from: the newest evidence among them.
  public let evidence: PriceEvidence?
  /// What is left of the credit; nil when credit or every price is not known, or nobody knows how many a group has.
  public let creditAfter: Credit?

  /// A message to another account costs nothing.
  public init(_ facts: SendingFacts, text: String, options: SendOptions, rules: ServerRules = ServerRules()) {
    let kept = ServerRewriting(text, rules: rules).kept
    let unicode = options.sendsUnicode(text)
    let each =
      switch options.footer {
      case .account:
        Billing(kept, footerLength: rules.accountFooterBytes ?? 0, unicode: unicode, rules: rules).parts
      case .own, .none: Billing(kept, footer: options.footer.text, unicode: unicode, rules: rules).parts
      }
    var parts = 0
    var total: Int64?
    var uncertain = 0
    for recipient in facts.recipients {
      if case .user = recipient.destination {
        total = total ?? 0
        continue
      }
      var members = 1
      if case .lately(let count, _) = recipient.members { members = max(1, count) }
      parts += each * members
      if recipient.price == nil || recipient.members != .one { uncertain += 1 }
      guard let price = recipient.price else { continue }
      let (cost, isTooMuch) = price.perPart.thousandths.multipliedReportingOverflow(by: Int64(each * members))
      if !isTooMuch { total = (total ?? 0) &+ cost }
    }
    partsEach = each
    self.parts = parts
    self.uncertain = uncertain
    estimate = total.map { Credit(thousandths: $0) }
    evidence = facts.recipients.compactMap(\.price).max { $0.at < $1.at }
    let isBounded = !facts.recipients.contains { $0.members == .unknown }
    creditAfter = facts.credit.flatMap { credit in
      isBounded ? total.map { Credit(thousandths: credit.thousandths &- $0) } : nil
    }
  }
}
