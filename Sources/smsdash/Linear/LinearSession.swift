import CursesTerminal
import Dashboard
import MessageArchive
import Messaging
import Terminal

extension DashboardSession {
  /// Lines to be read one after the other fit a page of this size.
  private static let pageSize = Size(columns: 96, rows: 28)

  /// The same dashboard for a screen reader, a terminal that cannot place the cursor, or a pipe: told in lines, until
  /// the operator leaves, the input ends or a signal comes.
  func runLinear(account: @escaping @Sendable () async throws(ExitFailure) -> Account) throws(ExitFailure) -> End {
    let archive: MessageArchive
    do throws(ArchiveError) { archive = try MessageArchive.join(self.archive) } catch { throw ExitFailure(error) }
    defer { try? archive.close() }
    let now = Timestamp.now()
    let zone = ZoneRules.ofThisMachine(at: now)
    let dashboard = Dashboard(keymap: keymap, settings: settings, zone: zone, size: Self.pageSize, now: now)
    let lines: LineLoop
    do throws(TerminalError) { lines = try LineLoop() } catch {
      throw ExitFailure(.general, error.description, hint: error.hint)
    }
    let ui = LinearUI(dashboard: dashboard, appearance: appearance)
    let send: @Sendable (Event) async -> Void = { await ui.handle($0) }
    let runner = EffectRunner(archive: archive, settings: settings, zone: zone, send: send)
    let background = Background(archive: archive, runner: runner, log: log, send: send)
    let work = background.start(account: account)
    blocking { await ui.start { runner.run($0) } }
    if let greeting { blocking { await ui.handle(.noticed(greeting)) } }
    let outcome = lines.run { line in blocking { await ui.take(line) } }
    background.end(work)
    if outcome == .quit, let name = blocking({ await ui.next }) { return .other(name) }
    return .left(outcome.exitStatus)
  }
}
