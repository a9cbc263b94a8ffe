import AccountEngine
import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox

/// The server that every run meets, always with the same past and the same answers.
struct Server: Sendable {
  let sandbox: Sandbox
  let clock = ManualSandboxClock()

  init() {
    sandbox = Sandbox(SandboxConfiguration(outcomes: .always(.delivered)), clock: clock)
    sandbox.receive(3, src: Scenario.ani) { "in \($0)" }
    // The same text to the same number, sent before by somebody else: it is not ours.
    sandbox.addOutgoing(dst: Scenario.ani, msg: "m1", dt: "2026-11-22 07:00:00", status: 3)
  }

  /// Takes a `pv` as it came once.
  func take(_ form: [FormField]) { _ = sandbox.answer(SandboxRequest(form)) }

  /// How often a text for a number was taken.
  func count(of item: OutboxItem) -> Int {
    sandbox.acceptedSubmissions.filter { $0.msg == item.text && $0.to == item.destination.wire }.count
  }

  /// How often the text of a submission that was refused was taken.
  func count(of text: String) -> Int { sandbox.acceptedSubmissions.filter { $0.msg == text }.count }

  func engine(on archive: MessageArchive, over wire: Wire) -> AccountEngine {
    let credentials = Credentials(username: "anna", token: Secret(SandboxAccount.anna.token))
    return AccountEngine(
      client: PlaySMSClient(transport: wire, credentials: credentials), archive: archive, username: "anna",
      settings: .brisk)
  }
}

extension EngineSettings {
  /// Everything in milliseconds. Slow enough that little is asked in vain between two looks at what became of it.
  static var brisk: EngineSettings {
    var settings = EngineSettings()
    settings.idleInterval = .milliseconds(20)
    settings.activeInterval = .milliseconds(10)
    settings.firstRetry = .milliseconds(2)
    settings.longestRetry = .milliseconds(20)
    settings.historyPerMinute = 60_000
    settings.history = .all
    settings.followUp = FollowUpGaps(steps: [.init(upToAge: .seconds(7 * 86_400), gap: .milliseconds(15))])
    settings.sendGrace = .seconds(2)
    return settings
  }
}
