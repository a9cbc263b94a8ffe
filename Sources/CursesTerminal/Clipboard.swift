/// How a terminal is asked to put text on the clipboard of the machine in front of which the operator sits: OSC 52,
/// which works over SSH. Whether the terminal does so is its owner's setting; it answers nothing.
enum Clipboard {
  /// The most bytes of text that terminals are known to take.
  static let most = 74_994

  /// The sequence; nil for a text that is too large. It holds nothing of the text but its base64.
  /// - Parameter isInTmux: whether it has to be wrapped so that tmux passes it on.
  static func sequence(for text: String, isInTmux: Bool) -> [UInt8]? {
    let bytes = Array(text.utf8)
    guard bytes.count <= most else { return nil }
    let plain = Array("\u{1B}]52;c;".utf8) + base64(bytes) + [0x07]
    guard isInTmux else { return plain }
    let doubled = plain.flatMap { $0 == 0x1B ? [0x1B, 0x1B] : [$0] }
    return Array("\u{1B}Ptmux;".utf8) + doubled + Array("\u{1B}\\".utf8)
  }

  /// Whether the variable `TMUX` says so; an empty one is how somebody says no.
  static func isInTmux(_ variable: UnsafePointer<CChar>?) -> Bool { variable.map { $0.pointee != 0 } ?? false }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      var group = part.reduce(0) { $0 << 8 | Int($1) }
      group <<= 8 * (3 - part.count)
      for index in 0..<4 {
        out.append(index <= part.count ? alphabet[group >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
    }
    return out
  }
}
