import Foundation
import MessageArchive

/// A folder in memory that is gone with its owner.
final class Place: Sendable {
  let path: String

  init() throws {
    let memory = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm/" : NSTemporaryDirectory()
    path = memory + "smsdash-torture-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The folder of the account.
  var account: String { path + "/account" }
  var archive: ArchiveLocation { ArchiveLocation(folder: account) }

  /// Takes over an account's files, as they are.
  func copy(_ other: Place) throws {
    guard FileManager.default.fileExists(atPath: other.account) else { return }
    try FileManager.default.copyItem(atPath: other.account, toPath: account)
  }

  func size(of name: String) -> Int {
    let facts = try? FileManager.default.attributesOfItem(atPath: account + "/" + name)
    return (facts?[.size] as? Int) ?? 0
  }
}
