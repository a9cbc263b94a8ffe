/// What the sequences that terminals send for keys and the mouse mean.
///
/// The forms differ between terminals but do not contradict each other, so one table serves all. A key with Shift, Alt
/// or Control is the key without.
enum InputSequences {
  enum Meaning {
    case event(InputEvent)
    case pasteBegins
  }

  /// One byte below 0x80; nil for the escape, which is not yet a key.
  static func key(ascii byte: UInt8) -> Key? {
    switch byte {
    case 0x09: .tab
    // A terminal sends a carriage return for Enter, Control-J is the same by habit.
    case 0x0A, 0x0D: .enter
    case 0x08, 0x7F: .backspace
    case 0x1B, 0x80...0xFF: nil
    case 0x01...0x1A: .control(Unicode.Scalar(byte + 0x60))
    case 0x00...0x1F: .control(Unicode.Scalar(byte + 0x40))
    default: .character(Unicode.Scalar(byte))
    }
  }

  /// `ESC O` and a byte: cursor and function keys, and the keypad of a VT.
  static func single(final byte: UInt8) -> Key? {
    switch byte {
    case 0x41, 0x61: .up
    case 0x42, 0x62: .down
    case 0x43, 0x63: .right
    case 0x44, 0x64: .left
    case 0x46: .end
    case 0x48: .home
    case 0x49: .tab
    case 0x4D: .enter
    case 0x50...0x53: .function(Int(byte) - 0x4F)
    case 0x20: .character(" ")
    case 0x58: .character("=")
    // `*` to `/` and the digits, 0x40 above the character on the key.
    case 0x6A...0x79: .character(Unicode.Scalar(byte - 0x40))
    default: nil
    }
  }

  /// `ESC [`, parameters and a final byte.
  static func control(_ parameters: [UInt8], final byte: UInt8) -> Meaning? {
    if parameters.first == 0x3C { return mouse(parameters.dropFirst(), final: byte).map { .event(.mouse($0)) } }
    let numbers = numbers(parameters[...])
    if let number = numbers.first, byte == 0x7E, number == 200 { return .pasteBegins }
    if parameters.isEmpty, byte == 0x49 || byte == 0x4F { return .event(.focus(byte == 0x49)) }
    let key: Key? =
      switch byte {
      case 0x7E, 0x24, 0x40, 0x5E: numbers.first.flatMap(numbered)
      case 0x41...0x44, 0x46, 0x48, 0x50...0x53: modifiable(numbers) ? single(final: byte) : nil
      case 0x5A: .backTab
      case 0x61...0x64: parameters.isEmpty ? single(final: byte) : nil
      default: nil
      }
    return key.map { .event(.key($0)) }
  }

  /// rxvt ends a key with Shift with a dollar, which elsewhere stands before the final byte.
  static func isShiftOfRxvt(_ parameters: [UInt8]) -> Bool {
    !parameters.isEmpty && parameters.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The old form of the mouse: button, column and row, each 32 more than it is.
  static func oldMouse(_ bytes: [UInt8]) -> MouseEvent? {
    let numbers = bytes.map { Int($0) - 0x20 }
    guard numbers.count == 3, let action = action(numbers[0], released: numbers[0] & 0x43 == 3) else { return nil }
    return at(action, column: numbers[1], row: numbers[2])
  }

  /// Keys that a number names.
  private static func numbered(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  /// Whether a letter's numbers are those of a key: none, or a one and the keys held with it. A report of the cursor's
  /// place looks like F3 otherwise.
  private static func modifiable(_ numbers: [Int]) -> Bool {
    numbers.isEmpty || numbers.count <= 2 && numbers[0] <= 1
  }

  private static func mouse(_ parameters: ArraySlice<UInt8>, final byte: UInt8) -> MouseEvent? {
    let numbers = numbers(parameters)
    guard numbers.count == 3, byte == 0x4D || byte == 0x6D else { return nil }
    return action(numbers[0], released: byte == 0x6D).flatMap { at($0, column: numbers[1], row: numbers[2]) }
  }

  /// Bits 0, 1 and 7 are the button, 2 to 4 the keys held, 5 a movement, 6 the wheel.
  private static func action(_ code: Int, released: Bool) -> MouseEvent.Action? {
    switch code & 0xE3 {
    case 64 where !released: .wheelUp
    case 65 where !released: .wheelDown
    case 0...3 where released: .release
    case 0...2: .press(button: (code & 3) + 1)
    default: nil
    }
  }

  /// The terminal counts from one.
  private static func at(_ action: MouseEvent.Action, column: Int, row: Int) -> MouseEvent? {
    guard column >= 1, row >= 1 else { return nil }
    return MouseEvent(action: action, at: Position(column: column - 1, row: row - 1))
  }

  /// The numbers between semicolons; none if something else is among them. One that is missing is 0.
  private static func numbers(_ parameters: ArraySlice<UInt8>) -> [Int] {
    guard !parameters.isEmpty else { return [] }
    var numbers = [0]
    for byte in parameters {
      switch byte {
      case 0x30...0x39: numbers[numbers.count - 1] = min(numbers[numbers.count - 1] * 10 + Int(byte) - 0x30, 99_999)
      case 0x3B: numbers.append(0)
      default: return []
      }
    }
    return numbers
  }
}
