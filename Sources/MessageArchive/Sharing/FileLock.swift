import Glibc

/// Advisory locks on open files. They end with the last descriptor of their opening.
enum FileLock {
  /// Whether nobody else has any lock on the file; then it is ours alone.
  static func tryExclusive(_ descriptor: Int32, path: String) throws(ArchiveError) -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { throw .lastSystemError(path) }
      return false
    }
    return true
  }

  static func release(_ descriptor: Int32) { flock(descriptor, LOCK_UN) }
}

/// Which file something is, whatever it is called.
struct FileIdentity: Hashable, Sendable {
  private let device: UInt
  private let number: UInt

  /// Nil where there is no such file.
  init?(path: String) {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return nil }
    self.init(facts)
  }

  init?(_ descriptor: Int32) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { return nil }
    self.init(facts)
  }

  private init(_ facts: stat) {
    device = UInt(facts.st_dev)
    number = UInt(facts.st_ino)
  }
}

enum SmallFile {
  /// The beginning of a file; empty where it cannot be read.
  static func read(_ path: String, atMost limit: Int) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { Glibc.close(descriptor) }
    return read(descriptor, from: 0, atMost: limit)
  }

  static func read(_ descriptor: Int32, from start: Int, atMost limit: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = pread(descriptor, &bytes, limit, off_t(start))
    return Array(bytes.prefix(max(0, count)))
  }
}
