/// The filters that all lists share.
struct RowFilter {
  private let bound: Double
  private let offset: Int
  private let limit: Int
  private let address: LikePattern?
  private let date: LikePattern?
  private let datePrefix: String?

  /// Nil when `c` or `last` kill the query. `address` is `dst` for `ds`, else `src`.
  init?(_ parameters: Parameters, address: String) {
    guard let page = SQLNumbers.page(parameters["c"]), let bound = SQLNumbers.bound(parameters["last"]) else {
      return nil
    }
    self.bound = bound
    (offset, limit) = page
    let dt = parameters["dt"]
    self.address = address.isEmpty ? nil : LikePattern("%" + RowFilter.withoutPrefix(address))
    date = dt.isEmpty ? nil : LikePattern("%" + dt + "%")
    datePrefix = address.isEmpty && RowFilter.isBeginningOfDate(dt) ? dt : nil
  }

  /// Address and date are joined by OR when both are given.
  func matches(addressed text: String, dt: String) -> Bool {
    if let datePrefix { return dt.hasPrefix(datePrefix) }
    if address == nil, date == nil { return true }
    return address?.matches(text) == true || date?.matches(dt) == true
  }

  /// Equality without regard to case; an empty filter passes everything.
  func isEqual(_ text: String, to filter: String) -> Bool {
    // The length first: it spares nearly all of the folding on a full account.
    filter.isEmpty || text == filter
      || (text.utf8.count == filter.utf8.count && text.lowercased() == filter.lowercased())
  }

  /// The rows above `last` that pass, in the server's order and of the page that `c` names. `ids` are the only rows to
  /// look at, when they are given.
  func select<Row: TableRow>(from table: RowTable<Row>, ids: [Int64]? = nil, where passes: (Row) -> Bool) -> [Row] {
    let passesAll = { (row: Row) in Double(row.id) > bound && passes(row) }
    if let ids {
      let rows = ids.compactMap { table[$0] }.filter(passesAll).sorted(by: RowTable.isBefore)
      return Array(rows.dropFirst(offset).prefix(limit))
    }
    return table.newest(limit: limit, offset: offset, datePrefix: datePrefix, above: bound, where: passesAll)
  }

  /// A leading `0` is taken off, else three characters, whatever they are: `+62` and `12` become nothing.
  private static func withoutPrefix(_ address: String) -> String {
    String(address.first == "0" ? address.dropFirst() : address.dropFirst(3))
  }

  /// Whether a text can stand only at the beginning of a date, so that the table need not be read through.
  private static func isBeginningOfDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count >= 4, bytes[..<4].allSatisfy(\.isASCIIDigit) else { return false }
    return !bytes.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "_") }
  }
}
