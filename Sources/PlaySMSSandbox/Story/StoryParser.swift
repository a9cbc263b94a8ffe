/// Reads a story line by line.
struct StoryParser {
  var story = SandboxStory()
  private var section = ""
  private var lastWho: SandboxStory.Who?
  private var number = 0

  init() {}

  mutating func read(_ line: Substring, number: Int) throws(SandboxStoryError) {
    self.number = number
    let text = line.trimmed
    if text.isEmpty || text.first == "#" { return }
    if text.first == "[", let end = text.firstIndex(of: "]") {
      let rest = text[text.index(after: end)...].trimmed
      try open(String(text[text.index(after: text.startIndex)..<end]), rest)
      return
    }
    switch section {
    case "server", "account": try readSetting(text)
    case "contacts": try readContact(text)
    case "groups": try readGroup(text)
    case "strangers": story.strangers.append(SandboxStory.Person(name: "", number: text, tags: ["stranger"]))
    case "words":
      let (key, value) = try halves(text, "=")
      story.words[key] = fields(value)
    case "past": story.past.append(try timed(text))
    case "soon": story.soon.append(try timed(text))
    case "dialogue":
      guard let last = story.dialogues.indices.last else { throw fault("there is no dialogue yet") }
      let who = story.dialogues[last].who
      story.dialogues[last].lines.append(try self.line(text, who: who))
    case "mix": story.mixes[story.mixes.count - 1].lines.append(try self.line(text))
    case "replies": story.replies.append(try self.line(text))
    default: throw fault("this stands in no section")
    }
  }

  private mutating func open(_ section: String, _ rest: String) throws(SandboxStoryError) {
    self.section = section
    lastWho = nil
    let parts = fields(rest)
    switch section {
    case "account": story.accounts.append(SandboxAccount(username: "", uid: Int64(story.accounts.count + 2), token: ""))
    case "history":
      guard let count = Int(parts.first ?? ""), parts.count == 2 else { throw fault("expected: [history] 100 | 24d") }
      story.history = (count, try duration(parts[1]))
    case "dialogue":
      guard parts.count == 2, let weight = Int(parts[1]), weight > 0 else {
        throw fault("expected: [dialogue] who | weight")
      }
      story.dialogues.append(SandboxStory.Dialogue(who: who(parts[0]), weight: weight, lines: []))
    case "mix": story.mixes.append(SandboxStory.Mix(pause: try range(rest), lines: []))
    case "replies": story.replyDelay = try range(rest)
    case "server", "contacts", "groups", "strangers", "words", "past", "soon": break
    default: throw fault("unknown section [\(section)]")
    }
  }

  private mutating func readSetting(_ text: String) throws(SandboxStoryError) {
    let (key, value) = try halves(text, ":")
    guard section == "account" else {
      switch key {
      case "sender": story.sender = value
      case "rate": story.rate = try amount(value)
      case "credit refresh": story.creditRefresh = Int(try duration(value) / 1_000)
      default: throw fault("unknown setting '\(key)'")
      }
      return
    }
    let last = story.accounts.count - 1
    switch key {
    case "username": story.accounts[last].username = value
    case "name": story.accounts[last].name = value
    case "email": story.accounts[last].email = value
    case "mobile": story.accounts[last].mobile = value
    case "password": story.accounts[last].password = value
    case "token": story.accounts[last].token = value
    case "credit": story.accounts[last].credit = try amount(value)
    case "status": story.accounts[last].status = Int(value) ?? 3
    case "timezone": story.accounts[last].timezone = value
    case "footer": story.accounts[last].footer = value
    case "senders": story.accounts[last].senders = fields(value)
    case "keywords": story.accounts[last].keywords = fields(value).map { $0.uppercased() }
    default: throw fault("unknown setting '\(key)'")
    }
  }

  private mutating func readContact(_ text: String) throws(SandboxStoryError) {
    let parts = fields(text)
    guard (2...4).contains(parts.count) else { throw fault("expected: name | number | e-mail | tags") }
    let contact = SandboxContact(
      name: parts[0], number: parts[1], email: parts.count > 2 ? parts[2] : "", tags: parts.count > 3 ? parts[3] : "")
    let tags = contact.tags.split(separator: " ").map(String.init)
    let person = SandboxStory.Person(name: contact.name, number: contact.number, tags: tags)
    story.contacts.append((contact, person))
  }

  private mutating func readGroup(_ text: String) throws(SandboxStoryError) {
    let parts = fields(text)
    guard parts.count == 3 else { throw fault("expected: CODE | name | members, with commas") }
    let members = parts[2].split(separator: ",").map { $0.trimmed }
    for member in members where !story.contacts.contains(where: { $0.contact.name == member }) {
      throw fault("no contact is called '\(member)'")
    }
    story.groups.append(SandboxStory.Group(code: parts[0], name: parts[1], members: members))
  }

