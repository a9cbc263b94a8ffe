extension PlaySMSError {
  /// What happened, for the operator: one plain sentence, no text of a stranger in it.
  public var sentence: String {
    switch kind {
    case .service(let code, let serviceClass): PlaySMSError.sentence(code: code, serviceClass)
    case .notTheProtocol(let oddity): oddity.sentence
    case .transport(.tls): (tlsFault ?? .handshake).sentence
    case .transport(let fault): fault.sentence
    case .request(let fault): fault.sentence
    }
  }

  /// What the operator can do.
  public var hint: String {
    switch kind {
    case .service(let code, _):
      ServiceCode.known[code]?.hint ?? "Read the server's own words beside this, if it gave any."
    case .notTheProtocol(.status(500)) where operation == .pv:
      "Mostly nothing was sent (no credit, recipient unknown or refused), but it is no proof: "
        + "look among the outgoing messages before sending again."
    case .notTheProtocol(.fatalError) where operation.map(PlaySMSError.diesOfUnknownAccounts.contains) == true:
      "Check the account's name: servers break off like this when the account does not exist."
    case .notTheProtocol(.status(500)) where operation?.effect == .read:
      "A large page may have exhausted the server's memory: ask for fewer rows."
    case .notTheProtocol(.status(429)), .notTheProtocol(.status(502)), .notTheProtocol(.status(503)),
      .notTheProtocol(.status(504)), .transport(.timedOut), .transport(.closed), .transport(.other),
      .transport(.cancelled):
      // Only what is read is tried again by itself.
      switch operation?.effect {
      case .read: "Wait; it is tried again."
      case nil: "Wait; reading is tried again. Whether a change was made is not known."
      case _ where operation == .pv: "Whether the server took the message is not known."
      case _: "Whether the change was made is not known; it is not tried again."
      }
    case .notTheProtocol(let oddity): oddity.hint
    case .transport(.tls): (tlsFault ?? .handshake).hint
    case .transport(let fault): fault.hint
    case .request(let fault): fault.hint
    }
  }

  /// Operations that look up an account and do not ask whether they found it.
  private static let diesOfUnknownAccounts: Set<OperationName> = [.creditadd, .creditdeduct, .loginkeyset]

  private static func sentence(code: String, _ serviceClass: ServiceClass) -> String {
    guard let known = ServiceCode.known[code] else {
      let what =
        switch serviceClass {
        case .login: "The server refused the login or a parameter"
        case .sending: "The server did not send the message"
        case .delivery: "The server gave no delivery status"
        case .administration: "The server did not do what the administrator asked for"
        case .other, .unknown: "The server reported an error"
        }
      return "\(what) (error \(code))."
    }
    return "\(known.sentence) (error \(code))\(known.causes.isEmpty ? "" : ": " + known.causes)."
  }
}

extension PlaySMSError.Oddity {
  fileprivate var sentence: String {
    switch self {
    case .html: "The server answered with a web page instead of data."
    case .fatalError: "playSMS itself broke off (FATAL ERROR)."
    case .empty: "The server answered with nothing."
    case .malformed: "The server's answer cannot be read."
    case .noResult: "The server answered without a result and without an error."
    case .status(300..<400): "The server sends us elsewhere: this address is not its webservices."
    case .status(401), .status(407): "A server in front of playSMS asks for a login of its own."
    case .status(403): "A server in front of playSMS forbids the access (HTTP 403)."
    case .status(404): "There is nothing at this address (HTTP 404)."
    case .status(413): "A server in front of playSMS finds the request too large (HTTP 413)."
    case .status(429): "The server asks us to slow down (HTTP 429)."
    case .status(500): "The server broke off with an error of its own (HTTP 500)."
    case .status(502), .status(503), .status(504): "playSMS does not answer the server in front of it."
    case .status(let status): "The server answered with HTTP status \(status)."
    case .tooLarge: "The server's answer is larger than we take."
    case .notHTTP: "What answers at this address does not speak HTTP."
    }
  }

  fileprivate var hint: String {
    switch self {
    case .html, .status(300..<400), .status(404), .notHTTP:
      "Check the address: it should be that of playSMS, with /index.php?app=ws behind it or nothing."
    case .fatalError: "Look at the server: its database or configuration fails, or a value was not to its liking."
    case .empty, .noResult: "The server may not know this operation; otherwise look at its log."
    case .malformed: "Check the address, and whether something between here and the server changes answers."
    case .status(401), .status(403), .status(407): "Ask whoever runs the server to let the webservices through."
    case .status(413), .tooLarge: "Ask for fewer rows."
    case .status(429), .status(502), .status(503), .status(504): "Wait; it is tried again."
    case .status: "Look at the server's log."
    }
  }
}

