/// A key as the operator pressed it.
public enum Key: Hashable, Sendable {
  /// A character, already composed from its bytes. Never a control character.
  case character(Unicode.Scalar)
  /// Control and a lower-case letter or one of `@ [ \ ] ^ _`. Enter, Tab, Escape and Backspace are cases of their own.
  case control(Unicode.Scalar)
  /// Alt (or Escape in the same moment) and a character.
  case alt(Unicode.Scalar)
  case enter
  case tab
  case backTab
  case escape
  case backspace
  case delete
  case insert
  case up
  case down
  case left
  case right
  case home
  case end
  case pageUp
  case pageDown
  /// F1 to F12 (more where a terminal has them).
  case function(Int)
}

/// Something the operator did at the terminal.
public enum InputEvent: Hashable, Sendable {
  case key(Key)
  /// Text that the terminal said was pasted, as it came, up to a cap of 1 MiB.
  case paste(String)
  /// A click or a turn of the wheel.
  case mouse(MouseEvent)
  case resized(Size)
  /// The operator turned to this window, or away from it.
  case focus(Bool)
}

/// What the mouse did, and where.
public struct MouseEvent: Hashable, Sendable {
  public enum Action: Hashable, Sendable {
    case press(button: Int)
    case release
    case wheelUp
    case wheelDown
  }

  public var action: Action
  public var at: Position

  public init(action: Action, at: Position) {
    self.action = action
    self.at = at
  }
}
