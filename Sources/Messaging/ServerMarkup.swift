/// Reads a text as the server's HTML filter does: no element is allowed, so every tag goes and only text is left, its
/// entities decoded. A `<` that cannot begin a tag stays, as in `I <3 you` and `a < b`; but `if a<b then` loses all
/// from the `<` to the next `>`, or to the end.
struct ServerMarkup {
  private(set) var kept: [Unicode.Scalar] = []
  private(set) var changes: Set<ServerRewriting.Change> = []
  private let scalars: [Unicode.Scalar]
  private var index = 0

  init(_ scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  mutating func strip() {
    guard scalars.contains(where: { $0 == "<" || $0 == "&" }) else {
      kept = scalars
      return
    }
    kept.reserveCapacity(scalars.count)
    while let scalar = at(0) {
      switch scalar {
      case "&": readReference()
      case "<": readAngle()
      default: take()
      }
    }
  }

  private func at(_ distance: Int) -> Unicode.Scalar? {
    index + distance < scalars.count ? scalars[index + distance] : nil
  }

  private mutating func take() {
    kept.append(scalars[index])
    index += 1
  }

  private mutating func readReference() {
    guard let reference = scalars.reference(at: index) else { return take() }
    if let scalar = reference.scalar { kept.append(scalar) }
    index += reference.length
    changes.insert(.entities)
  }

  private mutating func readAngle() {
    guard let next = at(1) else { return take() }
    if next.isLetterOfASCII {
      changes.insert(.markup)
      skipStartTag()
    } else if next == "/" {
      changes.insert(.markup)
      index += 2
      // Nothing but the two characters goes when no name follows.
      if let first = at(0), first.beginsName { skip(past: ">") }
    } else if next == "!" {
      readDeclaration()
    } else {
      take()
    }
  }

  private mutating func readDeclaration() {
    let literal = Array("<![CDATA[".unicodeScalars)
    if scalars.dropFirst(index).starts(with: literal), let end = find("]]>", from: index + literal.count + 1) {
      kept += scalars[index + literal.count..<end]
      index = end + 3
    } else if at(2) == "-", at(3) == "-" {
      let ends = ["-->", "--!>"].compactMap { mark in
        find(mark, from: index + 4).map { $0 + mark.unicodeScalars.count }
      }
      index = ends.min() ?? scalars.count
    } else if scalars.holds(Array("<!doctype".unicodeScalars), at: index) {
      skip(past: ">")
    } else {
      return take()
    }
    changes.insert(.markup)
  }

  /// `<name attributes>`, where a quoted value may hold a `>`. Scripts and styles go with what is in them.
  private mutating func skipStartTag() {
    index += 1
    let name = skipName()
    skipBlanks()
    while let scalar = at(0), scalar != ">", !(scalar == "/" && at(1) == ">") {
      if scalar.beginsName { skipAttribute() } else { skipBogus() }
      skipBlanks()
    }
    let isEmpty = at(0) == "/"
    index = min(scalars.count, index + (isEmpty ? 2 : 1))
    guard name == "script" || name == "style", !isEmpty, index < scalars.count else { return }
    changes.insert(.hiddenElements)
    let end = find("</" + name, from: index) ?? scalars.count
    index = end
    skip(past: ">")
  }

  private mutating func skipAttribute() {
    _ = skipName()
    skipBlanks()
    guard at(0) == "=" else { return }
    index += 1
    skipBlanks()
    if let quote = at(0), quote == "\"" || quote == "'" {
      index += 1
      skip(past: quote)
    } else {
      while let scalar = at(0), scalar != ">", !scalar.isBlank { index += 1 }
    }
  }

  private mutating func skipBogus() {
    while let scalar = at(0), scalar != ">", !scalar.isBlank, !(scalar == "/" && at(1) == ">") { index += 1 }
  }

  private mutating func skipName() -> String {
    var name = ""
    while let scalar = at(0), scalar.continuesName {
      name.unicodeScalars.append(scalar.smallLetter)
      index += 1
    }
    return name
  }

  private mutating func skipBlanks() {
    while let scalar = at(0), scalar.isBlank { index += 1 }
  }

  /// To behind the next `mark`, or to the end.
  private mutating func skip(past mark: Unicode.Scalar) {
    while let scalar = at(0) {
      index += 1
      if scalar == mark { return }
    }
  }

  /// Where `mark`, in small letters, stands next in either case.
  private func find(_ mark: String, from start: Int) -> Int? {
    let mark = Array(mark.unicodeScalars)
    guard start < scalars.count else { return nil }
    return (start..<scalars.count).first { scalars.holds(mark, at: $0) }
  }
}

extension Unicode.Scalar {
  fileprivate var isBlank: Bool { self == " " || self == "\t" || self == "\n" || self == "\r" }
  fileprivate var beginsName: Bool { isLetterOfASCII || self == "_" || self == ":" || self == "." }
  fileprivate var continuesName: Bool { beginsName || isDigitOfASCII || self == "-" }
}
