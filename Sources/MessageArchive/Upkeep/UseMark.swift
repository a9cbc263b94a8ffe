import Glibc

/// A file that stands in an account's folder while somebody works with it. Found at a start, it tells that the last
/// use did not end well.
struct UseMark {
  private let path: String

  init(_ location: ArchiveLocation) { path = location.folder + "/in-use" }

  var isSet: Bool { access(path, F_OK) == 0 }

  func set() throws(ArchiveError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .lastSystemError(path) }
    close(descriptor)
  }

  func clear() { unlink(path) }
}
