import Foundation
import Testing

@testable import PlaySMS

/// One recorded exchange with a real server.
struct Recording: Sendable, CustomStringConvertible {
  let file: String
  let name: String
  let server: String
  let form: String
  let status: Int
  /// The reply, in XML where no JSON was recorded.
  let body: [UInt8]
  let isJSON: Bool

  var description: String { "\(file)/\(name) (\(server))" }
  var reply: RawReply { RawReply(status: status, contentType: nil, body: body) }
  var text: String { String(decoding: body, as: UTF8.self) }

  /// The value of a field that was sent.
  func field(_ name: String) -> String? {
    if let part = form.range(of: "name=\"\(name)\"\r\n\r\n") {
      return String(form[part.upperBound...].prefix { $0 != "\r" && $0 != "\r\n" })
    }
    for pair in form.split(separator: "&") where pair.hasPrefix("\(name)=") {
      return pair.dropFirst(name.count + 1).replacingOccurrences(of: "+", with: " ").removingPercentEncoding
    }
    return nil
  }

  /// The operation as the server understood it: without case, blanks and slashes. The file's where none was sent.
  var operation: String {
    // Its `op` stood in the URL, which was not recorded.
    if name == "mixed_query_and_body" { return "cr" }
    return (field("op") ?? file).lowercased().filter { $0 != " " && $0 != "/" }
  }

  static let all: [Recording] = {
    guard let folder = Bundle.module.url(forResource: "Recordings", withExtension: nil),
      let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    else { return [] }
    return files.filter { $0.pathExtension == "jsonl" }.sorted { $0.path < $1.path }.flatMap(read)
  }()

  static func named(_ file: String, _ name: String, server: String = "1.4.8") throws -> Recording {
    try #require(all.first { $0.file == file && $0.name == name && $0.server == server })
  }

  private static func read(_ file: URL) -> [Recording] {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap { line in
      guard let fields = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let name = fields["case"] as? String, let status = fields["status"] as? Int
      else { return nil }
      let json = fields["body"] as? String
      return Recording(
        file: file.deletingPathExtension().lastPathComponent, name: name, server: fields["server"] as? String ?? "",
        form: fields["form"] as? String ?? "", status: status,
        body: Array((json ?? fields["xml"] as? String ?? "").utf8), isJSON: json != nil)
    }
  }
}
