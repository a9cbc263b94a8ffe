import Messaging

@testable import PlaySMS

/// What a reply came to, with results spelled out as text, so that they compare exactly: by their scalars, where
/// strings would call a letter with a combining mark the same as the composed one.
enum Outcome: Equatable, CustomStringConvertible {
  case value([String])
  case failure(PlaySMSError.Kind)

  var description: String {
    switch self {
    case .value(let lines): "value \(lines)"
    case .failure(let kind): "failure \(kind)"
    }
  }

  static func == (left: Outcome, right: Outcome) -> Bool {
    switch (left, right) {
    case (.value(let left), .value(let right)): left.map { Array($0.utf8) } == right.map { Array($0.utf8) }
    case (.failure(let left), .failure(let right)): left == right
    case (.value, .failure), (.failure, .value): false
    }
  }
}

extension Recording {
  /// Whether the client has a type for the operation, so that results can be compared. Errors look alike for all.
  var hasOperation: Bool { OperationName(rawValue: operation) != nil }

  /// What the client makes of the reply.
  var outcome: Outcome {
    switch operation {
    case "cr": read(ViewCredit()) { ["credit \($0.thousandths)"] }
    case "ix": read(ListInbox(Listing())) { $0.map(line) }
    case "in": read(ListIncoming(Listing())) { $0.map(line) }
    case "ds" where field("queue") != nil:
      read(FollowQueue(QueueCode(field("queue") ?? ""))) { answer in
        switch answer {
        case .rows(let rows): rows.map(line)
        case .waiting: ["waiting"]
        case .processed: ["processed"]
        case .nothing: ["nothing"]
        }
      }
    case "ds": read(ListOutgoing(Listing())) { $0.map(line) }
    case "pv": read(SendMessage(SendRequest(destination: .number("1"), text: "x"))) { $0.map(line) }
    case "get_contact": read(FindContacts(matching: "", count: nil)) { $0.map(line) }
    case "get_contact_group": read(FindContactGroups(matching: "", count: nil)) { $0.map(line) }
    case "get_token": read(GetToken(username: "", password: Secret(""))) { ["token \($0.reveal())"] }
    default: read(QueryAccount()) { line($0) }
    }
  }

  private func read<Value>(_ operation: some Operation<Value>, _ lines: (Value) -> [String]) -> Outcome {
    do {
      let answer = try operation.answer(in: reply)
      return .value(lines(answer.value) + ["unreadable \(answer.unreadableRows)"])
    } catch {
      return .failure(error.kind)
    }
  }
}

private func line(_ row: InboxMessage) -> String {
  "\(row.id)|\(row.src.raw)|\(row.dst.raw)|\(row.msg.raw)|\(row.dt.text)"
}

private func line(_ row: IncomingMessage) -> String {
  "\(row.id)|\(row.src.raw)|\(row.dst.raw)|\(row.kwd.raw)|\(row.msg.raw)|\(row.dt.text)"
}

private func line(_ row: OutgoingMessage) -> String {
  "\(row.id)|\(row.src.raw)|\(row.dst.raw)|\(row.msg.raw)|\(row.dt.text)|\(row.update.text)|\(row.status.code)"
}

private func line(_ row: Contact) -> String {
  "\(row.id)|\(row.name.raw)|\(row.number.raw)|\(row.email.raw)|\(row.tags.raw)"
}

private func line(_ row: ContactGroup) -> String { "\(row.id)|\(row.name.raw)|\(row.code.raw)" }

private func line(_ receipt: SendReceipt) -> String {
  switch receipt {
  case .accepted(let id, let queue, let to): "accepted|\(id.map(\.description) ?? "-")|\(queue.text)|\(to.raw)"
  case .failed(let code): "failed|\(code)"
  }
}

private func line(_ query: AccountQuery) -> [String] {
  let user = query.user
  let status: Int64 =
    switch user.status {
    case .admin: 2
    case .user: 3
    case .subuser: 4
    case .other(let code): code
    }
  return [
    "\(user.username.raw)|\(user.uid)|\(status)|\(user.name.raw)|\(user.email.raw)|\(user.mobile.raw)",
    "credit \(user.credit?.thousandths ?? -1)",
    "last \(query.lastInbox?.rawValue ?? 0) \(query.lastIncoming?.rawValue ?? 0) \(query.lastOutgoing?.rawValue ?? 0)",
  ]
}
