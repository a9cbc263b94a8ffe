import Messaging
import Terminal

/// Everything that `pv` takes besides recipients and text, as it is chosen and typed.
public struct ComposerOptions: Hashable, Sendable {
  public internal(set) var kind: SendOptions.Kind
  public internal(set) var unicode: SendOptions.Unicode
  /// `nofooter`; what is typed as a footer goes before it.
  public internal(set) var withoutFooter: Bool
  /// Empty for the account's own.
  public internal(set) var footer: TextField
  public internal(set) var sender: TextField
  /// Empty for now.
  public internal(set) var schedule: TextField

  init(_ options: SendOptions = SendOptions()) {
    kind = options.kind
    unicode = options.unicode
    sender = TextField(options.from ?? "")
    schedule = TextField(options.schedule ?? "")
    switch options.footer {
    case .account: (withoutFooter, footer) = (false, TextField())
    case .own(let text): (withoutFooter, footer) = (false, TextField(text))
    case .none: (withoutFooter, footer) = (true, TextField())
    }
  }

  /// As a draft keeps it: the time of a schedule is what was typed.
  public var asTyped: SendOptions {
    let from = sender.text.trimmingBlanks()
    let time = schedule.text.trimmingBlanks()
    return SendOptions(
      kind: kind, unicode: unicode, footer: footerAsTyped, from: from.isEmpty ? nil : from,
      schedule: time.isEmpty ? nil : time)
  }

  private var footerAsTyped: SendOptions.Footer {
    if !footer.text.trimmingBlanks().isEmpty { return .own(footer.text) }
    return withoutFooter ? .none : .account
  }

  /// Whether everything is as it is without being chosen.
  public var arePlain: Bool { asTyped == SendOptions() }

  /// Applies a key to one of them. A choice goes round with the arrows and Space.
  mutating func handle(_ key: Key, in field: Composer.Field) {
    switch field {
    case .kind: if let step = ComposerOptions.step(key) { kind = ComposerOptions.next(kind, step) }
    case .unicode: if let step = ComposerOptions.step(key) { unicode = ComposerOptions.next(unicode, step) }
    case .footer: handleFooter(key)
    case .sender: _ = sender.handle(key)
    case .schedule: _ = schedule.handle(key)
    case .recipients, .text: break
    }
  }

  /// Puts pasted text into one of them.
  mutating func paste(_ text: String, into field: Composer.Field) {
    switch field {
    case .footer:
      footer.paste(text)
      withoutFooter = false
    case .sender: sender.paste(text)
    case .schedule: schedule.paste(text)
    case .kind, .unicode, .recipients, .text: break
    }
  }

  private mutating func handleFooter(_ key: Key) {
    guard !footer.text.isEmpty || key != .character(" ") else {
      withoutFooter.toggle()
      return
    }
    _ = footer.handle(key)
    if !footer.text.isEmpty { withoutFooter = false }
  }

  private static func step(_ key: Key) -> Int? {
    switch key {
    case .right, .character(" "): 1
    case .left: -1
    case .character, .control, .alt, .enter, .tab, .backTab, .escape, .backspace, .delete, .insert, .up, .down, .home,
      .end, .pageUp, .pageDown, .function:
      nil
    }
  }

  private static func next<Choice: CaseIterable & Equatable>(_ choice: Choice, _ step: Int) -> Choice {
    let all = Array(Choice.allCases)
    guard let index = all.firstIndex(of: choice) else { return choice }
    return all[(index + step + all.count) % all.count]
  }
}
