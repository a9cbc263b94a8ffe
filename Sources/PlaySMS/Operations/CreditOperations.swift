import Messaging

/// What `creditview` says of an account's credit.
public enum AccountBalance: Hashable, Sendable {
  case amount(Credit)
  /// 620: servers give it for an account without credit just as for an account that does not exist.
  case zeroOrUnknown
}

/// `creditview`: an account's credit.
public struct ViewBalance: ReadOperation {
  public static let name = OperationName.creditview
  public let username: String

  public init(of username: String) { self.username = username }

  public func parameters() -> [FormField] { [FormField("data_username", username)] }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<AccountBalance> {
    try reader(of: reply).answer(BalanceBody.self) { code in
      code == "620" ? .zeroOrUnknown : nil
    } read: { body in
      body.balance.map { Reading(value: .amount($0)) }
    }
  }
}

/// What the server says of a change of credit that it has made.
public struct CreditChange: Hashable, Sendable {
  /// How much was added or deducted; nil when the server's text for it cannot be read.
  public let amount: Credit?
  /// The credit as the server last computed it, which is before this change: it computes every 30 seconds, 1.4.8 for
  /// most accounts never. Nil when the server's text for it cannot be read.
  public let balanceBefore: Credit?

  public init(amount: Credit?, balanceBefore: Credit?) {
    self.amount = amount
    self.balanceBefore = balanceBefore
  }
}

/// `creditadd`: adds credit to an account. For an account that does not exist, servers answer with `FATAL ERROR`.
public struct AddCredit: ChangeOperation {
  public static let name = OperationName.creditadd
  public let amount: Credit
  public let username: String

  public init(_ amount: Credit, to username: String) {
    self.amount = amount
    self.username = username
  }

  public func parameters() throws(PlaySMSError) -> [FormField] { try fields(username, amount) }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<CreditChange> { try creditChange(in: reply) }
}

/// `creditdeduct`: takes credit from an account, more than it has too. For an account that does not exist, servers
/// answer with `FATAL ERROR`.
public struct DeductCredit: ChangeOperation {
  public static let name = OperationName.creditdeduct
  public let amount: Credit
  public let username: String

  public init(_ amount: Credit, from username: String) {
    self.amount = amount
    self.username = username
  }

  public func parameters() throws(PlaySMSError) -> [FormField] { try fields(username, amount) }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<CreditChange> { try creditChange(in: reply) }
}

extension ChangeOperation {
  /// A negative amount would do the opposite of what was asked for: servers take it.
  fileprivate func fields(_ username: String, _ amount: Credit) throws(PlaySMSError) -> [FormField] {
    guard amount.thousandths > 0 else { throw refused(.badAmount) }
    return [FormField("data_username", username), FormField("data_amount", amount.wire)]
  }

  fileprivate func creditChange(in reply: RawReply) throws(PlaySMSError) -> Answer<CreditChange> {
    try reader(of: reply).answer(CreditChangeBody.self) { Reading(value: $0.change) }
  }
}

extension Credit {
  /// `2.5`: with a point, and without what a number does not need.
  fileprivate var wire: String {
    let rest = thousandths % 1_000
    guard rest != 0 else { return String(thousandths / 1_000) }
    let digits = String(1_000 + rest).dropFirst()
    let last = digits.lastIndex { $0 != "0" } ?? digits.startIndex
    return "\(thousandths / 1_000).\(digits[...last])"
  }
}

private struct BalanceBody: Decodable {
  let balance: Credit?

  private enum Key: String, CodingKey { case balance }

  init(from decoder: any Decoder) throws { balance = try decoder.container(keyedBy: Key.self).balance(.balance) }
}

/// Decodes only where `status` is `OK`.
private struct CreditChangeBody: Decodable {
  let change: CreditChange

  private enum Key: String, CodingKey { case status, amount, balance }

  init(from decoder: any Decoder) throws {
    let body = try decoder.container(keyedBy: Key.self)
    guard body.text(.status) == "OK" else { throw UnreadableRow() }
    change = CreditChange(amount: body.credit(.amount), balanceBefore: body.balance(.balance))
  }
}

extension KeyedDecodingContainer {
  /// A balance, for which null stands where it is zero.
  fileprivate func balance(_ key: Key) -> Credit? { isNull(key) ? Credit(thousandths: 0) : credit(key) }
}
