import FaultyDisk
import Glibc

/// A folder on which every step of SQLite is numbered, beside those of the network.
final class Disk: Sendable {
  /// What is left of writes that no sync had followed.
  enum Loss: Hashable, Sendable, CustomStringConvertible {
    /// All: the process was killed.
    case killed
    /// None: the power was lost.
    case dropped
    /// The power was lost, and some sectors had reached the disk, in no order.
    case reordered(seed: UInt64)

    var description: String {
      switch self {
      case .killed: "killed"
      case .dropped: "power lost, nothing unsynced left"
      case .reordered(let seed): "power lost, sectors of seed \(seed) left"
      }
    }
  }

  // The C side has a lock of its own.
  nonisolated(unsafe) private let disk: OpaquePointer

  /// Begins to watch. Nothing below the folder may be open.
  init(watching folder: String) throws {
    guard fd_install(), let disk = fd_watch(folder) else { throw Unusable() }
    self.disk = disk
  }

  deinit { fd_unwatch(disk) }

  /// How many points there were up to now.
  var points: Int { Int(fd_points(disk)) }

  var failures: Int { Int(fd_failures(disk)) }

  /// Numbers a step of the network; true when it is to fail.
  func mark(_ words: String) -> Bool { fd_mark(disk, words) }

  /// Whether a kill after a point leaves something else than a kill before it.
  func changes(at point: Int) -> Bool { fd_changes_at(disk, Int32(point)) }

  func words(at point: Int) -> String {
    point < points ? String(cString: fd_words_at(disk, Int32(point))) : "the end"
  }

  /// Lets points fail: `count` of them from `first` on.
  func fail(from first: Int, count: Int, full: Bool) { fd_fail(disk, Int32(first), Int32(clamping: count), full) }

  /// Makes `folder` as this one would be found had everything ended just before `point`, and gives a number by which
  /// equal folders are known.
  func image(before point: Int, _ loss: Loss, in folder: String) throws -> UInt64 {
    let (kind, seed) =
      switch loss {
      case .killed: (FD_KILLED, UInt64(0))
      case .dropped: (FD_DROPPED, UInt64(0))
      case .reordered(let seed): (FD_REORDERED, seed)
      }
    var digest: UInt64 = 0
    guard fd_image(disk, Int32(point), kind, seed, folder, &digest) else { throw Unusable() }
    return digest
  }

  /// What SQLite finds wrong with a database file.
  static func unsound(_ file: String) -> String? {
    guard let said = fd_unsound(file) else { return nil }
    defer { free(said) }
    return String(cString: said)
  }

  struct Unusable: Error {}
}
