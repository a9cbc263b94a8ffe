import Glibc
import Synchronization

/// Whether anybody is attached to the archive, so that the process that polls tells nothing to nobody.
///
/// Each guest has a shared lock on a file as long as it lives, whatever ends it.
final class GuestBook: Sendable {
  private let path: String
  private let descriptor = Mutex<Int32?>(nil)

  init(_ path: String) { self.path = path }

  deinit { leave() }

  /// Counts as a guest from now on.
  func enter() throws(ArchiveError) {
    let opened = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw .lastSystemError(path) }
    // It waits for as long as another process looks into the book, which is a moment.
    while flock(opened, LOCK_SH) != 0 {
      guard errno == EINTR else {
        let error = ArchiveError.lastSystemError(path)
        Glibc.close(opened)
        throw error
      }
    }
    descriptor.withLock { $0 = opened }
  }

  func leave() {
    descriptor.withLock { descriptor in
      if let opened = descriptor {
        FileLock.release(opened)
        Glibc.close(opened)
      }
      descriptor = nil
    }
  }

  /// Whether anybody else is in it.
  var hasOthers: Bool {
    let opened = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else { return false }
    defer { Glibc.close(opened) }
    guard let isAlone = try? FileLock.tryExclusive(opened, path: path) else { return true }
    if isAlone { FileLock.release(opened) }
    return !isAlone
  }
}
