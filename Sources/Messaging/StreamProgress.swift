/// A stretch of a stream's history named by the beginning of its rows' dates: `202`, `2025`, `2025-0`, `2025-03`,
/// `2025-03-04`, `2025-03-04 05`, down to the second. The server finds rows by such a text, whatever its time zone.
public struct HistoryWindow: Hashable, Sendable, Codable {
  /// What goes out as `dt`.
  public let prefix: String

  public init(prefix: String) { self.prefix = prefix }
}

/// How far back a stream's history was planned.
public enum HistoryReach: Hashable, Sendable, Codable {
  case everything
  /// Nothing before this day, as `YYYY-MM-DD` on the server's own clock.
  case since(String)
}

/// What came since first contact and did not fit into the pages that told of it.
public struct Holes: Hashable, Sendable, Codable {
  /// Where it may stand, in the order in which it will be asked for.
  public var windows: [HistoryWindow]
  /// Only rows with a higher id are missing; nil where any may be; `lastOfAll` while a list is read anew.
  public var last: MessageID?

  /// Below every id: the server gave ids again, and nothing that was read under them is to be relied on.
  public static let lastOfAll = MessageID(0)

  /// Whether the whole list is read anew.
  public var areReadAnew: Bool { last == Holes.lastOfAll }

  public init(windows: [HistoryWindow] = [], last: MessageID? = nil) {
    self.windows = windows
    self.last = last
  }
}

/// How far a stream is known. It is changed in the same transaction as the messages it speaks of, so that a kill at
/// any instant loses nothing.
public struct StreamProgress: Hashable, Sendable, Codable {
  /// No row with a higher id is missing but those newer than the last poll and those in `holes`; nil before first
  /// contact. It goes out as `last` and moves only after a page that was not full.
  public var mark: MessageID?
  /// Whether the windows of this stream's history were laid out, which happens at first contact.
  public var historyPlanned: Bool
  /// Windows of history not yet asked for, in the order in which they will be.
  public var windows: [HistoryWindow]
  public var holes: Holes
  /// Nil where nothing was planned, or by a program that did not note it.
  public var reach: HistoryReach?
  /// The highest id that the server named when it was last asked. It falls when rows are deleted there.
  public var named: MessageID?
  /// Windows of a second with more rows than the server can list: some of them are not here and never will be.
  public var unreachable: [HistoryWindow]

  public init(
    mark: MessageID? = nil, historyPlanned: Bool = false, windows: [HistoryWindow] = [], holes: Holes = Holes(),
    reach: HistoryReach? = nil, named: MessageID? = nil, unreachable: [HistoryWindow] = []
  ) {
    self.mark = mark
    self.historyPlanned = historyPlanned
    self.windows = windows
    self.holes = holes
    self.reach = reach
    self.named = named
    self.unreachable = unreachable
  }

  /// Whether nothing of the history that was planned is left to ask for.
  public var historyIsComplete: Bool { historyPlanned && windows.isEmpty }
}
