import Messaging

/// The proxies that a user's environment names, as a value.
///
/// They are asked to connect through (`CONNECT`), with and without encryption, so that an encrypted server's proxy sees
/// neither token nor text. This machine itself is never reached through one.
public struct ProxySettings: Hashable, Sendable {
  /// Why the environment's proxies cannot be used: this variable is not `http://host:port`, with `user:password@`
  /// where needed.
  public struct Fault: Error, Hashable, Sendable {
    public let variable: String

    /// What is wrong, for the operator. The value is not in it: it may hold a password.
    public var sentence: String {
      "The environment variable \(variable) is not of the form http://host:port."
    }
  }

  /// A proxy. It prints without its password.
  public struct Server: Hashable, Sendable {
    public let host: String
    public let port: Int
    let userInfo: UserInfo?
  }

  struct UserInfo: Hashable, Sendable {
    let name: String
    let password: String
  }

  /// For `http` addresses: `http_proxy`, in lower case only, because a server's scripts find a request's headers under
  /// such names.
  public let http: Server?
  /// For `https` addresses: `https_proxy`, or `HTTPS_PROXY`.
  public let https: Server?
  /// `no_proxy`, or `NO_PROXY`: hosts that are reached directly, each with its subdomains and for one port where one
  /// is named; `*` for all.
  private let direct: [Substring]

  /// None.
  public static let none = ProxySettings()

  private init() {
    http = nil
    https = nil
    direct = []
  }

  /// Reads `http_proxy`, `https_proxy` and `no_proxy` in a dictionary of environment variables.
  public init(environment: [String: String]) throws(Fault) {
    func variable(_ names: String...) -> (name: String, value: String)? {
      for name in names {
        if let value = environment[name]?.trimmingBlanks(), !value.isEmpty { return (name, String(value)) }
      }
      return nil
    }
    http = try ProxySettings.server(variable("http_proxy"))
    https = try ProxySettings.server(variable("https_proxy", "HTTPS_PROXY"))
    let list = variable("no_proxy", "NO_PROXY")?.value.lowercased() ?? ""
    direct = list.split { $0 == "," || $0.isWhitespace }.map { entry in
      entry.hasPrefix("*.") ? entry.dropFirst(2) : entry.hasPrefix(".") ? entry.dropFirst() : entry
    }
  }

  /// Through which proxy an address is reached; nil for none.
  func server(for address: ServerAddress) -> Server? {
    guard !ServerAddress.isLoopback(address.host), !isDirect(address) else { return nil }
    return address.isEncrypted ? https : http
  }

  private func isDirect(_ address: ServerAddress) -> Bool {
    direct.contains { entry in
      entry == "*" || matches(entry, address.host)
        || (entry.hasSuffix(":\(address.port)") && matches(entry.dropLast(":\(address.port)".count), address.host))
    }
  }

  private func matches(_ entry: Substring, _ host: String) -> Bool {
    let bare = entry.hasPrefix("[") && entry.hasSuffix("]") ? entry.dropFirst().dropLast() : entry
    return !bare.isEmpty && (host == bare || host.hasSuffix("." + bare))
  }

  private static func server(_ variable: (name: String, value: String)?) throws(Fault) -> Server? {
    guard let (name, value) = variable else { return nil }
    let fault = Fault(variable: name)
    var rest = value[...]
    if let scheme = value.firstRange(of: "://") {
      guard value[..<scheme.lowerBound].lowercased() == "http" else { throw fault }
      rest = value[scheme.upperBound...]
    }
    rest = rest.prefix { $0 != "/" }
    var userInfo: UserInfo?
    if let at = rest.lastIndex(of: "@") {
      let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let user = unescaped(parts[0]), let password = unescaped(parts.count > 1 ? parts[1] : "") else {
        throw fault
      }
      userInfo = UserInfo(name: user, password: password)
      rest = rest[at...].dropFirst()
    }
    guard let (host, port) = try? ServerAddress.hostAndPort(rest) else { throw fault }
    return Server(host: host, port: port ?? 80, userInfo: userInfo)
  }

  /// Text whose `%XX` stand for bytes.
  private static func unescaped(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

extension ProxySettings.Server: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "\(host):\(port)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
