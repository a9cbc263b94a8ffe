/// Tells the messages by which people ask to be left alone.
public struct StopWords: Hashable, Sendable {
  /// As configured, with how each is compared.
  private let words: [(written: String, folded: [String])]

  public init(_ words: [String]) { self.words = words.map { ($0, StopWords.fold($0)) } }

  /// The word that a message is, or begins with where it has no more than two words beside it: `STOP`, `stop!`, `Stop
  /// please`, but not `stop by tomorrow at ten`. The keyword of an incoming message counts as its first word.
  public func found(in text: String, keyword: String? = nil) -> String? {
    // Longer than any plea, and a stranger decides the length.
    guard text.utf8.count <= 200 else { return nil }
    let message = StopWords.fold((keyword.map { $0 + " " } ?? "") + text)
    return words.first { word in
      !word.folded.isEmpty && message.starts(with: word.folded) && message.count - word.folded.count <= 2
    }?.written
  }

  private static func fold(_ text: String) -> [String] {
    text.uppercased().split { !$0.isLetter && !$0.isNumber }.map { String($0) }
  }

  public static func == (left: StopWords, right: StopWords) -> Bool {
    left.words.map(\.written) == right.words.map(\.written)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(words.map(\.written)) }
}
