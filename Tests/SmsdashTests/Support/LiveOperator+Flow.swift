import Dashboard
import Messaging
import Terminal
import Testing

@testable import smsdash

extension Flow {
  /// What the flow says of how things are in the beginning.
  func setup() throws -> LiveOperator.Setup {
    var setup = LiveOperator.Setup()
    if !isOnEmptyAccount { setup = .demo(try EmbeddedStory.read()) }
    let (program, account) = configuration
    let lines = program + ["accounts:", "  anna:"] + (account + ["history: all"]).map { "    " + $0 }
    let file = try ConfigurationFile(lines.joined(separator: "\n"), path: "flow")
    if let chosen = file.accounts.first {
      setup.sending = chosen.sending
      setup.sending.typedCountAbove = chosen.typedConfirmationAbove ?? 10
      setup.hold = .seconds(chosen.hold ?? 5)
    }
    setup.keymap = try file.program.keymap()
    let past = past
    setup.prepare = { sandbox in
      for case .server(let event) in past.map(\.action) { FlowServer.prepare(sandbox, event) }
    }
    return setup
  }
}

extension LiveOperator {
  /// Does what a flow says.
  func follow(_ flow: Flow) async throws {
    let server = FlowServer(sandbox: sandbox, server: self.server)
    for step in flow.steps.dropFirst(flow.past.count) {
      do { try await carryOut(step, server) } catch {
        Issue.record("line \(step.line) of '\(flow.name)' did not come true; the screen is\n\(text)")
        throw error
      }
    }
    for (event, line) in flow.lastCounts { try server.check(event, line: line) }
  }

  private func carryOut(_ step: FlowStep, _ server: FlowServer) async throws {
    let what = "line \(step.line): \(step.text)"
    switch step.action {
    case .person(let action): try await carryOut(action, what)
    case .hold(let key, let times): for _ in 0..<times { tell(.input(.key(key))) }
    case .point(let pointing, let text):
      try await wait(what) { $0.text.contains(text) }
      #expect(point(at: text, pointing.actions))
    case .row(let parts): try await wait(what) { ScreenText.hasRow($0.text, parts) }
    case .rowNot(let parts): try await wait(what) { !ScreenText.hasRow($0.text, parts) }
    case .selected(let text): try await wait(what) { ScreenText.isSelected($0.text, text) }
    case .copied(let text): try await wait(what) { $0.clipboard?.contains(text) == true }
    case .file(let name, let text):
      try await wait(what) { (try? TextFile.read("\($0.folder)/\(name)").contains(text)) == true }
    case .server(let event):
      // What was there before the first look counts as read.
      if event.isArrival { try await wait(what) { $0.hasMetInbox } }
      try await server.carryOut(event, line: step.line)
    case .ended: try await wait(what) { $0.hasLeft }
    case .account, .config, .start, .startAgain, .signal: Issue.record("\(what): only at a terminal, or first")
    }
  }

  private func carryOut(_ action: ReplayScript.Action, _ what: String) async throws {
    switch action {
    case .press, .type, .paste: passing = []
    case .see, .seeNot, .wait, .resize, .dump, .stay: break
    }
    switch action {
    case .press(let keys): for key in keys { tell(.input(.key(key))) }
    case .type(let text): type(text.replacing("$SCENE", with: folder))
    case .paste(let text): tell(.input(.paste(text)))
    case .see(let text): try await wait(what) { $0.hasSeen(text) }
    case .seeNot(let text): try await wait(what) { !$0.text.contains(text) }
    case .wait(let duration): try await wait(duration)
    case .resize(let size): tell(.input(.resized(size)))
    case .dump, .stay: Issue.record("\(what): only the program does this")
    }
  }
}
