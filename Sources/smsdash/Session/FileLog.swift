import Glibc
import Logging
import Messaging
import Terminal

/// A file that lines are appended to, for its owner's eyes only.
final class LogFile: Sendable {
  private let descriptor: Int32

  /// Opens `smsdash.log` in a folder, making both if need be; nil where that is not possible.
  init?(folder: String) {
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/" + part
      mkdir(path, 0o700)
    }
    descriptor = open("\(folder)/smsdash.log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// One write a line, so that lines of several processes do not mix.
  func append(_ line: String) {
    var line = line + "\n"
    line.withUTF8 { _ = write(descriptor, $0.baseAddress, $0.count) }
  }
}

/// Writes log events to a file: nothing may be printed while the screen is up.
struct FileLogHandler: LogHandler {
  let file: LogFile
  var logLevel = Logger.Level.info
  var metadata = Logger.Metadata()
  var metadataProvider: Logger.MetadataProvider?

  init(file: LogFile) { self.file = file }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let time = CivilTime(secondsSince1970: Timestamp.now().seconds)
    let date = "\(time.year)-\(two(time.month))-\(two(time.day))"
    // The file is read in a terminal too.
    let line = Gate.safe(event.message.description)
    file.append("\(date) \(two(time.hour)):\(two(time.minute)):\(two(time.second))Z \(event.level): \(line)")
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Logger {
  /// The program's log in a folder; one that writes nothing when there is none.
  static func session(folder: String?) -> Logger {
    guard let folder, let file = LogFile(folder: folder) else {
      return Logger(label: "smsdash") { _ in SwiftLogNoOpLogHandler() }
    }
    return Logger(label: "smsdash") { _ in FileLogHandler(file: file) }
  }
}
