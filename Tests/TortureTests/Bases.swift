import AccountEngine
import MessageArchive
import Messaging
import PlaySMS

/// Makes each base once.
actor Bases {
  static let shared = Bases()
  private var made: [Base: Task<Place, any Error>] = [:]

  func place(_ base: Base) async throws -> Place {
    let task = made[base] ?? Task { try await Bases.make(base) }
    made[base] = task
    return try await task.value
  }

  private static func make(_ base: Base) async throws -> Place {
    let place = try Place()
    if base == .nothing { return place }
    let archive = try MessageArchive.open(place.archive)
    try await meet(archive)
    let killed = try Place()
    switch base {
    case .nothing, .met: break
    case .heldOver:
      _ = try await archive.submitOne(
        Scenario.heldText, to: Scenario.ani, ago: .seconds(3_600), hold: .seconds(600))
    case .inFlight:
      let id = try await archive.submitOne("m1", to: Scenario.ani)
      for (state, before) in [(OutboxState.queued, OutboxStateKind.held), (.inFlight, .queued)] {
        // The server's newest row is its first.
        _ = try await archive.record(
          state, for: id, expecting: [before], fence: MessageID(1), evidence: "test", at: SystemClock().now)
      }
    case .longLog:
      // Each page of the log takes 4,120 bytes; at 1,000 pages it is folded in.
      while place.size(of: "outbox.sqlite-wal") < 980 * 4_120 {
        let id = try await archive.submitOne("draft", to: Scenario.budi)
        _ = try await archive.record(
          .cancelled, for: id, expecting: [.held], evidence: "test", at: SystemClock().now)
      }
    }
    // As a kill leaves it: nothing is folded in, nothing closed.
    try killed.copy(place)
    try archive.close()
    return killed
  }

  /// Reads all that the server has.
  private static func meet(_ archive: MessageArchive) async throws {
    let server = Server()
    let engine = server.engine(on: archive, over: Wire(server.sandbox, clock: server.clock))
    let work = Task { await engine.run() }
    try await eventually("the account is known") {
      for stream in Stream.allCases {
        let progress = try await archive.progress(of: stream)
        guard progress.mark != nil, progress.windows.isEmpty else { return false }
      }
      return true
    }
    work.cancel()
    await work.value
  }
}

extension MessageArchive {
  func submitOne(
    _ text: String, to number: String, ago: Duration = .zero, hold: Duration = .zero
  ) async throws -> OutboxItemID {
    let now = SystemClock().now - ago
    let submission = Submission(destinations: [.number(number)], text: text, options: SendOptions(), draft: nil)
    guard let id = try await submit(submission, heldUntil: now + hold, now: now).first else {
      throw NeverHeld(what: "submit")
    }
    return id
  }
}

/// Waits until something holds, for a minute at most.
func eventually(_ what: String, _ holds: () async throws -> Bool) async throws {
  let clock = ContinuousClock()
  let end = clock.now + .seconds(60)
  while try await !holds() {
    guard clock.now < end else { throw NeverHeld(what: what) }
    // Each look costs as much as some steps of the engine.
    try await Task.sleep(for: .milliseconds(8))
  }
}

struct NeverHeld: Error, CustomStringConvertible {
  let what: String
  var description: String { "waited in vain until \(what)" }
}
