import Messaging
import PlaySMSSandbox

@testable import AccountEngine

/// What the server, telephones and other programs do.
extension SimulatedLife {
  func receive() {
    // More in one second than the largest page holds cannot be listed, which is told and no hole.
    let count = min(random.chance(70) ? random.number(in: 1...3) : random.number(in: 4...50), roomInThisSecond())
    guard count > 0 else { return }
    if random.chance(20) {
      for _ in 0..<min(count, 12) {
        appeared(sandbox.addIncoming(src: "+628118", kwd: "INFO", msg: "question \(time.now)"), in: .incoming)
      }
    } else if random.chance(10) {
      appeared(sandbox.addInbox(src: "+628117", msg: "old \(time.now)", dt: "2026-11-01 10:00:00"), in: .inbox)
    } else {
      let number = "+62811\(random.number(in: 6...9))"
      let now = time.now
      for id in sandbox.receive(count, src: number, text: { "message \(now) \($0)" }) { appeared(id, in: .inbox) }
    }
  }

  private func roomInThisSecond() -> Int {
    let second = time.now / 1_000
    return 100 - (truth.shownSince[.inbox]?.values.filter { $0 / 1_000 == second }.count ?? 0)
  }

  func appeared(_ id: Int64, in stream: Stream) { truth.appeared(id, in: stream, at: time.now) }

  /// Another program on the same account sends, the same text to the same number among others.
  func submitElsewhere() {
    let number = random.pick(plan.numbers)
    let text = plan.hasTwins && random.chance(50) ? random.pick(plan.texts) : "elsewhere \(random.number(in: 0...999))"
    var form = [
      (name: "op", value: "pv"), ("u", "anna"), ("h", SandboxAccount.anna.token), ("to", number), ("msg", text),
    ]
    let isScheduled = random.chance(25)
    if isScheduled { form.append(("schedule", schedule())) }
    let before = sandbox.acceptedSubmissions.count
    _ = sandbox.answer(SandboxRequest(form: form))
    let ids = sandbox.acceptedSubmissions.dropFirst(before).compactMap(\.smslogID)
    truth.foreign += ids.map { .init(id: $0, number: number, text: text, at: time.now, isScheduled: isScheduled) }
    truth.submitted(ids)
  }

  /// Some moment of the next hours, as the account's zone has it.
  func schedule() -> String {
    let moment = time.now + Int64(random.number(in: 60...10_800)) * 1_000
    truth.lastSchedule = max(truth.lastSchedule, moment + 10_000)
    let civil = CivilTime(secondsSince1970: moment / 1_000)
    let clock = [civil.hour, civil.minute, civil.second].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return civil.dateText + " " + clock
  }

  func deleteSomething() {
    let stream = random.pick(Stream.allCases)
    let rows = SimulatedTruth.rows(of: stream, at: sandbox)
    guard !rows.isEmpty else { return }
    let row = random.chance(50) ? rows[0] : random.pick(rows)
    let table: Sandbox.Table =
      switch stream {
      case .inbox: .inbox
      case .incoming: .incoming
      case .outgoing: .outgoing
      }
    note("row \(row.id) of \(stream) is deleted")
    sandbox.deleteRow(row.id, from: table)
  }

  func changeStatus() {
    let rows = SimulatedTruth.rows(of: .outgoing, at: sandbox).filter { $0.status == 0 || $0.status == 1 }
    guard !rows.isEmpty else { return }
    sandbox.setStatus(random.pick([1, 2, 3]), of: random.pick(rows).id)
  }

  /// One operation fails for long.
  func breakOneOperation() {
    let op = random.pick(["ix", "in", "ds", "query", "get_contact", "get_contact_group"])
    lasting = (op, random.pick(WireFault.lasting), time.now + Int64(random.number(in: 60_000...7_200_000)))
    note("\(op) fails from now on: \(lasting?.fault.rawValue ?? "")")
  }

  func refuseToken() {
    sandbox.change("anna") { $0.token = "c0000000000000000000000000000009" }
  }

  func putServerClockWrong() {
    guard !plan.keepsTime else { return }
    sandbox.jumpClock(by: .seconds(random.pick([-86_400, -3_600, -60, 60, 3_600, 86_400])))
  }

  func acceptToken() {
    sandbox.change("anna") { $0.token = SandboxAccount.anna.token }
    sandbox.endLockouts()
  }
}
