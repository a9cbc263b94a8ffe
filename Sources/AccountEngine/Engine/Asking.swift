import MessageArchive
import Messaging
import PlaySMS

/// Asking the server, and what follows from its answers for the connection.
extension AccountEngine {
  typealias Request<Value: Sendable> =
    @Sendable (PlaySMSClient) async throws(PlaySMSError) -> Answer<Value>

  /// Asks for something that changes nothing. After a refused login nothing leaves, not even what waited already.
  func ask<Value>(_ name: OperationName, _ request: Request<Value>) async throws(Interruption) -> Answer<Value> {
    await readLane.enter()
    defer { readLane.leave() }
    guard connection.mayAsk else { throw .paused }
    guard !Task.isCancelled else { throw .stopped }
    do {
      let answer = try await onceMoreWhenClosed(name, request)
      answered(answer.serverTime)
      return answer
    } catch {
      if Task.isCancelled, error.kind == .transport(.cancelled) { throw .stopped }
      if error.isLoginRefused { pause(error) }
      throw .server(error)
    }
  }

  /// A server may drop a kept connection in the very moment of a question (Apache after five seconds). A question
  /// changes nothing, so it is asked once more before anybody is told of an outage.
  private func onceMoreWhenClosed<Value>(
    _ name: OperationName, _ request: Request<Value>
  ) async throws(PlaySMSError) -> Answer<Value> {
    requests[name, default: 0] += 1
    do throws(PlaySMSError) {
      return try await request(client)
    } catch {
      // A send may have heard meanwhile that the login is refused.
      guard error.kind == .transport(.closed), connection.mayAsk, !Task.isCancelled else { throw error }
    }
    requests[name, default: 0] += 1
    return try await request(client)
  }

  /// An answer of the protocol came.
  func answered(_ serverTime: Timestamp?) {
    let now = clock.now
    let wasLive = connection.isLive
    connection.answered()
    if let serverTime { noteServerClock(serverTime, at: now) }
    status.lastAnswer = now
    publish()
    guard !wasLive, connection.isLive else { return }
    // While nobody answered an older database may have been put back, and have grown to the very id that was the
    // highest: the lists are read once, whatever the server names.
    for stream in streams.keys { streams[stream]?.needsEcho = true }
    outboxBell.ring()
  }

  /// A whole poll went well.
  func recovered() {
    guard let since = connection.recovered() else { return }
    let silence = clock.now.since(since)
    tell(.info, "The server answers again\(silence < .seconds(1) ? "" : ", after \(Span(silence).text)").")
  }

  /// A login was refused: nothing leaves any more until the operator says so.
  func pause(_ error: PlaySMSError) {
    guard connection.mayAsk else { return }
    connection.loginRefused(why: error.sentence)
    tell(.error, error.sentence, hint: error.hint, isSticky: true)
    publish()
  }

  /// Work ended early. Tells it once, and decides when the server is tried again.
  func failed(_ interruption: Interruption) {
    switch interruption {
    case .paused, .stopped: return
    case .archive(let error): archiveFailed(error)
    case .server(let error):
      guard !error.isLoginRefused else { return }
      let isNew = connection.troubledSince == nil
      connection.failed(at: clock.now, why: error.sentence, random: chance())
      if isNew { tell(.warning, error.sentence, hint: error.hint) }
    }
    publish()
    readBell.ring()
  }

  /// Between 0 and 1.
  func chance() -> Double { Double.random(in: 0..<1, using: &random) }

  func tell(
    _ level: EngineNotice.Level, _ sentence: String, hint: String = "", isSticky: Bool = false,
    item: OutboxItemID? = nil, about: UntrustedText? = nil
  ) {
    noticeBoard.send(
      EngineNotice(
        at: clock.now, level: level, sentence: sentence, hint: hint, isSticky: isSticky, item: item, about: about))
  }

  /// Tells something that stays true only once in a run.
  func tellOnce(_ level: EngineNotice.Level, _ sentence: String, hint: String = "", isSticky: Bool = false) {
    guard told.insert(sentence).inserted else { return }
    tell(level, sentence, hint: hint, isSticky: isSticky)
  }
}
