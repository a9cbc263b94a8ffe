import Testing

@testable import PlaySMS

@Suite("The server's address")
struct ServerAddressTests {
  private func url(_ text: String, insecure: Bool = false) throws(ServerAddress.Fault) -> String {
    try ServerAddress(text, insecure: insecure).url
  }

  @Test(
    "a base address, the script and the whole address lead to the same place",
    arguments: [
      "https://sms.example.org/playsms", "https://sms.example.org/playsms/", " https://sms.example.org/playsms\n",
      "https://sms.example.org/playsms/index.php", "https://sms.example.org/playsms/index.php?app=ws",
      "HTTPS://SMS.Example.org:443/playsms/index.php?app=webservices",
      "https://sms.example.org/playsms/index.php?app=webservice", "https://sms.example.org/playsms/index.php?",
    ])
  func forms(_ text: String) throws {
    let address = try ServerAddress(text)
    #expect(address.url == "https://sms.example.org/playsms/index.php?app=ws")
    #expect(address.host == "sms.example.org")
    #expect(address.isEncrypted)
  }

  @Test("a host alone, a port, an IPv6 address and an index behind a slash are taken")
  func more() throws {
    #expect(try url("https://h") == "https://h/index.php?app=ws")
    #expect(try url("https://h:8443") == "https://h:8443/index.php?app=ws")
    #expect(try url("https://h/?app=ws") == "https://h/?app=ws")
    #expect(try url("https://h?app=ws") == "https://h/?app=ws")
    #expect(try url("https://[2001:DB8::1]:8443/x") == "https://[2001:db8::1]:8443/x/index.php?app=ws")
    #expect(try ServerAddress("https://[2001:db8::1]").host == "2001:db8::1")
  }

  @Test(
    "http is taken for this machine",
    arguments: [
      "http://127.0.0.1:8080/x", "http://127.9.9.9", "http://localhost", "http://LOCALHOST:1", "http://[::1]:80",
    ])
  func loopback(_ text: String) throws {
    #expect(try !ServerAddress(text).isEncrypted)
  }

  @Test(
    "http to anywhere else needs the word insecure",
    arguments: [
      "http://sms.example.org", "http://127.0.0.1.example.org", "http://localhost.example.org", "http://128.0.0.1",
      "http://10.0.0.1", "http://127.1", "http://127.0.0.256", "http://[::2]", "http://0.0.0.0",
    ])
  func unencrypted(_ text: String) throws {
    let fault = #expect(throws: ServerAddress.Fault.self) { try ServerAddress(text) }
    guard case .unencrypted? = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(try url(text, insecure: true).hasPrefix("http://"))
  }

  @Test(
    "anything secret or senseless is refused",
    arguments: [
      ("", ServerAddress.Fault.empty), ("  ", .empty), ("sms.example.org", .noScheme), ("ftp://h", .otherScheme("ftp")),
      ("https://anna:pw@h/", .userInfo), ("https://anna@h/", .userInfo), ("https:///x", .noHost),
      ("https://:80", .noHost),
      ("https://h:0", .badPort), ("https://h:65536", .badPort), ("https://h:+5", .badPort), ("https://h:", .badPort),
      ("https://exa mple.org", .badCharacter), ("https://пример.рф", .badCharacter),
      ("https://h\\@evil", .badCharacter),
      ("https://h!x", .badHost), ("https://[::1", .badHost), ("https://[x]", .badHost), ("https://h/#x", .fragment),
      ("https://h/index.php?app=ws&h=abc", .otherParameters), ("https://h/?u=anna", .otherParameters),
      ("https://h/index.php?app=main", .otherParameters), ("https://h/\u{1b}[31m", .badCharacter),
    ])
  func refused(_ text: String, _ fault: ServerAddress.Fault) {
    #expect(throws: fault) { try ServerAddress(text, insecure: true) }
    #expect(fault.sentence.hasSuffix(".") || fault.sentence.hasSuffix("…"))
  }
}
