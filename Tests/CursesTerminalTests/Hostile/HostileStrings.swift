/// What strangers may write: everything that a terminal could take for an order, and everything that upsets columns.
enum HostileStrings {
  static let all: [String] =
    controls + sequences + deviceStrings + escapes + broken + marks + directions + widths + random

  /// Each control character, within text, before what would make it an order, and at both ends.
  private static let controls: [String] = (Array(0..<0x20) + Array(0x7F..<0xA0)).flatMap { value -> [String] in
    let control = String(Unicode.Scalar(UInt8(value)))
    return ["a\(control)b", "\(control)[2J", "\(control)]0;owned\u{7}", "end\(control)", "\(control)begin"]
  }

  /// Control sequences with every final byte, in both spellings.
  private static let sequences: [String] = ["\u{1B}[", "\u{9B}"].flatMap { opener in
    (0x40...0x7E).flatMap { final in
      ["", "2", "?1049", ">0;95", "1;31"].map { "x\(opener)\($0)\(Unicode.Scalar(UInt8(final)))y" }
    }
  }

  /// Titles, the clipboard, links, pictures, questions to the terminal, passing through tmux and screen; with every kind
  /// of end, and without one, so that the next message would be swallowed.
  private static let deviceStrings: [String] = {
    let openers = [
      "\u{1B}]", "\u{9D}", "\u{1B}P", "\u{90}", "\u{1B}_", "\u{9F}", "\u{1B}^", "\u{9E}", "\u{1B}X", "\u{98}",
    ]
    let bodies = [
      "0;owned", "2;owned", "52;c;b3duZWQ=", "8;;http://example.org/", "4;1;#000000", "10;?", "1337;File=:AAAA",
      "tmux;\u{1B}\u{1B}]0;x\u{7}", "$qm", "q#0;2;0;0;0#0~~", "kowned",
    ]
    let ends = ["\u{7}", "\u{1B}\\", "\u{9C}", "\u{18}", ""]
    return openers.flatMap { opener in bodies.flatMap { body in ends.map { "\(opener)\(body)\($0)z" } } }
  }()

  /// Escape before every character; and halves of sequences, each in a message of its own.
  private static let escapes: [String] =
    (0x20...0x7E).map { "e\u{1B}\(Unicode.Scalar(UInt8($0)))f" }
    + [
      "half\u{1B}", "[2Jhalf", "half\u{1B}[", "2Jhalf", "half\u{1B}]0;", "title\u{7}half", "\u{5}\u{5}", "\u{E}\u{F}x",
    ]

  /// Bytes that are no UTF-8, as they come out of reading them.
  private static let broken: [String] = [
    [0xC0, 0x9B], [0xE0, 0x80, 0x9B], [0xF0, 0x80, 0x80, 0x9B], [0xC1, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xB0, 0x80],
    [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF], [0xFE], [0x9B, 0x32, 0x4A], [0xE8, 0xB0],
    [0xC2], [0x80], [0xC2, 0x9B, 0x32, 0x4A], [0x1B, 0xC2], [0xF0, 0x9F, 0x91],
  ].map { (bytes: [UInt8]) in "b" + String(decoding: bytes, as: UTF8.self) + "c" }

  private static let marks: [String] =
    [1, 4, 5, 20, 300, 1_000].flatMap { count in
      ["\u{301}", "\u{489}", "\u{E31}", "\u{93F}", "\u{20DD}", "\u{FE0F}", "\u{200D}", "\u{1F3FD}"].flatMap { mark in
        ["", "e", "谢", "👩"].map { $0 + String(repeating: mark, count: count) + "!" }
      }
    }

  /// Direction marks, embeddings, overrides and isolates, closed and left open, round both scripts.
  private static let directions: [String] =
    (Array(0x200E...0x200F) + Array(0x202A...0x202E) + Array(0x2066...0x2069) + [0x61C, 0x206A, 0x206F]).flatMap {
      value -> [String] in
      let control = String(Unicode.Scalar(UInt32(value)).map(Character.init) ?? "?")
      return ["\(control)abc", "a\(control)مرحبا\(control)", "שלום\(control)x", "file\(control)gpj.exe"]
    } + ["مرحبا بالعالم", "שלום עולם abc", "abc \u{202E}مرحبا"]

  /// Wide, ambiguous, invisible and joined characters, tags, fillers, separators.
  private static let widths: [String] = [
    "谢谢收到了", "ｆｕｌｌ", "ﾊﾝｶｸ", "한국어 가", "👨‍👩‍👧‍👦", "🏳️‍🌈", "❤️", "1️⃣", "🇮🇩🇩🇪", "🇩", "กำ", "क्ष", "¡¤±", "…—“”", "\u{AD}soft",
    "zero\u{200B}width",
    "\u{1160}\u{115F}", "\u{3164}filler", "\u{2028}line\u{2029}paragraph", "\u{85}next", "\u{FEFF}bom",
    "\u{E0001}\u{E0067}tag",
    "\u{FFF9}anno\u{FFFA}tation\u{FFFB}", "\u{E000}private", "\u{1D173}music",
    "\u{180E}x", "\u{2800}braille",
    "\u{1FAE8}new", "\u{3000}ideographic", String(repeating: "谢", count: 500), String(repeating: "x", count: 2_000),
  ]

  /// The same on every run, the awkward frequent.
  private static let random: [String] = {
    var generator = Chance(state: 0x5EED)
    let awkward = Array("\u{1B}\u{9B}\u{90}\u{9D}\u{7}\u{8}\r\n\t\u{301}\u{200D}谢👩\u{202E}[]0;?m".unicodeScalars)
    return (0..<500).map { _ in
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...60, using: &generator) {
        if Bool.random(using: &generator) {
          text.append(awkward.randomElement(using: &generator) ?? " ")
        } else {
          text.append(Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) ?? "x")
        }
      }
      return String(text)
    }
  }()

  private struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }
}
