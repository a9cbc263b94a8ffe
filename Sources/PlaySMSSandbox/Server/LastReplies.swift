import Synchronization

/// The memory of the fault that repeats an old reply.
extension SandboxServer {
  /// Answers a request and remembers the reply.
  func answer(_ request: SandboxRequest, _ parameters: Parameters) -> SandboxResponse {
    let response = sandbox.answer(request)
    lastReplies.withLock { $0[SandboxServer.key(parameters)] = response }
    return response
  }

  /// What the same user got to the same operation the last time.
  func lastReply(to parameters: Parameters) -> SandboxResponse? {
    lastReplies.withLock { $0[SandboxServer.key(parameters)] }
  }

  private static func key(_ parameters: Parameters) -> String { "\(parameters.operation) \(parameters["u"])" }
}
