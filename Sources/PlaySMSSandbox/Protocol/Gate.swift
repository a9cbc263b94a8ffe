extension World {
  /// What the front script does before an operation is looked at.
  mutating func answer(_ request: SandboxRequest) -> SandboxResponse {
    let halves = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = halves.first, path.hasSuffix("/index.php") || path.hasSuffix("/"),
      !path.hasSuffix("/index.php/")
    else { return .html(status: 404, "<html><head><title>404 Not Found</title></head></html>") }
    let query = halves.count > 1 ? Form.urlEncoded(halves[1].utf8) : []
    let form = request.method == "POST" ? request.form : []
    let parameters = Parameters(query: query, form: form)
    let session = request.hasCookie ? nil : secretRandom.hexadecimal(26)
    let reply: Reply
    if passes(app: app(query, form), method: request.method) {
      journal.note(parameters, at: now)
      reply = perform(parameters, from: request.address)
    } else {
      reply = .redirect("index.php?app=main&inc=core_auth&route=block&op=block")
    }
    let writer = ReplyWriter(
      format: ReplyFormat(parameters["format"]), quirks: configuration.quirks,
      timestamp: now.flooredDivision(by: 1_000), session: session)
    var response = writer.response(to: reply)
    if request.method == "HEAD" { response.body = [] }
    return response
  }

  /// The value of `app`. On 1.4.8 one in the body alone does not pass the access list.
  private func app(_ query: [(name: String, value: String)], _ form: [(name: String, value: String)]) -> String {
    let sources = configuration.quirks.acceptsAppInBody ? [form, query] : [query]
    return sources.lazy.compactMap { $0.last { $0.name == "app" }?.value }.first ?? ""
  }

  /// `webservice`, the third alias, lacks the exemption that forms need.
  private func passes(app: String, method: String) -> Bool {
    ["ws", "webservices"].contains(app) || (app == "webservice" && method != "POST")
  }
}
