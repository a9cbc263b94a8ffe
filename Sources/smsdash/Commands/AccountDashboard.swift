import CursesTerminal
import Dashboard
import DashboardViews
import Logging
import Messaging

/// The dashboard on a real account, and on the next one when the operator goes to another.
struct AccountDashboard {
  let options: AccountOptions
  let screen: ScreenOptions

  /// Runs until the operator leaves; gives the status to exit with.
  func open() throws(ExitFailure) -> Int32 {
    let environment = Paths.environment()
    let choices = try options.choices(environment)
    let program = try options.program(environment)
    try AccountSeat.check(choices.chosen)
    let isLinear = screen.isLinear(environment, program)
    if !isLinear { try DashboardSession.requireTerminal() }
    let open = Opening(
      appearance: try screen.appearance(program), screen: screen.screenOptions(environment, program),
      keymap: try program.keymap(), log: Logger.session(folder: Paths.stateFolder(environment)),
      replay: try screen.replay(environment), isLinear: isLinear, path: program.path)
    var seat = try AccountSeat(choices.chosen, environment)
    // Where to go back to should the next account not open.
    var before: AccountSeat?
    var greeting: Notice?
    while true {
      let end: DashboardSession.End
      do throws(ExitFailure) { end = try open.session(at: seat, of: choices, greeting: greeting) } catch {
        guard let last = before else { throw error }
        greeting = Notice(notOpening: seat.settings.account, error)
        (seat, before) = (last, nil)
        continue
      }
      switch end {
      case .left(let status):
        if let failure = open.replay?.failure { throw failure }
        return status
      case .other(let name):
        guard let chosen = choices.all.first(where: { $0.shownName == name }) else { continue }
        do throws(ExitFailure) {
          (seat, before, greeting) = (try AccountSeat(chosen, environment), seat, nil)
        } catch { greeting = Notice(notOpening: name, error) }
      }
    }
  }
}

/// What stays the same whichever account is open.
private struct Opening {
  let appearance: Appearance
  let screen: CursesScreen.Options
  let keymap: Keymap
  let log: Logger
  let replay: Replay?
  let isLinear: Bool
  /// The configuration file, empty without one.
  let path: String

  /// Shows an account until the operator leaves it.
  func session(
    at seat: AccountSeat, of choices: AccountChoices, greeting: Notice?
  ) throws(ExitFailure) -> DashboardSession.End {
    var settings = seat.settings
    settings.configurationPath = path.isEmpty ? "~/.config/smsdash/config.yaml" : path
    settings.accounts = choices.all.map { account in
      AccountChoice(
        name: account.shownName, host: account.host, user: account.user ?? "nobody",
        isOpen: account.name == seat.chosen.name)
    }
    let account = seat.account
    return try DashboardSession(
      settings: settings, appearance: appearance, screen: screen, keymap: keymap, archive: seat.archive, log: log,
      replay: replay, isLinear: isLinear, greeting: greeting
    ).run { account }
  }
}

extension Notice {
  /// Why another account was not opened.
  fileprivate init(notOpening name: String, _ failure: ExitFailure) {
    self.init(
      at: .now(), level: .fault, sentence: UntrustedText("\(name) was not opened. \(failure.sentence)"),
      hint: failure.hint, isSticky: true)
  }
}
