import Messaging

/// Reading fields whose JSON type depends on the server's PHP: a number here is text there, and null or nothing
/// elsewhere. A field of a wrong type reads as if it were not there.
extension KeyedDecodingContainer {
  /// Text, or a number as text.
  func text(_ key: Key) -> String? {
    if let text = try? decode(String.self, forKey: key) { return text }
    if let number = try? decode(Int64.self, forKey: key) { return String(number) }
    if let number = try? decode(Double.self, forKey: key) { return String(number) }
    return nil
  }

  /// A stranger's text; empty when there is none.
  func untrusted(_ key: Key) -> UntrustedText { UntrustedText(text(key) ?? "") }

  /// A whole number, as number or text.
  func integer(_ key: Key) -> Int64? {
    if let number = try? decode(Int64.self, forKey: key) { return number }
    guard let text = try? decode(String.self, forKey: key) else { return nil }
    return Int64(text.trimmingBlanks())
  }

  /// A row's number.
  func id(_ key: Key) -> MessageID? { integer(key).flatMap { MessageID(given: $0) } }

  /// A date, empty when there is none.
  func date(_ key: Key) -> ServerDate { ServerDate(text(key) ?? "") }

  /// Credit: a number with a fraction, `"0"`, or `"99.500"` from old servers.
  func credit(_ key: Key) -> Credit? {
    if let number = try? decode(Double.self, forKey: key) {
      let thousandths = (number * 1_000).rounded()
      // Beyond this a double no longer holds every thousandth.
      guard thousandths.magnitude < 9e15 else { return nil }
      return Credit(thousandths: Int64(thousandths))
    }
    guard let text = try? decode(String.self, forKey: key) else { return nil }
    return Credit(text.trimmingBlanks())
  }

  /// Whether the key is there with a null behind it.
  func isNull(_ key: Key) -> Bool { (try? decodeNil(forKey: key)) == true }
}

extension MessageID {
  /// As a server gives it: above zero, and so far from the largest number there is that one can count on from it.
  init?(given number: Int64) {
    guard number > 0, number <= 1 << 62 else { return nil }
    self.init(number)
  }
}

/// A row that cannot be used, because what names it is missing.
struct UnreadableRow: Error {}
