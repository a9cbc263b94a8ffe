/// How the server breaks an exchange. Those before the processing leave the sandbox untouched.
public enum SandboxFault: Sendable {
  /// The connection is closed as soon as it was made. Takes any operation, since none is known yet.
  case closeAtAccept
  /// The connection is closed when the first line of the request is there; nothing is processed. Takes any
  /// operation.
  case closeBeforeReading
  /// The request is read whole and the connection closed; nothing is processed.
  case loseRequest
  /// The request is processed, and the connection closed without a byte.
  case loseReply
  /// The request is processed, and the reply waits so long.
  case delay(Duration)
  /// The request is processed, and the reply's body comes in pieces of so many bytes with a pause before each.
  case drip(bytes: Int, every: Duration)
  /// Another reply goes out: `processed` tells whether the request took effect all the same.
  case replace(SandboxResponse, processed: Bool)
  /// The request is processed, and the connection closed after so many bytes of the body.
  case cutBody(at: Int)
}

/// Faults waiting for their requests, oldest first.
struct FaultPlan: Sendable {
  struct Rule: Sendable {
    let fault: SandboxFault
    /// Lower case; nil for every operation.
    let op: String?
    var skip: Int
    var times: Int
  }

  var rules: [Rule] = []

  /// Takes the fault for a connection just made.
  mutating func atAccept() -> Bool {
    take { rule in
      if case .closeAtAccept = rule.fault { true } else { false }
    } != nil
  }

  /// Takes the fault for a connection whose request has begun.
  mutating func beforeReading() -> Bool {
    take { rule in
      if case .closeBeforeReading = rule.fault { true } else { false }
    } != nil
  }

  /// Takes the fault for a request that was read.
  mutating func forRequest(op: String) -> SandboxFault? {
    take { rule in
      switch rule.fault {
      case .closeAtAccept, .closeBeforeReading: false
      case .loseRequest, .loseReply, .delay, .drip, .replace, .cutBody: rule.op == nil || rule.op == op
      }
    }
  }

  private mutating func take(_ fits: (Rule) -> Bool) -> SandboxFault? {
    guard let index = rules.firstIndex(where: fits) else { return nil }
    if rules[index].skip > 0 {
      rules[index].skip -= 1
      return nil
    }
    let fault = rules[index].fault
    rules[index].times -= 1
    if rules[index].times <= 0 { rules.remove(at: index) }
    return fault
  }
}
