import PlaySMS

/// Everything that may go wrong between a program and its server.
enum WireFault: String, CaseIterable, Sendable {
  // Nothing leaves, and it is proven.
  case nameLookup
  case refused
  case connectTimedOut
  // The connection ends without a whole reply.
  case cutBeforeRequest
  case cutBeforeReply
  case cutInReply
  case halfReply
  // Nothing comes until the client gives up.
  case lostAndTimedOut
  case takenAndTimedOut
  case takenAfterTimeOut
  // Something else comes.
  case crashBefore
  case crashAfter
  case pageBefore
  case pageAfter
  case badGatewayAfter
  case fatalBefore
  case fatalAfter
  case emptyAfter
  case loginRefused
  // It comes twice, or late.
  case doubled
  case slow

  /// Those that are answered to the same question for hours.
  static let lasting: [WireFault] = [
    .cutBeforeReply, .halfReply, .lostAndTimedOut, .crashBefore, .pageBefore, .badGatewayAfter, .fatalBefore,
    .emptyAfter,
  ]

  /// Whether the server does what it is asked for. With `takenAfterTimeOut` it does so later.
  var isTaken: Bool {
    switch self {
    case .nameLookup, .refused, .connectTimedOut, .cutBeforeRequest, .lostAndTimedOut, .crashBefore, .pageBefore,
      .fatalBefore, .loginRefused:
      false
    case .cutBeforeReply, .cutInReply, .halfReply, .takenAndTimedOut, .takenAfterTimeOut, .crashAfter, .pageAfter,
      .badGatewayAfter, .fatalAfter, .emptyAfter, .doubled, .slow:
      true
    }
  }

  /// Whether the client can know that no byte left.
  var provesNothingLeft: Bool {
    switch self {
    case .nameLookup, .refused, .connectTimedOut: true
    case .cutBeforeRequest, .cutBeforeReply, .cutInReply, .halfReply, .lostAndTimedOut, .takenAndTimedOut,
      .takenAfterTimeOut, .crashBefore, .crashAfter, .pageBefore, .pageAfter, .badGatewayAfter, .fatalBefore,
      .fatalAfter, .emptyAfter, .loginRefused, .doubled, .slow:
      false
    }
  }

  /// Whether the client waits until its limit.
  var timesOut: Bool {
    switch self {
    case .lostAndTimedOut, .takenAndTimedOut, .takenAfterTimeOut: true
    case .nameLookup, .refused, .connectTimedOut, .cutBeforeRequest, .cutBeforeReply, .cutInReply, .halfReply,
      .crashBefore, .crashAfter, .pageBefore, .pageAfter, .badGatewayAfter, .fatalBefore, .fatalAfter, .emptyAfter,
      .loginRefused, .doubled, .slow:
      false
    }
  }

  /// What the client gets, as `HTTPTransport` reports it. `reply` is what the server answered, if it did.
  func outcome(_ reply: RawReply) -> Result<RawReply, PlaySMSError> {
    switch self {
    case .nameLookup: .failure(PlaySMSError(.transport(.nameLookup), nothingLeft: true))
    case .refused: .failure(PlaySMSError(.transport(.refused), nothingLeft: true))
    case .connectTimedOut: .failure(PlaySMSError(.transport(.connectTimedOut), nothingLeft: true))
    case .cutBeforeRequest, .cutBeforeReply, .cutInReply: .failure(PlaySMSError(.transport(.closed)))
    case .lostAndTimedOut, .takenAndTimedOut, .takenAfterTimeOut: .failure(PlaySMSError(.transport(.timedOut)))
    case .halfReply:
      .success(
        RawReply(
          status: reply.status, contentType: reply.contentType, body: Array(reply.body.prefix(reply.body.count / 2))))
    case .crashBefore, .crashAfter: .success(RawReply(status: 500, contentType: "text/html", body: []))
    case .pageBefore, .pageAfter: .success(.text("<!DOCTYPE html><html><body>Please log in</body></html>"))
    case .badGatewayAfter: .success(.text("<html><body><h1>502 Bad Gateway</h1></body></html>", status: 502))
    case .fatalBefore, .fatalAfter: .success(.text("FATAL ERROR : Fail to connect to database"))
    case .emptyAfter: .success(.text(""))
    case .loginRefused:
      .success(
        .text(
          #"{"status":"ERR","error":"100","error_string":"authentication failed","timestamp":1795334638}"#,
          type: "application/json"))
    case .doubled, .slow: .success(reply)
    }
  }
}

extension RawReply {
  fileprivate static func text(_ text: String, status: Int = 200, type: String = "text/html") -> RawReply {
    RawReply(status: status, contentType: type, body: Array(text.utf8))
  }
}
