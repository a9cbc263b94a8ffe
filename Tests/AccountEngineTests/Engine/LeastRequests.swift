import Foundation
import Messaging
import PlaySMSSandbox

@testable import AccountEngine

/// The fewest requests that give every row of a list to somebody who knows beforehand where they are: windows as they
/// can be asked for, each page newest first and `c` rows at most.
struct LeastRequests {
  private(set) var count = 0
  private let dates: [String]
  private let c: Int

  /// - Parameter dates: of all rows, in any order.
  init(dates: [String], c: Int) {
    self.dates = dates.sorted(by: >)
    self.c = c
    // The newest page, which shows that nothing is newer.
    guard dates.count >= c else {
      count = 1
      return
    }
    let bound = self.dates[c - 1]
    count = 1 + least(DateWindow.decades.map(\.prefix), below: bound) + 1
  }

  /// - Parameter bound: what is newer is known.
  private func least(_ prefixes: [String], below bound: String) -> Int {
    prefixes.reduce(0) { $0 + least($1, below: bound) }
  }

  private func least(_ prefix: String, below bound: String) -> Int {
    guard prefix <= bound.prefix(prefix.utf8.count) else { return 0 }
    let rows = range(of: prefix)
    guard rows.count >= c else { return 1 }
    let inside = DateWindow.children(of: HistoryWindow(prefix: prefix)).map(\.prefix)
    guard !inside.isEmpty else { return 1 }
    let oldest = dates[rows.lowerBound + c - 1]
    return min(least(inside, below: bound), 1 + least(inside, below: min(bound, oldest)))
  }

  private func range(of prefix: String) -> Range<Int> {
    let first = partition { $0.prefix(prefix.utf8.count) <= prefix }
    return first..<partition { $0.prefix(prefix.utf8.count) < prefix }
  }

  /// The first index from which on `isBehind` holds.
  private func partition(_ isBehind: (String) -> Bool) -> Int {
    var low = 0
    var high = dates.count
    while low < high {
      let middle = (low + high) / 2
      if isBehind(dates[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// A list as the sandbox has it, in one reply that no real server could give.
struct WholeList {
  let bytes: Int
  let dates: [String]

  init(_ op: String, at sandbox: Sandbox) {
    sandbox.reconfigure { $0.quirks.rowLimit = nil }
    let request = SandboxRequest.call(op, ["u": "anna", "h": SandboxAccount.anna.token, "c": "10000000"])
    let body = sandbox.answer(request).body
    bytes = body.count
    dates = String(decoding: body, as: UTF8.self).split(separator: "\"dt\":\"").dropFirst().map {
      String($0.prefix(19))
    }
  }
}
