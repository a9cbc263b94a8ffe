/// A screen as text that a person reads, compares and sends with a report: what stands there, and below it, cell by
/// cell, how it looks.
extension Frame {
  /// How each cell looks, a letter a cell: a blank is plain, and every other look has a letter of its own, in the order
  /// in which they appear; the lines behind tell what the letters mean. Rows end where the last look ends.
  /// - Parameter colors: without, it is as on a terminal that has none.
  public func styleTwin(colors: Bool = true) -> [String] {
    var letters: [Style: Character] = [.plain: " "]
    var legend: [String] = []
    var lines: [String] = []
    for row in 0..<size.rows {
      var line = ""
      for cell in self.row(row) {
        let style = colors ? cell.style : cell.style.colorless
        if let letter = letters[style] {
          line.append(letter)
        } else {
          let letter = Frame.letter(legend.count)
          letters[style] = letter
          legend.append("\(letter) \(style.words)")
          line.append(letter)
        }
      }
      while line.last == " " { line.removeLast() }
      lines.append(line)
    }
    return lines + [""] + legend
  }

  private static func letter(_ index: Int) -> Character {
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    return index < letters.count ? letters[index] : "+"
  }
}

extension Style {
  /// As a theme writes it.
  public var words: String {
    var words: [String] = []
    for (attribute, word) in [
      (Attributes.bold, "bold"), (.dim, "dim"), (.reverse, "reverse"), (.underline, "underline"), (.italic, "italic"),
    ] where attributes.contains(attribute) { words.append(word) }
    if foreground != .standard { words.append(foreground.word) }
    if background != .standard { words.append("on \(background.word)") }
    return words.isEmpty ? "plain" : words.joined(separator: " ")
  }
}

extension Color {
  /// As a theme writes it.
  public var word: String {
    let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    return switch self {
    case .standard: "default"
    case .ansi(let number): (number & 8 == 0 ? "" : "bright-") + names[Int(number & 7)]
    case .indexed(let number): String(number)
    }
  }
}
