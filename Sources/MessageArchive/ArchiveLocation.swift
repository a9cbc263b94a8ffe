/// Which folder holds an account's archive.
public struct ArchiveLocation: Hashable, Sendable {
  /// An absolute path.
  public let folder: String

  /// A folder of one's own choosing, such as a demo's scratch archive.
  public init(folder: String) { self.folder = folder }

  /// The folder of an account: `$XDG_DATA_HOME`, or `~/.local/share`, then `smsdash/<host>-<username>`.
  ///
  /// Both names are escaped so that no two accounts share a folder and none leaves it. Fails with `.noHome` when the
  /// environment names no home.
  public static func account(
    host: String, username: String, environment: [String: String]
  ) throws(ArchiveError) -> ArchiveLocation {
    let base: String
    if let given = environment["XDG_DATA_HOME"], given.first == "/" {
      base = given
    } else if let home = environment["HOME"], home.first == "/" {
      base = home + "/.local/share"
    } else {
      throw .noHome
    }
    // A "-" in the name is escaped, so that the last one always stands between host and name.
    let name = escaped(host, keeping: "-") + "-" + escaped(username, keeping: "")
    return ArchiveLocation(folder: base + "/smsdash/" + name)
  }

  var archiveFile: String { folder + "/archive.sqlite" }
  var outboxFile: String { folder + "/outbox.sqlite" }
  var lockFile: String { folder + "/lock" }
  /// The letters of `NewsFile`.
  var newsFile: String { folder + "/news" }
  /// The locks of `GuestBook`.
  var guestFile: String { folder + "/guests" }
  /// What the process that polls says of the account.
  var statusFile: String { folder + "/status" }

  /// Letters, digits, `.`, `_` and `more` as they are, every other byte and a leading dot as `%XX`.
  private static func escaped(_ text: String, keeping more: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var result = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isSafe =
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        case ".": !result.isEmpty
        default: more.unicodeScalars.contains(scalar)
        }
      if isSafe {
        result.unicodeScalars.append(scalar)
      } else {
        result.append("%")
        result.append(digits[Int(byte >> 4)])
        result.append(digits[Int(byte & 15)])
      }
    }
    return result
  }
}
