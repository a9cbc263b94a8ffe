import Glibc

/// The right to poll and send for an account: one process has it at a time.
///
/// It is an advisory lock on an open file, so it ends with the process whatever ends it, and a program that we start
/// does not inherit it.
struct AccountLock: ~Copyable {
  private let descriptor: Int32

  /// Takes the right, or fails with `.inUse` naming the process that has it.
  init(file: String) throws(ArchiveError) {
    let descriptor = open(file, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .lastSystemError(file) }
    do throws(ArchiveError) {
      try PrivateFolder.makePrivate(descriptor, path: file, mode: 0o600)
      while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        if errno == EINTR { continue }
        guard errno == EWOULDBLOCK else { throw ArchiveError.lastSystemError(file) }
        throw ArchiveError.inUse(by: AccountLock.holder(descriptor))
      }
    } catch {
      Glibc.close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    AccountLock.write(getpid(), to: descriptor)
  }

  deinit {
    // Not by closing alone: a child that is just being started shares the lock until it has become its program.
    flock(descriptor, LOCK_UN)
    Glibc.close(descriptor)
  }

  private static func holder(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: bytes[..<count], as: UTF8.self).prefix { $0.isNumber })
  }

  /// The number only helps whoever is refused; that it cannot be written is no reason to refuse ourselves.
  private static func write(_ process: Int32, to descriptor: Int32) {
    let line = Array("\(process)\n".utf8)
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, line, line.count, 0)
  }
}