  /// `2d3h Budi Santoso < text`; without a name it is the one of the line before.
  private mutating func timed(_ text: String) throws(SandboxStoryError) -> SandboxStory.Timed {
    let end = text.firstIndex(of: " ") ?? text.endIndex
    let time = try duration(String(text[..<end]))
    let line = try line(String(text[end...]), who: lastWho)
    lastWho = line.who
    return SandboxStory.Timed(time: time, line: line)
  }

  /// `who < text` arrives, `who > text` is sent; `>!` failed, `>?` hangs, `>~` is sent and never confirmed.
  private func line(_ text: String, who usual: SandboxStory.Who? = nil) throws(SandboxStoryError) -> SandboxStory.Line {
    guard let arrow = text.firstIndex(where: { $0 == "<" || $0 == ">" }) else {
      throw fault("expected '<' for what arrives or '>' for what is sent")
    }
    let name = text[..<arrow].trimmed
    guard let who = name.isEmpty ? usual : who(name) else { throw fault("expected a name before '\(text[arrow])'") }
    var rest = text[text.index(after: arrow)...]
    let marks: [Character: Int] = ["!": 2, "?": 0, "~": 1]
    var status = 3
    if text[arrow] == ">", let mark = rest.first.flatMap({ marks[$0] }) {
      status = mark
      rest = rest.dropFirst()
    }
    return SandboxStory.Line(who: who, isOurs: text[arrow] == ">", status: status, text: try unescaped(rest.trimmed))
  }

  private func who(_ name: String) -> SandboxStory.Who {
    switch name {
    case "anybody": return .anybody
    case "stranger": return .stranger
    case "gateway": return .gateway
    default: break
    }
    if let found = story.contacts.first(where: { $0.contact.name == name }) { return .address(found.contact.number) }
    return story.contacts.contains { $0.person.tags.contains(name) } ? .tagged(name) : .address(name)
  }
}

// MARK: - Small pieces

extension StoryParser {
  /// `2d3h`, `57m`, `10s` in milliseconds.
  private func duration(_ text: String) throws(SandboxStoryError) -> Int64 {
    let units: [Character: Int64] = ["d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1_000]
    var total: Int64 = 0
    var digits = ""
    for character in text {
      if let unit = units[character], let count = Int64(digits) {
        total += count * unit
        digits = ""
      } else {
        digits.append(character)
      }
    }
    guard digits.isEmpty, !text.isEmpty else { throw fault("'\(text)' is no time such as 2d3h or 40s") }
    return total
  }

  /// `10s..40s`.
  private func range(_ text: String) throws(SandboxStoryError) -> ClosedRange<Int64> {
    guard let dots = text.firstRange(of: "..") else { throw fault("expected two times: 10s..40s") }
    let low = try duration(text[..<dots.lowerBound].trimmed)
    let high = try duration(text[dots.upperBound...].trimmed)
    guard low <= high, high > 0 else { throw fault("expected the shorter time first") }
    return low...high
  }

  private func amount(_ text: String) throws(SandboxStoryError) -> Double {
    guard let amount = Double(text) else { throw fault("'\(text)' is no number") }
    return amount
  }

  private func halves(_ text: String, _ separator: Character) throws(SandboxStoryError) -> (String, String) {
    guard let place = text.firstIndex(of: separator) else { throw fault("expected '\(separator)'") }
    return (text[..<place].trimmed, text[text.index(after: place)...].trimmed)
  }

  private func fields(_ text: String) -> [String] {
    text.isEmpty ? [] : text.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmed }
  }

  /// `\n`, `\t`, `\e` (escape), `\a` (bell), `\\`, and `\u{202e}`.
  private func unescaped(_ text: String) throws(SandboxStoryError) -> String {
    var result = ""
    var rest = text[...]
    while let slash = rest.firstIndex(of: "\\") {
      result += rest[..<slash]
      let letter = rest[slash...].dropFirst().first
      rest = rest[slash...].dropFirst(2)
      switch letter {
      case "n": result += "\n"
      case "t": result += "\t"
      case "e": result += "\u{1b}"
      case "a": result += "\u{7}"
      case "\\": result += "\\"
      case "u":
        guard let end = rest.firstIndex(of: "}"), rest.first == "{",
          let scalar = UInt32(rest[..<end].dropFirst(), radix: 16).flatMap(Unicode.Scalar.init)
        else { throw fault("expected \\u{…}") }
        result.unicodeScalars.append(scalar)
        rest = rest[rest.index(after: end)...]
      default: throw fault("unknown escape after a backslash")
      }
    }
    return result + rest
  }

  private func fault(_ sentence: String) -> SandboxStoryError { SandboxStoryError(line: number, sentence: sentence) }
}
