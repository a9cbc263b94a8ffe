import Dashboard
import Testing

@testable import smsdash

/// One thing that a person does and what they see, with a name, as it stands in a file below `Flows`.
struct Flow: CustomTestStringConvertible, Sendable {
  let name: String
  let script: ReplayScript

  var testDescription: String { name }

  /// All flows of a file.
  static func all(in file: String) throws -> [Flow] {
    let folder = "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Flows"
    let lines = try TextFile.read("\(folder)/\(file).flows")
      .split(separator: "\n", omittingEmptySubsequences: false)
    let starts = lines.indices.filter { lines[$0].hasPrefix("== ") }
    return try zip(starts, starts.dropFirst() + [lines.endIndex]).map { start, end in
      let script = try ReplayScript(
        parsing: lines[(start + 1)..<end].joined(separator: "\n"), firstLine: start + 2)
      return Flow(name: String(lines[start].dropFirst(3)), script: script)
    }
  }
}
