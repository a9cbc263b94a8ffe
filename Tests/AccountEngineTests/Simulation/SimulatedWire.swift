import PlaySMS
import PlaySMSSandbox
import Synchronization

/// The way from one program to the sandbox, without a network: an exchange lies here until the life lets something
/// become of it.
final class SimulatedWire: Transport {
  /// A form that a program wants to have sent.
  struct Exchange: Sendable {
    let number: Int
    let form: [FormField]
    let deadline: Duration

    var op: String { self["op"] }
    subscript(name: String) -> String { form.last { $0.name == name }?.value ?? "" }

    /// Everything but who asks, in a line.
    var line: String {
      form.filter { !["u", "h"].contains($0.name) }.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    }

    /// As it comes to the server.
    var request: SandboxRequest {
      SandboxRequest(form: form.map { (name: $0.name, value: $0.value) }, hasCookie: true)
    }
  }

  private typealias Reply = CheckedContinuation<Result<RawReply, PlaySMSError>, Never>

  private struct State {
    var hasEnded = false
    var next = 0
    var fresh: [Exchange] = []
    var waiting: [Int: Reply] = [:]
    var sends: Set<Int> = []
  }

  private let state = Mutex(State())
  private let executor: LifeExecutor

  init(_ executor: LifeExecutor) { self.executor = executor }

  /// How many wait for their reply.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// Whether a message has left and its reply is not there yet.
  var isSending: Bool { state.withLock { state in state.sends.contains { state.waiting[$0] != nil } } }

  /// What was asked since the last time, reads first.
  func takeFresh() -> [Exchange] {
    let fresh = state.withLock { state in
      defer { state.fresh = [] }
      state.sends.formUnion(state.fresh.filter { $0.op == "pv" }.map(\.number))
      return state.fresh
    }
    return fresh.sorted { ($0.op == "pv" ? 1 : 0, $0.number) < ($1.op == "pv" ? 1 : 0, $1.number) }
  }

  func reply(to number: Int, _ outcome: Result<RawReply, PlaySMSError>) {
    state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: outcome)
  }

  /// The program has ended: nothing leaves any more, and nothing comes.
  func end() {
    let waiting = state.withLock { state in
      state.hasEnded = true
      state.fresh = []
      defer { state.waiting = [:] }
      return state.waiting.sorted { $0.key < $1.key }.map(\.value)
    }
    for reply in waiting { reply.resume(returning: .cancelled) }
  }

  func exchange(
    _ form: [FormField], effect: RequestEffect, deadline: Duration
  ) async throws(PlaySMSError) -> RawReply {
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    let exchange = Exchange(number: number, form: form, deadline: deadline)
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { (reply: Reply) in
        let isOver = state.withLock { state in
          if state.hasEnded || Task.isCancelled { return true }
          state.fresh.append(exchange)
          state.waiting[number] = reply
          return false
        }
        if isOver { reply.resume(returning: .cancelled) }
        executor.poke()
      }
    } onCancel: {
      reply(to: number, .cancelled)
    }
    return try outcome.get()
  }

  func close() async {}
}

extension Result where Success == RawReply, Failure == PlaySMSError {
  fileprivate static var cancelled: Self { .failure(PlaySMSError(.transport(.cancelled))) }
}
