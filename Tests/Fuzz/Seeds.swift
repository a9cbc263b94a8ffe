import Foundation

/// Writes a file for every recorded reply, as `ReplyFuzz.swift` reads them: `Seeds RECORDINGS CORPUS OPERATION...`,
/// with the operations in the order of `OperationName`.
@main
enum Seeds {
  static func main() throws {
    let arguments = CommandLine.arguments
    let recordings = URL(filePath: arguments[1])
    let corpus = URL(filePath: arguments[2])
    let operations = Array(arguments[3...])
    var written = 0
    for file in try FileManager.default.contentsOfDirectory(at: recordings, includingPropertiesForKeys: nil) {
      let name = file.deletingPathExtension().lastPathComponent
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        guard let fields = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else { continue }
        let body = fields["body"] as? String ?? fields["xml"] as? String ?? ""
        // A long list teaches nothing that a short one does not, and slows everything down.
        guard body.utf8.count <= 16_384 else { continue }
        let status: UInt8 =
          switch fields["status"] as? Int {
          case 302: 2
          case 500: 3
          default: 0
          }
        let choices = operations.firstIndex(of: name).map { name == "ds" ? [$0, 63] : [$0] } ?? [0]
        for choice in choices {
          let seed = [UInt8(choice) | status << 6] + Array(body.utf8)
          try Data(seed).write(to: corpus.appending(component: "\(name)-\(written)"))
          written += 1
        }
      }
    }
    print("\(written) recorded replies are the beginning")
  }
}
