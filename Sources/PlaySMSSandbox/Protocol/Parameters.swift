/// The parameters of a request, merged and trimmed as the server does it.
struct Parameters: Sendable {
  private var values: [String: String] = [:]
  /// Whether a parameter came as an array (`u[]=`), which kills the server's script.
  private(set) var hasArray = false

  /// Merges the query and the form; the form wins.
  init(query: [(name: String, value: String)], form: [(name: String, value: String)]) {
    for (name, value) in query + form {
      if name.contains("[") { hasArray = true }
      values[name] = value.trimmed
    }
  }

  /// The value, or the empty text when there is none: the server makes no difference.
  subscript(name: String) -> String { values[name] ?? "" }

  /// The operation, in lower case. `/` is dropped, so `p/v` works as `pv`.
  var operation: String { values["op"].map { String($0.filter { $0 != "/" }).trimmed.lowercased() } ?? "" }

  /// What may be written down: everything but tokens, passwords and login keys.
  var loggable: [String: String] {
    values.filter { !["h", "p", "login_key", "data_password"].contains($0.key) }
  }

  /// What PHP takes for false.
  static func isFalsy(_ text: String) -> Bool { text.isEmpty || text == "0" }
}

extension StringProtocol {
  /// Without the white space and NUL at both ends that PHP's `trim` removes.
  var trimmed: String {
    let blanks: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r", "\0", "\u{b}"]
    let scalars = unicodeScalars
    guard let start = scalars.firstIndex(where: { !blanks.contains($0) }),
      let end = scalars.lastIndex(where: { !blanks.contains($0) })
    else { return "" }
    return String(self[start...end])
  }
}
