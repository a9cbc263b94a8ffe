/// A generator that gives the same numbers for the same seed, so that a failure can be seen again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// Text in which the awkward is frequent.
  mutating func text(scalars count: Int) -> String {
    let awkward: [Unicode.Scalar] = [
      " ", "\n", "\r", "\t", "\u{1B}", "\u{301}", "\u{200D}", "\u{FE0F}", "谢", "👩", "❤", "🏽", "🇩", "\u{202E}", "\u{AD}",
      "ำ", "क", "्", "\u{2028}", "\u{9B}", "\u{1160}", "\u{3000}", "\u{E0067}",
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<count {
      switch UInt8.random(in: 0..<4, using: &self) {
      case 0: text.append(awkward.randomElement(using: &self) ?? " ")
      case 1: text.append(Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &self)) ?? "x")
      default: text.append(Unicode.Scalar(UInt8.random(in: 0x20...0x7E, using: &self)))
      }
    }
    return String(text)
  }
}
