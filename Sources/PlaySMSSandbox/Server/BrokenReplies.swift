/// Replies as no protocol has them, for faults.
extension SandboxResponse {
  /// Success without a byte.
  public static let empty = SandboxResponse.html(status: 200, "")
  /// Bytes that are neither text nor any format, said to be JSON.
  public static let garbage = SandboxResponse(
    status: 200, headers: [("Content-Type", "application/json")],
    body: [0x00, 0xff, 0xfe, 0x7b, 0x22, 0xc3, 0x28, 0x1b, 0x5b, 0x32, 0x4a, 0x07, 0x9b, 0x80, 0xed, 0xa0, 0x80, 0x5d])
  /// Somebody's login page, as of a hotel's network.
  public static let loginPage = SandboxResponse.html(
    status: 200, "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Please log in</body></html>")
  /// What the server says while its database is away.
  public static let databaseDown = SandboxResponse.html(status: 200, FatalText.connection.rawValue)

  /// A reply by its name in fault scripts: one of the above, or a status with the page that a proxy shows.
  static func broken(_ name: String) -> SandboxResponse? {
    switch name {
    case "empty": return .empty
    case "garbage": return .garbage
    case "html": return .loginPage
    case "fatal": return .databaseDown
    default: break
    }
    guard let status = Int(name), (300...599).contains(status) else { return nil }
    return .html(
      status: status,
      "<html>\r\n<head><title>\(status)</title></head>\r\n<body><center><h1>\(status)</h1></center><hr>"
        + "<center>nginx</center></body>\r\n</html>\r\n")
  }
}
