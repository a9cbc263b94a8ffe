/// Reads what a terminal sends as libFuzzer invents it. The first byte says where the reads end, the rest was sent.
///
/// However the bytes are split over reads, the same keys come of them, none of them is a control character, and what
/// is taken for a paste loses nothing.
@_cdecl("LLVMFuzzerTestOneInput")
public func readInventedKeys(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let seed = input.first else { return 0 }
  let bytes = input.dropFirst()
  var whole = InputDecoder()
  let events = whole.feed(bytes)
  let isPending = whole.pending
  let rest = whole.flush()

  compare(reads: bytes.map { [$0] }, with: events, isPending, rest)
  compare(reads: parts(of: bytes, seed: seed), with: events, isPending, rest)
  check(events + rest)
  checkAfterwards(&whole)
  return 0
}

/// The bytes as reads of 1 to 16, by a small generator of its own: the same input is always split the same way.
private func parts(of bytes: ArraySlice<UInt8>, seed: UInt8) -> [ArraySlice<UInt8>] {
  var state = UInt32(seed) &* 2_654_435_761 | 1
  var parts: [ArraySlice<UInt8>] = []
  var rest = bytes
  while !rest.isEmpty {
    state = state &* 1_664_525 &+ 1_013_904_223
    let count = Int(state >> 28) + 1
    parts.append(rest.prefix(count))
    rest = rest.dropFirst(count)
  }
  return parts
}

private func compare(
  reads: [some Sequence<UInt8>], with events: [InputEvent], _ isPending: Bool, _ rest: [InputEvent]
) {
  var decoder = InputDecoder()
  precondition(reads.flatMap { decoder.feed($0) } == events)
  precondition(decoder.pending == isPending)
  precondition(decoder.flush() == rest)
}

private func check(_ events: [InputEvent]) {
  for event in events {
    switch event {
    case .key(.character(let scalar)), .key(.alt(let scalar)):
      precondition(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
    case .mouse(let mouse): precondition(mouse.at.column >= 0 && mouse.at.row >= 0)
    case .paste(let text): precondition(text.utf8.count <= 3 * InputDecoder.pasteLimit)
    case .key, .focus: break
    case .resized: preconditionFailure("no byte says that the size changed")
    }
  }
  precondition(InputBurst.resolve(events).map(letters).joined() == events.map(letters).joined())
}

/// What an event writes into a field.
private func letters(_ event: InputEvent) -> String {
  switch event {
  case .key(.character(let scalar)): String(Character(scalar))
  case .key(.enter): "\n"
  case .key(.tab): "\t"
  case .paste(let text): text
  case .key, .mouse, .resized, .focus: "\u{1B}"
  }
}

/// Whatever came before: once nothing waits any more and what stands open was closed, a key is that key.
private func checkAfterwards(_ decoder: inout InputDecoder) {
  precondition(!decoder.pending)
  // Ends a paste; ends any other sequence, or is swallowed as one.
  _ = decoder.feed("\u{1B}[201~zzz".utf8)
  precondition(decoder.feed("q".utf8) == [.key(.character("q"))])
}
