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
    case "query": read(QueryAccount()) { line($0) }
    default: administration ?? changeOutcome
    }
  }

  /// What the client makes of an administrator's operation that has a result of its own.
  private var administration: Outcome? {
    switch operation {
    case "sx": read(ListUnhandled(Listing())) { $0.map(line) }
    case "accountadd":
      read(AddAccount(Conversation.newAccount("x"))) { addition in
        switch addition {
        case .acknowledged(let done): ["done|\(done.info.raw)"]
        case .brokeOffAfterwards: ["broke off"]
        }
      }
    case "parentget": read(GetParent(of: "x")) { ["\($0.uid)|\($0.username.raw)"] }
    case "creditview":
      read(ViewBalance(of: "x")) { balance in
        switch balance {
        case .amount(let credit): ["balance \(credit.thousandths)"]
        case .zeroOrUnknown: ["zero or unknown"]
        }
      }
    case "creditadd": read(AddCredit(Credit(thousandths: 1), to: "x")) { [line($0)] }
    case "creditdeduct": read(DeductCredit(Credit(thousandths: 1), from: "x")) { [line($0)] }
    case "loginkeyset": read(SetLoginKey(of: "x")) { ["key \($0.reveal())"] }
    default: nil
    }
  }

  /// What the client makes of a change that is merely acknowledged, and of operations that nobody knows.
  private var changeOutcome: Outcome {
    func done(_ operation: some PlaySMS.Operation<Acknowledgement>) -> Outcome {
      read(operation) { ["done|\($0.info.raw)"] }
    }
    return switch operation {
    case "set_token": read(SetToken()) { ["token \($0.reveal())"] }
    case "ws_login": read(WebLogin(username: "", loginKey: Secret(""))) { _ in ["no verdict"] }
    case "stoplist": done(AddToStoplist("1"))
    case "inject": done(InjectMessage(from: "", text: "", receiver: nil, smsc: nil))
    case "accountremove": done(RemoveAccount("x"))
    case "parentset": done(SetParent(of: "x", to: "y"))
    case "accountban": done(BanAccount("x"))
    case "accountunban": done(UnbanAccount("x"))
    case "accountpref": done(ChangePreferences(of: "x", to: AccountPreferences()))
    case "accountconf":
      done(ChangeConfiguration(of: "x", to: AccountConfiguration(footer: .nothing, sender: .nothing)))
    default: read(QueryAccount()) { line($0) }
    }
  }

  private func read<Value>(_ operation: some PlaySMS.Operation<Value>, _ lines: (Value) -> [String]) -> Outcome {
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

private func line(_ row: UnhandledMessage) -> String {
  "\(row.id)|\(row.src.raw)|\(row.dst.raw)|\(row.msg.raw)|\(row.dt.text)"
}

private func line(_ change: CreditChange) -> String {
  "amount \(change.amount?.thousandths ?? -1), balance \(change.balanceBefore?.thousandths ?? -1)"
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
