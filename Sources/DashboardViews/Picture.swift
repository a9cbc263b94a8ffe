import Dashboard
import Terminal

/// A drawn screen, with what its parts were drawn from: the next one takes over those that show the same.
///
/// A part is a function of its content alone: it is drawn on a frame of its own, from nothing but the content and the
/// look, and then laid into the picture. So a part that is taken over cannot differ from one that is drawn anew.
public struct Picture: Sendable {
  public let frame: Frame
  let parts: PictureParts
  /// The look that they were drawn in.
  let appearance: Appearance
}

/// What the parts of a picture were drawn from, and how they came out.
struct PictureParts: Sendable {
  var rules: DrawnParts<FrameRules>?
  var tabs: DrawnParts<TabLine>?
  var status: DrawnParts<StatusLine.Content>?
  var hints: DrawnParts<HintLine.Hints>?
  var inbox: DrawnParts<InboxRow>?
  var outgoing: DrawnParts<OutgoingRow>?
}

/// What a part of the screen shows, and nothing else: two that are equal look alike.
protocol PartContent: Equatable, Sendable {
  /// Draws on a blank canvas of its size.
  func draw(on canvas: inout Canvas)
}

/// Parts of one kind as they were drawn, one below the other.
struct DrawnParts<Content: PartContent>: Sendable {
  /// One of them. By reference, since a picture has many and most go on from picture to picture.
  final class Part: Sendable {
    let content: Content
    let frame: Frame

    init(content: Content, frame: Frame) {
      self.content = content
      self.frame = frame
    }

    func shows(_ content: Content, size: Size) -> Bool { frame.size == size && self.content == content }
  }

  fileprivate let parts: [Part]

  /// The part that shows this in this size; looked for first where it stands if they follow each other as before.
  fileprivate func index(of content: Content, size: Size, near index: Int) -> Int? {
    if parts.indices.contains(index), parts[index].shows(content, size: size) { return index }
    return parts.firstIndex { $0.shows(content, size: size) }
  }
}

extension Canvas {
  /// Draws parts one below the other into a rectangle, as many as it has room for. What is among those of the picture
  /// before is taken over.
  mutating func put<Content: PartContent>(
    _ contents: [Content], in rect: Rect, rowsOfEach: Int = 1, after before: DrawnParts<Content>?
  ) -> DrawnParts<Content> {
    let size = Size(columns: rect.columns, rows: rowsOfEach)
    var parts: [DrawnParts<Content>.Part] = []
    parts.reserveCapacity(contents.count)
    var next = 0
    var row = rect.row
    for content in contents where row + rowsOfEach <= rect.endRow {
      if let before, let index = before.index(of: content, size: size, near: next) {
        parts.append(before.parts[index])
        next = index + 1
      } else {
        parts.append(drawn(content, at: Position(column: rect.column, row: row), size: size))
      }
      frame.lay(parts[parts.count - 1].frame, row: row, column: rect.column)
      row += rowsOfEach
    }
    return DrawnParts(parts: parts)
  }

  private mutating func drawn<Content: PartContent>(
    _ content: Content, at place: Position, size: Size
  ) -> DrawnParts<Content>.Part {
    var canvas = Canvas(frame: Frame(size: size), appearance: appearance, gathersTargets: gathersTargets)
    content.draw(on: &canvas)
    for (rect, target) in canvas.targets {
      let moved = Rect(
        column: place.column + rect.column, row: place.row + rect.row, columns: rect.columns, rows: rect.rows)
      point(moved, to: target)
    }
    return DrawnParts.Part(content: content, frame: canvas.frame)
  }
}
