import Dashboard
import Glibc
import Testing

@testable import smsdash

/// The operator's own editor: which it is, what it gets, what comes back, what stays behind.
@Suite struct ExternalEditorTests {
  /// Edits with a program whose arguments may name files of `folder`; the folder is the place for private files too.
  private func edit(_ text: String, with command: String, in folder: String) async -> EditorOutcome {
    let editor = ExternalEditor(environment: ["EDITOR": command, "TMPDIR": folder])
    return await withCheckedContinuation { continuation in editor.edit(text) { continuation.resume(returning: $0) } }
  }

  private func scene(_ body: (String) async throws -> Void) async throws {
    var template = Array("/tmp/smsdash-editor-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { ScratchFolder.remove(folder) }
    try await body(folder)
  }

  private func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
  }

  @Test func visualGoesBeforeEditorAndBlanksPartArguments() {
    #expect(ExternalEditor(environment: ["VISUAL": "code --wait", "EDITOR": "ed"]).words == ["code", "--wait"])
    #expect(ExternalEditor(environment: ["VISUAL": " ", "EDITOR": "ed"]).words == ["ed"])
    #expect(ExternalEditor(environment: [:]).words == ["vi"])
  }

  @Test func theTextAsSavedComesBackWithoutTheLineEndThatEditorsAdd() async throws {
    try await scene { folder in
      #expect(await edit("half a\nloaf", with: "sed -i s/half/whole/", in: folder) == .edited("whole a\nloaf"))
      #expect(await edit("loaf", with: "sed -i $a\\more", in: folder) == .edited("loaf\nmore"))
      #expect(Folder.names(in: folder).isEmpty)
    }
  }

  @Test func noShellReadsTheCommand() async throws {
    try await scene { folder in
      let outcome = await edit("loaf", with: "touch \(folder)/made;touch", in: folder)
      #expect(outcome == .edited("loaf"))
      #expect(Folder.names(in: folder) == ["made;touch"])
    }
  }

  @Test func onlyTheOwnerCanReadTheFileAndNothingOfItStays() async throws {
    try await scene { folder in
      try write("stat -c %a \"$1\" \"${1%/*}\" > \(folder)/modes; touch \"$1~\"", to: folder + "/editor.sh")
      _ = await edit("loaf", with: "sh \(folder)/editor.sh", in: folder)
      #expect(try TextFile.read(folder + "/modes") == "600\n700\n")
      #expect(Folder.names(in: folder).sorted() == ["editor.sh", "modes"])
    }
  }

  @Test func anEditorThatFailsIsNamedWithItsStatus() async throws {
    try await scene { folder in
      #expect(await edit("loaf", with: "false", in: folder) == .failed("false ended with status 1"))
      #expect(Folder.names(in: folder).isEmpty)
    }
  }

  @Test func anEditorThatIsNotThereIsNamed() async throws {
    try await scene { folder in
      let outcome = await edit("loaf", with: "/nowhere/editor", in: folder)
      #expect(outcome == .failed("/nowhere/editor could not be started: No such file or directory"))
    }
  }

  @Test(arguments: [
    ("rm", "the editor removed the file"),
    ("truncate -s 70000", "has more than 64 KiB"),
  ])
  func whatIsNoMessageIsRefused(command: String, sentence: String) async throws {
    try await scene { folder in
      let outcome = await edit("loaf", with: command, in: folder)
      guard case .failed(let why) = outcome else {
        Issue.record("\(command) gave \(outcome)")
        return
      }
      #expect(why.contains(sentence))
    }
  }

  @Test func bytesThatAreNoTextAreRefused() async throws {
    try await scene { folder in
      try write("printf 'a\\377b' > \"$1\"", to: folder + "/editor.sh")
      let outcome = await edit("loaf", with: "sh \(folder)/editor.sh", in: folder)
      let kept = try #require(
        Folder.names(in: folder).first { $0 != "editor.sh" }.map { "\(folder)/\($0)/message.txt" })
      #expect(outcome == .failed("what the editor left cannot be read: it is not UTF-8; it is \(kept)"))
      #expect(try TextFile.read(kept) == "a\u{FFFD}b")
    }
  }

  @Test func whatAnEditorLeftThatFailedIsKept() async throws {
    try await scene { folder in
      try write("echo whole > \"$1\"; exit 3", to: folder + "/editor.sh")
      let outcome = await edit("half", with: "sh \(folder)/editor.sh", in: folder)
      let kept = try #require(
        Folder.names(in: folder).first { $0 != "editor.sh" }.map { "\(folder)/\($0)/message.txt" })
      #expect(outcome == .failed("sh ended with status 3; what it left is \(kept)"))
      #expect(try TextFile.read(kept) == "whole\n")
    }
  }

  @Test func signalsReachTheEditor() async throws {
    try await scene { folder in
      try write("kill -TERM $$", to: folder + "/editor.sh")
      #expect(await edit("loaf", with: "sh \(folder)/editor.sh", in: folder) == .failed("sh ended with status 143"))
    }
  }
}
