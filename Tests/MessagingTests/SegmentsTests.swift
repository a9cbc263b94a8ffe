import Messaging
import Testing

@Suite struct SegmentsTests {
  struct Row: Sendable {
    let length: Int
    let count: Int
    let left: Int
    init(_ length: Int, _ count: Int, _ left: Int) {
      self.length = length
      self.count = count
      self.left = left
    }
  }

  @Test(arguments: [
    Row(0, 0, 160), Row(1, 1, 159), Row(153, 1, 7), Row(154, 1, 6), Row(159, 1, 1), Row(160, 1, 0), Row(161, 2, 145),
    Row(305, 2, 1), Row(306, 2, 0), Row(307, 3, 152), Row(459, 3, 0), Row(460, 4, 152), Row(612, 4, 0),
    Row(613, 5, 152), Row(765, 5, 0), Row(766, 6, 152), Row(1530, 10, 0), Row(1531, 11, 152),
  ])
  func lettersOfTheAlphabet(row: Row) {
    let segments = Segments(String(repeating: "a", count: row.length))
    #expect(segments.encoding == .gsm7)
    #expect(segments.units == row.length)
    #expect(segments.count == row.count)
    #expect(segments.left == row.left)
    #expect(!segments.forcesUnicode)
  }

  @Test(arguments: [
    Row(1, 1, 69), Row(67, 1, 3), Row(69, 1, 1), Row(70, 1, 0), Row(71, 2, 63), Row(133, 2, 1), Row(134, 2, 0),
    Row(135, 3, 66), Row(201, 3, 0), Row(202, 4, 66), Row(268, 4, 0), Row(269, 5, 66), Row(670, 10, 0),
    Row(671, 11, 66),
  ])
  func lettersOutsideTheAlphabet(row: Row) {
    let segments = Segments(String(repeating: "م", count: row.length))
    #expect(segments.encoding == .ucs2)
    #expect(segments.units == row.length)
    #expect(segments.count == row.count)
    #expect(segments.left == row.left)
    #expect(segments.foreign.count == row.length)
  }

  @Test(arguments: [Row(35, 1, 0), Row(36, 2, 61), Row(66, 2, 1), Row(67, 3, 65), Row(99, 3, 1), Row(100, 4, 65)])
  func aSurrogatePairIsNeverSplit(row: Row) {
    // 33 pairs and a lost unit in each segment of 67.
    let segments = Segments(String(repeating: "😀", count: row.length))
    #expect(segments.units == row.length * 2)
    #expect(segments.count == row.count)
    #expect(segments.left == row.left)
  }

  @Test(arguments: [Row(80, 1, 0), Row(81, 2, 143), Row(152, 2, 1), Row(153, 3, 151), Row(228, 3, 1), Row(229, 4, 151)])
  func anExtensionPairIsNeverSplit(row: Row) {
    // 76 pairs and a lost septet in each segment of 153.
    let segments = Segments(String(repeating: "[", count: row.length))
    #expect(segments.units == row.length * 2)
    #expect(segments.count == row.count)
    #expect(segments.left == row.left)
  }

  @Test func anExtensionAtTheEdgeMovesWholeIntoTheNextSegment() {
    let before = String(repeating: "a", count: 152)
    // 306 septets would fill two segments, but the pair does not fit behind 152.
    let split = Segments(before + "€" + String(repeating: "b", count: 152))
    #expect(split.units == 306)
    #expect(split.count == 3)
    #expect(split.left == 152)
    let fitting = Segments(before + "b€" + String(repeating: "b", count: 151))
    #expect(fitting.units == 306)
    #expect(fitting.count == 2)
    #expect(fitting.left == 0)
  }

  @Test func aPairAtTheEdgeOfTheOnlySegmentIsNoMatter() {
    let segments = Segments(String(repeating: "a", count: 158) + "€")
    #expect(segments.count == 1)
    #expect(segments.left == 0)
  }

  @Test func anEmojiAtTheEdgeMovesWholeIntoTheNextSegment() {
    let segments = Segments(String(repeating: "م", count: 66) + "😀" + String(repeating: "م", count: 66))
    #expect(segments.units == 134)
    #expect(segments.count == 3)
    #expect(segments.left == 66)
  }

  @Test func theFooterCountsWithABlankBeforeIt() {
    let alone = Segments(String(repeating: "a", count: 155))
    let withFooter = Segments(String(repeating: "a", count: 155), footer: "ACME!")
    #expect(alone.count == 1)
    #expect(withFooter.units == 161)
    #expect(withFooter.count == 2)
  }

  @Test func aForeignFooterForcesUnicodeBehindTheText() {
    let segments = Segments("ab", footer: "م")
    #expect(segments.encoding == .ucs2)
    #expect(segments.foreign == [ForeignScalar(scalar: "م", offset: 3)])
  }

  @Test func unicodeAskedForPlainTextCountsUnits() {
    let segments = Segments(String(repeating: "a", count: 71), as: .ucs2)
    #expect(segments.encoding == .ucs2)
    #expect(segments.count == 2)
    #expect(!segments.forcesUnicode)
  }

  @Test func gsmAskedForForeignTextCountsOneSeptetForEach() {
    let segments = Segments("😀م€", as: .gsm7)
    #expect(segments.encoding == .gsm7)
    #expect(segments.units == 4)
    #expect(segments.foreign.map(\.offset) == [0, 1])
  }

  @Test func charactersOfSeveralScalarsCountEachScalar() {
    let family = Segments("👩‍👩‍👧")
    #expect(family.units == 8)
    #expect(Segments("\r\n").units == 2)
  }
}
