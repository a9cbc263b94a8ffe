/// Bytes from the terminal to what the operator did.
///
/// All bytes are decoded here rather than by ncurses, whose `get_wch` loses a character that two reads share. It is a
/// machine that takes one byte at a time, so how the bytes were split over reads cannot make a difference.
/// Every common form of a key is known whatever `TERM` says (xterm, tmux, screen, the Linux console, rxvt, VT keypads);
/// what is not known is swallowed whole, so the tail of a sequence never runs as commands.
///
/// `Tests/Fuzz/keys.sh` looks for bytes of which the split makes a difference after all: run it for five minutes after a
/// change here.
public struct InputDecoder: Sendable {
  /// Bytes of a paste that are kept; what comes beyond them is dropped.
  public static let pasteLimit = 1 << 20
  /// Parameter bytes of a sequence that are kept; a longer sequence is swallowed.
  private static let parameterLimit = 32
  private static let pasteEnd: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]

  private enum State {
    case ground
    case escape
    /// `ESC [` and what followed it.
    case control(parameters: [UInt8])
    /// `ESC [ [`, with which the Linux console begins F1 to F5.
    case consoleFunction
    /// `ESC O`, and how many parameter bytes followed it.
    case single(parameters: Int)
    /// `ESC [ M` and up to three bytes: the mouse of terminals that do not know the SGR form.
    case oldMouse([UInt8])
    /// A string the terminal sent unasked (a late answer to an earlier program); `started` once a byte followed.
    case string(introducer: Unicode.Scalar, started: Bool)
    /// An escape within a string: its end, or the next key.
    case stringEscape
    case character(PartialScalar, alt: Bool)
    /// A paste, and how many bytes of its end mark have come.
    case paste(matched: Int)
  }

  private var state = State.ground
  private var pasted: [UInt8] = []

  public init() {}

  /// Whether what came so far may be a key by itself or the beginning of a longer one: if nothing follows within some
  /// milliseconds, the caller calls ``flush()``.
  public var pending: Bool {
    switch state {
    case .escape, .single(parameters: 0), .string, .stringEscape: true
    case .control(let parameters): parameters.isEmpty
    case .ground, .consoleFunction, .single, .oldMouse, .character, .paste: false
    }
  }

  /// Whether a paste began whose end has not come. The end may be lost on the way, and every key would be taken for a
  /// part of it from then on: if nothing follows for many seconds, the caller calls ``endPaste()``.
  public var isInPaste: Bool { if case .paste = state { true } else { false } }

  /// What came of a paste is all there is of it. Does nothing unless ``isInPaste``.
  public mutating func endPaste() -> [InputEvent] {
    guard isInPaste else { return [] }
    state = .ground
    defer { pasted = [] }
    return [.paste(text(ofPaste: pasted))]
  }

  /// Takes bytes as they were read.
  public mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    var events: [InputEvent] = []
    for byte in bytes { step(byte, &events) }
    return events
  }

  /// Nothing followed: what waits is a key by itself. Does nothing unless ``pending``.
  public mutating func flush() -> [InputEvent] {
    guard pending else { return [] }
    defer { state = .ground }
    switch state {
    case .escape, .stringEscape: return [.key(.escape)]
    case .control: return [.key(.alt("["))]
    case .single: return [.key(.alt("O"))]
    case .string(let introducer, started: false): return [.key(.alt(introducer))]
    case .string, .ground, .consoleFunction, .oldMouse, .character, .paste: return []
    }
  }

  private mutating func step(_ byte: UInt8, _ events: inout [InputEvent]) {
    switch state {
    case .ground: ground(byte, &events)
    case .escape: escape(byte, &events)
    case .control(let parameters): control(byte, after: parameters, &events)
    case .consoleFunction: consoleFunction(byte, &events)
    case .single(let parameters): single(byte, after: parameters, &events)
    case .oldMouse(let bytes): oldMouse(bytes + [byte], &events)
    case .string(let introducer, _): string(byte, introducer)
    case .stringEscape:
      state = .ground
      if byte != 0x5C { escape(byte, &events) }
    case .character(let partial, let alt): character(byte, partial, alt: alt, &events)
    case .paste(let matched): paste(byte, matched: matched, &events)
    }
  }

  private mutating func ground(_ byte: UInt8, _ events: inout [InputEvent]) {
    state = .ground
    if byte == 0x1B {
      state = .escape
    } else if let key = InputSequences.key(ascii: byte) {
      events.append(.key(key))
    } else if let partial = PartialScalar(lead: byte) {
      state = .character(partial, alt: false)
    }
  }

  private mutating func escape(_ byte: UInt8, _ events: inout [InputEvent]) {
    state = .ground
    switch byte {
    case 0x5B: state = .control(parameters: [])
    case 0x4F: state = .single(parameters: 0)
    case 0x50, 0x5D, 0x5F: state = .string(introducer: Unicode.Scalar(byte), started: false)
    // Shift-Tab of the Linux console.
    case 0x09: events.append(.key(.backTab))
    // What readline's users press for Control-W.
    case 0x08, 0x7F: events.append(.key(.control("w")))
    case 0x20...0x7E: events.append(.key(.alt(Unicode.Scalar(byte))))
    default:
      guard let partial = PartialScalar(lead: byte) else {
        events.append(.key(.escape))
        return ground(byte, &events)
      }
      state = .character(partial, alt: true)
    }
  }

  private mutating func control(_ byte: UInt8, after parameters: [UInt8], _ events: inout [InputEvent]) {
    switch byte {
    case 0x5B where parameters.isEmpty: state = .consoleFunction
    case 0x4D where parameters.isEmpty: state = .oldMouse([])
    case 0x24 where InputSequences.isShiftOfRxvt(parameters), 0x40...0x7E:
      state = .ground
      guard parameters.count < InputDecoder.parameterLimit else { return }
      switch InputSequences.control(parameters, final: byte) {
      case .event(let event): events.append(event)
      case .pasteBegins: state = .paste(matched: 0)
      case nil: break
      }
    case 0x20...0x3F:
      if parameters.count < InputDecoder.parameterLimit { state = .control(parameters: parameters + [byte]) }
    default: ground(byte, &events)
    }
  }

  private mutating func single(_ byte: UInt8, after parameters: Int, _ events: inout [InputEvent]) {
    switch byte {
    case 0x30...0x3B: state = .single(parameters: parameters + 1)
    case 0x20...0x7E:
      state = .ground
      if let key = InputSequences.single(final: byte) { events.append(.key(key)) }
    default:
      if parameters == 0 { events.append(.key(.alt("O"))) }
      ground(byte, &events)
    }
  }

  private mutating func consoleFunction(_ byte: UInt8, _ events: inout [InputEvent]) {
    state = .ground
    switch byte {
    case 0x41...0x45: events.append(.key(.function(Int(byte) - 0x40)))
    case 0x20...0x7E: break
    default: ground(byte, &events)
    }
  }

  private mutating func oldMouse(_ bytes: [UInt8], _ events: inout [InputEvent]) {
    guard let last = bytes.last, last >= 0x20 else { return ground(bytes.last ?? 0, &events) }
    state = bytes.count < 3 ? .oldMouse(bytes) : .ground
    guard bytes.count == 3, let event = InputSequences.oldMouse(bytes) else { return }
    events.append(.mouse(event))
  }

  private mutating func string(_ byte: UInt8, _ introducer: Unicode.Scalar) {
    switch byte {
    case 0x07: state = .ground
    case 0x1B: state = .stringEscape
    default: state = .string(introducer: introducer, started: true)
    }
  }

  private mutating func character(
    _ byte: UInt8, _ partial: PartialScalar, alt: Bool, _ events: inout [InputEvent]
  ) {
    switch partial.adding(byte) {
    case .more(let longer): state = .character(longer, alt: alt)
    case .complete(let scalar):
      state = .ground
      if (0x80...0x9F).contains(scalar.value) { return }
      events.append(.key(alt ? .alt(scalar) : .character(scalar)))
    case .invalid: state = .ground
    case .interrupted:
      if alt { events.append(.key(.escape)) }
      ground(byte, &events)
    }
  }

  private mutating func paste(_ byte: UInt8, matched: Int, _ events: inout [InputEvent]) {
    let end = InputDecoder.pasteEnd
    if byte == end[matched] {
      state = .paste(matched: matched + 1)
      if matched + 1 == end.count { events += endPaste() }
      return
    }
    for early in end[..<matched] { keep(early) }
    // Only the mark's first byte is an escape, so a broken mark can begin anew only here.
    state = .paste(matched: byte == end[0] ? 1 : 0)
    if byte != end[0] { keep(byte) }
  }

  private mutating func keep(_ byte: UInt8) {
    if pasted.count < InputDecoder.pasteLimit { pasted.append(byte) }
  }

  /// A cut at the limit may have split the last character: then it is left out.
  private func text(ofPaste bytes: [UInt8]) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    if bytes.count == InputDecoder.pasteLimit, text.unicodeScalars.last == "\u{FFFD}" {
      text.unicodeScalars.removeLast()
    }
    return text
  }
}
