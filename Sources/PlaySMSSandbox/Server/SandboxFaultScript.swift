import Synchronization

/// A fault script that cannot be read.
public struct SandboxFaultScriptError: Error, Sendable, Hashable {
  /// What is wrong, in words for whoever wrote the script.
  public let sentence: String
}

/// Faults in a small text form, for a command line:
///
///     pv:loseReply*2,ds:delay=300ms,*:502%5
///
/// Each part is `OPERATION:FAULT`; `*` or nothing before the colon means every operation. Behind the fault, `*2` makes
/// it happen twice instead of once and `*all` for ever, `+3` leaves three requests out first, and `%5` makes it happen
/// by chance in 5 of 100. The faults:
///
/// - `refuse`, `drop`: the connection is closed when it was made, when the request begins.
/// - `loseRequest`, `loseReply`: it is closed before, after the processing, without a byte.
/// - `delay=300ms`, `drip=5/20ms`: the reply waits; it comes in pieces of 5 bytes with pauses.
/// - `cut=40`, `half`: the connection closes after 40 bytes of the body; half of the body looks like all of it.
/// - `empty`, `garbage`, `html`, `fatal`, and `502` or any other status from 300 to 599: another reply goes out after
///   the processing; with `=before`, `502=before`, nothing is processed.
/// - `repeat`: the last reply to the same operation goes out again after the processing; `repeat=before` without it.
/// - `jump=1h`, `jump=-90s`: the server's clock jumps.
public struct SandboxFaultScript: Sendable {
  let rules: [FaultPlan.Rule]
  let rates: [SandboxFaultSchedule.Rate]

  /// Reads a script.
  public init(_ text: String) throws(SandboxFaultScriptError) {
    var rules: [FaultPlan.Rule] = []
    var rates: [SandboxFaultSchedule.Rate] = []
    for part in text.split(separator: ",") {
      let parser = try FaultPartParser(part.trimmed)
      if let probability = parser.probability {
        rates.append(SandboxFaultSchedule.Rate(parser.fault, op: parser.op, probability: probability))
      } else {
        rules.append(FaultPlan.Rule(fault: parser.fault, op: parser.op, skip: parser.skip, times: parser.times))
      }
    }
    self.rules = rules
    self.rates = rates
  }
}

extension SandboxServer {
  /// Lays the faults of a script in wait, behind those that already wait. Its chances take the place of an earlier
  /// schedule, when it has any.
  public func arm(_ script: SandboxFaultScript, seed: UInt64 = 1) {
    faults.withLock { plan in
      plan.rules += script.rules
      if !script.rates.isEmpty { plan.schedule = SandboxFaultSchedule(seed: seed, rates: script.rates) }
    }
  }
}
