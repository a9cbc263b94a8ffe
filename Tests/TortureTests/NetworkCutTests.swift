import AccountEngine
import MessageArchive
import Messaging
import PlaySMS
import PlaySMSSandbox
import Testing

/// The connection of a `pv` is cut after each byte of its request and of its reply, over real HTTP.
///
/// After every byte with `SMSDASH_TORTURE=all`; else after some, chosen by chance.
@Suite struct NetworkCutTests {
  /// Changes go through the proxy, questions straight to the server.
  private struct Ways: Transport {
    let straight: HTTPTransport
    let cut: HTTPTransport

    func exchange(
      _ form: [FormField], effect: RequestEffect, deadline: Duration
    ) async throws(PlaySMSError) -> RawReply {
      switch effect {
      case .read: try await straight.exchange(form, effect: effect, deadline: deadline)
      case .change: try await cut.exchange(form, effect: effect, deadline: deadline)
      }
    }

    func close() async {
      await straight.close()
      await cut.close()
    }
  }

  /// What became of the sends, by the state in which they came to rest.
  private struct Tally: CustomStringConvertible {
    var accepted = 0
    var unknown = 0
    var description: String { "\(accepted) accepted, \(unknown) rightly unknown" }
  }

  @Test func cutAfterAnyByteAMessageIsSentOnceAtMostAndToldTruly() async throws {
    let clock = ManualSandboxClock()
    let sandbox = Sandbox(SandboxConfiguration(outcomes: .always(.delivered)), clock: clock)
    let server = SandboxServer(sandbox)
    let port = try await server.start()
    let proxy = try CuttingProxy(server: port)
    let place = try Place()
    let archive = try MessageArchive.open(place.archive)
    let ways = Ways(
      straight: HTTPTransport(address: try ServerAddress("http://127.0.0.1:\(port)")),
      cut: HTTPTransport(address: try ServerAddress("http://127.0.0.1:\(proxy.port)")))
    let engine = AccountEngine(
      client: PlaySMSClient(
        transport: ways, credentials: Credentials(username: "anna", token: Secret(SandboxAccount.anna.token))),
      archive: archive, username: "anna", settings: .brisk)
    let work = Task { await engine.run() }
    let desk = Desk(archive: archive, engine: engine, sandbox: sandbox, clock: clock)
    _ = try await desk.send(number: 0)
    let (request, reply) = proxy.sizes
    let cuts = (0...request).map(CuttingProxy.Cut.request) + (0...reply).map(CuttingProxy.Cut.reply)
    let chosen = Extent.chosen(cuts, oneOf: 23)
    var tally = Tally()
    for (index, cut) in chosen.enumerated() {
      proxy.cutNext(cut)
      switch try await desk.send(number: index + 1) {
      case .accepted: tally.accepted += 1
      default: tally.unknown += 1
      }
    }
    print("cut connections: a request of \(request) bytes, a reply of \(reply); \(chosen.count) cuts, \(tally)")
    #expect(tally.accepted > 0 && tally.unknown > 0)
    work.cancel()
    await work.value
    await ways.close()
    try archive.close()
    proxy.stop()
    await server.stop()
  }

  /// Where an operator sends and looks what became of it.
  private struct Desk {
    let archive: MessageArchive
    let engine: AccountEngine
    let sandbox: Sandbox
    let clock: ManualSandboxClock

    /// Sends a text of its own to a number of its own; ends when its fate is known, and right.
    func send(number: Int) async throws -> OutboxStateKind {
      let text = "cut \(number) end"
      let id = try await archive.submitOne(text, to: "+6281100\(10_000 + number)")
      await engine.outboxChanged()
      var kind = OutboxStateKind.held
      try await eventually("the fate of \(text) is known") {
        clock.advance(by: .seconds(1))
        guard let item = try await archive.outboxItem(id) else { return false }
        kind = item.state.kind
        return switch kind {
        case .accepted: true
        case .unknown: taken(text) == 0
        case .held, .queued, .inFlight, .rejected, .cancelled, .settled: false
        }
      }
      #expect(taken(text) == (kind == .accepted ? 1 : 0), "\(text) is \(kind)")
      // So that it is not asked about any more.
      if kind == .unknown { _ = await engine.settle(id, went: false) }
      return kind
    }

    private func taken(_ text: String) -> Int { sandbox.acceptedSubmissions.filter { $0.msg == text }.count }
  }
}
