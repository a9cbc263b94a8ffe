import Messaging
import Testing

@Suite struct PhoneFormatTests {
  @Test(arguments: [
    ("+62811234567", "+62 811 234 567"), ("+447700900123", "+44 7700 900 123"), ("+12025550123", "+1 202 555 0123"),
    ("+4915100000042", "+49 15 100 000 042"), ("+35312345678", "+353 12 345 678"), ("+6281", "+6281"),
    ("0811234567", "0811234567"), ("12345", "12345"), ("ACMEBANK", "ACMEBANK"), ("+62x11234567", "+62x11234567"),
    ("@bob", "@bob"), ("", ""),
  ])
  func groupsInternationalNumbersOnly(number: String, shown: String) {
    #expect(PhoneFormat.grouped(number) == shown)
  }
}
