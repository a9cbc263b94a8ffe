import Glibc

/// A folder in which only its owner can do anything.
struct PrivateFolder {
  let path: String

  /// Makes the folder with what is missing above it, or takes over one that is ours and that nobody else can write.
  /// One that others may only read is closed to them.
  init(creating path: String) throws(ArchiveError) {
    self.path = path
    try PrivateFolder.makeFolders(path)
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno != ENOTDIR else { throw .notPrivate(path: path, why: .wrongKind) }
      throw .lastSystemError(path)
    }
    defer { Glibc.close(descriptor) }
    try PrivateFolder.makePrivate(descriptor, path: path, mode: 0o700)
  }

  /// Makes an empty file that only we can read unless it is there, and closes one that others may read.
  ///
  /// SQLite gives `-wal` and `-shm` the permissions of the file they belong to, so this covers them too.
  func prepareFile(_ name: String) throws(ArchiveError) {
    for suffix in ["", "-wal", "-shm"] {
      let file = path + "/" + name + suffix
      let create = suffix.isEmpty ? O_CREAT : 0
      let descriptor = open(file, O_RDWR | create | O_NOFOLLOW | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else {
        if errno == ENOENT, !suffix.isEmpty { continue }
        if errno == ELOOP || errno == EISDIR { throw .notPrivate(path: file, why: .wrongKind) }
        throw .lastSystemError(file)
      }
      defer { Glibc.close(descriptor) }
      try PrivateFolder.makePrivate(descriptor, path: file, mode: 0o600)
    }
  }

  private static func makeFolders(_ path: String) throws(ArchiveError) {
    var end = path.startIndex
    while end != path.endIndex {
      end = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
      let part = String(path[..<end])
      if mkdir(part, 0o700) == 0 {
        keepName(of: part)
        continue
      }
      guard errno != EEXIST, errno != EISDIR else { continue }
      // On a read-only disk an existing folder may be told as something other than "exists".
      guard access(part, F_OK) != 0 else { continue }
      throw .lastSystemError(part)
    }
  }

  /// Lets the name of a new folder outlast a loss of power, as what will stand in the folder does.
  private static func keepName(of folder: String) {
    let parent = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
    let descriptor = open(parent.isEmpty ? "/" : parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    Glibc.close(descriptor)
  }

  /// Refuses what is not ours or was open to others' writing, and takes away every other permission.
  static func makePrivate(_ descriptor: Int32, path: String, mode: mode_t) throws(ArchiveError) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw .lastSystemError(path) }
    guard facts.st_uid == geteuid() else {
      throw .notPrivate(path: path, why: .belongsToAnother(user: facts.st_uid))
    }
    guard facts.st_mode & 0o022 == 0 else {
      throw .notPrivate(path: path, why: .writableForOthers(mode: facts.st_mode & 0o7777))
    }
    guard facts.st_mode & 0o7777 != mode else { return }
    guard fchmod(descriptor, mode) == 0 else { throw .lastSystemError(path) }
  }
}

extension ArchiveError {
  /// What the last system call that failed said about `path`.
  static func lastSystemError(_ path: String) -> ArchiveError {
    let code = errno
    if code == ENOSPC || code == EDQUOT { return .noSpace(file: path) }
    return .unreachable(path: path, detail: String(cString: strerror(code)))
  }
}
