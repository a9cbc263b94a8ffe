/// A character of which not all bytes have come.
struct PartialScalar: Sendable {
  private var value: UInt32
  private var missing: Int
  /// Less than this was written with more bytes than it needs.
  private let least: UInt32

  enum Step {
    case more(PartialScalar)
    case complete(Unicode.Scalar)
    /// The bytes are all there and are no character: written too long, a surrogate, beyond Unicode.
    case invalid
    /// The byte begins something else.
    case interrupted
  }

  /// Nil if no character of several bytes begins so.
  init?(lead byte: UInt8) {
    switch byte {
    case 0xC2...0xDF: (value, missing, least) = (UInt32(byte & 0x1F), 1, 0x80)
    case 0xE0...0xEF: (value, missing, least) = (UInt32(byte & 0x0F), 2, 0x800)
    case 0xF0...0xF4: (value, missing, least) = (UInt32(byte & 0x07), 3, 0x10000)
    default: return nil
    }
  }

  func adding(_ byte: UInt8) -> Step {
    guard byte & 0xC0 == 0x80 else { return .interrupted }
    var longer = self
    longer.value = value << 6 | UInt32(byte & 0x3F)
    longer.missing -= 1
    guard longer.missing == 0 else { return .more(longer) }
    guard longer.value >= least, let scalar = Unicode.Scalar(longer.value) else { return .invalid }
    return .complete(scalar)
  }
}
