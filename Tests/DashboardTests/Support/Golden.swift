import Terminal
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Compares a screen with the one that was recorded and read. `SMSDASH_RECORD=1 swift test --filter Golden` records
/// anew; the difference is then reviewed like prose.
func expectGolden(_ lines: [String], _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let path = goldenFolder + "/\(name).txt"
  let text = lines.joined(separator: "\n") + "\n"
  if getenv("SMSDASH_RECORD") != nil {
    #expect(write(text, to: path), "\(path) could not be written", sourceLocation: sourceLocation)
    return
  }
  guard let golden = read(path) else {
    Issue.record("there is no golden screen \(name)", sourceLocation: sourceLocation)
    return
  }
  let differing = zip(golden.split(separator: "\n", omittingEmptySubsequences: false), lines + [""])
    .enumerated().filter { $1.0 != $1.1 }.map { "\($0 + 1) was   \($1.0)\n\($0 + 1) is    \($1.1)" }
  #expect(golden == text, "\(name):\n\(differing.joined(separator: "\n"))", sourceLocation: sourceLocation)
}

/// Compares everything about a screen: `NAME.txt` is its text, `looks/NAME.txt` how each cell looks with colours and
/// then without, `ascii/NAME.txt` the same screen where there is only ASCII.
func expectScreen(_ person: Operator, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
  expectGolden(person.lines, name, sourceLocation: sourceLocation)
  let looks = person.frame.styleTwin() + ["", "without colours", ""] + person.frame.styleTwin(colors: false)
  expectGolden(looks, "looks/\(name)", sourceLocation: sourceLocation)
  expectGolden(person.plainFrame.text, "ascii/\(name)", sourceLocation: sourceLocation)
}

private let goldenFolder: String = {
  let parts = #filePath.split(separator: "/").dropLast(2)
  return "/" + parts.joined(separator: "/") + "/Golden"
}()

/// A file of the repository by its path in it.
func repositoryFile(_ path: String) -> String {
  let parts = #filePath.split(separator: "/").dropLast(4)
  return "/" + parts.joined(separator: "/") + "/" + path
}

/// Compares what stands in a file, between two lines where they are named, with what it should say. The switch that
/// records golden screens puts it right.
func expectUpToDate(
  _ path: String, between begin: String? = nil, and end: String? = nil, says text: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let whole = read(repositoryFile(path)) else {
    Issue.record("\(path) cannot be read", sourceLocation: sourceLocation)
    return
  }
  var before = ""
  var after = ""
  var present = whole
  if let begin, let end {
    guard let first = whole.firstRange(of: begin + "\n"),
      let last = whole[first.upperBound...].firstRange(of: end + "\n")
    else {
      Issue.record("\(path) has no '\(begin)'", sourceLocation: sourceLocation)
      return
    }
    before = String(whole[..<first.upperBound])
    present = String(whole[first.upperBound..<last.lowerBound])
    after = String(whole[last.lowerBound...])
  }
  if getenv("SMSDASH_RECORD") != nil {
    #expect(write(before + text + after, to: repositoryFile(path)), sourceLocation: sourceLocation)
    return
  }
  let differing = zip(present.split(separator: "\n"), text.split(separator: "\n")).first { $0 != $1 }
  #expect(
    present == text, "\(path) is stale: \(differing.map { "\($0) should be \($1)" } ?? "its length")",
    sourceLocation: sourceLocation)
}

func read(_ path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
  return String(decoding: bytes, as: UTF8.self)
}

private func write(_ text: String, to path: String) -> Bool {
  guard let file = fopen(path, "w") else { return false }
  defer { fclose(file) }
  var text = text
  return text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
}
