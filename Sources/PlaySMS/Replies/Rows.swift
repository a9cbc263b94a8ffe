/// A list as the server gives it: an array, null for an empty one, or an object with numbers for keys, which is what
/// PHP makes of an array with gaps. Rows that cannot be read are counted, so that none vanishes unseen.
struct Rows<Row: Decodable>: Decodable {
  var rows: [Row] = []
  var unreadable = 0

  private struct Attempt: Decodable {
    let row: Row?

    init(from decoder: any Decoder) { row = try? Row(from: decoder) }
  }

  private struct Index: CodingKey {
    let intValue: Int?
    var stringValue: String { intValue.map(String.init) ?? "" }

    init?(stringValue: String) {
      guard let number = Int(stringValue) else { return nil }
      intValue = number
    }

    init?(intValue: Int) { self.intValue = intValue }
  }

  private struct NotAList: Error {}

  /// So many that cannot be read are no list with faults but something else, and would only cost time.
  private static var mostUnreadable: Int { 10_000 }

  init() {}

  init(from decoder: any Decoder) throws {
    if let single = try? decoder.singleValueContainer(), single.decodeNil() { return }
    if var list = try? decoder.unkeyedContainer() {
      while !list.isAtEnd {
        let index = list.currentIndex
        take(try? list.decode(Attempt.self))
        guard unreadable <= Rows.mostUnreadable else { throw NotAList() }
        if list.currentIndex == index {
          // A null is not handed on to the row, and stays where it is.
          guard (try? list.decodeNil()) == true else { throw NotAList() }
        }
      }
      return
    }
    let object = try decoder.container(keyedBy: Index.self)
    guard !object.allKeys.isEmpty else { throw NotAList() }
    for key in object.allKeys.sorted(by: { ($0.intValue ?? 0) < ($1.intValue ?? 0) }) {
      take(try? object.decode(Attempt.self, forKey: key))
      guard unreadable <= Rows.mostUnreadable else { throw NotAList() }
    }
  }

  private mutating func take(_ attempt: Attempt?) {
    if let row = attempt?.row {
      rows.append(row)
    } else {
      unreadable += 1
    }
  }
}
