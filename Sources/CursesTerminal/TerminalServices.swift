import CNcurses

/// What switches on the terminal's services that ncurses does not know, and what gives the terminal back.
///
/// The way back is one sequence of bytes for every end: quitting, stopping, a signal, a crash. So the end that is tested
/// often is the end that happens rarely.
struct TerminalServices {
  let mouse: Bool

  /// Pasted text comes between marks; clicks and the wheel come if the operator asked for them.
  var on: [UInt8] {
    guard TerminalServices.takesPrivateModes else { return [] }
    return Array("\u{1B}[?2004h\(mouse ? "\u{1B}[?1000h\u{1B}[?1006h" : "")".utf8)
  }

  private var off: [UInt8] {
    guard TerminalServices.takesPrivateModes else { return [] }
    return Array("\(mouse ? "\u{1B}[?1006l\u{1B}[?1000l" : "")\u{1B}[?2004l".utf8)
  }

  /// All that gives a terminal of some rows back: services off, whole scrolling region, plain text, the cursor shown, at
  /// the end of the screen or where it was before.
  func restore(rows: Int) -> [UInt8] {
    let last = Int32(max(1, rows) - 1)
    var bytes = off
    bytes += TerminalServices.bytes(cn_capability_with("csr", 0, last))
    bytes += TerminalServices.bytes(cn_capability("op"))
    bytes += TerminalServices.bytes(cn_capability("sgr0"))
    bytes += TerminalServices.bytes(cn_capability_with("cup", last, 0))
    bytes += TerminalServices.bytes(cn_capability("cnorm"))
    bytes += TerminalServices.bytes(cn_capability("rmcup"))
    bytes.append(0x0D)
    return bytes
  }

  /// Only a terminal that speaks ANSI ignores what it does not know of this; others would print it.
  private static var takesPrivateModes: Bool { bytes(cn_capability("cup")).starts(with: [0x1B, 0x5B]) }

  /// A capability without the pauses that stand in it for terminals of long ago.
  private static func bytes(_ capability: UnsafePointer<CChar>?) -> [UInt8] {
    guard let capability else { return [] }
    var bytes: [UInt8] = []
    var rest = Array(String(cString: capability).utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x24, rest.first == 0x3C, let end = rest.firstIndex(of: 0x3E) {
        rest = rest[(end + 1)...]
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
