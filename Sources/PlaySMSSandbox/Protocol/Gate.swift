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
    let app = query.last { $0.name == "app" }?.value ?? ""
    let reply: Reply
    if ["ws", "webservices"].contains(app) || (app == "webservice" && request.method != "POST") {
      journal.note(parameters, at: now)
      reply = perform(parameters, from: request.address)
    } else {
      // `app` in the body alone does not pass the access list, and `webservice` lacks an exemption for forms.
      reply = .redirect("index.php?app=main&inc=core_auth&route=block&op=block")
    }
    var response = reply.response(timestamp: now.flooredDivision(by: 1_000), session: session)
    if request.method == "HEAD" { response.body = [] }
    return response
  }
}
