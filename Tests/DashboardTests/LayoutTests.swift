import Dashboard
import Terminal
import Testing

@Suite struct LayoutTests {
  static let wants: [Layout.Wants] = [
    Layout.Wants(), Layout.Wants(composes: true), Layout.Wants(reads: true), Layout.Wants(composes: true, reads: true),
    Layout.Wants(zoomed: .inbox),
  ]

  @Test(arguments: Pane.allCases) func regionsFillTheBodyWithoutOverlapping(pane: Pane) {
    for columns in [20, 46, 60, 80, 96, 97, 120, 169, 170, 200, 300] {
      for rows in [5, 12, 13, 24, 30, 40, 60, 100] {
        for wants in Self.wants {
          let layout = Layout(size: Size(columns: columns, rows: rows), pane: pane, wants: wants)
          #expect(!layout.places.isEmpty)
          for place in layout.places {
            #expect(place.rect.column >= 0 && place.rect.endColumn <= layout.body.endColumn)
            #expect(place.rect.row >= layout.body.row && place.rect.endRow <= layout.body.endRow)
            #expect(place.rect.rows > 0)
          }
          let covered = layout.places.reduce(0) { $0 + $1.rect.rows * $1.rect.columns }
          let lines = Set(layout.places.map(\.rect.column)).count - 1
          #expect(covered == layout.body.rows * (layout.body.columns - lines), "\(columns)x\(rows) \(pane)")
        }
      }
    }
  }

  @Test(arguments: Pane.allCases) func grownRegionsStillFillTheBody(pane: Pane) {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      var wants = Layout.Wants(composes: Bool.random(using: &random))
      for region in Region.allCases where Bool.random(using: &random) {
        wants.grown[region] = Int.random(in: -50...50, using: &random)
      }
      let size = Size(columns: Int.random(in: 1...300, using: &random), rows: Int.random(in: 5...100, using: &random))
      let layout = Layout(size: size, pane: pane, wants: wants)
      let covered = layout.places.reduce(0) { $0 + $1.rect.rows * $1.rect.columns }
      let lines = Set(layout.places.map(\.rect.column)).count - 1
      #expect(covered == layout.body.rows * (layout.body.columns - lines), "\(size) \(pane) \(wants)")
      #expect(layout.places.allSatisfy { $0.rect.rows > 0 && $0.rect.columns > 0 })
    }
  }

  @Test func oneListAloneWhereThereIsNoRoomForTwo() {
    let layout = Layout(size: Size(columns: 80, rows: 24), pane: .inbox, wants: Layout.Wants())
    #expect(layout.places.map(\.region) == [.inbox])
    #expect(layout.hasBars)
  }

  @Test func theConversationStandsBesideItsListWhereThereIs() {
    let layout = Layout(size: Size(columns: 120, rows: 40), pane: .inbox, wants: Layout.Wants())
    #expect(layout.places.map(\.region) == [.inbox, .conversation])
  }

  @Test func aWideScreenHasThreeColumns() {
    let layout = Layout(size: Size(columns: 200, rows: 60), pane: .overview, wants: Layout.Wants())
    #expect(Set(layout.places.map(\.rect.column)).count == 3)
  }

  @Test(arguments: [(50, 11), (59, 24), (80, 11), (20, 5)])
  func aSmallWindowHasOneListInTheOverviewToo(columns: Int, rows: Int) {
    let layout = Layout(size: Size(columns: columns, rows: rows), pane: .overview, wants: Layout.Wants())
    #expect(layout.places.map(\.region) == [.inbox])
    #expect(layout.body.rows == rows)
  }

  @Test func aSmallWindowHasTheListAlone() {
    let layout = Layout(size: Size(columns: 50, rows: 10), pane: .inbox, wants: Layout.Wants())
    #expect(!layout.hasBars)
    #expect(layout.body.rows == 10)
  }
}
