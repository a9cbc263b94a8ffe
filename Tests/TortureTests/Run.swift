import AccountEngine
import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Synchronization

/// One run of the program on a scenario, on a disk and a wire whose points are numbered.
final class Run: Sendable {
  /// That the operator could see where an item stood, once so many points had passed.
  struct Told: Hashable, Sendable {
    let item: OutboxItemID
    let kind: OutboxStateKind
    let point: Int
  }

  let scenario: Scenario
  let place: Place
  let disk: Disk
  let server = Server()
  let wire: Wire
  private let state = Mutex<(items: [OutboxItemID], told: [Told], refused: [String])>(([], [], []))

  /// All that the operator knows of.
  var told: [Told] { state.withLock { $0.told } }
  /// Texts of which the operator was told that they were not taken.
  var refused: [String] { state.withLock { $0.refused } }

  init(_ scenario: Scenario) async throws {
    self.scenario = scenario
    place = try Place()
    try place.copy(try await Bases.shared.place(scenario.base))
    disk = try Disk(watching: place.account)
    wire = Wire(server.sandbox, clock: server.clock, disk: disk, manners: scenario.manners)
    if scenario.base == .inFlight(taken: true) { server.take(Run.form(of: "m1", to: Scenario.ani)) }
  }

  /// From the start of the program to its end, all orders given and settled.
  func live() async throws {
    let archive = try MessageArchive.open(place.archive)
    let engine = server.engine(on: archive, over: wire)
    let changes = archive.changes()
    let eyes = Task { for await _ in changes { await look(archive) } }
    let work = Task { await engine.run() }
    await obey(archive, engine)
    let result: Result<Void, any Error>
    do {
      try await eventually("everything is settled") { try await Ledger(archive).isAtRest(server) }
      result = .success(())
    } catch { result = .failure(error) }
    work.cancel()
    await work.value
    // Closing waits for whoever still reads, and would hold a thread that they need.
    eyes.cancel()
    await eyes.value
    try? archive.close()
    try result.get()
  }

  /// As `live`, on a disk or a network that fails. Leaves in `end` what a kill or a loss of power at its end would
  /// leave, and says what was wrong while it ran. A hopeless one is not waited for.
  func live(endingIn end: Place, by loss: Disk.Loss, isHopeless: Bool) async -> [String] {
    var faults: [String] = []
    // Who is killed folds no log in.
    var last: Int?
    do {
      let archive = try MessageArchive.open(place.archive)
      let engine = server.engine(on: archive, over: wire)
      let changes = archive.changes()
      let eyes = Task { for await _ in changes { await look(archive) } }
      let work = Task { await engine.run() }
      await obey(archive, engine)
      do {
        if isHopeless {
          try await Task.sleep(for: .milliseconds(20))
        } else {
          try await eventually("everything is settled") { (try? await Ledger(archive).isAtRest(server)) ?? false }
          // The step that fails may be one of the looking itself.
          let ledger = Ledger(archive)
          let seen = try? await ledger.faults(server, isOver: true)
          if let seen { faults += seen } else { faults += try await ledger.faults(server, isOver: true) }
        }
      } catch { faults.append("\(error)") }
      work.cancel()
      await work.value
      eyes.cancel()
      await eyes.value
      last = disk.points
      try? archive.close()
    } catch {
      // It did not start: the operator reads why, and nothing was told.
    }
    do {
      _ = try disk.image(before: last ?? disk.points, loss, in: end.account)
    } catch { faults.append("no image: \(error)") }
    return faults
  }

  private func obey(_ archive: MessageArchive, _ engine: AccountEngine) async {
    var last: [OutboxItemID] = scenario.base == .heldOver ? [OutboxItemID(1)] : []
    for order in scenario.orders {
      switch order {
      case .submit(let text, let numbers, let hold):
        let now = SystemClock().now
        let submission = Submission(
          destinations: numbers.map { .number($0) }, text: text, options: SendOptions(), draft: nil)
        do {
          last = try await archive.submit(submission, heldUntil: now + hold, now: now)
          for id in last { tell(id, .held) }
          state.withLock { $0.items += last }
        } catch ArchiveError.perhapsKept {
          // The operator was told that it may be there.
        } catch {
          state.withLock { $0.refused.append(text) }
        }
        await engine.outboxChanged()
      case .takeBack:
        for id in last where await engine.takeBack(id) { tell(id, .cancelled) }
      }
    }
  }

  /// What stands on the operator's screen.
  private func look(_ archive: MessageArchive) async {
    for id in state.withLock({ $0.items }) {
      if let item = try? await archive.outboxItem(id) { tell(id, item.state.kind) }
    }
  }

  private func tell(_ item: OutboxItemID, _ kind: OutboxStateKind) {
    let point = disk.points
    state.withLock { state in
      guard !state.told.contains(where: { $0.item == item && $0.kind == kind }) else { return }
      state.told.append(Told(item: item, kind: kind, point: point))
    }
  }

  static func form(of text: String, to number: String) -> [FormField] {
    [
      FormField("u", "anna"), FormField("h", SandboxAccount.anna.token), FormField("to", number),
      FormField("msg", text), FormField("op", "pv"),
    ]
  }
}
