import Dashboard
import Messaging
import Synchronization
import Terminal

/// Does what a script says, at the dashboard that is on the screen.
final class Replay: Sendable {
  private let script: ReplayScript
  private let path: String
  /// Why it ended otherwise than as written; nil once all was done, or the script left the dashboard to the person.
  private let outcome: Mutex<ExitFailure?>
  /// How many steps were taken; with another account it goes on behind them.
  private let done = Mutex(0)

  /// How long a step waits for what should be seen.
  static let patience = Duration.seconds(10)

  /// Reads a script.
  init(path: String, _ environment: [String: String]) throws(ExitFailure) {
    self.path = path
    let text: String
    do throws(TextFile.Failure) { text = try TextFile.read(Paths.expanded(path, environment)) } catch {
      let why =
        switch error {
        case .absent: "there is no such file"
        case .unreadable(let reason): reason
        case .tooLarge: "it is larger than 1 MiB"
        case .notPrivate: "others may read it"
        }
      throw ExitFailure(.usage, "The script \(path) cannot be read: \(why).")
    }
    do throws(ReplayScript.Fault) { script = try ReplayScript(parsing: text) } catch {
      throw ExitFailure(.usage, "\(path):\(error.line): \(error.sentence).", hint: "Mend the script.")
    }
    outcome = Mutex(ExitFailure(.general, "\(path): the dashboard ended before the script did."))
  }

  /// Why it did not come to its end as written.
  var failure: ExitFailure? { outcome.withLock { $0 } }

  /// Does all of it, then ends the dashboard unless the script says to stay.
  func run(at ui: DashboardUI) async {
    while let step = next() {
      switch step.action {
      case .press(let keys): for key in keys { await ui.handle(.input(.key(key))) }
      case .type(let text):
        for scalar in text.unicodeScalars { await ui.handle(.input(.key(.character(scalar)))) }
      case .paste(let text): await ui.handle(.input(.paste(text)))
      case .see(let text): if await !wait(at: ui, until: { $0.contains(text) }) { return await fail(step, at: ui) }
      case .seeNot(let text): if await !wait(at: ui, until: { !$0.contains(text) }) { return await fail(step, at: ui) }
      case .wait(let duration): try? await Task.sleep(for: duration)
      case .resize(let size): await ui.handle(.input(.resized(size)))
      case .dump(let file):
        if let why = ScreenDump.write(await ui.frame(), to: file) {
          return await fail(step, at: ui, why: "\(file): \(why)")
        }
      case .stay: return outcome.withLock { $0 = nil }
      }
      // The account that comes next is looked at by whoever begins there.
      if await ui.isLeaving { return }
    }
    outcome.withLock { $0 = nil }
    await ui.leave()
  }

  /// The next step; it counts as done from now on, since it may end the account at which it is done.
  private func next() -> ReplayScript.Step? {
    done.withLock { done in
      guard done < script.steps.count else { return nil }
      defer { done += 1 }
      return script.steps[done]
    }
  }

  private func wait(at ui: DashboardUI, until condition: (String) -> Bool) async -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + Replay.patience
    while await !condition(ui.frame().text.joined(separator: "\n")) {
      guard clock.now < end else { return false }
      try? await Task.sleep(for: .milliseconds(20))
    }
    return true
  }

  private func fail(_ step: ReplayScript.Step, at ui: DashboardUI, why: String = "waited in vain") async {
    let screen = await ui.frame().text.joined(separator: "\n")
    outcome.withLock {
      // Last what it comes down to: the screen fills the terminal.
      $0 = ExitFailure(.general, "the screen was\n\(screen)\n\n\(path):\(step.line): \(step.text): \(why).")
    }
    await ui.leave()
  }
}
