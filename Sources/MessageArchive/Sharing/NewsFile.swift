import Glibc

/// What one process of an account tells the others, a letter each. What it is about they read where it stands.
enum News: Character, Hashable, Sendable {
  /// Something was committed to the archive or the outbox.
  case committed = "c"
  /// The process that polls wrote down how the account is.
  case status = "s"
  /// Another process polls now.
  case poller = "h"
  /// A process attached itself.
  case guest = "a"
  case pollWanted = "p"
  case resumeWanted = "r"
  /// Somebody looks, at a process that does not poll.
  case attended = "k"
}

/// A file to which each process of an account appends its letters, and which all of them watch.
///
/// SQLite's own files would not do to be watched: they change before a commit can be seen, and by every page.
final class NewsFile: Sendable {
  /// Letters are thrown away when so many have gathered and nobody else is there.
  private static let most = 1 << 16

  let path: String
  private let descriptor: Int32

  init(_ path: String) throws(ArchiveError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .lastSystemError(path) }
    try PrivateFolder.makePrivate(descriptor, path: path, mode: 0o600)
  }

  /// The other processes are woken by this too: as it is closed they look whether we ended.
  deinit { Glibc.close(descriptor) }

  /// Tells the others. It is only a hint where to look, so a full disk does not matter: they look at the next one.
  func append(_ news: News) {
    guard var letter = news.rawValue.asciiValue else { return }
    _ = write(descriptor, &letter, 1)
  }

  /// Where what is told from now on will stand.
  var end: Int { max(0, Int(lseek(descriptor, 0, SEEK_END))) }

  /// What was told from a place on, which moves behind it.
  func read(from place: inout Int) -> [News] {
    if end < place { place = 0 }
    var news: [News] = []
    while case let bytes = SmallFile.read(descriptor, from: place, atMost: 4_096), !bytes.isEmpty {
      place += bytes.count
      news += bytes.compactMap { News(rawValue: Character(Unicode.Scalar($0))) }
    }
    return news
  }

  /// Begins it anew when it has grown long.
  func shorten() { if end > Self.most { _ = ftruncate(descriptor, 0) } }

  /// Waits until no other process is opening the archive, and keeps others from it until the result is gone. A
  /// process that is opened for writing twice must not see half of what the first one makes.
  func turn() throws(ArchiveError) -> Turn {
    // Long enough for a migration of a large archive; whoever takes longer is stopped or hangs.
    for _ in 0..<3_000 {
      if try FileLock.tryExclusive(descriptor, path: path) { return Turn(descriptor: descriptor) }
      usleep(10_000)
    }
    throw .inUse(by: nil)
  }

  struct Turn: ~Copyable {
    fileprivate let descriptor: Int32

    deinit { FileLock.release(descriptor) }
  }
}
