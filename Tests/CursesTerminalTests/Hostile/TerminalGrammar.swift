import CNcurses

@testable import CursesTerminal

/// What a terminal of the type that is open may be sent: the strings that terminfo has for moving, erasing and styling,
/// our own few services, and printable text. Nothing else: no titles, no clipboard, no questions, no device strings.
struct TerminalGrammar {
  private enum Token: Hashable {
    case byte(UInt8)
    case number
  }

  /// Where a sequence may be after some of its tokens.
  private struct Node {
    var next: [Token: Int] = [:]
    var isEnd = false
  }

  /// All sequences as a tree, its root first.
  private var nodes = [Node()]

  /// What draws: titles, bells, printing, status lines, function keys and initialization are not among it.
  private static let drawing = [
    "cup", "csr", "clear", "home", "el", "el1", "ed", "ech", "ich", "ich1", "dch", "dch1", "il", "il1", "dl", "dl1",
    "ind", "indn", "ri", "rin", "cr", "nel", "ht", "cbt", "hpa", "vpa", "cub", "cub1", "cuf", "cuf1", "cuu", "cuu1",
    "cud", "cud1", "rep", "sgr0", "op", "bold", "dim", "rev", "smso", "rmso", "smul", "rmul", "sitm", "ritm", "smacs",
    "rmacs", "enacs", "smcup", "rmcup", "civis", "cnorm", "smkx", "rmkx", "smir", "rmir", "smam", "rmam", "sc", "rc",
    "oc",
  ]

  /// For the terminal type that was opened last.
  init(services: TerminalServices, rows: Int) {
    for name in TerminalGrammar.drawing {
      if let text = cn_capability(name) { learn(String(cString: text)) }
    }
    for bits in 0..<512 {
      learn("sgr", with: (0..<9).map { Int32(bits >> $0 & 1) })
    }
    for color in 0..<max(0, cn_colors()) {
      for name in ["setaf", "setab"] { learn(name, with: [color, 0, 0, 0, 0, 0, 0, 0, 0]) }
    }
    // Its own foreground and background, one by one.
    if cn_test_flag("AX") { for text in ["\u{1B}[39m", "\u{1B}[49m"] { learn(text) } }
    add(services.on.map { .byte($0) })
    add(services.restore(rows: rows).map { .byte($0) })
  }

  /// What a terminal must not be sent, with the bytes round it; nil if all is explained.
  func fault(in bytes: [UInt8]) -> String? {
    var place = 0
    while place < bytes.count {
      guard let length = length(of: bytes, at: place) else {
        let around = bytes[max(0, place - 20)..<min(bytes.count, place + 20)]
        return "at byte \(place): \(Array(around).readable)"
      }
      place += length
    }
    return nil
  }

  private func length(of bytes: [UInt8], at place: Int) -> Int? {
    if let end = end(of: bytes, at: place, from: nodes[0]) { return end - place }
    guard bytes[place] >= 0x20, bytes[place] != 0x7F else { return nil }
    return TerminalGrammar.printable(bytes[place...])
  }

  /// Where the longest sequence ends that goes on there.
  private func end(of bytes: [UInt8], at place: Int, from node: Node) -> Int? {
    var longest = node.isEnd ? place : nil
    guard place < bytes.count else { return longest }
    if let next = node.next[.byte(bytes[place])] {
      longest = end(of: bytes, at: place + 1, from: nodes[next]) ?? longest
    }
    guard let next = node.next[.number] else { return longest }
    var after = place
    while after < bytes.count, after < place + 4, (0x30...0x39).contains(bytes[after]) { after += 1 }
    guard after > place, let end = end(of: bytes, at: after, from: nodes[next]) else { return longest }
    return max(end, longest ?? end)
  }

  /// How long the character is that stands there; nil if it is broken or nothing that is to be seen.
  private static func printable(_ bytes: ArraySlice<UInt8>) -> Int? {
    var decoder = UTF8()
    var iterator = bytes.prefix(4).makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: return nil
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation,
      .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
      .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol, .spaceSeparator, .privateUse,
      .unassigned:
      return UTF8.width(scalar)
    @unknown default: return nil
    }
  }

  private mutating func learn(_ name: String, with numbers: [Int32]) {
    if let text = cn_test_capability_with(name, numbers) { learn(String(cString: text)) }
  }

  /// Takes in a capability: `%d` is a number, the arithmetic before it and pauses are left out, and `%c`, the character
  /// that `rep` repeats, is text by itself.
  private mutating func learn(_ capability: String) {
    var tokens: [Token] = []
    var rest = Array(capability.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<"), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
        rest = rest[(end + 1)...]
      } else if byte == UInt8(ascii: "%"), let kind = rest.popFirst() {
        switch kind {
        case UInt8(ascii: "d"): tokens.append(.number)
        case UInt8(ascii: "%"): tokens.append(.byte(kind))
        case UInt8(ascii: "p"): _ = rest.popFirst()
        case UInt8(ascii: "{"): rest = rest.drop { $0 != UInt8(ascii: "}") }.dropFirst()
        default: break
        }
      } else {
        tokens.append(.byte(byte))
      }
    }
    add(tokens)
  }

  private mutating func add(_ tokens: [Token]) {
    guard case .byte = tokens.first else { return }
    var place = 0
    for token in tokens {
      if nodes[place].next[token] == nil {
        nodes[place].next[token] = nodes.count
        nodes.append(Node())
      }
      place = nodes[place].next[token] ?? place
    }
    nodes[place].isEnd = true
  }
}
