/// A text on its way through a 1.4.8 server, stage by stage, with a note of every stage that changed it.
struct ServerTextFilter {
  private(set) var changes: Set<ServerRewriting.Change> = []
  private let original: String
  private var scalars: [Unicode.Scalar]
  private var isTouched = false
  /// Nothing in the text can set off a stage of cleaning or storing.
  private let isPlain: Bool

  init(_ text: String) {
    original = text
    scalars = Array(text.unicodeScalars)
    isPlain = !scalars.contains(where: setsOffAStage)
  }

  var text: String { isTouched ? String(String.UnicodeScalarView(scalars)) : original }

  /// What happens to every parameter before the operation sees it.
  mutating func clean() {
    note(.trimmed) { $0.trimmed() }
    guard !isPlain else { return }
    note(.backslashes) { $0.withoutSlashes() }
    note(.entities) { $0.decodingSpecialEntities() }
    note(.phpMarks) { $0.removing("<?php").removing("<?").removing("?>") }
    note(.backticks) { $0.filter { $0 != "`" } }
    note(.lineEnds) { $0.withLineFeeds() }
    note(.controls) { $0.withoutControls() }
    var markup = ServerMarkup(scalars)
    markup.strip()
    changes.formUnion(markup.changes)
    isTouched = isTouched || !markup.changes.isEmpty
    scalars = markup.kept
    note(.trimmed) { $0.trimmed() }
  }

  /// The cut. What the server counts in characters it still cuts in bytes.
  mutating func cut(within limit: ClosedRange<Int>) -> ServerRewriting.Refusal? {
    let size = ServerLength(text)
    guard size.counted > limit.upperBound else {
      if size.counted > limit.lowerBound { changes.insert(.mayBeCut) }
      return nil
    }
    changes.insert(.cut)
    var bytes = 0
    let end = scalars.firstIndex { scalar in
      bytes += UTF8.width(scalar)
      return bytes > limit.upperBound
    }
    guard let end else { return nil }
    let fits = scalars[..<end].reduce(0) { $0 + UTF8.width($1) } == limit.upperBound
    scalars.removeSubrange(end...)
    isTouched = true
    if size.isUnicode { return .unicodeTooLong(limit: limit.upperBound) }
    return fits ? nil : .cutInsideCharacter(limit: limit.upperBound)
  }

  /// Backslashes go once when the queue is written and once more when the row is.
  mutating func store() {
    note(.backslashes) { $0.withoutSlashes().withoutSlashes() }
  }

  /// What the HTML filter leaves in a message that is not decoded any more.
  mutating func escape() {
    note(.escaped) { scalars in
      scalars.flatMap { scalar -> [Unicode.Scalar] in
        switch scalar {
        case "&": Array("&amp;".unicodeScalars)
        case "<": Array("&lt;".unicodeScalars)
        case ">": Array("&gt;".unicodeScalars)
        default: [scalar]
        }
      }
    }
  }

  private mutating func note(_ change: ServerRewriting.Change, _ stage: ([Unicode.Scalar]) -> [Unicode.Scalar]) {
    let result = stage(scalars)
    guard result != scalars else { return }
    scalars = result
    isTouched = true
    changes.insert(change)
  }
}

private func setsOffAStage(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A: false
  case 0...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: true
  case 0x26, 0x3C, 0x3E, 0x5C, 0x60: true  // & < > \ `
  default: false
  }
}
