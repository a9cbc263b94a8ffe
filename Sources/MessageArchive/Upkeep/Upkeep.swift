import GRDB
import Messaging

/// What upkeep did that somebody may want to know.
public enum UpkeepNews: Hashable, Sendable {
  /// Messages were removed for their age.
  case removed(Removal)
  /// Something could not be done; it is tried again.
  case failed(ArchiveError)
}

extension MessageArchive {
  /// Does what can wait, until cancelled or the archive is closed: takes the index of words further, moves the rows
  /// of a clock that moved, removes what is older than the archive keeps. All of it in small transactions with pauses
  /// between them; while nothing is to be done it sleeps until something changes.
  ///
  /// - Parameter now: the time by which messages grow old; nil while it is not certain, and then none is removed.
  public func keepUp(
    _ retention: Retention = .all, now: @escaping @Sendable () async -> Timestamp?,
    tell: @escaping @Sendable (UpkeepNews) async -> Void
  ) async {
    let news = changes()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await self.finish(tell)
        for await change in news where change.mayNeedUpkeep { await self.finish(tell) }
      }
      if retention != .all {
        group.addTask { await self.keepRemoving(retention, now: now, tell) }
      }
    }
  }

  /// Does all that waits now.
  public func finishUpkeep() async throws(ArchiveError) {
    var isJoining = false
    while try await upkeepStep(&isJoining) { guard !Task.isCancelled else { throw .cancelled } }
  }

  private func finish(_ tell: @Sendable (UpkeepNews) async -> Void) async {
    let clock = ContinuousClock()
    var (hasFailed, isJoining) = (false, false)
    while !Task.isCancelled {
      let began = clock.now
      do throws(ArchiveError) {
        guard try await upkeepStep(&isJoining) else { return }
        hasFailed = false
        // Half of the time is left to others.
        try? await clock.sleep(for: min(began.duration(to: clock.now), .milliseconds(500)))
      } catch {
        if isOver(error) { return }
        if !hasFailed { await tell(.failed(error)) }
        hasFailed = true
        try? await clock.sleep(for: .seconds(60))
      }
    }
  }

  private func keepRemoving(
    _ retention: Retention, now: @Sendable () async -> Timestamp?, _ tell: @Sendable (UpkeepNews) async -> Void
  ) async {
    while !Task.isCancelled {
      guard let now = await now() else {
        try? await Task.sleep(for: .seconds(10))
        continue
      }
      if let limit = retention.limit(at: now) {
        do throws(ArchiveError) {
          let removal = try await removeMessages(before: limit)
          if removal.removed > 0 { await tell(.removed(removal)) }
        } catch {
          if isOver(error) { return }
          await tell(.failed(error))
        }
      }
      try? await Task.sleep(for: .seconds(6 * 3_600))
    }
  }

  /// Whether nobody wants it any more.
  private func isOver(_ error: ArchiveError) -> Bool { error == .cancelled || Task.isCancelled }

  /// One transaction of what waits. Whether there was anything.
  /// - Parameter isJoining: whether the parts of the index are being made one, which goes on for many transactions.
  private func upkeepStep(_ isJoining: inout Bool) async throws(ArchiveError) -> Bool {
    let wasJoining = isJoining
    let waiting = try await archive.read { db in
      let (clocks, slow) = (try Redating(db).isWaiting(), try SlowClock(db).isWaiting())
      let index = try WordIndex(db).lag(limit: 1) > 0
      let parts = try !clocks && !slow && !index && (wasJoining || IndexParts(db).areScattered)
      return (clocks: clocks, slow: slow, index: index, parts: parts)
    }
    if waiting.clocks || waiting.slow {
      _ = try await archive.write { db in
        try waiting.clocks ? Redating(db).advance() : SlowClock(db).advance()
      }
      hub.publish(ArchiveChange(subjects: [.stream(.inbox), .stream(.incoming), .stream(.outgoing)]))
    } else if waiting.index {
      _ = try await archive.write { try WordIndex($0).advance(rows: WordIndex.stride) }
    } else if waiting.parts {
      isJoining = try await joinIndexParts()
      return isJoining
    }
    return waiting.clocks || waiting.slow || waiting.index
  }
}

extension ArchiveChange {
  /// Whether rows may have come that wait for something.
  fileprivate var mayNeedUpkeep: Bool {
    subjects.contains { subject in
      switch subject {
      case .stream, .outbox: true
      case .contacts, .drafts, .readState: false
      }
    }
  }
}
