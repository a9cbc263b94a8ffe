import Foundation
import MessageArchive
import Messaging
import Testing

@testable import smsdash

/// `smsdash backup` with the real binary.
@Suite struct BackupCommandTests {
  private func run(_ arguments: String, home: String) throws -> String {
    let script = "unset XDG_DATA_HOME; export HOME='\(home)'; cd \"$HOME\"; '\(Program.path)' \(arguments) 2>&1"
    return try ChildProcess.output(of: ["bash", "--norc", "-c", "\(script); echo \" status $?\""])
  }

  private func withHome(_ body: (String) async throws -> Void) async throws {
    let home = FileManager.default.temporaryDirectory.path + "/backup-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: home) }
    try await body(home)
  }

  @Test func anAccountThatIsOpenIsCopied() async throws {
    try await withHome { home in
      let archive = try MessageArchive.open(
        .account(host: "sms.example.org", username: "acme", environment: ["HOME": home]))
      _ = try await archive.save(Draft(recipients: "1", text: "half a thought", updatedAt: Timestamp(seconds: 0)))
      let said = try run("backup --url https://sms.example.org --user acme copy/", home: home)
      #expect(said.contains("0 messages, 0 outbox items and 1 drafts are in \(home)/copy"))
      #expect(said.contains("status 0"))
      let again = try run("backup --url https://sms.example.org --user acme copy", home: home)
      #expect(again.contains("\(home)/copy exists already.") && again.contains("status 1"))
      try archive.close()
      let copy = try MessageArchive.open(ArchiveLocation(folder: home + "/copy"))
      #expect(try await copy.drafts().map(\.text) == ["half a thought"])
      try copy.close()
    }
  }

  @Test func anAccountThatWasNeverOpenIsTold() async throws {
    try await withHome { home in
      let said = try run("backup --url https://sms.example.org --user acme copy", home: home)
      #expect(said.contains("cannot be opened") && said.contains("status 1"))
      #expect(!FileManager.default.fileExists(atPath: home + "/copy"))
    }
  }
}
