/// What the archive can promise of a stream: complete to an id, but for so much of history, so many holes, and so many
/// messages whose fate is open. Made from what is stored, never from what is hoped for.
public struct Completeness: Hashable, Sendable, Codable {
  /// No row up to this id is missing but those of the windows below; nil before first contact.
  public var completeTo: MessageID?
  /// Date windows of history not yet asked for.
  public var windowsLeft = 0
  /// Date windows with news that did not fit into a page, being asked about.
  public var holes = 0
  /// Seconds with more rows than the server can list; some of those are missing for good.
  public var unreachable = 0
  /// How far back history was planned; nil where it was not.
  public var reach: HistoryReach?
  /// Rows without a final status; only outgoing ones have any.
  public var awaiting = 0
  /// Messages that the server accepted and has not shown a row of yet.
  public var withoutRow = 0
  /// When the server was last asked what is new, and answered; nil in a run in which it did not yet.
  public var readAt: Timestamp?
  /// When the newest outgoing messages were last looked at, for those that appear late, below others; nil for lists in
  /// which none do.
  public var lookedAt: Timestamp?
  /// Why the server does not give this list at the moment; nil while it does. It may quote the server.
  public var trouble: String?

  public init() {}

  public init(_ progress: StreamProgress) {
    completeTo = progress.mark
    if !progress.holes.windows.isEmpty, let mark = progress.mark {
      completeTo = progress.holes.last.map { min($0, mark) } ?? mark
    }
    windowsLeft = progress.windows.count
    holes = progress.holes.windows.count
    unreachable = progress.unreachable.count
    reach = progress.reach
  }

  /// Whether nothing is known to be missing, as far back as history goes.
  public var isWhole: Bool {
    completeTo != nil && windowsLeft == 0 && holes == 0 && unreachable == 0 && trouble == nil
  }
}
