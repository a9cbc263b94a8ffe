import Dashboard
import Messaging
import Terminal
import Testing

/// Writing on in the operator's own editor, as the dashboard sees it.
@Suite struct EditorFlowTests {
  private func writing() throws -> Operator {
    var person = try Operator()
    person.press("1 r")
    person.type("half a")
    _ = person.takeEffects()
    person.press("C-o")
    return person
  }

  private func token(_ effects: [Effect]) throws -> Int {
    try #require(effects.compactMap { if case .edit(_, let token) = $0 { token } else { nil } }.first)
  }

  @Test func theTextIsHandedOverAfterItsDraftWasSaved() throws {
    var person = try writing()
    let effects = person.takeEffects()
    let token = try token(effects)
    #expect(
      effects == [
        .write(.saveDraft(token: token, recipients: "+62811234567", text: "half a", options: SendOptions())),
        .edit(text: "half a", token: token),
      ])
  }

  @Test func theTextAsSavedComesBackAndIsADraft() throws {
    var person = try writing()
    let token = try token(person.takeEffects())
    person.tell(.editorClosed(.edited("half a\nloaf"), token: token))
    #expect(person.dashboard.composer?.text.text == "half a\nloaf")
    #expect(
      person.takeEffects() == [
        .write(.saveDraft(token: token, recipients: "+62811234567", text: "half a\nloaf", options: SendOptions()))
      ])
  }

  @Test func anEditorThatFailsIsToldAndTheTextStays() throws {
    var person = try writing()
    let token = try token(person.takeEffects())
    person.tell(.editorClosed(.failed("vi ended with status 1"), token: token))
    #expect(person.dashboard.composer?.text.text == "half a")
    #expect(person.text.contains("vi ended with status 1"))
  }

  @Test func aTextForAnotherCompositionIsNobodys() throws {
    var person = try writing()
    let token = try token(person.takeEffects())
    person.press("Esc m")
    person.tell(.editorClosed(.edited("late"), token: token))
    #expect(person.dashboard.composer?.text.text == "")
  }

  @Test func theEditorIsNotForAListThatIsBeingNarrowed() throws {
    var person = try Operator()
    person.press("1 / C-o")
    #expect(!person.takeEffects().contains { if case .edit = $0 { true } else { false } })
  }
}
