import Glibc
import Messaging

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How an account is, as the process that polls wrote it down for those that are attached.
struct PostedStatus: Codable {
  /// As in the lock: what an earlier process left is nothing that is known now.
  let process: Int32
  let status: AccountStatus

  /// What the process says; nil where it said nothing yet, or nothing that this version understands.
  static func read(_ file: String, of process: Int32?) -> AccountStatus? {
    let bytes = SmallFile.read(file, atMost: 1 << 20)
    guard let posted = try? JSONDecoder().decode(PostedStatus.self, from: Data(bytes)), posted.process == process
    else { return nil }
    return posted.status
  }

  /// Puts it in the place of what stood there, so that nobody reads half of it.
  func write(_ file: String) -> Bool {
    guard let data = try? JSONEncoder().encode(self) else { return false }
    let draft = file + ".new"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    let bytes = Array(data)
    let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count
    close(descriptor)
    return isWritten && rename(draft, file) == 0
  }
}
