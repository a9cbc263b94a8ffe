/// Faults waiting for their requests, oldest first, and after them those of chance.
struct FaultPlan: Sendable {
  struct Rule: Sendable {
    let fault: SandboxFault
    /// Lower case; nil for every operation.
    let op: String?
    var skip: Int
    var times: Int
  }

  var rules: [Rule] = []
  var schedule: SandboxFaultSchedule?

  /// Takes the fault for this moment of an exchange. `op` is nil as long as the operation is not known.
  mutating func take(_ stage: FaultStage, op: String? = nil) -> SandboxFault? {
    takeRule { $0.fault.stage == stage && (op == nil || $0.op == nil || $0.op == op) }
      ?? schedule?.draw(stage, op: op)
  }

  private mutating func takeRule(_ fits: (Rule) -> Bool) -> SandboxFault? {
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
