import Terminal

/// The nearest colour that a terminal of fewer colours has.
enum ColorDegrading {
  /// - Parameter colors: 8, 16 or 256.
  static func color(_ color: Color, colors: Int) -> Color {
    switch color {
    case .standard: .standard
    case .ansi(let number): .ansi(colors == 8 ? number & 7 : number & 15)
    case .indexed(let number) where colors == 256: .indexed(number)
    case .indexed(let number): .ansi(UInt8(colors == 8 ? nearest(number) & 7 : nearest(number)))
    }
  }

  /// The one of the first sixteen that looks most like one of 256.
  private static func nearest(_ number: UInt8) -> Int {
    guard number >= 16 else { return Int(number) }
    let wanted = rgb(Int(number))
    return sixteen.indices.min { distance(sixteen[$0], wanted) < distance(sixteen[$1], wanted) } ?? 7
  }

  private static func distance(_ one: SIMD3<Int32>, _ other: SIMD3<Int32>) -> Int32 {
    let difference = one &- other
    return (difference &* difference).wrappedSum()
  }

  /// A cube of six steps a side, then a ramp of greys.
  private static func rgb(_ number: Int) -> SIMD3<Int32> {
    if number >= 232 { return SIMD3(repeating: Int32(8 + 10 * (number - 232))) }
    let cube = number - 16
    func level(_ step: Int) -> Int32 { step == 0 ? 0 : Int32(55 + 40 * step) }
    return SIMD3(level(cube / 36), level(cube / 6 % 6), level(cube % 6))
  }

  /// As xterm has them by default.
  private static let sixteen: [SIMD3<Int32>] = [
    [0, 0, 0], [205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 0, 238], [205, 0, 205], [0, 205, 205], [229, 229, 229],
    [127, 127, 127], [255, 0, 0], [0, 255, 0], [255, 255, 0], [92, 92, 255], [255, 0, 255], [0, 255, 255],
    [255, 255, 255],
  ]
}
