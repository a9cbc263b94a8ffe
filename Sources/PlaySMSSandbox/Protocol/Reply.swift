/// What an operation came to, before it is written as HTTP.
enum Reply {
  /// `{"status":"OK","error":"0",…}`.
  case done([(key: String, value: PHPValue)])
  /// `{"data":[…],…}` without status and error, as all lists of messages are.
  case rows([PHPValue])
  /// Contacts or groups: `{"status":"OK","error":"0","data":[…],…}`, with null for none.
  case found([PHPValue])
  /// `{"status":"ERR","error":"…",…}`.
  case failed(ErrorCode, info: String? = nil)
  /// The envelope with nothing in it.
  case blank
  /// An empty page, which is all that an unknown operation gets.
  case nothing
  /// A text that is no reply of the protocol.
  case plain(String)
  /// A sentence instead of the protocol, HTTP 200 and `text/html`.
  case fatal(FatalText)
  /// The script died: HTTP 500 with an empty body.
  case crashed
  case redirect(String)
}

/// Sentences with which the server dies politely.
enum FatalText: String {
  case connection = "FATAL ERROR : Fail to connect to database"
  case query = "FATAL ERROR : Database query execution has failed"
}
