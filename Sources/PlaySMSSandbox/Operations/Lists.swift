extension World {
  /// `ix`: the inbox. `queue`, `smslog_id` and `kwd` are documented and ignored.
  func listInbox(_ parameters: Parameters, for user: User) -> Reply {
    list(inbox, parameters) { row, filter in
      row.uid == user.uid && filter.matches(addressed: row.src, dt: row.dt)
        && filter.isEqual(row.dst, to: parameters["dst"])
    } value: { row in
      .object([
        ("id", stored(row.id)), ("src", .string(row.src)), ("dst", .string(row.dst)),
        ("msg", .string(row.msg.shownAsMessage)), ("dt", .string(row.dt)),
      ])
    }
  }

  /// `in`: what came for one of the account's keywords.
  func listIncoming(_ parameters: Parameters, for user: User) -> Reply {
    list(incoming, parameters) { row, filter in
      row.uid == user.uid && !row.kwd.isEmpty && filter.matches(addressed: row.src, dt: row.dt)
        && filter.isEqual(row.dst, to: parameters["dst"]) && filter.isEqual(row.kwd, to: parameters["kwd"])
    } value: { row in
      .object([
        ("id", stored(row.id)), ("src", .string(row.src)), ("dst", .string(row.dst)), ("kwd", .string(row.kwd)),
        ("msg", .string(row.msg.shownAsMessage)), ("dt", .string(row.dt)), ("status", stored(1)),
      ])
    }
  }

  /// `sx`: what nobody wanted, for administrators; empty for everybody else.
  func listUnhandled(_ parameters: Parameters, for user: User) -> Reply {
    guard user.isAdmin else { return .failed(.noData) }
    return list(incoming, parameters) { row, filter in
      row.uid == 0 && filter.matches(addressed: row.src, dt: row.dt)
        && filter.isEqual(row.dst, to: parameters["dst"])
    } value: { row in
      .object([
        ("id", stored(row.id)), ("src", .string(row.src)), ("dst", .string(row.dst)),
        ("msg", .string(row.msg.shownAsMessage)), ("dt", .string(row.dt)),
      ])
    }
  }

  private func list<Row: TableRow>(
    _ table: RowTable<Row>, _ parameters: Parameters, where passes: (Row, RowFilter) -> Bool,
    value: (Row) -> PHPValue
  ) -> Reply {
    guard let filter = RowFilter(parameters, address: parameters["src"]) else {
      return deadQuery(or: .failed(.noData))
    }
    let rows = filter.select(from: table) { passes($0, filter) }
    if rows.isEmpty { return .failed(.noData) }
    return page(rows.map(value))
  }

  /// `ds`: outgoing messages and what became of them.
  func listOutgoing(_ parameters: Parameters, for user: User) -> Reply {
    let queue = parameters["queue"]
    guard let filter = RowFilter(parameters, address: parameters["dst"]) else {
      return deadQuery(or: .failed(reasonForNoRows(queue)))
    }
    let rows = filter.select(from: outgoing, ids: wantedIDs(parameters)) { row in
      row.uid == user.uid && filter.matches(addressed: row.dst, dt: row.dt)
        && filter.isEqual(row.queue, to: queue) && filter.isEqual(row.src, to: parameters["src"])
    }
    if rows.isEmpty { return .failed(reasonForNoRows(queue)) }
    return page(
      rows.map { row in
        .object([
          ("smslog_id", stored(row.id)), ("src", .string(row.src)), ("dst", .string(row.dst)),
          ("msg", .string(row.msg.shownAsMessage)), ("dt", .string(row.dt)), ("update", .string(row.update)),
          ("status", stored(Int64(row.status))),
        ])
      })
  }

  /// The only rows that a request can mean, nil when it names none.
  private func wantedIDs(_ parameters: Parameters) -> [Int64]? {
    let (smslogID, queue) = (parameters["smslog_id"], parameters["queue"].lowercased())
    if !smslogID.isEmpty { return [SQLNumbers.leadingNumber(smslogID)] }
    return queue.isEmpty ? nil : queues[queue]?.destinations ?? []
  }

  /// Whose queue it is makes no difference.
  private func reasonForNoRows(_ queue: String) -> ErrorCode {
    switch queues[queue]?.flag {
    case .waiting: .stillInQueue
    case .processed: .processedFromQueue
    case .processing: configuration.quirks.hidesQueueWhileProcessing ? .noDeliveryStatus : .stillInQueue
    case nil: .noDeliveryStatus
    }
  }

  private func page(_ rows: [PHPValue]) -> Reply {
    if let limit = configuration.quirks.rowLimit, rows.count > limit { return .crashed }
    return .rows(rows)
  }
}

extension String {
  /// As all lists show a text: `"` has become `'`.
  var shownAsMessage: String {
    guard utf8.contains(UInt8(ascii: "\"")) else { return self }
    return String(decoding: utf8.map { $0 == UInt8(ascii: "\"") ? UInt8(ascii: "'") : $0 }, as: UTF8.self)
  }
}
