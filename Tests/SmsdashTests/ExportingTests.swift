import Dashboard
import Glibc
import MessageArchive
import Messaging
import Testing

@testable import smsdash

/// Rows into files: all of them, for the owner only, over nothing.
@Suite struct ExportingTests {
  private func withArchive(_ body: (MessageArchive, String) async throws -> Void) async throws {
    var template = Array("/tmp/smsdash-test-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let archive = try MessageArchive.open(ArchiveLocation(folder: folder + "/account"))
    try await body(archive, folder)
    try archive.close()
    ScratchFolder.remove(folder + "/account")
    ScratchFolder.remove(folder)
  }

  private func outgoing(_ id: Int64) -> OutgoingMessage {
    OutgoingMessage(
      id: MessageID(id), src: "ACME", dst: "+62811234567", msg: UntrustedText("row \(id)"),
      dt: ServerDate("2026-11-22 09:00:00"), update: ServerDate("0000-00-00 00:00:00"), status: .delivered)
  }

  @Test func everyRowOfALongListIsWrittenOnce() async throws {
    try await withArchive { archive, folder in
      let rows = (1...1_234).map { outgoing(Int64($0)) }
      _ = try await archive.take(Intake(.outgoing(rows), seenAt: .now(), arrival: .live))
      let path = folder + "/all.jsonl"
      let export = Export(what: .outgoing(MessageFilter(), ListSort()), format: .jsonLines, path: path)
      guard case .written(let notice) = await Exporting(archive: archive, export: export).run() else {
        Issue.record("nothing was written")
        return
      }
      #expect(notice.sentence.raw == "1234 rows are in \(path).")
      let lines = try TextFile.read(path).split(separator: "\n")
      #expect(lines.count == 1_234)
      #expect(Set(lines).count == 1_234)
      var status = stat()
      #expect(stat(path, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
    }
  }

  @Test func whatStandsAboveTheServersRowsIsWrittenBeforeThem() async throws {
    try await withArchive { archive, folder in
      _ = try await archive.take(Intake(.outgoing([outgoing(1)]), seenAt: .now(), arrival: .live))
      let path = folder + "/faults.jsonl"
      var card = MessageCard(.outbox)
      card.status = "unknown"
      let export = Export(
        what: .outgoing(MessageFilter(), ListSort(), above: [card]), format: .jsonLines, path: path)
      _ = await Exporting(archive: archive, export: export).run()
      let lines = try TextFile.read(path).split(separator: "\n")
      #expect(lines.count == 2)
      #expect(lines[0].contains("unknown"))
    }
  }

  @Test func aFileThatIsThereStaysAsItIs() async throws {
    try await withArchive { archive, folder in
      let path = folder + "/mine.csv"
      let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
      #expect(write(descriptor, "precious", 8) == 8)
      close(descriptor)
      let export = Export(what: .cards([]), format: .csv, path: path)
      let outcome = await Exporting(archive: archive, export: export).run()
      #expect(outcome == .refused("there is a file of this name already"))
      let kept = try TextFile.read(path)
      #expect(kept == "precious")
    }
  }
}
