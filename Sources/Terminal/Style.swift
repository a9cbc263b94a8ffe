/// A colour that a terminal can show. The base is what the operator's terminal calls its own.
public enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// One of the 16 colours that the operator chose in the terminal: 0 black to 7 white, 8 to 15 bright.
  case ansi(UInt8)
  /// One of 256.
  case indexed(UInt8)
}

/// How a cell looks.
public struct Style: Hashable, Sendable {
  /// What a terminal can do to a cell beside colouring it.
  public struct Attributes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let bold = Attributes(rawValue: 1)
    public static let dim = Attributes(rawValue: 2)
    public static let reverse = Attributes(rawValue: 4)
    public static let underline = Attributes(rawValue: 8)
    public static let italic = Attributes(rawValue: 16)
  }

  public var foreground: Color
  public var background: Color
  public var attributes: Attributes

  public init(foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The terminal's own look.
  public static let plain = Style()

  /// The same on a terminal without colours: what had a background of its own stands out reversed.
  public var colorless: Style {
    Style(attributes: background == .standard ? attributes : attributes.union(.reverse))
  }
}
