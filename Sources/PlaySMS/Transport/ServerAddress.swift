/// The address of a server's webservices, checked before anything is sent there.
public struct ServerAddress: Hashable, Sendable {
  /// Host name or address, an IPv6 one without its brackets.
  public let host: String
  /// Where requests go, ending in `?app=ws`: the server looks for those letters in the URL itself, and answers with a
  /// redirect when they stand in the body only. Nothing secret is in it.
  public let url: String
  /// Whether the way is encrypted.
  public let isEncrypted: Bool
  /// 443 or 80 where the address names none.
  let port: Int

  /// Why an address is not taken.
  public enum Fault: Error, Hashable, Sendable {
    case empty
    case noScheme
    case otherScheme(String)
    /// `http` to somewhere else than this machine, without the word `insecure`.
    case unencrypted(host: String)
    case userInfo
    case noHost
    case badHost
    case badPort
    case badCharacter
    case otherParameters
    case fragment
  }

  /// Reads the base address of an installation, the address of its `index.php`, or the whole of
  /// `.../index.php?app=ws`. `http` is taken for this machine; for others only when `insecure` is true.
  public init(_ text: String, insecure: Bool = false) throws(Fault) {
    let parts = try ServerAddress.split(text)
    let (host, port) = try ServerAddress.hostAndPort(parts.authority)
    isEncrypted = parts.scheme == "https"
    guard isEncrypted || insecure || ServerAddress.isLoopback(host) else { throw .unencrypted(host: host) }
    var path = parts.path
    switch parts.query {
    case nil, "":
      let isScript = path.hasSuffix(".php")
      if !isScript, !path.hasSuffix("/") { path += "/" }
      if !isScript { path += "index.php" }
    case "app=ws", "app=webservices", "app=webservice":
      // The last alias is answered with a redirect when it is posted; `ws` works everywhere.
      if path.isEmpty { path = "/" }
    default:
      throw .otherParameters
    }
    self.host = host
    self.port = port ?? (isEncrypted ? 443 : 80)
    let name = host.contains(":") ? "[\(host)]" : host
    let isUsualPort = port == nil || port == (isEncrypted ? 443 : 80)
    url = "\(parts.scheme)://\(name)\(isUsualPort ? "" : ":\(port ?? 0)")\(path)?app=ws"
  }

  /// `scheme://authority/path?query`, each part as it was written but the scheme.
  private static func split(
    _ text: String
  ) throws(Fault) -> (scheme: String, authority: Substring, path: String, query: Substring?) {
    let bytes = Array(text.utf8).trimmed
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !forbidden.contains($0) }) else { throw .badCharacter }
    let whole = String(decoding: bytes, as: UTF8.self)
    guard let colon = whole.firstIndex(of: ":"), whole[colon...].hasPrefix("://") else { throw .noScheme }
    let scheme = whole[..<colon].lowercased()
    guard scheme == "https" || scheme == "http" else { throw .otherScheme(scheme) }
    let rest = whole[colon...].dropFirst(3)
    guard !rest.contains("#") else { throw .fragment }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard !authority.contains("@") else { throw .userInfo }
    let behind = rest[authority.endIndex...]
    let path = behind.prefix { $0 != "?" }
    let query: Substring? = path.endIndex == behind.endIndex ? nil : behind[path.endIndex...].dropFirst()
    return (scheme, authority, String(path), query)
  }

  private static let forbidden = Set("\"<>\\^`{|}".utf8)

  /// The parts of `host:port`, `[::1]:port` or either without a port.
  static func hostAndPort(_ authority: Substring) throws(Fault) -> (host: String, port: Int?) {
    let host: Substring
    let behind: Substring
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { throw .badHost }
      host = authority[..<end].dropFirst()
      behind = authority[end...].dropFirst()
      guard host.contains(":"), host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { throw .badHost }
    } else {
      host = authority.prefix { $0 != ":" }
      behind = authority[host.endIndex...]
      guard !host.isEmpty else { throw .noHost }
      guard host.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." || $0 == "_" }) else {
        throw .badHost
      }
    }
    guard !behind.isEmpty else { return (host.lowercased(), nil) }
    let digits = behind.dropFirst()
    guard behind.first == ":", digits.allSatisfy({ $0.isNumber }), let port = Int(digits), (1...65_535).contains(port)
    else { throw .badPort }
    return (host.lowercased(), port)
  }

  /// Whether a host is this machine.
  static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

extension ServerAddress.Fault {
  /// What is wrong with the address and how to write it, for the operator.
  public var sentence: String {
    switch self {
    case .empty: "The server's address is empty: write something like https://sms.example.org/playsms."
    case .noScheme: "The server's address must begin with https://, for example https://sms.example.org/playsms."
    case .otherScheme(let scheme): "The server's address begins with \(scheme)://; only https:// and http:// are known."
    case .unencrypted(let host):
      "http:// would send the token to \(host) unencrypted: use https://, or allow it with the word insecure."
    case .userInfo: "The server's address must not hold a user name or password; they have their own settings."
    case .noHost: "The server's address names no host."
    case .badHost: "The server's address does not hold a valid host name; write names in other scripts as xn--…"
    case .badPort: "The port in the server's address must be a number from 1 to 65535."
    case .badCharacter: "The server's address holds a blank or a character that must be percent-encoded."
    case .otherParameters: "The server's address must end before the question mark, or in ?app=ws and nothing else."
    case .fragment: "The server's address must not hold a #."
    }
  }
}

extension [UInt8] {
  /// Without blanks, tabs and line ends at both ends.
  var trimmed: [UInt8] {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
    guard let start = firstIndex(where: { !isBlank($0) }), let end = lastIndex(where: { !isBlank($0) }) else {
      return []
    }
    return Array(self[start...end])
  }
}