extension PlaySMSError.TransportFault {
  fileprivate var sentence: String {
    switch self {
    case .nameLookup: "The server's name cannot be found."
    case .refused: "The server refused the connection."
    case .unreachable: "There is no way to the server."
    case .connectTimedOut: "The server did not take the connection in time."
    case .timedOut: "The server did not answer in time."
    case .tls: "No encrypted connection to the server came about."
    case .proxy: "The proxy on the way to the server did not let us through."
    case .cancelled: "The request was cancelled."
    case .closed: "The connection ended before the whole answer was there."
    case .other: "The connection to the server failed."
    }
  }

  fileprivate var hint: String {
    switch self {
    case .nameLookup: "Check the host in the address, and this machine's network."
    case .refused: "Check host and port in the address, and whether the server runs."
    case .unreachable, .connectTimedOut: "Check this machine's network and any firewall on the way."
    case .timedOut, .closed, .other: "Wait; reading is tried again. Whether a change was made is not known."
    case .tls: "Check the address and the server's certificate."
    case .proxy: "Check the environment variables http_proxy, https_proxy and no_proxy."
    case .cancelled: "Whether a change was made is not known."
    }
  }
}

extension PlaySMSError.TLSFault {
  fileprivate var sentence: String {
    switch self {
    case .certificate: "The server's certificate is not trusted: expired, self-signed, or of an unknown authority."
    case .expired: "The server's certificate has expired."
    case .notYetValid: "The server's certificate is not valid yet."
    case .unknownIssuer: "The server's certificate is self-signed, or made by an authority that is not trusted here."
    case .otherCertificate: "The server shows another certificate than the one that alone is trusted."
    case .hostName: "The server's certificate belongs to another host."
    case .noTLS: "The server does not speak TLS at this address."
    case .oldProtocol: "The server speaks only versions of TLS before 1.2, which are not safe."
    case .authoritiesFile: "The file with the trusted authorities cannot be read."
    case .pinnedCertificateFile: "The file with the one trusted certificate cannot be read, or does not hold just one."
    case .handshake: "No encrypted connection to the server came about."
    }
  }

  fileprivate var hint: String {
    switch self {
    case .certificate: "Renew the certificate, or name the file with its authority in the configuration."
    case .expired: "Have the certificate renewed on the server, and check this machine's clock."
    case .notYetValid: "Check this machine's clock, and the server's certificate."
    case .unknownIssuer: "Name the file with its authority, or with the certificate itself, in the configuration."
    case .otherCertificate:
      "Find out from whoever runs the server whether it has a new certificate; if not, somebody may be listening in."
    case .hostName: "Use the host name that the certificate was made for."
    case .noTLS: "Check scheme and port in the address."
    case .oldProtocol: "Have TLS 1.2 or newer turned on at the server."
    case .authoritiesFile: "Give the path of a readable PEM file."
    case .pinnedCertificateFile: "Give the path of a readable PEM file with one certificate."
    case .handshake: "Check scheme and port in the address, and the server's TLS settings."
    }
  }
}

extension RequestFault {
  fileprivate var sentence: String {
    switch self {
    case .joinedByOr(let one, let other): "The server cannot filter by \(one) and \(other) together."
    case .matchesEverything(let name): "The value of \(name) is so short that the server would match every row."
    case .ignored(let name, let operation): "The server ignores \(name) in \(operation.rawValue)."
    case .badCount(let name): "The value of \(name) must be a number above zero."
    case .badDate: "A date filter is written as YYYY-MM-DD HH:MM:SS, or a part of it."
    case .badSchedule: "The time to send at is written as YYYY-MM-DD HH:MM:SS."
    case .badDestination: "The recipient would become another one on the server."
    case .longFooter: "The footer is longer than 29 bytes, and the server could never send it."
    case .missing(let name): "The value of \(name) is missing."
    case .badAmount: "The amount must be above zero."
    case .badTimezone: "A time zone is written as +hhmm or -hhmm."
    }
  }

  fileprivate var hint: String {
    switch self {
    case .joinedByOr: "Use one of them."
    case .matchesEverything: "Give more digits."
    case .ignored: "Leave it out."
    case .badCount, .badDate, .badSchedule, .badTimezone: "Correct it."
    case .missing: "Give it."
    case .badAmount: "To take credit away, deduct it."
    case .badDestination: "Give one number of at most 15 characters, one @user or one #group."
    case .longFooter: "Shorten it."
    }
  }
}
