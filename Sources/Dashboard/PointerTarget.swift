/// What stands under the pointer.
public enum PointerTarget: Hashable, Sendable {
  /// A row of a list, by its index among those that are here.
  case row(Region, Int)
  /// Elsewhere in a part of the screen.
  case part(Region)
  /// The title of a part.
  case title(Region)
  case pane(Pane)
  /// A key of the hint line.
  case hint(Command)
  case nothing
}
