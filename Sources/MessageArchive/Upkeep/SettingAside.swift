import Glibc
import Messaging

/// Keeps a damaged archive under a name that tells what it is, so that a new one can stand in its place.
enum SettingAside {
  /// Moves the file with what belongs to it; gives where it is now.
  static func move(_ location: ArchiveLocation) throws(ArchiveError) -> String {
    let aside = freeName(in: location.folder)
    // Its log goes first: left beside a new file, it would be taken for the new one's.
    for suffix in ["-wal", "-shm", ""] {
      guard rename(location.archiveFile + suffix, aside + suffix) != 0, errno != ENOENT else { continue }
      throw .lastSystemError(location.archiveFile + suffix)
    }
    return aside
  }

  /// Whether a file holds something, but less than SQLite's shortest.
  static func isCutShort(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && (1..<512).contains(facts.st_size)
  }

  private static func freeName(in folder: String) -> String {
    let today = CivilTime(secondsSince1970: Int64(time(nil)))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let name = "\(folder)/archive.damaged-\(today.year)-\(two(today.month))-\(two(today.day))"
    var number = 1
    var path = name + ".sqlite"
    while ["", "-wal", "-shm"].contains(where: { access(path + $0, F_OK) == 0 }) {
      number += 1
      path = "\(name)-\(number).sqlite"
    }
    return path
  }
}
