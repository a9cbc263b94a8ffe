/// A story that cannot be read.
public struct SandboxStoryError: Error, Sendable, Hashable {
  /// Counted from 1.
  public let line: Int
  /// What is wrong, in words for whoever wrote the story.
  public let sentence: String
}

/// A life for an account: who is there, what was written, what will arrive. The file format is told in the demo's
/// story itself.
public struct SandboxStory: Sendable {
  /// Somebody who writes and is written to.
  struct Person: Sendable {
    /// Empty for a stranger.
    let name: String
    let number: String
    let tags: [String]
  }

  /// Whom a line is about.
  enum Who: Sendable, Hashable {
    case anybody
    case stranger
    /// Anybody, but the gateway decides by keyword whose message it is.
    case gateway
    case tagged(String)
    /// A number, a name of a sender, or `@username`, as it stands.
    case address(String)
  }

  /// One message of the story.
  struct Line: Sendable {
    let who: Who
    let isOurs: Bool
    /// What becomes of ours: 3 delivered unless the story says otherwise.
    let status: Int
    let text: String
  }

  /// A conversation to be had again and again.
  struct Dialogue: Sendable {
    let who: Who
    let weight: Int
    var lines: [Line]
  }

  /// Things that arrive in turn, by chance, for as long as the sandbox lives.
  struct Mix: Sendable {
    let pause: ClosedRange<Int64>
    var lines: [Line]
  }

  /// A line and when it happens, in milliseconds before or after the start.
  struct Timed: Sendable {
    let time: Int64
    let line: Line
  }

  struct Group: Sendable {
    let code: String
    let name: String
    let members: [String]
  }

  /// The accounts; the first one is whom the story is about.
  public internal(set) var accounts: [SandboxAccount] = []
  var sender: String?
  var rate: Double?
  var creditRefresh: Int?
  var contacts: [(contact: SandboxContact, person: Person)] = []
  var groups: [Group] = []
  var strangers: [Person] = []
  var words: [String: [String]] = [:]
  var past: [Timed] = []
  var dialogues: [Dialogue] = []
  /// How many dialogues were had, and over how many milliseconds.
  var history: (count: Int, span: Int64) = (0, 86_400_000)
  var soon: [Timed] = []
  var mixes: [Mix] = []
  var replies: [Line] = []
  var replyDelay: ClosedRange<Int64> = 4_000...15_000

  /// Reads a story. The error names the line.
  public init(_ text: String) throws(SandboxStoryError) {
    var parser = StoryParser()
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      try parser.read(line, number: index + 1)
    }
    let accounts = parser.story.accounts
    guard !accounts.isEmpty, accounts.allSatisfy({ !$0.username.isEmpty && !$0.token.isEmpty }) else {
      throw SandboxStoryError(line: 1, sentence: "expected an [account] with a username and a token")
    }
    self = parser.story
  }

  init() {}
}
