import Messaging

/// Reads a reply as libFuzzer invents it. The first byte names the operation and the HTTP status, the rest is the body.
///
/// Every input must come to an answer or to a typed error, within what an answer and an error promise.
@_cdecl("LLVMFuzzerTestOneInput")
public func readInventedReply(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let choice = input.first else { return 0 }
  let status = [200, 200, 302, 500][Int(choice >> 6)]
  let reply = RawReply(status: status, contentType: nil, body: Array(input.dropFirst()))
  let names = OperationName.allCases
  let index = Int(choice & 63)
  if index < names.count {
    read(names[index], reply)
  } else {
    check(FollowQueue(QueueCode("q")), reply) { answer in
      if case .rows(let rows) = answer { return rows.map(\.id) }
      return []
    }
  }
  return 0
}

private func read(_ name: OperationName, _ reply: RawReply) {
  let credit = Credit(thousandths: 1)
  switch name {
  case .query: check(QueryAccount(), reply) { [$0.lastInbox, $0.lastIncoming, $0.lastOutgoing].compactMap(\.self) }
  case .cr: check(ViewCredit(), reply)
  case .ix: check(ListInbox(Listing()), reply) { $0.map(\.id) }
  case .in: check(ListIncoming(Listing()), reply) { $0.map(\.id) }
  case .ds: check(ListOutgoing(Listing()), reply) { $0.map(\.id) }
  case .sx: check(ListUnhandled(Listing()), reply) { $0.map(\.id) }
  case .pv: checkReceipts(reply)
  case .getContact: check(FindContacts(matching: "", count: nil), reply) { $0.map { MessageID($0.id) } }
  case .getContactGroup: check(FindContactGroups(matching: "", count: nil), reply) { $0.map { MessageID($0.id) } }
  case .getToken: check(GetToken(username: "", password: Secret("")), reply)
  case .setToken: check(SetToken(), reply)
  case .wsLogin: check(WebLogin(username: "", loginKey: Secret("")), reply)
  case .stoplist: check(AddToStoplist("1"), reply)
  case .inject: check(InjectMessage(from: "", text: "", receiver: nil, smsc: nil), reply)
  case .accountadd:
    check(
      AddAccount(NewAccount(status: .user, username: "", password: Secret(""), name: "", email: "")), reply)
  case .accountremove: check(RemoveAccount(""), reply)
  case .parentset: check(SetParent(of: "", to: ""), reply)
  case .parentget: check(GetParent(of: ""), reply)
  case .accountban: check(BanAccount(""), reply)
  case .accountunban: check(UnbanAccount(""), reply)
  case .accountpref: check(ChangePreferences(of: "", to: AccountPreferences()), reply)
  case .accountconf:
    check(ChangeConfiguration(of: "", to: AccountConfiguration(footer: .nothing, sender: .nothing)), reply)
  case .creditview: check(ViewBalance(of: ""), reply)
  case .creditadd: check(AddCredit(credit, to: ""), reply)
  case .creditdeduct: check(DeductCredit(credit, from: ""), reply)
  case .loginkeyset: check(SetLoginKey(of: ""), reply)
  }
}

/// A submission's answer holds receipts, or it is an error.
private func checkReceipts(_ reply: RawReply) {
  let operation = SendMessage(SendRequest(destination: .number("1"), text: "x"))
  check(operation, reply) { receipts in
    precondition(!receipts.isEmpty)
    return receipts.compactMap { receipt in
      if case .accepted(let id, _, _) = receipt { id } else { nil }
    }
  }
}

private func check<Value>(
  _ operation: some Operation<Value>, _ reply: RawReply, ids: (Value) -> [MessageID] = { _ in [] }
) {
  do throws(PlaySMSError) {
    let answer = try operation.answer(in: reply)
    precondition(ids(answer.value).allSatisfy { $0.rawValue > 0 })
    precondition(answer.unreadableRows >= 0 && answer.bytes == reply.body.count)
  } catch {
    precondition(error.operation == type(of: operation).name && !error.nothingLeft)
    precondition(!error.sentence.isEmpty && !error.hint.isEmpty)
    // Nothing of the reply gets into what is logged and shown as ours but a code's digits.
    precondition(error.detail.utf8.allSatisfy { $0 < 0x80 && $0 >= 0x20 } && error.detail.utf8.count < 200)
    precondition(error.sentence.unicodeScalars.allSatisfy { $0.value >= 0x20 })
  }
}
