import Glibc

/// Where the program's files are, by the XDG base directories.
enum Paths {
  /// `$XDG_CONFIG_HOME/smsdash/config.yaml`, or the same below `~/.config`.
  static func configurationFile(_ environment: [String: String]) -> String? {
    folder("XDG_CONFIG_HOME", below: ".config", environment).map { $0 + "/smsdash/config.yaml" }
  }

  /// `$XDG_STATE_HOME/smsdash`, or the same below `~/.local/state`: the log.
  static func stateFolder(_ environment: [String: String]) -> String? {
    folder("XDG_STATE_HOME", below: ".local/state", environment).map { $0 + "/smsdash" }
  }

  /// A path with a leading `~/` put into the home folder.
  static func expanded(_ path: String, _ environment: [String: String]) -> String {
    guard path.hasPrefix("~/"), let home = environment["HOME"] else { return path }
    return home + path.dropFirst(1)
  }

  /// The environment as a value.
  static func environment() -> [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let pair = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
      entry += 1
    }
    return variables
  }

  private static func folder(_ variable: String, below home: String, _ environment: [String: String]) -> String? {
    // The specification has relative paths ignored.
    if let path = environment[variable], path.hasPrefix("/") { return path }
    return environment["HOME"].map { "\($0)/\(home)" }
  }
}
