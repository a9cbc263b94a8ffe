import Dashboard
import Glibc
import Synchronization

/// The operator's own editor, run on a message's text in a private file while it has the terminal.
final class ExternalEditor: Sendable {
  /// The editor's program and arguments. No shell reads them.
  let words: [String]
  /// Where its private folder goes: the first of these that takes one.
  private let places: [String]
  private let state = Mutex(State())
  /// A message is far shorter; what is longer is some other file.
  private static let longest = 65_536

  private struct State {
    var child: pid_t?
    var isBusy = false
    var isEnding = false
    /// What the last one left.
    var outcome: EditorOutcome?
  }

  /// The editor that `VISUAL` or `EDITOR` name, its arguments behind blanks; `vi` without them.
  init(environment: [String: String]) {
    let named = ["VISUAL", "EDITOR"].lazy.compactMap { environment[$0] }
      .map { $0.split(separator: " ").map(String.init) }.first { !$0.isEmpty }
    words = named ?? ["vi"]
    places = ["XDG_RUNTIME_DIR", "TMPDIR"].compactMap { environment[$0] } + ["/tmp"]
  }

  /// Edits a text, on a thread of its own; `done` is called there when the editor has ended and its file is gone.
  func edit(_ text: String, done: @escaping @Sendable (EditorOutcome) -> Void) {
    state.withLock { $0.isBusy = true }
    DetachedThread.start { [self] in
      let outcome = edited(text)
      state.withLock {
        $0.outcome = outcome
        $0.isBusy = false
      }
      done(outcome)
    }
  }

  /// Ends an editor that still runs, since the terminal that it has will not be watched any more. Gives what the last
  /// one left.
  func end() -> EditorOutcome? {
    let running = state.withLock { state in
      state.isEnding = true
      return state.child
    }
    if let running { kill(running, SIGHUP) }
    for _ in 0..<100 where state.withLock({ $0.isBusy }) { usleep(10_000) }
    return state.withLock { $0.outcome }
  }

  private func edited(_ text: String) -> EditorOutcome {
    guard let folder = privateFolder() else {
      return .failed("there is no place for a private file: \(lastError)")
    }
    let path = folder + "/message.txt"
    guard ExternalEditor.write(text, to: path) else {
      ExternalEditor.remove(folder)
      return .failed("the text could not be written: \(lastError)")
    }
    let failure = run(on: path)
    let outcome: EditorOutcome
    do throws(TextFile.Failure) {
      let saved = ExternalEditor.asTyped(try ExternalEditor.read(path, before: text), before: text)
      // One that we ended had no other way to end.
      let counts = failure == nil || state.withLock { $0.isEnding }
      guard counts || saved == text else {
        return .failed("\(failure ?? ""); what it left is \(path)")
      }
      outcome = if let failure, !counts { .failed(failure) } else { .edited(saved) }
    } catch {
      // Somebody wrote that, and it stands nowhere else.
      guard error == .absent else { return .failed("\(ExternalEditor.sentence(about: error)); it is \(path)") }
      outcome = .failed(failure ?? ExternalEditor.sentence(about: error))
    }
    ExternalEditor.remove(folder)
    return outcome
  }

  /// What went wrong, if anything did.
  private func run(on path: String) -> String? {
    let status: Int32
    do throws(ChildProcess.Failure) {
      status = try ChildProcess.runInForeground(words + [path]) { started in state.withLock { $0.child = started } }
    } catch { return "\(words[0]) \(error.sentence)" }
    state.withLock { $0.child = nil }
    return status == 0 ? nil : "\(words[0]) ended with status \(status)"
  }

  private var lastError: String { String(cString: strerror(errno)) }

  /// Editors end the last line of a file; a message had no such line end.
  private static func asTyped(_ saved: String, before: String) -> String {
    let text = saved.replacing("\r\n", with: "\n")
    guard text.last == "\n", before.last != "\n" else { return text }
    return String(text.dropLast())
  }

  private static func read(_ path: String, before: String) throws(TextFile.Failure) -> String {
    let text = try TextFile.read(path)
    // Bytes that are no UTF-8 are replaced on reading; sending that would send what nobody wrote.
    let stranger: Unicode.Scalar = "\u{FFFD}"
    if text.unicodeScalars.contains(stranger), !before.unicodeScalars.contains(stranger) {
      throw .unreadable("it is not UTF-8")
    }
    if text.utf8.count > longest { throw .tooLarge }
    return text
  }

  private static func sentence(about failure: TextFile.Failure) -> String {
    switch failure {
    case .absent: "the editor removed the file"
    case .unreadable(let why): "what the editor left cannot be read: \(why)"
    case .tooLarge: "what the editor left is no message: it has more than 64 KiB"
    case .notPrivate(let mode): "what the editor left can be read by others (mode \(mode))"
    }
  }

  /// A new folder that only its owner can enter.
  private func privateFolder() -> String? {
    for place in places {
      var template = Array("\(place)/smsdash-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else { continue }
      return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return nil
  }

  private static func write(_ text: String, to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// The whole folder: editors leave backups and swap files beside a file.
  private static func remove(_ folder: String) {
    for name in Folder.names(in: folder) { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
}
