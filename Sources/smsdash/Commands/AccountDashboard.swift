import AccountEngine
import Dashboard
import Logging
import MessageArchive
import Messaging
import PlaySMS

/// The dashboard on a real account.
struct AccountDashboard {
  let options: AccountOptions
  let screen: ScreenOptions

  /// Runs until the operator leaves; gives the status to exit with.
  func open() throws(ExitFailure) -> Int32 {
    let environment = Paths.environment()
    let chosen = try options.resolved(environment)
    let program = try options.program(environment)
    let keymap = try program.keymap()
    let (address, username, source) = try AccountDashboard.complete(chosen)
    let isLinear = screen.isLinear(environment, program)
    if !isLinear { try DashboardSession.requireTerminal() }
    let token = try source.read(environment)
    var engine = EngineSettings()
    engine.history = chosen.history.within(chosen.retention)
    chosen.reading.apply(to: &engine)
    var settings = Dashboard.Settings(account: chosen.name.isEmpty ? username : chosen.name)
    settings.sending = chosen.sending
    if let seconds = chosen.hold { settings.hold = .seconds(seconds) }
    if let count = chosen.typedConfirmationAbove { settings.typedConfirmationAbove = count }
    let zone = chosen.sending.zone ?? .ofThisMachine(at: .now())
    engine.scheduleZone = zone
    engine.quietHours = chosen.sending.quietHours.map { QuietClock($0, zone: zone) }
    let location: ArchiveLocation
    do throws(ArchiveError) {
      location = try .account(host: address.host, username: username, environment: environment)
    } catch { throw ExitFailure(error) }
    let account = Account(
      address: address, credentials: Credentials(username: username, token: token),
      transport: try AccountDashboard.transport(chosen, environment), engine: engine,
      retention: chosen.retention)
    return try DashboardSession(
      settings: settings, appearance: try screen.appearance(program),
      screen: screen.screenOptions(environment, program), keymap: keymap,
      archive: location, log: Logger.session(folder: Paths.stateFolder(environment)),
      replay: try screen.replay(environment), isLinear: isLinear
    ).run { account }
  }

  private static func transport(
    _ chosen: AccountConfiguration, _ environment: [String: String]
  ) throws(ExitFailure) -> TransportOptions {
    var options = TransportOptions()
    options.authoritiesFile = chosen.authoritiesFile.map { Paths.expanded($0, environment) }
    options.pinnedCertificateFile = chosen.pinnedCertificateFile.map { Paths.expanded($0, environment) }
    do throws(ProxySettings.Fault) { options.proxies = try ProxySettings(environment: environment) } catch {
      throw ExitFailure(.configuration, error.sentence)
    }
    return options
  }

  private static func complete(
    _ chosen: AccountConfiguration
  ) throws(ExitFailure) -> (address: ServerAddress, username: String, token: TokenSource) {
    let howTo = "`smsdash demo` shows it without an account; `smsdash --help` tells the options."
    guard let url = chosen.url else {
      throw ExitFailure(
        .configuration, "No account is configured: there is no URL of a server.",
        hint: "Give --url, --user and --token-command, or write ~/.config/smsdash/config.yaml\n         "
          + "(`smsdash example-config` prints one). \(howTo)")
    }
    guard let user = chosen.user, !user.isEmpty else {
      throw ExitFailure(.configuration, "No user name is configured for \(url).", hint: "Give --user. \(howTo)")
    }
    guard let token = chosen.token else {
      throw ExitFailure(
        .configuration, "No token is configured for \(user).",
        hint: "Give --token-command or --token-file, or set SMSDASH_TOKEN. \(howTo)")
    }
    do throws(ServerAddress.Fault) {
      return (try ServerAddress(url, insecure: chosen.insecure), user, token)
    } catch {
      throw ExitFailure(.configuration, error.sentence)
    }
  }
}

extension HistoryLimit {
  /// No further back than messages are kept: what was removed is not fetched again.
  func within(_ retention: Retention) -> HistoryLimit {
    guard case .days(let kept) = retention else { return self }
    return switch self {
    case .all: .days(kept)
    case .days(let days): .days(min(days, kept))
    case .none: .none
    }
  }
}
