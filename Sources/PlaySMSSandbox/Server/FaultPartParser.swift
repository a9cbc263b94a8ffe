/// Reads one part of a fault script: `pv:delay=300ms*2+1`.
struct FaultPartParser {
  /// Lower case; nil for every operation.
  var op: String?
  var fault: SandboxFault
  var times = 1
  var skip = 0
  var probability: Double?

  init(_ part: String) throws(SandboxFaultScriptError) {
    var rest = part[...]
    if let colon = rest.firstIndex(of: ":") {
      let name = rest[..<colon].trimmed.lowercased()
      op = name.isEmpty || name == "*" ? nil : name
      rest = rest[rest.index(after: colon)...]
    }
    let marks: Set<Character> = ["*", "+", "%"]
    // A sign belongs to the value where it stands right behind `=`.
    let start = rest.firstIndex(of: "=").map { rest.index($0, offsetBy: 2, limitedBy: rest.endIndex) ?? rest.endIndex }
    let end = rest[(start ?? rest.startIndex)...].firstIndex { marks.contains($0) } ?? rest.endIndex
    fault = try FaultPartParser.fault(rest[..<end].trimmed)
    rest = rest[end...]
    while let mark = rest.popFirst() {
      let value = rest.prefix { !marks.contains($0) }
      rest = rest[value.endIndex...]
      try read(mark, value.trimmed)
    }
  }

  private mutating func read(_ mark: Character, _ value: String) throws(SandboxFaultScriptError) {
    switch mark {
    case "%":
      guard let percent = Double(value), (0...100).contains(percent) else {
        throw SandboxFaultScriptError(sentence: "'%\(value)' is no percentage from 0 to 100")
      }
      probability = percent / 100
    case "+": skip = try FaultPartParser.count(value)
    default: times = value == "all" ? Int.max : max(1, try FaultPartParser.count(value))
    }
  }

  private static func fault(_ text: String) throws(SandboxFaultScriptError) -> SandboxFault {
    let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { $0.trimmed }
    let name = halves.first ?? ""
    let value = halves.count > 1 ? halves[1] : nil
    switch name.lowercased() {
    case "refuse": return .closeAtAccept
    case "drop": return .closeBeforeReading
    case "loserequest": return .loseRequest
    case "losereply": return .loseReply
    case "delay": return .delay(try duration(value))
    case "drip":
      let parts = (value ?? "").split(separator: "/").map(String.init)
      guard parts.count == 2 else { throw SandboxFaultScriptError(sentence: "expected drip=BYTES/PAUSE, drip=5/20ms") }
      return .drip(bytes: max(1, try count(parts[0])), every: try duration(parts[1]))
    case "cut": return .cutBody(at: try count(value ?? ""))
    case "half": return .halveBody
    case "repeat": return .repeatReply(processed: try isProcessed(value))
    case "jump": return .jumpClock(try duration(value))
    default:
      guard let response = SandboxResponse.broken(name.lowercased()) else {
        throw SandboxFaultScriptError(sentence: "unknown fault '\(name)'")
      }
      return .replace(response, processed: try isProcessed(value))
    }
  }

  private static func isProcessed(_ value: String?) throws(SandboxFaultScriptError) -> Bool {
    guard value == nil || value == "before" else {
      throw SandboxFaultScriptError(sentence: "expected nothing or '=before', found '=\(value ?? "")'")
    }
    return value == nil
  }

  private static func count(_ text: String) throws(SandboxFaultScriptError) -> Int {
    guard let count = Int(text), count >= 0 else {
      throw SandboxFaultScriptError(sentence: "'\(text)' is no whole number")
    }
    return count
  }

  /// `300ms`, `2s`, `-90s`, `5m`, `1h`, `1d`.
  private static func duration(_ text: String?) throws(SandboxFaultScriptError) -> Duration {
    let units: [(name: String, milliseconds: Int64)] = [
      ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]
    guard let text, let unit = units.first(where: { text.hasSuffix($0.name) }),
      let count = Int64(text.dropLast(unit.name.count)), count.magnitude < 1_000_000
    else { throw SandboxFaultScriptError(sentence: "'\(text ?? "")' is no time such as 300ms, 2s or 1h") }
    return .milliseconds(count * unit.milliseconds)
  }
}
