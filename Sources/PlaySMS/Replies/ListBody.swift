/// The result of a list operation: rows under `data`.
struct ListBody<Row: Decodable>: Decodable {
  let data: Rows<Row>

  private enum Key: String, CodingKey { case data }

  init(from decoder: any Decoder) throws {
    let body = try decoder.container(keyedBy: Key.self)
    data = body.isNull(.data) ? Rows() : try body.decode(Rows<Row>.self, forKey: .data)
  }

  /// The rows as the values that they stand for.
  func reading<Value: Sendable>(_ value: (Row) -> Value) -> Reading<[Value]> {
    Reading(value: data.rows.map(value), unreadableRows: data.unreadable)
  }
}
