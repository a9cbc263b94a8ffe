import PlaySMSSandbox
import Testing

/// What happens at a flow's server, and what the server itself counted.
struct FlowServer {
  enum Event: Sendable {
    case message(from: String, text: String)
    case messages(Int, from: String, text: String)
    case contact(name: String, number: String)
    case away
    case back
    case losesReply
    case dropsMessage
    case refusesLogin
    case fails(String)
    case hangs(String)
    case took(Int, text: String)
    case tookNothing
    case leftAlone

    var looks: Bool {
      switch self {
      case .took, .tookNothing, .leftAlone: true
      case .message, .messages, .contact, .away, .back, .losesReply, .dropsMessage, .refusesLogin, .fails, .hangs: false
      }
    }

    /// Whether it brings the account something.
    var isArrival: Bool {
      switch self {
      case .message, .messages: true
      case .contact, .away, .back, .losesReply, .dropsMessage, .refusesLogin, .fails, .hangs, .took, .tookNothing,
        .leftAlone:
        false
      }
    }

    /// Whether it can have happened before the person comes.
    var isPrepared: Bool {
      switch self {
      case .message, .messages, .contact, .fails, .hangs: true
      case .away, .back, .losesReply, .dropsMessage, .refusesLogin, .took, .tookNothing, .leftAlone: false
      }
    }

    init(_ verb: String, _ rest: String, line: Int) throws {
      let words = rest.split(separator: " ").map(String.init)
      let parts = rest.split(separator: ": ", maxSplits: 1).map(String.init)
      switch (verb, words.first) {
      case ("message", "from") where parts.count == 2:
        self = .message(from: String(parts[0].dropFirst(5)), text: parts[1])
      case ("messages", let count?) where parts.count == 2 && words.count > 3:
        self = .messages(Int(count) ?? 0, from: words[2].filter { $0 != ":" }, text: parts[1])
      case ("contact", _) where words.count > 1:
        self = .contact(name: words.dropLast().joined(separator: " "), number: words[words.count - 1])
      case ("server", "away"): self = .away
      case ("server", "back"): self = .back
      case ("server", "loses"): self = .losesReply
      case ("server", "drops"): self = .dropsMessage
      case ("server", "refuses"): self = .refusesLogin
      case ("server", "fails") where words.count == 2: self = .fails(words[1])
      case ("server", "hangs") where words.count == 2: self = .hangs(words[1])
      case ("server", "is"): self = .leftAlone
      case ("server", "took") where words == ["took", "nothing"]: self = .tookNothing
      case ("server", "took") where parts.count == 2 && words.count > 2:
        guard let count = Int(words[1].filter { $0 != ":" }) else { fallthrough }
        self = .took(count, text: parts[1])
      default: throw FlowFault(line: line, what: "\(verb) \(rest): nothing that happens at a server")
      }
    }
  }

  let sandbox: Sandbox
  let server: SandboxServer

  /// How things are before the person comes.
  static func prepare(_ sandbox: Sandbox, _ event: Event) {
    switch event {
    case .message(let from, let text): _ = sandbox.receive(src: from, msg: text)
    case .messages(let count, let from, let text): _ = sandbox.receive(count, src: from) { "\(text) \($0)" }
    case .contact(let name, let number): _ = sandbox.addContact(SandboxContact(name: name, number: number))
    case .fails(let number): sandbox.setOutcome(.failed, for: number)
    case .hangs(let number): sandbox.setOutcome(.hanging, for: number)
    case .away, .back, .losesReply, .dropsMessage, .refusesLogin, .took, .tookNothing, .leftAlone: break
    }
  }

  /// What happens, happens; what is counted, is waited for.
  func carryOut(_ event: Event, line: Int) async throws {
    switch event {
    case .message, .messages, .contact, .fails, .hangs: FlowServer.prepare(sandbox, event)
    case .away: server.arm(.closeBeforeReading, times: .max)
    case .back: server.disarm()
    case .losesReply: server.arm(.loseReply, op: "pv")
    case .dropsMessage: server.arm(.loseRequest, op: "pv")
    case .refusesLogin: sandbox.change(SandboxAccount.anna.username) { $0.token = "0123456789abcdef" }
    case .took(let count, let text):
      let clock = ContinuousClock()
      let end = clock.now + Flow.patience
      while taken(text) < count, clock.now < end { try await Task.sleep(for: .milliseconds(10)) }
      try check(event, line: line)
    case .tookNothing: try check(event, line: line)
    case .leftAlone:
      let asked = requests
      try await Task.sleep(for: .milliseconds(300))
      guard requests == asked else {
        Issue.record("line \(line): the server was asked \(requests - asked) times more")
        throw WaitedInVain()
      }
    }
  }

  /// Looks at what was counted.
  func check(_ event: Event, line: Int) throws {
    let (count, expected, what) =
      switch event {
      case .took(let expected, let text): (taken(text), expected, "of '\(text)'")
      case .tookNothing: (sandbox.acceptedSubmissions.count, 0, "at all")
      case .message, .messages, .contact, .away, .back, .losesReply, .dropsMessage, .refusesLogin, .fails, .hangs,
        .leftAlone:
        (0, 0, "")
      }
    guard count != expected else { return }
    Issue.record("line \(line): the server took \(count) \(what), not \(expected)")
    throw WaitedInVain()
  }

  private var requests: Int { sandbox.requestCounts.values.reduce(0, +) }

  private func taken(_ text: String) -> Int { sandbox.acceptedSubmissions.filter { $0.msg == text }.count }
}
