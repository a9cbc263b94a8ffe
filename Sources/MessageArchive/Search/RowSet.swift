/// Rows of messages, a bit for each: the hits of a common word are a part of all rows that one can say.
struct RowSet {
  private var bits: [UInt64] = []
  private(set) var count = 0

  mutating func insert(_ row: Int64) {
    let (place, bit) = RowSet.place(of: row)
    if place >= bits.count { bits += Array(repeating: 0, count: max(bits.count, place + 1 - bits.count)) }
    if bits[place] & bit == 0 { count += 1 }
    bits[place] |= bit
  }

  func contains(_ row: Int64) -> Bool {
    let (place, bit) = RowSet.place(of: row)
    return place < bits.count && bits[place] & bit != 0
  }

  /// All of them, in the order in which they lie on the disk.
  func forEach(_ body: (Int64) throws -> Void) rethrows {
    for (place, word) in bits.enumerated() {
      var rest = word
      while rest != 0 {
        try body(Int64(place * 64 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
  }

  private static func place(of row: Int64) -> (index: Int, bit: UInt64) { (Int(row >> 6), 1 << UInt64(row & 63)) }
}
