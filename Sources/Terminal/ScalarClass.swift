import CWidth

/// What the gate does with one scalar of a stranger's text.
///
/// The rule behind the table: only what glibc, ncurses and terminal multiplexers count alike reaches a cell, and nothing
/// that a terminal could take for an order or that could reorder or hide its neighbours.
enum ScalarClass: Hashable {
  /// It takes columns, itself or as its stand-in.
  case spacing(Unicode.Scalar, width: Int)
  /// It stands on the base before it.
  case mark
  /// It joins the emoji round it to one picture, which no two programs count alike.
  case joiner
  /// It shows nothing by itself, or only changes how its neighbour looks.
  case dropped

  /// What is shown where a scalar cannot be.
  static let replacement: Unicode.Scalar = "\u{FFFD}"

  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x20...0x7E: self = .spacing(scalar, width: 1)
    case 0x09: self = .spacing(" ", width: 1)
    case 0x00...0x1F: self = .spacing(Unicode.Scalar(0x2400 + value) ?? ScalarClass.replacement, width: 1)
    case 0x7F: self = .spacing("\u{2421}", width: 1)
    case 0x80...0x9F: self = .spacing(ScalarClass.replacement, width: 1)
    case 0xAD: self = .dropped
    // Frequent and without exception, so not looked up: Latin, Cyrillic, rules, bars, circles, Chinese.
    case 0xA0...0x2FF, 0x400...0x45F, 0x2022, 0x2026, 0x2500...0x25FC: self = .spacing(scalar, width: 1)
    case 0x4E00...0x9FD0: self = .spacing(scalar, width: 2)
    case 0x200D: self = .joiner
    // Skin tones: a terminal merges them with what stands before, glibc gives them two columns of their own.
    case 0x1F3FB...0x1F3FF: self = .dropped
    // Regional letters: a pair is a flag of two columns, a single one or half of a pair painted anew is anything.
    case 0x1F1E6...0x1F1FF:
      self = .spacing(Unicode.Scalar(0x41 + value - 0x1F1E6) ?? ScalarClass.replacement, width: 1)
    default: self = ScalarClass(byProperties: scalar)
    }
  }

  private init(byProperties scalar: Unicode.Scalar) {
    let properties = scalar.properties
    if properties.isBidiControl {
      // Shown, not dropped: they are used to disguise text.
      self = .spacing(ScalarClass.replacement, width: 1)
    } else if properties.isDefaultIgnorableCodePoint {
      self = .dropped
    } else {
      switch properties.generalCategory {
      case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator:
        self = .spacing(ScalarClass.replacement, width: 1)
      default:
        self = ScalarClass(scalar, columns: Int(cwidth_of(scalar.value)))
      }
    }
  }

  private init(_ scalar: Unicode.Scalar, columns: Int) {
    switch columns {
    case 0: self = .mark
    case 1, 2: self = .spacing(scalar, width: columns)
    default: self = .spacing(ScalarClass.replacement, width: 1)
    }
  }
}
