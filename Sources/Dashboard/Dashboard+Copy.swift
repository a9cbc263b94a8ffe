import Messaging
import Terminal

/// What is chosen, as cards; copying them.
extension Dashboard {
  /// The marked rows of the list that has the keys, or the selected one.
  var chosenCards: [MessageCard] {
    switch focus {
    case .inbox: inbox.chosen.map { MessageCard($0) }
    case .outgoing:
      if let item = faultItem, outgoing.marks.count == 0 {
        [MessageCard(.item(item))]
      } else {
        outgoing.chosen.map { MessageCard($0) }
      }
    case .outbox: outbox.chosen.map { MessageCard($0) }
    case .contacts: contacts.chosen.map { MessageCard($0) }
    case .conversation:
      conversation.map { talk in talk.list.chosen.map { MessageCard($0, with: talk.peer, name: talk.name) } } ?? []
    case .log:
      notices.log.indices.contains(notices.selection) ? [MessageCard(notices.log[notices.selection])] : []
    case .composer, .delivery: []
    }
  }

  /// The texts of what is chosen, the oldest first: that is the order in which they are read.
  var chosenTexts: String? {
    let cards = chosenCards
    guard !cards.isEmpty else { return nil }
    if focus == .contacts { return cards.map(\.number).joined(separator: "\n") }
    return cards.reversed().map(\.text).joined(separator: "\n")
  }

  mutating func openCopyMenu() {
    let cards = chosenCards
    guard !cards.isEmpty else { return }
    dialog = .copy(Dialog.CopyMenu(cards: cards))
  }

  /// Copies one thing of each chosen row.
  mutating func copy(_ choice: Dialog.CopyMenu.Choice) {
    guard case .copy(let menu)? = dialog else { return }
    dialog = nil
    let text = menu.text(of: choice)
    guard !text.isEmpty else {
      say("there is no \(choice.title) to copy")
      return
    }
    guard text.utf8.count <= Dialog.CopyMenu.most else {
      say("that is more than a terminal's clipboard takes", .warning)
      return
    }
    emit(.copy(text))
    let what = menu.cards.count == 1 ? choice.title : "\(menu.cards.count) times \(choice.title)"
    say("copied \(what), if your terminal allows it", .done)
    mark(.clear)
  }
}

extension Dialog {
  /// What of the chosen rows goes onto the clipboard.
  public struct CopyMenu: Hashable, Sendable {
    public let cards: [MessageCard]
    /// The most bytes of text that terminals are known to take.
    static let most = 74_994

    public enum Choice: CaseIterable, Hashable, Sendable {
      case text
      case number
      case id
      case link
      case json

      public var title: String {
        switch self {
        case .text: "text"
        case .number: "number"
        case .id: "id"
        case .link: "link"
        case .json: "JSON"
        }
      }

      /// The command that copies it.
      public var command: Command {
        switch self {
        case .text: .copyText
        case .number: .copyNumber
        case .id: .copyID
        case .link: .copyLink
        case .json: .copyJSON
        }
      }
    }

    /// What there may be to copy: links only where there are some.
    public var choices: [Choice] {
      Choice.allCases.filter { choice in
        choice != .link || cards.contains { !Links.found(in: $0.text).isEmpty }
      }
    }

    /// What a choice would copy; several rows become several lines, the oldest first.
    public func text(of choice: Choice) -> String {
      let parts: [String] = cards.reversed().map { card in
        switch choice {
        case .text: card.text
        case .number: card.number
        case .id: card.id
        case .link: Links.found(in: card.text).joined(separator: "\n")
        case .json: card.json
        }
      }
      // It may be pasted into a shell: nothing in it is a control character.
      let lines = parts.filter { !$0.isEmpty }.joined(separator: "\n").split(
        separator: "\n", omittingEmptySubsequences: false)
      return lines.map { Gate.safe($0) }.joined(separator: "\n")
    }
  }
}
