import AccountEngine
import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox

/// What the next start of the program makes of what a kill or a loss of power left.
struct Aftermath: Sendable {
  /// The account's folder as it was left.
  let place: Place
  /// What the server had taken, and takes after all.
  let taken: [[FormField]]
  /// What the operator had seen before.
  let told: [Run.Told]
  /// Texts that the operator had been told were not taken.
  var refused: [String] = []

  /// Starts again, runs on until everything is settled, and says what is wrong.
  func judge() async -> [String] {
    let server = Server()
    for form in taken { server.take(form) }
    do {
      let archive = try MessageArchive.open(place.archive)
      let ledger = Ledger(archive)
      var faults = try await broken(ledger)
      faults += try await ledger.faults(server, isOver: false)
      let wire = Wire(server.sandbox, clock: server.clock)
      let engine = server.engine(on: archive, over: wire)
      let work = Task { await engine.run() }
      do {
        try await eventually("everything is settled") { try await ledger.isAtRest(server) }
        if try await !archive.openOutboxItems().isEmpty {
          // What stays unknown must stay so with more and more of the server's answers.
          let asked = server.sandbox.requestCounts["query"] ?? 0
          try await eventually("more was asked") { (server.sandbox.requestCounts["query"] ?? 0) >= asked + 3 }
        }
      } catch { faults.append("\(error)") }
      work.cancel()
      await work.value
      faults += try await ledger.faults(server, isOver: true)
      try archive.close()
      for file in ["outbox.sqlite", "archive.sqlite"] {
        if let said = Disk.unsound(place.account + "/" + file) { faults.append("\(file): \(said)") }
      }
      return faults
    } catch {
      return ["the account does not open: \(error)"]
    }
  }

  /// What the operator had seen, and is gone; and what they had been told was not there, and is.
  private func broken(_ ledger: Ledger) async throws -> [String] {
    var faults: [String] = []
    for word in told {
      let steps = try await ledger.archive.history(of: word.item).map(\.state.kind)
      if steps.isEmpty {
        faults.append("item \(word.item.rawValue) is lost")
      } else if !steps.contains(word.kind) {
        faults.append("item \(word.item.rawValue) was shown as \(word.kind), and that is lost")
      }
    }
    let texts = Set(try await ledger.items().map(\.text))
    for text in refused where texts.contains(text) {
      faults.append("'\(text)' was said not to be taken, and is there")
    }
    return faults
  }
}
