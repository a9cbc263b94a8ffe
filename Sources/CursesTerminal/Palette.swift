import CNcurses
import Terminal

/// Styles to what the terminal can do: ncurses attributes and a colour pair.
///
/// A terminal of 8 colours shows the bright ones bold, one of 16 or 8 shows one of 256 as the nearest it has. A pair is
/// made when a style first needs it; when a terminal has no pair left (the Linux console has 64), text keeps its
/// attributes and loses its colour.
struct Palette {
  /// How many colours there are: 0, 8, 16 or 256.
  let colors: Int
  private let pairLimit: Int
  /// What the terminal's own foreground and background are to ncurses.
  private let standard: (foreground: Int32, background: Int32)
  private var pairs: [Colors: Int32] = [:]

  struct Look {
    var attributes: attr_t
    var pair: Int32
  }

  private struct Colors: Hashable {
    var foreground: Color
    var background: Color
  }

  /// Asks ncurses, which must be up.
  init(useColors: Bool) {
    guard useColors, has_colors(), start_color() == OK else {
      (colors, pairLimit, standard) = (0, 0, (-1, -1))
      return
    }
    standard = use_default_colors() == OK ? (-1, -1) : (Int32(COLOR_WHITE), Int32(COLOR_BLACK))
    // Above 256 the numbers are red, green and blue, except for the first eight.
    switch cn_colors() {
    case 256: colors = 256
    case 16...255: colors = 16
    default: colors = 8
    }
    pairLimit = Int(cn_color_pairs())
  }

  mutating func look(of style: Style) -> Look {
    let attributes = colors > 0 ? style.attributes : style.colorless.attributes
    var look = Look(attributes: Palette.attributes(attributes), pair: 0)
    if colors > 0 {
      if colors == 8, case .ansi(let number) = ColorDegrading.color(style.foreground, colors: 16), number & 15 > 7 {
        look.attributes |= CN_BOLD
      }
      look.pair = pair(
        Colors(
          foreground: ColorDegrading.color(style.foreground, colors: colors),
          background: ColorDegrading.color(style.background, colors: colors)))
    }
    return look
  }

  private mutating func pair(_ wanted: Colors) -> Int32 {
    if wanted == Colors(foreground: .standard, background: .standard) { return 0 }
    if let known = pairs[wanted] { return known }
    let number = Int32(pairs.count + 1)
    guard Int(number) < pairLimit,
      init_extended_pair(
        number, Palette.number(wanted.foreground) ?? standard.foreground,
        Palette.number(wanted.background) ?? standard.background) == OK
    else { return 0 }
    pairs[wanted] = number
    return number
  }

  private static func number(_ color: Color) -> Int32? {
    switch color {
    case .standard: nil
    case .ansi(let number), .indexed(let number): Int32(number)
    }
  }

  private static func attributes(_ attributes: Style.Attributes) -> attr_t {
    var bits: attr_t = 0
    if attributes.contains(.bold) { bits |= CN_BOLD }
    if attributes.contains(.dim) { bits |= CN_DIM }
    if attributes.contains(.reverse) { bits |= CN_REVERSE }
    if attributes.contains(.underline) { bits |= CN_UNDERLINE }
    if attributes.contains(.italic) { bits |= CN_ITALIC }
    return bits
  }
}
