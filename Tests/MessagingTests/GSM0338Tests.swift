import Messaging
import Testing

@Suite struct GSM0338Tests {
  /// The default alphabet of 3GPP TS 23.038, by code point; nil for the escape.
  static let alphabet: [UInt32?] =
    [
      0x40, 0xA3, 0x24, 0xA5, 0xE8, 0xE9, 0xF9, 0xEC, 0xF2, 0xC7, 0x0A, 0xD8, 0xF8, 0x0D, 0xC5, 0xE5, 0x394, 0x5F,
      0x3A6, 0x393, 0x39B, 0x3A9, 0x3A0, 0x3A8, 0x3A3, 0x398, 0x39E, nil, 0xC6, 0xE6, 0xDF, 0xC9, 0x20, 0x21, 0x22,
      0x23, 0xA4,
    ] + (0x25...0x3F).map { $0 } + [0xA1] + (0x41...0x5A).map { $0 } + [0xC4, 0xD6, 0xD1, 0xDC, 0xA7, 0xBF]
    + (0x61...0x7A).map { $0 } + [0xE4, 0xF6, 0xF1, 0xFC, 0xE0]

  static let extensions: [(code: UInt8, scalar: UInt32)] = [
    (0x0A, 0x0C), (0x14, 0x5E), (0x28, 0x7B), (0x29, 0x7D), (0x2F, 0x5C), (0x3C, 0x5B), (0x3D, 0x7E), (0x3E, 0x5D),
    (0x40, 0x7C), (0x65, 0x20AC),
  ]

  @Test func theAlphabetHas128Places() {
    #expect(Self.alphabet.count == 128)
    #expect(GSM0338.alphabet.count == 128)
    #expect(Set(GSM0338.alphabet).count == 128)
  }

  @Test(arguments: 0..<128)
  func everyCharacterOfTheAlphabetIsItsOwnSeptet(code: Int) throws {
    guard let value = Self.alphabet[code] else {
      #expect(code == Int(GSM0338.escape))
      return
    }
    let scalar = try #require(Unicode.Scalar(value))
    #expect(GSM0338.alphabet[code] == scalar)
    #expect(GSM0338.septetCount(of: scalar) == 1)
    #expect(GSM0338.read(String(scalar)) == .septets([UInt8(code)]))
  }

  @Test(arguments: 0..<10)
  func everyExtensionIsEscapeAndCode(place: Int) throws {
    let (code, value) = Self.extensions[place]
    let scalar = try #require(Unicode.Scalar(value))
    #expect(GSM0338.extensionTable[place].code == code)
    #expect(GSM0338.extensionTable[place].scalar == scalar)
    #expect(GSM0338.septetCount(of: scalar) == 2)
    #expect(GSM0338.read(String(scalar)) == .septets([0x1B, code]))
  }

  @Test func nothingElseIsInIt() {
    let known = Set(Self.alphabet.compactMap { $0 } + Self.extensions.map(\.scalar))
    let wrong = (0...0x2FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init).filter {
      GSM0338.septetCount(of: $0) > 0 && !known.contains($0.value)
    }
    #expect(wrong.isEmpty)
    #expect(known.count == 137)
  }

  @Test func theEscapeItselfIsNoCharacter() {
    #expect(GSM0338.septetCount(of: "\u{1B}") == 0)
  }

  @Test func lineEndsKeepTheirTwoCharacters() {
    #expect(GSM0338.read("a\r\nb") == .septets([0x61, 0x0D, 0x0A, 0x62]))
  }

  @Test func everyForeignCharacterIsToldWithItsPlace() {
    #expect(
      GSM0338.read("“a” 😀\t")
        == .foreign([
          ForeignScalar(scalar: "“", offset: 0), ForeignScalar(scalar: "”", offset: 2),
          ForeignScalar(scalar: "😀", offset: 4), ForeignScalar(scalar: "\t", offset: 5),
        ]))
  }

  @Test func anAccentOnItsOwnIsForeignThoughTheLetterIsNot() {
    #expect(GSM0338.read("e\u{301}") == .foreign([ForeignScalar(scalar: "\u{301}", offset: 1)]))
    #expect(GSM0338.read("\u{E9}") == .septets([0x05]))
  }

  @Test func anEmptyTextHasNoSeptets() {
    #expect(GSM0338.read("") == .septets([]))
  }
}
