import PlaySMS
import PlaySMSSandbox
import Synchronization

/// A network within the process, on which every step of an exchange is a numbered point that can fail.
///
/// The server's clock goes on by a second with each request.
final class Wire: Transport {
  /// What becomes of a `pv`.
  enum Manner: Hashable, Sendable {
    case answered
    /// The server takes it, and its reply is lost.
    case replyLost
    /// No connection comes about.
    case refused
    /// The server says no.
    case rejected
  }

  /// A `pv` that left whole.
  struct Passage: Sendable {
    let form: [FormField]
    /// The point after which all of it had left.
    let left: Int
    /// The point after which the server had decided about it.
    var decided: Int?
    /// Whether it takes it.
    let isWelcome: Bool

    /// Whether the server has taken it before a point.
    func isTaken(before point: Int) -> Bool { isWelcome && decided.map { $0 < point } ?? false }

    /// Whether the server may still take it when everything ends before a point.
    func mayArrive(after point: Int) -> Bool {
      isWelcome && left < point && !(decided.map { $0 < point } ?? false)
    }
  }

  let sandbox: Sandbox
  private let clock: ManualSandboxClock
  private let disk: Disk?
  private let manners: [Manner]
  private let state = Mutex<(sends: Int, passages: [Passage])>((0, []))

  /// - Parameter manners: of the first `pv`, the second, …; all others are answered.
  init(_ sandbox: Sandbox, clock: ManualSandboxClock, disk: Disk? = nil, manners: [Manner] = []) {
    self.sandbox = sandbox
    self.clock = clock
    self.disk = disk
    self.manners = manners
  }

  var passages: [Passage] { state.withLock { $0.passages } }

  func exchange(
    _ form: [FormField], effect: RequestEffect, deadline: Duration
  ) async throws(PlaySMSError) -> RawReply {
    clock.advance(by: .seconds(1))
    switch effect {
    case .read: return try ask(form)
    case .change: return try send(form)
    }
  }

  func close() async {}

  private func ask(_ form: [FormField]) throws(PlaySMSError) -> RawReply {
    let op = form.last?.value ?? ""
    try pass("\(op) leaves", or: .transport(.refused), nothingLeft: true)
    let reply = RawReply(sandbox.answer(SandboxRequest(form)))
    try pass("\(op) is answered", or: .transport(.closed))
    return reply
  }

  private func send(_ form: [FormField]) throws(PlaySMSError) -> RawReply {
    let manner = nextManner()
    try pass("pv connects", or: .transport(.refused), nothingLeft: true)
    guard manner != .refused else { throw PlaySMSError(.transport(.refused), nothingLeft: true) }
    try pass("pv is connected", or: .transport(.closed), nothingLeft: true)
    try pass("pv's head leaves", or: .transport(.closed))
    try pass("half of pv's form leaves", or: .transport(.closed))
    try pass("all of pv leaves", or: .transport(.closed))
    let number = state.withLock { state in
      state.passages.append(Passage(form: form, left: lastPoint, isWelcome: manner != .rejected))
      return state.passages.count - 1
    }
    try pass("the server takes pv", or: .transport(.closed))
    state.withLock { $0.passages[number].decided = lastPoint }
    let reply: RawReply
    if manner == .rejected {
      let body = #"{"status":"ERR","error":"201","error_string":"one or more field empty","timestamp":1795334638}"#
      reply = RawReply(status: 200, contentType: "application/json", body: Array(body.utf8))
    } else {
      reply = RawReply(sandbox.answer(SandboxRequest(form)))
    }
    try pass("pv's reply begins", or: .transport(.closed))
    guard manner != .replyLost else { throw PlaySMSError(.transport(.closed)) }
    try pass("half of pv's reply is there", or: .transport(.closed))
    try pass("pv's reply is there", or: .transport(.closed))
    return reply
  }

  private var lastPoint: Int { (disk?.points ?? 1) - 1 }

  private func nextManner() -> Manner {
    state.withLock { state in
      defer { state.sends += 1 }
      return state.sends < manners.count ? manners[state.sends] : .answered
    }
  }

  private func pass(_ words: String, or kind: PlaySMSError.Kind, nothingLeft: Bool = false) throws(PlaySMSError) {
    if disk?.mark(words) == true { throw PlaySMSError(kind, nothingLeft: nothingLeft) }
  }
}

extension SandboxRequest {
  init(_ form: [FormField]) { self.init(form: form.map { (name: $0.name, value: $0.value) }) }
}

extension RawReply {
  init(_ response: SandboxResponse) {
    self.init(
      status: response.status, contentType: response.headers.first { $0.name == "Content-Type" }?.value,
      body: response.body)
  }
}
