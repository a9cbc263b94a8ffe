import Glibc

/// Small files, read whole.
enum TextFile {
  enum Failure: Error, Hashable {
    case absent
    case unreadable(String)
    case tooLarge
    /// Somebody else may read or write it, or owns it.
    case notPrivate(mode: String)
  }

  /// Reads up to 1 MiB. With `onlyOwner`, a file that others may read or change is refused, and the file that was
  /// checked is the file that is read.
  static func read(_ path: String, onlyOwner: Bool = false) throws(Failure) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .absent : .unreadable(String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(String(cString: strerror(errno))) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable("it is no regular file") }
    if onlyOwner {
      let mode = "0" + String(status.st_mode & 0o777, radix: 8)
      guard status.st_mode & 0o077 == 0 else { throw .notPrivate(mode: mode) }
      guard status.st_uid == geteuid() else { throw .unreadable("it belongs to another user") }
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
      if count == 0 { break }
      bytes += buffer[..<count]
      guard bytes.count <= 1 << 20 else { throw .tooLarge }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
