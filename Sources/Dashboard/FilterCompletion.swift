import Messaging

extension FilterChip {
  private static let beginnings = ["from:", "to:", "status:", "before:", "after:", "unread", "archived"]
  private static let statuses =
    [DeliveryStatus.pending, .sent, .failed, .delivered].map(\.word) + OutboxStage.allCases.map(\.rawValue)

  /// What is typed with its last word completed, as far as one can tell; nil where nothing is to be added.
  static func completion(of text: String) -> String? {
    let word = String(text.suffix(while: { $0 != " " && $0 != "\"" }))
    guard !word.isEmpty else { return nil }
    let lead = "status:"
    let candidates = word.hasPrefix(lead) ? statuses.map { lead + $0 } : beginnings
    let fitting = candidates.filter { $0.hasPrefix(word) }
    guard var common = fitting.first else { return nil }
    for candidate in fitting { common = String(zip(common, candidate).prefix { $0 == $1 }.map(\.0)) }
    return common == word ? nil : text.dropLast(word.count) + common
  }
}

extension StringProtocol {
  /// The longest ending of which each character fits.
  fileprivate func suffix(while fits: (Character) -> Bool) -> SubSequence {
    var start = endIndex
    while start > startIndex, fits(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
