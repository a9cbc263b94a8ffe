import Foundation
import MessageArchive
import Messaging
import PlaySMSSandbox

@testable import smsdash

/// A home folder with one account in it, at a server within this process.
final class Household: Sendable {
  let home: String
  let sandbox: Sandbox
  let server: SandboxServer
  let port: Int

  private init(sandbox: Sandbox, server: SandboxServer, port: Int, settings: [String], program: [String]) throws {
    self.sandbox = sandbox
    self.server = server
    self.port = port
    home = NSTemporaryDirectory() + "smsdash-household-" + UUID().uuidString
    let folder = home + "/.config/smsdash"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let lines =
      program + ["accounts:", "  anna:", "    url: http://127.0.0.1:\(port)/index.php?app=ws", "    user: anna"]
      + settings.map { "    " + $0 }
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: folder + "/config.yaml", atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: home) }

  /// Runs `body` with a server at work, and ends it then. `settings` are lines of the account's configuration,
  /// `program` those about the program itself.
  static func with(
    _ sandbox: Sandbox, settings: [String], program: [String] = [], _ body: (Household) async throws -> Void
  ) async throws {
    let server = SandboxServer(sandbox)
    let port = try await server.start()
    let result: Result<Void, any Error>
    do {
      try await body(try Household(sandbox: sandbox, server: server, port: port, settings: settings, program: program))
      result = .success(())
    } catch { result = .failure(error) }
    await server.stop()
    try result.get()
  }

  /// Starts the program.
  func program() throws -> TerminalProgram {
    try TerminalProgram(home: home, environment: ["SMSDASH_TOKEN": SandboxAccount.anna.token])
  }

  /// The account's archive, while no program has it.
  func archive() throws -> MessageArchive {
    try MessageArchive.open(.account(host: "127.0.0.1", username: "anna", environment: ["HOME": home]))
  }

  /// How often a text was taken: the server's own count.
  func count(of text: String) -> Int { sandbox.acceptedSubmissions.filter { $0.msg == text }.count }
}

/// Whether more is worked through than in an ordinary run.
enum Extent {
  static let isLarge = ProcessInfo.processInfo.environment["SMSDASH_EXTENT"] == "large"
}
