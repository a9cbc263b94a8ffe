import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox

@testable import AccountEngine

/// What becomes of requests.
extension SimulatedLife {
  /// Takes what the program has asked, and decides what becomes of it.
  func letRequestsLeave() throws {
    guard let program else { return }
    try noteWhatIsMet(by: program)
    for exchange in program.wire.takeFresh() {
      if program.isRefused { throw BrokenPromise("\(exchange.op) left after a refused login") }
      counts.requests += 1
      program.requestedAt.append(time.now)
      if exchange.op == "query" { program.queriedAt.append(time.now) }
      // Days of `ds` are also asked for to follow deliveries.
      if ["ix", "in"].contains(exchange.op), !exchange["dt"].isEmpty { program.historyAskedAt.append(time.now) }
      let fault = fault(for: exchange.op)
      note("\(exchange.line) \(fault?.rawValue ?? "")")
      if let fault { counts.faults[fault.rawValue, default: 0] += 1 }
      let departure = exchange.op == "pv" ? try commit(exchange, fault) : nil
      send(exchange, over: program.wire, fault, departure)
    }
  }

  /// What a list holds that was met is history, of which the operator may want none.
  private func noteWhatIsMet(by program: SimulatedProgram) throws {
    guard plan.settings.history != .all, metAt.count < Stream.allCases.count else { return }
    let archive = program.archive
    for stream in Stream.allCases where metAt[stream] == nil {
      if try perform({ try await archive.progress(of: stream) }).mark != nil { metAt[stream] = time.now }
    }
  }

  private func fault(for op: String) -> WireFault? {
    if time.now < outageUntil { return random.pick([.refused, .refused, .nameLookup]) }
    if let lasting, lasting.op == op, time.now < lasting.until { return lasting.fault }
    guard isRough, random.chance(op == "pv" ? plan.brokenSends : plan.brokenReads) else { return nil }
    let fault = random.pick(WireFault.allCases)
    // Each refused login stops everything for a while, so it is not as frequent as the others.
    return fault == .loginRefused && op != "pv" && random.chance(80) ? .slow : fault
  }

  private func send(
    _ exchange: SimulatedWire.Exchange, over wire: SimulatedWire, _ fault: WireFault?,
    _ departure: SimulatedTruth.Departure?
  ) {
    let there = time.now + Int64(random.number(in: 1...60))
    let limit = time.now + exchange.deadline.wholeMilliseconds
    var back = there + Int64(random.number(in: 1...60))
    if fault == .slow { back = min(limit - 1, there + Int64(random.number(in: 100...19_000))) }
    if fault?.timesOut == true { back = limit }
    guard fault?.isTaken ?? true else {
      let nothing = RawReply(status: 200, contentType: nil, body: [])
      if let fault { plan(.reply(exchange.number, wire, fault.outcome(nothing)), at: back) }
      return
    }
    if fault == .takenAfterTimeOut {
      plan(
        .reply(
          exchange.number, wire, WireFault.takenAfterTimeOut.outcome(RawReply(status: 200, contentType: nil, body: []))),
        at: limit)
      let late = limit + Int64(random.number(in: 1...random.pick([2_000, 60_000, 900_000])))
      plan(.arrival(exchange, wire, fault, replyAt: nil, of: departure), at: late)
      return
    }
    plan(.arrival(exchange, wire, fault, replyAt: back, of: departure), at: there)
    if fault == .doubled {
      let again = there + Int64(random.number(in: 1...random.pick([50, 30_000])))
      plan(.arrival(exchange, wire, fault, replyAt: nil, of: departure), at: again)
    }
  }

  func happen(_ what: Happening) throws {
    switch what {
    case .arrival(let exchange, let wire, let fault, let replyAt, let departure):
      let reply = serve(exchange, departure, isAnswered: replyAt != nil)
      if let replyAt { plan(.reply(exchange.number, wire, fault?.outcome(reply) ?? .success(reply)), at: replyAt) }
    case .reply(let number, let wire, let outcome):
      if case .success(let reply) = outcome, reply.refusesLogin, let program, program.wire === wire {
        program.isRefused = true
      }
      wire.reply(to: number, outcome)
    }
  }

  /// The server does what it is asked for.
  private func serve(
    _ exchange: SimulatedWire.Exchange, _ departure: SimulatedTruth.Departure?, isAnswered: Bool
  ) -> RawReply {
    let before = sandbox.acceptedSubmissions.count
    let response = sandbox.answer(exchange.request)
    let reply = RawReply(
      status: response.status, contentType: response.headers.first { $0.name == "Content-Type" }?.value,
      body: response.body)
    guard let departure else { return reply }
    let taken = sandbox.acceptedSubmissions.dropFirst(before)
    counts.taken += taken.count
    truth.submitted(taken.compactMap(\.smslogID))
    truth.sent[departure.item]?.attempts[departure.attempt].submissions += taken
    // What becomes of a second copy nobody hears.
    if reply.refusesLogin, isAnswered { truth.sent[departure.item]?.attempts[departure.attempt].isRefused = true }
    return reply
  }

  /// The last moment before a message leaves: it must be on disk as in flight, it must not have left before, and
  /// nothing for the same recipient may be open before it.
  private func commit(_ exchange: SimulatedWire.Exchange, _ fault: WireFault?) throws -> SimulatedTruth.Departure {
    counts.sends += 1
    guard let archive = program?.archive else { throw BrokenPromise("a send without a program") }
    let open = try perform { try await archive.openOutboxItems() }
    let inFlight = open.filter { $0.state == .inFlight }
    guard inFlight.count == 1, let item = inFlight.first, item.destination.wire == exchange["to"],
      item.text == exchange["msg"]
    else { throw BrokenPromise("a message left that does not stand in the journal as in flight") }
    guard var sent = truth.sent[item.id] else { throw BrokenPromise("a message left that nobody wrote") }
    guard sent.attempts.allSatisfy(\.provesNothing) else {
      throw BrokenPromise("item \(item.id) left again after \(sent.attempts.map { "\($0)" })")
    }
    if let earlier = open.first(where: { $0.id < item.id && $0.destination.peer == item.destination.peer }) {
      throw BrokenPromise(
        "item \(item.id) left before \(earlier.id) to the same recipient, which is \(earlier.state.kind)")
    }
    var attempt = SimulatedTruth.Attempt(fault: fault, at: time.now)
    attempt.isRefused = fault == .loginRefused
    sent.attempts.append(attempt)
    truth.sent[item.id] = sent
    truth.lastSent = item.id
    return SimulatedTruth.Departure(item: item.id, attempt: sent.attempts.count - 1)
  }

  /// Notes what befalls a program whose message is on its way; nothing when none is.
  func befall(_ mishap: SimulatedTruth.Mishap) {
    guard let program, program.wire.isSending, let item = truth.lastSent, var sent = truth.sent[item],
      let last = sent.attempts.indices.last
    else { return }
    sent.attempts[last].mishap = sent.attempts[last].mishap ?? mishap
    truth.sent[item] = sent
  }
}

extension RawReply {
  var refusesLogin: Bool {
    let text = String(decoding: body, as: UTF8.self)
    return text.hasPrefix(#"{"status":"ERR","error":"100""#) && text.hasSuffix("}")
  }
}
