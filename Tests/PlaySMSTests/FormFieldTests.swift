import Testing

@testable import PlaySMS

@Suite("The form")
struct FormFieldTests {
  private func encoded(_ name: String, _ value: String) -> String {
    String(decoding: FormField.encode([FormField(name, value)]), as: UTF8.self)
  }

  @Test("letters, digits and -._~ stay, a blank is +, every other byte is percent-encoded")
  func bytes() {
    let kept = "ABCXYZabcxyz0189-._~"
    #expect(encoded("msg", kept) == "msg=\(kept)")
    #expect(encoded("msg", "a b") == "msg=a+b")
    #expect(encoded("to", "+62 & = % # @ / ? * ,") == "to=%2B62+%26+%3D+%25+%23+%40+%2F+%3F+%2A+%2C")
    #expect(encoded("msg", "é😀\n\r\t\0") == "msg=%C3%A9%F0%9F%98%80%0A%0D%09%00")
    #expect(encoded("a b", "") == "a+b=")
  }

  @Test("fields keep their order and are joined by &")
  func order() {
    let fields = [FormField("u", "a"), FormField("h", "b"), FormField("op", "pv")]
    #expect(String(decoding: FormField.encode(fields), as: UTF8.self) == "u=a&h=b&op=pv")
    #expect(FormField.encode([]).isEmpty)
  }

  @Test("every text comes back from its encoding")
  func backAgain() {
    for scalar in (0...0x2FF).compactMap(Unicode.Scalar.init) {
      let text = String(Character(scalar))
      let coded = encoded("m", text).dropFirst(2)
      var bytes: [UInt8] = []
      var rest = coded.utf8[...]
      while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%") {
          bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0xff)
          rest = rest.dropFirst(2)
        } else {
          bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        }
      }
      #expect(bytes == Array(text.utf8))
    }
  }
}
