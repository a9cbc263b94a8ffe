/// Text that a stranger wrote: a message, a name, a number, a server's sentence.
///
/// It may hold escape sequences, bidi controls and worse. It has no `description`, so it does not slip into a log or
/// onto the screen by interpolation; `Terminal` turns it into cells, the archive keeps `raw` as it came.
public struct UntrustedText: Hashable, Sendable, Codable, ExpressibleByStringLiteral {
  /// The text exactly as it came.
  public let raw: String

  public init(_ raw: String) { self.raw = raw }
  public init(stringLiteral value: String) { raw = value }

  /// Whether nothing is in it.
  public var isEmpty: Bool { raw.isEmpty }
}

extension UntrustedText: CustomStringConvertible, CustomDebugStringConvertible {
  /// Its length only, so that printing one by accident shows nothing of it.
  public var description: String { "‹\(raw.unicodeScalars.count) characters›" }
  public var debugDescription: String { description }
}
