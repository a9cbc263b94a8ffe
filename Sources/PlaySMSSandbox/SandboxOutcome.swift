/// What becomes of one message after its row appeared: delivery reports, each some milliseconds after the row.
public struct SandboxOutcome: Sendable, Hashable {
  /// One delivery report.
  public struct Report: Sendable, Hashable {
    /// Milliseconds after the row appeared.
    public let after: Int64
    /// The server's number: 0 pending, 1 sent, 2 failed, 3 delivered, anything else as the gateway put it.
    public let status: Int

    public init(after: Int64, status: Int) {
      self.after = after
      self.status = status
    }
  }

  public let reports: [Report]

  public init(reports: [Report]) { self.reports = reports }

  public static let delivered = SandboxOutcome(reports: [Report(after: 1_000, status: 3)])
  /// Handed to the network first, confirmed a while later.
  public static let sentThenDelivered = SandboxOutcome(
    reports: [Report(after: 900, status: 1), Report(after: 3_500, status: 3)])
  public static let failed = SandboxOutcome(reports: [Report(after: 1_200, status: 2)])
  /// Handed to the network and never confirmed.
  public static let sentOnly = SandboxOutcome(reports: [Report(after: 900, status: 1)])
  /// No report ever comes.
  public static let hanging = SandboxOutcome(reports: [])
}

/// How outcomes are chosen where no test said anything about a destination.
public enum SandboxOutcomes: Sendable, Hashable {
  /// By chance from the seed: so many of a hundred fail or hang, the others are delivered, a third of them with a
  /// report on the way.
  case chance(failed: Int, hanging: Int)
  case always(SandboxOutcome)
}
