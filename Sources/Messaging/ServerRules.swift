/// What an administrator set on the server and no operation tells: it decides what is cut and what is billed. The
/// defaults are those of a fresh server.
public struct ServerRules: Hashable, Sendable {
  /// `sms_max_count`: how many joined segments a message may have.
  public var smsMaxCount: Int
  /// Bytes of the account's own footer, 0 for none, nil when it is not known. It shortens every message, also one that
  /// is sent with another footer or none.
  public var accountFooterBytes: Int?
  /// `enable_credit_unicode`: 140 characters of a unicode message are billed as one part instead of 70.
  public var creditUnicode: Bool

  public init(smsMaxCount: Int = 3, accountFooterBytes: Int? = nil, creditUnicode: Bool = false) {
    self.smsMaxCount = max(1, smsMaxCount)
    self.accountFooterBytes = accountFooterBytes
    self.creditUnicode = creditUnicode
  }

  /// How long a text may be before it is cut, from the least to the most that it can be as far as is known.
  public var textLimit: ClosedRange<Int> {
    let most = smsMaxCount * (smsMaxCount > 1 ? Encoding.gsm7.joined : Encoding.gsm7.single)
    guard let accountFooterBytes else { return most - ServerRules.longestAccountFooter - 1...most }
    let limit = max(0, most - (accountFooterBytes > 0 ? accountFooterBytes + 1 : 0))
    return limit...limit
  }

  /// Bytes that the server keeps of a footer set for an account.
  private static let longestAccountFooter = 30
}
