import CWidth
import TestThreads
import Testing

@testable import Terminal

/// Every scalar that there is.
@Suite(.ownThreads()) struct GateSweepTests {
  private static var scalars: some Sequence<Unicode.Scalar> {
    (UInt32(0)...0x10FFFF).lazy.compactMap(Unicode.Scalar.init)
  }

  /// Nothing that a terminal could obey, that hides or reorders, or whose width is not agreed.
  private static func flaw(of cell: Cell) -> String? {
    var columns = 0
    for (index, scalar) in cell.text.unicodeScalars.enumerated() {
      let width = Int(cwidth_of(scalar.value))
      if width < 0 { return "unknown width" }
      if index > 0, width != 0 { return "mark with a width" }
      columns += width
      let properties = scalar.properties
      if properties.isBidiControl { return "bidi control" }
      if properties.isDefaultIgnorableCodePoint { return "invisible" }
      switch properties.generalCategory {
      case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: return "not graphic"
      default: break
      }
    }
    return columns == cell.width && (1...2).contains(columns) ? nil : "width \(cell.width) of \(columns)"
  }

  @Test func aScalarAloneBecomesSafeCells() {
    var flaws: [String] = []
    for scalar in GateSweepTests.scalars {
      let cells = Gate.cells(String(scalar), style: .plain)
      if cells.count > 1 { flaws.append("\(scalar.value): \(cells.count) cells") }
      for cell in cells {
        if let flaw = GateSweepTests.flaw(of: cell) { flaws.append("\(scalar.value): \(flaw)") }
      }
    }
    #expect(flaws == [])
  }

  @Test func aScalarAmongOthersLeavesThemWhereTheyAre() {
    var flaws: [UInt32] = []
    for scalar in GateSweepTests.scalars {
      let cells = Gate.cells("a\(scalar)b", style: .plain)
      if cells.first?.base != "a" || cells.last?.base != "b" || cells.count > 3 { flaws.append(scalar.value) }
    }
    #expect(flaws == [])
  }

  @Test func everyScalarMaySitInAFrame() {
    for scalar in GateSweepTests.scalars where scalar.value % 7 == 0 || scalar.value < 0x3000 {
      var frame = Frame(size: Size(columns: 3, rows: 1))
      frame.fill(Rect(column: 0, row: 0, columns: 3, rows: 1), with: scalar)
      #expect(frame.row(0).allSatisfy { $0.width == 1 && GateSweepTests.flaw(of: $0) == nil })
    }
  }
}
