import AccountEngine
import ArgumentParser
import Dashboard
import Glibc
import Logging
import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import SmsdashResources

/// The dashboard on an embedded server with a living account, in an archive that goes away.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Open the dashboard on an embedded demo account.")

  @OptionGroup var screen: ScreenOptions

  func run() throws {
    let status: Int32
    do throws(ExitFailure) { status = try open() } catch { error.exit() }
    throw ExitCode(status)
  }

  private func open() throws(ExitFailure) -> Int32 {
    let environment = Paths.environment()
    let program = ProgramConfiguration()
    let isLinear = screen.isLinear(environment, program)
    if !isLinear { try DashboardSession.requireTerminal() }
    let story = try EmbeddedStory.read()
    guard let teller = story.accounts.first else {
      throw ExitFailure(.general, "The embedded story has no account.")
    }
    let folder = try ScratchFolder()
    var engine = EngineSettings()
    engine.history = .all
    engine.idleInterval = .seconds(3)
    engine.activeInterval = .seconds(1)
    let settings = engine
    let server = SandboxServer(Sandbox(story: story))
    let replay = try screen.replay(environment)
    let session = DashboardSession(
      settings: Dashboard.Settings(
        account: "demo", isDemo: true, sending: SendingPolicy(zone: ZoneRules(offset: teller.timezone))),
      appearance: try screen.appearance(program),
      screen: screen.screenOptions(environment, program), keymap: try program.keymap(),
      archive: ArchiveLocation(folder: folder.path),
      log: Logger.session(folder: nil), replay: replay, isLinear: isLinear)
    defer { folder.remove() }
    let end = try session.run { () async throws(ExitFailure) -> Account in
      do {
        let port = try await server.start(port: 0)
        return Account(
          address: try ServerAddress("http://127.0.0.1:\(port)"),
          credentials: Credentials(username: teller.username, token: Secret(teller.token)), engine: settings)
      } catch {
        throw ExitFailure(.general, "The demo server did not start: \(error).")
      }
    }
    if let failure = replay?.failure { throw failure }
    switch end {
    case .left(let status): return status
    // It has one account.
    case .other: return 0
    }
  }
}

/// A folder below the system's temporary one, for this process only.
struct ScratchFolder {
  let path: String

  init() throws(ExitFailure) {
    let base = Paths.environment()["TMPDIR"] ?? "/tmp"
    var template = Array("\(base)/smsdash-demo-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw ExitFailure(.general, "No temporary folder could be made in \(base).", hint: "Set TMPDIR.")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func remove() { ScratchFolder.remove(path) }

  /// Removes a folder and the files in it.
  static func remove(_ path: String) {
    for name in Folder.names(in: path) { unlink("\(path)/\(name)") }
    rmdir(path)
  }
}

/// The demo's story as it stands in the binary.
enum EmbeddedStory {
  static func read() throws(ExitFailure) -> SandboxStory {
    do throws(SandboxStoryError) { return try SandboxStory(EmbeddedText.demoStory) } catch {
      throw ExitFailure(.general, "The embedded story is damaged, line \(error.line): \(error.sentence).")
    }
  }
}
