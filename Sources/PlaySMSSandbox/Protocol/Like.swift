/// SQL's `LIKE` without regard to case: `%` is any text, `_` any character.
struct LikePattern {
  private let pattern: [Unicode.Scalar]

  init(_ pattern: String) { self.pattern = Array(pattern.lowercased().unicodeScalars) }

  func matches(_ text: String) -> Bool {
    let text = Array(text.lowercased().unicodeScalars)
    var (position, place) = (0, 0)
    // Where to go on after the last `%` when the rest does not fit.
    var retry: (position: Int, place: Int)?
    while position < text.count {
      if place < pattern.count, pattern[place] == "%" {
        retry = (position, place)
        place += 1
      } else if place < pattern.count, pattern[place] == "_" || pattern[place] == text[position] {
        position += 1
        place += 1
      } else if let last = retry {
        retry = (last.position + 1, last.place)
        (position, place) = (last.position + 1, last.place + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "%" }
  }
}
