import Terminal

/// Marks a text wherever it stands in what is drawn. Only looks change: what is marked went through the gate, and so
/// does what is looked for, cell by cell, so that wide characters and marks on letters are never parted.
struct Hits {
  /// The cells of the text, capital letters as small ones.
  private let wanted: [String]
  /// A number is found however its digits are grouped.
  private let isNumber: Bool

  init(of text: String) {
    wanted = Gate.cells(text, style: .plain).map { $0.text.lowercased() }
    isNumber = wanted.count > 2 && wanted.allSatisfy { Hits.isDigit($0) }
  }

  func mark(in rect: Rect, of frame: inout Frame) {
    guard !wanted.isEmpty else { return }
    for row in rect.row..<max(rect.row, rect.endRow) {
      let cells = cells(of: frame.row(row).dropFirst(rect.column).prefix(rect.columns), from: rect.column)
      var start = 0
      while start + wanted.count <= cells.count {
        let end = start + wanted.count
        guard (start..<end).allSatisfy({ cells[$0].text == wanted[$0 - start] }) else {
          start += 1
          continue
        }
        let last = cells[end - 1]
        let columns = last.column + last.width - cells[start].column
        frame.restyle(Rect(column: cells[start].column, row: row, columns: columns, rows: 1)) { style in
          var style = style
          style.attributes.insert(.reverse)
          return style
        }
        start = end
      }
    }
  }

  private struct Place {
    let text: String
    let column: Int
    let width: Int
  }

  private func cells(of row: ArraySlice<Cell>, from column: Int) -> [Place] {
    let places = row.enumerated().compactMap { offset, cell in
      cell.width == 0 ? nil : Place(text: cell.text.lowercased(), column: column + offset, width: cell.width)
    }
    guard isNumber else { return places }
    return places.enumerated().filter { index, place in
      !(place.text == " " && index > 0 && index + 1 < places.count && Hits.isDigit(places[index - 1].text)
        && Hits.isDigit(places[index + 1].text))
    }.map(\.element)
  }

  private static func isDigit(_ text: String) -> Bool {
    text.utf8.count == 1 && text.utf8.allSatisfy { $0 == UInt8(ascii: "+") || (0x30...0x39).contains($0) }
  }
}
