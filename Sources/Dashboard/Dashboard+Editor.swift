import Messaging

/// Writing on in the operator's own editor.
extension Dashboard {
  /// Hands the text over. The draft is saved first, so that nothing depends on how the editor ends.
  mutating func openEditor() {
    guard let composer else { return }
    self.composer?.field = .text
    saveDraft(composer)
    emit(.edit(text: composer.text.text, token: composer.token))
  }

  /// Takes the text as it was saved, into the composition that it came from.
  mutating func take(_ outcome: EditorOutcome, of token: Int) {
    switch outcome {
    case .failed(let why): say("the text is as it was: \(why)", .warning)
    case .edited(let text):
      guard var composer, composer.token == token else { return }
      guard composer.text.text != text else { return say("the editor changed nothing") }
      composer.text.replace(0..<composer.text.scalars.count, with: text)
      composer.faults[.text] = nil
      self.composer = composer
      saveDraft(composer)
      say("the text as the editor saved it", .done)
    }
  }
}
