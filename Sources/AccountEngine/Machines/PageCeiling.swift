/// The largest page that a server answers, as far as it was found out.
///
/// A fault may mean that a page was too large, or that the server is unwell for a moment: only time tells. So a fault
/// halves the size and a good page doubles it again; where the same size fails again and again, ever more good pages
/// come before it is tried anew.
struct PageCeiling: Hashable, Sendable {
  /// Servers that cannot answer so few rows cannot answer.
  static let smallest = 100
  /// So many good pages at most come before a size that failed is tried again.
  private static let mostPatience = 16

  private let largest: Int
  private(set) var size: Int
  /// The smallest size that failed since as many rows came.
  private var failed: Int?
  private var patience = 1
  private var goodPages = 0

  init(largest: Int) {
    self.largest = largest
    size = largest
  }

  /// A page came.
  mutating func pageCame(rows: Int) {
    if let failed, rows >= failed {
      self.failed = nil
      patience = 1
    }
    guard size < largest else { return }
    goodPages += 1
    let next = min(largest, size * 2)
    guard failed.map({ next < $0 }) ?? true || goodPages >= patience else { return }
    size = next
    goodPages = 0
  }

  /// A page of so many rows failed.
  mutating func pageFailed(c: Int) {
    if failed == c {
      patience = min(Self.mostPatience, patience * 2)
    } else if failed.map({ c < $0 }) ?? true {
      failed = c
      patience = 1
    }
    goodPages = 0
    size = min(size, max(Self.smallest, c / 2))
  }
}
