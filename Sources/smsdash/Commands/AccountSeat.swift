import AccountEngine
import Dashboard
import Logging
import MessageArchive
import Messaging
import PlaySMS

/// An account with all that is needed to open it: its token was read, its settings and its place are known.
struct AccountSeat {
  let chosen: AccountConfiguration
  let account: Account
  let archive: ArchiveLocation
  let settings: Dashboard.Settings

  /// Reads the token, which may ask for a passphrase: never while the screen is up.
  init(_ chosen: AccountConfiguration, _ environment: [String: String]) throws(ExitFailure) {
    let (address, username, source) = try AccountSeat.complete(chosen)
    let token = try source.read(environment)
    var engine = EngineSettings()
    engine.history = chosen.history.within(chosen.retention)
    chosen.reading.apply(to: &engine)
    let zone = chosen.sending.zone ?? .ofThisMachine(at: .now())
    engine.scheduleZone = zone
    engine.quietHours = chosen.sending.quietHours.map { QuietClock($0, zone: zone) }
    var settings = Dashboard.Settings(account: chosen.name.isEmpty ? username : chosen.name)
    settings.sending = chosen.sending
    if let seconds = chosen.hold { settings.hold = .seconds(seconds) }
    if let count = chosen.typedConfirmationAbove { settings.typedConfirmationAbove = count }
    do throws(ArchiveError) {
      archive = try .account(host: address.host, username: username, environment: environment)
    } catch { throw ExitFailure(error) }
    account = Account(
      address: address, credentials: Credentials(username: username, token: token),
      transport: try AccountSeat.transport(chosen, environment), engine: engine, retention: chosen.retention)
    self.chosen = chosen
    self.settings = settings
  }

  /// Whether all is said that must be.
  static func check(_ chosen: AccountConfiguration) throws(ExitFailure) { _ = try complete(chosen) }

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
