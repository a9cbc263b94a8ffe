import Dashboard
import SmsdashResources
import Terminal
import Testing

/// The keys that operators bring along from vim, less, mutt, aerc, tig, lazygit, k9s and htop.
@Suite struct KeyHabitTests {
  /// In lists and conversations, each run of keys joined by `+`.
  static let walking: [(keys: String, command: Command)] = [
    ("j Down C-n", .next), ("k Up C-p", .previous), ("g+g < Home", .first), ("G > End", .last),
    ("C-d", .halfPageDown), ("C-u", .halfPageUp), ("C-f PgDn", .pageDown), ("C-b PgUp", .pageUp),
    ("v", .mark), ("V", .markRange), ("*", .markAll), ("Enter l Right", .open), ("Esc h Left", .back), ("q", .leave),
    ("Q C-c+C-c", .quit), ("0", .paneOverview), ("1", .paneInbox), ("2", .paneOutgoing), ("3", .paneOutbox),
    ("4", .paneContacts), ("5", .paneIncoming), ("6", .paneAdmin), ("7", .paneLog), ("g+t ]", .paneNext),
    ("g+T [", .panePrevious), ("Tab", .focusNext), ("S-Tab", .focusPrevious), ("/", .search), ("n", .searchNext),
    ("N", .searchPrevious), ("\\ &", .filter), (":", .palette), ("? F1", .help), ("m c", .compose), ("r", .reply),
    ("f", .forward), ("e", .editAsNew), ("y", .copy), ("u", .undo), ("d", .archive), ("U", .unread),
    ("g+n", .nextUnread), ("o", .sort), ("O", .reverse), ("F", .faults), ("s", .export), ("R F5 C-r", .poll),
    ("+", .grow), ("_", .shrink), ("Z", .zoom), ("A", .switchAccount), ("!", .settle), ("C-l", .redraw),
    ("C-z", .suspend),
  ]
  static let others: [(keys: String, mode: Mode, command: Command)] = [
    ("Space", .list, .markAndNext), ("Space", .reader, .pageDown), ("C-x", .input, .review), ("C-o", .input, .editor),
    ("Esc", .input, .leaveField), ("Tab", .input, .nextField), ("F1", .input, .help), ("y", .review, .send),
    ("e", .review, .edit), ("v", .review, .eachRecipient), ("S", .review, .schedule), ("p", .review, .keepDraft),
    ("q", .review, .back),
  ]

  private func keys(_ text: String) throws -> [[Key]] {
    try text.split(separator: " ").map { word in
      let parts = word == "+" ? ["+"] : word.split(separator: "+").map(String.init)
      return try parts.map { try #require(KeyNotation.key($0)) }
    }
  }

  @Test func theyDoWhatOneExpects() throws {
    let keymap = try Keymap(parsing: EmbeddedText.keymap)
    for mode in [Mode.list, .reader] {
      for (text, command) in Self.walking {
        for run in try keys(text) {
          #expect(
            keymap.meaning(of: run, in: mode) == .command(command), "\(KeyNotation.text(run)) in \(mode.rawValue)")
        }
      }
    }
    for (text, mode, command) in Self.others {
      for run in try keys(text) {
        #expect(keymap.meaning(of: run, in: mode) == .command(command), "\(KeyNotation.text(run)) in \(mode.rawValue)")
      }
    }
  }

  @Test func nothingSendsAtASingleKeyAndNothingLivesOnAltAlone() throws {
    let keymap = try Keymap(parsing: EmbeddedText.keymap)
    #expect(keymap.meaning(of: [.enter], in: .review) == .nothing)
    for binding in keymap.bindings {
      let isOnAltAlone = binding.sequences.allSatisfy { $0.contains { if case .alt = $0 { true } else { false } } }
      #expect(!isOnAltAlone, "\(binding.command.rawValue)")
    }
  }
}
