import Dashboard
import Glibc
import Messaging
import Terminal

/// A screen as a file: its text, and below it how each cell looks. For a report of what went wrong.
enum ScreenDump {
  /// What stands in the file.
  static func text(of frame: Frame) -> String {
    let size = "\(frame.size.columns)x\(frame.size.rows)"
    let rule = String(repeating: "-", count: 8)
    return (["\(rule) text \(size)"] + frame.text + ["\(rule) looks, a letter a cell"] + frame.styleTwin())
      .joined(separator: "\n") + "\n"
  }

  /// Writes it and says so, or why it is not written.
  static func notice(writing frame: Frame, to path: String) -> Notice {
    let (level, sentence): (Notice.Level, String) =
      if let why = write(frame, to: path) { (.warning, "\(path) was not written: \(why).") } else {
        (.done, "The screen is in \(path).")
      }
    return Notice(at: .now(), level: level, sentence: UntrustedText(sentence))
  }

  /// Writes it, for its owner only: it may show messages. A file that is there already is left alone.
  /// - Returns: nil, or why it could not be written.
  static func write(_ frame: Frame, to path: String) -> String? {
    let place = Paths.expanded(path, Paths.environment())
    let descriptor = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return String(cString: strerror(errno)) }
    defer { close(descriptor) }
    var bytes = Array(text(of: frame).utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return String(cString: strerror(errno)) }
      bytes = bytes.dropFirst(count)
    }
    return nil
  }
}
