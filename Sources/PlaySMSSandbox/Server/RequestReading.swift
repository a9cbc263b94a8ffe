import NIOHTTP1

extension SandboxRequest {
  /// Reads a request as it came over HTTP. A body that is no form, JSON for one, carries no parameters.
  init(_ head: HTTPRequestHead, body: [UInt8], address: String) {
    let type = head.headers.first(name: "content-type") ?? ""
    var form: [(name: String, value: String)] = []
    if type.lowercased().hasPrefix("application/x-www-form-urlencoded") {
      form = Form.urlEncoded(body)
    } else if type.lowercased().hasPrefix("multipart/form-data"), let start = type.firstRange(of: "boundary=") {
      let boundary = type[start.upperBound...].prefix { $0 != ";" }.filter { $0 != "\"" }
      form = Form.multipart(body, boundary: boundary)
    }
    self.init(
      method: head.method.rawValue, target: head.uri, form: form,
      hasCookie: head.headers["cookie"].contains { $0.contains("PHPSESSID=") }, address: address)
  }

  /// The parameters as the server will understand them, for faults that wait for an operation.
  var parameters: Parameters {
    let query = target.split(separator: "?", maxSplits: 1).dropFirst().first.map { Form.urlEncoded($0.utf8) } ?? []
    return Parameters(query: query, form: form)
  }
}
