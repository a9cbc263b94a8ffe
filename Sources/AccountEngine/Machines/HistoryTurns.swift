import Messaging

/// Which stream history is fetched for next. One that fails is left alone for ever longer, and the others go on.
struct HistoryTurns: Hashable, Sendable {
  /// What a stream has left to fetch.
  struct Work: Hashable, Sendable {
    let stream: Stream
    /// Whether its next rows are news that did not fit into the pages that told of them.
    let isHole: Bool
    /// The next window.
    let window: HistoryWindow
  }

  private struct Rest: Hashable, Sendable {
    var backoff: Backoff
    var until: Timestamp
  }

  private let backoff: Backoff
  private var rests: [Stream: Rest] = [:]

  init(backoff: Backoff) { self.backoff = backoff }

  /// What to fetch now: a hole first, then the newest window, so that all streams go back in time together.
  func next(of work: [Work], at now: Timestamp) -> Work? {
    work.filter { wait(of: $0.stream, at: now) == .zero }.max { one, other in
      (one.isHole ? 1 : 0, one.window.prefix, one.stream.rawValue)
        < (other.isHole ? 1 : 0, other.window.prefix, other.stream.rawValue)
    }
  }

  /// How long to wait until something of it may be fetched; zero when it may now.
  func wait(for work: [Work], at now: Timestamp) -> Duration {
    work.map { wait(of: $0.stream, at: now) }.min() ?? .zero
  }

  /// A page of the stream was stored.
  mutating func succeeded(_ stream: Stream) { rests[stream] = nil }

  /// - Parameter random: between 0 and 1.
  mutating func failed(_ stream: Stream, at now: Timestamp, random: Double) {
    var backoff = rests[stream]?.backoff ?? self.backoff
    let pause = backoff.failed(random: random)
    rests[stream] = Rest(backoff: backoff, until: now + pause)
  }

  private func wait(of stream: Stream, at now: Timestamp) -> Duration {
    rests[stream]?.until.wait(at: now, longest: backoff.longest) ?? .zero
  }
}
