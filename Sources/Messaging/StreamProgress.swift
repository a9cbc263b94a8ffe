/// A stretch of a stream's history named by the beginning of its rows' dates: `2025`, `2025-03`, `2025-03-04`,
/// `2025-03-04 05`, down to the second. The server finds rows by such a text, whatever its time zone.
public struct HistoryWindow: Hashable, Sendable, Codable {
  /// What goes out as `dt`.
  public let prefix: String

  public init(prefix: String) { self.prefix = prefix }
}

/// How far a stream is known. It is changed in the same transaction as the messages it speaks of, so that a kill at
/// any instant loses nothing.
public struct StreamProgress: Hashable, Sendable, Codable {
  /// No row with a higher id is missing but those newer than the last poll; nil before first contact. It goes out as
  /// `last` and moves only after a page that was not full.
  public var mark: MessageID?
  /// Whether the windows of this stream's history were laid out, which happens at first contact.
  public var historyPlanned: Bool
  /// Windows of history not yet asked for, in the order in which they will be.
  public var windows: [HistoryWindow]

  public init(mark: MessageID? = nil, historyPlanned: Bool = false, windows: [HistoryWindow] = []) {
    self.mark = mark
    self.historyPlanned = historyPlanned
    self.windows = windows
  }

  /// Whether nothing of the history that was planned is left to ask for.
  public var historyIsComplete: Bool { historyPlanned && windows.isEmpty }
}
