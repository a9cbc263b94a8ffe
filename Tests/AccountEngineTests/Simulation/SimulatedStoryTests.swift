import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Synchronization
import Testing

@testable import AccountEngine

/// Moments that random lives found, made to happen again.
extension SimulationTests {
  @Test func nothingIsAskedAgainOnceASendHeardThatTheLoginIsRefused() async throws {
    let asked = try await told { life in
      let program = try life.startedInPeace()
      try life.submit("hello", to: "+6281100000001")
      guard let (send, read) = try life.sendAndReadUnderWay(program) else { return ["nothing under way"] }
      program.wire.reply(to: send, WireFault.loginRefused.outcome(.nothing))
      life.settle()
      program.wire.reply(to: read, WireFault.cutBeforeReply.outcome(.nothing))
      life.settle()
      return program.wire.takeFresh().map(\.op)
    }
    #expect(asked == [])
  }

  @Test func aClockPutBackInAnOutageDoesNotKeepTheProgramOffline() async throws {
    let phases = try await told { life in
      let program = try life.startedInPeace()
      let engine = program.engine
      life.outageUntil = life.time.now + 10_000
      try life.perform { await engine.pollNow() }
      try life.advance(by: 9_000)
      let during = try life.perform { await engine.status.phase }
      program.clock.skew = -5 * 86_400_000
      try life.advance(by: 120_000)
      return [during, try life.perform { await engine.status.phase }]
    }
    #expect(phases.first != .live)
    #expect(phases.last == .live)
  }

  /// Tells a story on a thread of its own, and gives what it ends with.
  private func told<Value: Sendable>(
    _ story: @escaping @Sendable (SimulatedLife) throws -> Value
  ) async throws -> Value {
    let empty = try ArchiveFiles.prepare()
    let result = Told<Value>()
    await Simulation.onThread {
      result.value.withLock { value in
        value = Result {
          let life = try SimulatedLife(seed: 1, empty: empty, folder: ArchiveFiles.base + "/story")
          defer { life.buryProgram() }
          return try story(life)
        }
      }
    }
    ArchiveFiles.remove(ArchiveFiles.base)
    return try #require(result.value.withLock { $0 }).get()
  }

  private final class Told<Value: Sendable>: Sendable {
    let value = Mutex<Result<Value, any Error>?>(nil)
  }
}

extension SimulatedLife {
  /// A program that has read all that there is.
  fileprivate func startedInPeace() throws -> SimulatedProgram {
    isRough = false
    try start()
    try advance(by: 120_000)
    guard let program else { throw BrokenPromise("no program") }
    return program
  }

  fileprivate func submit(_ text: String, to number: String) throws {
    guard let program else { return }
    let (archive, engine, now) = (program.archive, program.engine, program.clock.now)
    try perform {
      _ = try await archive.submit(
        Submission(destinations: [.number(number)], text: text, options: SendOptions(), draft: nil),
        heldUntil: now, now: now)
      await engine.outboxChanged()
    }
  }

  /// Answers what is asked until a `pv` and a `ds` lie unanswered beside each other, and gives their numbers.
  fileprivate func sendAndReadUnderWay(_ program: SimulatedProgram) throws -> (send: Int, read: Int)? {
    let engine = program.engine
    var send: Int?
    // On a busy machine the program may need longer than it is waited for once.
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
      settle()
      for exchange in program.wire.takeFresh() {
        if exchange.op == "pv" {
          send = exchange.number
          try perform { await engine.pollNow() }
        } else if let send {
          return (send, exchange.number)
        } else {
          let response = sandbox.answer(exchange.request)
          program.wire.reply(
            to: exchange.number,
            .success(RawReply(status: response.status, contentType: nil, body: response.body)))
        }
      }
    }
    return nil
  }
}

extension RawReply {
  fileprivate static var nothing: RawReply { RawReply(status: 200, contentType: nil, body: []) }
}
