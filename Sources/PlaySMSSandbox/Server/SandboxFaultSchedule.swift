/// Faults by chance: the same seed and the same sequence of requests meet the same faults.
public struct SandboxFaultSchedule: Sendable {
  /// How often something breaks.
  public struct Rate: Sendable {
    public let fault: SandboxFault
    /// In lower case; nil for every operation. Faults that fall before the operation is known take any.
    public let op: String?
    /// Of a fitting exchange, 0 to 1. Rates that fit the same exchange add up; what is above 1 never comes.
    public let probability: Double

    public init(_ fault: SandboxFault, op: String? = nil, probability: Double) {
      self.fault = fault
      self.op = op?.lowercased()
      self.probability = probability
    }
  }

  private let rates: [Rate]
  /// One for each moment, so that what is drawn at one changes nothing at another.
  private var randoms: [FaultStage: SeededRandom]

  public init(seed: UInt64, rates: [Rate]) {
    self.rates = rates
    randoms = Dictionary(
      uniqueKeysWithValues: FaultStage.allCases.map { ($0, SeededRandom(seed: seed ^ (0x00fa_0170 + $0.rawValue))) })
  }

  /// Draws for one exchange: always one number, whether anything can break or not.
  mutating func draw(_ stage: FaultStage, op: String?) -> SandboxFault? {
    guard var random = randoms[stage] else { return nil }
    var left = Double(random.next() >> 11) / Double(1 << 53 as UInt64)
    randoms[stage] = random
    for rate in rates where rate.fault.stage == stage && (op == nil || rate.op == nil || rate.op == op) {
      left -= rate.probability
      if left < 0 { return rate.fault }
    }
    return nil
  }
}
