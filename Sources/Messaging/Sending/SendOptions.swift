/// How a message is to be sent, beyond its text and destination: everything else that `pv` takes.
public struct SendOptions: Hashable, Sendable {
  /// `type`: how the telephone shows it.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case text
    /// At once on the screen and kept nowhere; only gateways that honour it make it so.
    case flash
  }

  /// Whether `unicode=1` goes along: it decides what the server bills and how the gateway encodes.
  public enum Unicode: String, Hashable, Sendable, CaseIterable {
    /// Exactly when the text or its own footer needs it.
    case automatic
    case on
    case off
  }

  /// What stands behind the text. It shows in no list of the server.
  public enum Footer: Hashable, Sendable {
    /// The account's own, which no operation tells.
    case account
    /// This one instead: see `ServerFooter` for what the server keeps of it.
    case own(String)
    /// `nofooter`.
    case none
  }

  public var kind: Kind
  public var unicode: Unicode
  public var footer: Footer
  /// Sender ID; an unknown one is silently replaced by the server.
  public var from: String?
  /// `schedule`, in the account's time zone, as `YYYY-MM-DD HH:MM:SS`.
  public var schedule: String?

  public init(
    kind: Kind = .text, unicode: Unicode = .automatic, footer: Footer = .account, from: String? = nil,
    schedule: String? = nil
  ) {
    self.kind = kind
    self.unicode = unicode
    self.footer = footer
    self.from = from
    self.schedule = schedule
  }

  /// Whether `unicode=1` goes along with this text.
  public func sendsUnicode(_ text: String) -> Bool {
    switch unicode {
    case .automatic: !foreign(in: text).isEmpty
    case .on: true
    case .off: false
    }
  }

  /// Every character that needs `unicode=1`, once: those of the text as it is typed, since older servers keep what newer
  /// ones drop (a backtick), and those that a server makes of it (`&#20013;` is 中 then).
  public func foreign(in text: String) -> [Swift.Unicode.Scalar] {
    let typed = Segments(text, footer: footer.text).foreign
    let kept = Segments(ServerRewriting(text).kept, footer: footer.text).foreign
    return Set((typed + kept).map(\.scalar)).sorted { $0.value < $1.value }
  }
}

extension SendOptions.Footer {
  /// What is known to stand behind the text; empty for none and for the account's own.
  public var text: String {
    switch self {
    case .own(let text): ServerFooter(text).kept
    case .account, .none: ""
    }
  }
}
