/// What became of a message to a group. The server answers with an entry for each member, in their order; an entry that
/// was refused has no number in it, so whom it was for is found by elimination or not at all.
public struct GroupOutcome: Hashable, Sendable {
  /// One entry of the answer.
  public struct Receipt: Hashable, Sendable {
    /// The number as the server echoed it; nil for a refused entry, and for one that does not tell it.
    public let number: UntrustedText?
    public let id: MessageID?
    /// The error of a refused entry; nil for one that was taken.
    public let code: String?

    public init(number: UntrustedText?, id: MessageID?, code: String?) {
      self.number = number
      self.id = id
      self.code = code
    }

    /// Whether nothing in it says what became of its member.
    public var isUnreadable: Bool { number == nil && id == nil && code == nil }
  }

  /// Whom the refused entries were for.
  public enum Refused: Hashable, Sendable {
    /// None was refused.
    case nobody
    /// These, if the group still has the members of the last time.
    case likely([UntrustedText])
    /// So many of these.
    case among(Int, [UntrustedText])
    /// So many, and nothing tells who.
    case unknown(Int)
  }

  public let receipts: [Receipt]
  public let refused: Refused

  /// - Parameter earlier: numbers that the group is known to have had before; empty when that is not known.
  public init(receipts: [Receipt], earlier: [UntrustedText]) {
    self.receipts = receipts
    let count = receipts.count { $0.code != nil }
    let taken = receipts.compactMap(\.number?.raw)
    var missing: [UntrustedText] = []
    for known in earlier where !(taken + missing.map(\.raw)).contains(where: { NumberSuffix.areOne($0, known.raw) }) {
      missing.append(known)
    }
    // Any of the missing may be behind an entry that tells neither a number nor an error.
    let isClear = !receipts.contains { $0.code == nil && $0.number == nil }
    refused =
      if count == 0 {
        .nobody
      } else if missing.count == count, isClear {
        .likely(missing)
      } else if missing.count > count {
        .among(count, missing)
      } else {
        .unknown(count)
      }
  }

  /// In plain words, without a full stop; nil where nobody was refused. The numbers are told apart.
  public var sentence: String? {
    switch refused {
    case .nobody: nil
    case .likely(let numbers):
      numbers.count == 1
        ? "1 member was refused; by elimination, against the members of the last time, it was this one"
        : "\(numbers.count) members were refused; by elimination, against the members of the last time, it was these"
    case .among(let count, let numbers):
      "\(count) of these \(numbers.count) earlier members \(count == 1 ? "was" : "were") refused; the server does not"
        + " say which"
    case .unknown(let count):
      "\(count) \(count == 1 ? "member was" : "members were") refused; the server does not say who, and nothing sent"
        + " before tells"
    }
  }
}
