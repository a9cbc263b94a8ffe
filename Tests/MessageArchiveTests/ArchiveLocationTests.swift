import MessageArchive
import Testing

struct ArchiveLocationTests {
  private func folder(_ host: String, _ username: String, _ environment: [String: String]) throws -> String {
    try ArchiveLocation.account(host: host, username: username, environment: environment).folder
  }

  @Test func xdgDataHomeComesFirst() throws {
    let environment = ["XDG_DATA_HOME": "/data", "HOME": "/home/anna"]
    #expect(try folder("sms.example.org", "anna", environment) == "/data/smsdash/sms.example.org-anna")
  }

  @Test func homeFollowsWhereXDGIsMissingOrRelative() throws {
    #expect(try folder("h", "anna", ["HOME": "/home/anna"]) == "/home/anna/.local/share/smsdash/h-anna")
    #expect(
      try folder("h", "anna", ["HOME": "/home/anna", "XDG_DATA_HOME": "data"])
        == "/home/anna/.local/share/smsdash/h-anna")
  }

  @Test func noHomeIsAnError() {
    #expect(throws: ArchiveError.noHome) { try folder("h", "anna", [:]) }
  }

  @Test(arguments: [
    ("../..", "x", "%2E.%2F..-x"), ("h:8080", "a b", "h%3A8080-a%20b"), ("h", "é", "h-%C3%A9"), ("h", "..", "h-%2E."),
  ])
  func unsafeCharactersAreEscaped(_ host: String, _ username: String, _ name: String) throws {
    #expect(try folder(host, username, ["HOME": "/"]) == "//.local/share/smsdash/" + name)
  }

  @Test func noTwoAccountsShareAFolder() throws {
    #expect(try folder("a-b", "c", ["HOME": "/h"]) != folder("a", "b-c", ["HOME": "/h"]))
  }
}
