import Foundation
import Testing

/// The real program, on an account of its own.
@Suite struct StopListCommandTests {
  private let home = NSTemporaryDirectory() + "smsdash-stop-" + UUID().uuidString

  private func run(_ arguments: String...) throws -> (status: Int32, output: String, error: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["stop-list"] + arguments
    process.environment = [
      "HOME": home, "SMSDASH_URL": "http://127.0.0.1:9", "SMSDASH_USER": "anna", "PATH": "/usr/bin:/bin",
    ]
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: text, as: UTF8.self), String(decoding: complaint, as: UTF8.self)
    )
  }

  @Test func whoIsPutOnItStaysUntilTakenOffInAnySpelling() throws {
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: home) }
    #expect(try run().output.isEmpty)
    #expect(try run("add", "+62 811 234 567", "@bobx", "--note", "asked by\tphone\u{1B}[31m").status == 0)
    let lines = try run().output.split(separator: "\n")
    #expect(lines.count == 2)
    let line = try #require(lines.first { $0.hasPrefix("+62811234567\t") })
    #expect(line.hasPrefix("+62811234567\t") && !line.contains("\u{1B}"))
    #expect(try run("remove", "0811234567").status == 0)
    #expect(try run().output.hasPrefix("@bobx\t"))
    let again = try run("remove", "0811234567")
    #expect(again.status == 1)
    #expect(again.error.contains("is not on the stop list"))
    #expect(try run("add", "nonsense").status == 64)
  }
}
