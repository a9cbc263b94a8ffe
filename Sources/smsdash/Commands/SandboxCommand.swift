import ArgumentParser
import Dispatch
import Glibc
import PlaySMSSandbox

/// The sandbox server alone, for people who write clients.
struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox", abstract: "Run a playSMS sandbox server on this machine, until interrupted.")

  @Option(help: "Port on 127.0.0.1; 0 takes any free one.")
  var port = 8_080

  @Option(help: "Seed of everything that happens by chance.")
  var seed: UInt64 = 1

  @Option(help: "Messages to fill the account with, in each direction.")
  var messages = 0

  @Option(help: "Behave as this version: \(SandboxQuirks.names.joined(separator: ", ")).")
  var quirks = "1.4.8"

  @Option(
    help: ArgumentHelp(
      "Faults that lie in wait, such as 'pv:loseReply*2,ds:delay=300ms*all,*:502%5'.",
      discussion: "A part is OP:FAULT[=value] with *times, *all, +skip or %percent; without * it happens once."))
  var faults: String?

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535.") }
    guard (0...1_000_000).contains(messages) else { throw ValidationError("--messages goes up to 1000000.") }
    guard SandboxQuirks(named: quirks) != nil else {
      throw ValidationError("--quirks is one of \(SandboxQuirks.names.joined(separator: ", ")), not '\(quirks)'.")
    }
    do { _ = try script() } catch { throw ValidationError("--faults: \(error.sentence)") }
  }

  func run() throws {
    do throws(ExitFailure) { try serve() } catch { error.exit() }
  }

  private func script() throws(SandboxFaultScriptError) -> SandboxFaultScript? {
    guard let faults else { return nil }
    return try SandboxFaultScript(faults)
  }

  private func serve() throws(ExitFailure) {
    let story = try EmbeddedStory.read()
    var configuration = SandboxConfiguration(seed: seed)
    configuration.quirks = SandboxQuirks(named: quirks) ?? configuration.quirks
    let sandbox = Sandbox(configuration, story: story)
    if messages > 0 { sandbox.fill(messages: messages) }
    let server = SandboxServer(sandbox)
    if let script = try? script() { server.arm(script, seed: seed) }
    let port = self.port
    let failure = blocking { () async -> String? in
      do {
        let bound = try await server.start(port: port)
        var text = "A playSMS sandbox listens on http://127.0.0.1:\(bound)/index.php?app=ws\n"
        for account in story.accounts { text += "  user \(account.username)  token \(account.token)\n" }
        text.withUTF8 { _ = write(1, $0.baseAddress, $0.count) }
        return nil
      } catch { return "\(error)" }
    }
    if let failure {
      throw ExitFailure(.general, "The sandbox did not start on port \(port): \(failure).", hint: "Try --port 0.")
    }
    waitForEnd()
    blocking { await server.stop() }
  }

  /// INT and TERM are blocked in all threads; one of them ends the server.
  private func waitForEnd() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    var number: Int32 = 0
    sigwait(&signals, &number)
  }
}

/// Runs asynchronous work from synchronous code on a thread that may wait.
@discardableResult
func blocking<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value {
  let done = DispatchSemaphore(value: 0)
  let box = ResultBox<Value>()
  Task.detached {
    box.put(await work())
    done.signal()
  }
  done.wait()
  return box.take()
}
