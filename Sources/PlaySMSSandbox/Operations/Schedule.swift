/// `schedule`: the part of PHP's `strtotime` that people use.
enum Schedule {
  /// Milliseconds since 1970, or nil for what cannot be read, which means now. `offset` is the account's clock.
  static func time(_ text: String, now: Int64, offset: Int64) -> Int64? {
    if let time = DateText.milliseconds(text, offset: offset) { return time }
    let words = text.lowercased().split(separator: " ").map(String.init)
    if words.first == "tomorrow" {
      let midnight = ((now / 1_000 + offset).flooredDivision(by: 86_400) + 1) * 86_400 - offset
      if words.count == 1 { return midnight * 1_000 }
      return words == ["tomorrow", "noon"] ? (midnight + 43_200) * 1_000 : nil
    }
    let units: [String: Int64] = ["second": 1, "minute": 60, "min": 60, "hour": 3_600, "day": 86_400]
    guard words.count == 2, words[0].first == "+", let count = Int64(words[0].dropFirst()),
      (0...1_000_000).contains(count),
      let unit = units[words[1].hasSuffix("s") ? String(words[1].dropLast()) : words[1]]
    else { return nil }
    return now + count * unit * 1_000
  }
}
