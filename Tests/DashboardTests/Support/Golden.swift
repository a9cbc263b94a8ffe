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

private let goldenFolder: String = {
  let parts = #filePath.split(separator: "/").dropLast(2)
  return "/" + parts.joined(separator: "/") + "/Golden"
}()

private func read(_ path: String) -> String? {
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
