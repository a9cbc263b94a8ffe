import Messaging
import Testing

@Suite struct DestinationTests {
  @Test(arguments: [
    ("+62811234567", Destination.number("+62811234567")), (" +62 811-234-567 ", .number("+62811234567")),
    ("12", .number("12")), ("08111111101", .number("08111111101")), ("@bobx", .user("bobx")),
    (" #FAMILY", .group("FAMILY")), ("+12345678901234", .number("+12345678901234")),
  ])
  func readsOneRecipient(typed: String, destination: Destination) throws {
    #expect(try Destination(typed) == destination)
  }

  @Test(arguments: [
    ("", Destination.Fault.empty), ("  ", .empty), ("@", .empty), ("#", .empty), ("abcdef", .notANumber),
    ("+62811x", .notANumber), ("+", .notANumber), ("+628111111101,+628111111102", .list), ("@bobx,12", .list),
    ("+123456789012345", .tooLong), ("1234567890123456", .tooLong),
  ])
  func saysWhyATextIsNone(typed: String, fault: Destination.Fault) {
    #expect(throws: fault) { try Destination(typed) }
  }

  @Test(arguments: [
    (Destination.number("+62811"), "+62811"), (.user("bobx"), "@bobx"), (.group("FAMILY"), "#FAMILY"),
  ])
  func leavesAsTheProtocolWritesIt(destination: Destination, wire: String) throws {
    #expect(destination.wire == wire)
    #expect(try Destination(wire) == destination)
    #expect(destination.peer.key == wire)
  }
}
