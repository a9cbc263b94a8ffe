import Messaging

/// Why an operation gave no result. Comparable by what happened, with a sentence for the operator, something to do,
/// and a detail for the log.
public struct PlaySMSError: Error, Hashable, Sendable {
  /// What happened.
  public enum Kind: Hashable, Sendable {
    /// The server answered in its protocol and refused. `code` is its number as text, `100` to `627` as far as known.
    case service(code: String, class: ServiceClass)
    /// Something answered, but not the protocol.
    case notTheProtocol(Oddity)
    /// Nothing, or nothing whole, came back.
    case transport(TransportFault)
    /// Nothing was asked: the request would not mean on the server what it says here.
    case request(RequestFault)
  }

  /// What a reply was that is not the protocol.
  public enum Oddity: Hashable, Sendable {
    /// A web page, with the status of a success.
    case html
    /// `FATAL ERROR : …`, which playSMS prints in every format when its database or configuration fails.
    case fatalError
    /// Nothing at all: an unknown operation, or text that the server could not encode.
    case empty
    /// No JSON, JSON of another shape, or JSON that contradicts itself.
    case malformed
    /// The protocol's envelope around nothing: neither a result nor an error.
    case noResult
    /// An HTTP status other than 200.
    case status(Int)
    /// More bytes than the cap allows, or JSON nested deeper than any reply is.
    case tooLarge
    /// What answered does not speak HTTP.
    case notHTTP
  }

  /// Why no whole reply came.
  public enum TransportFault: Hashable, Sendable {
    case nameLookup
    case refused
    case unreachable
    /// No connection within its limit.
    case connectTimedOut
    /// A connection, but no whole reply within the limit, or too long a silence.
    case timedOut
    /// No encrypted connection; `tlsFault` says why.
    case tls
    /// The proxy on the way did not let us through.
    case proxy
    case cancelled
    /// The connection ended before the whole reply was there.
    case closed
    /// Something else; the detail names it.
    case other
  }

  /// Why no encrypted connection came about.
  public enum TLSFault: Hashable, Sendable {
    /// The certificate is not trusted, and why could not be found out.
    case certificate
    case expired
    case notYetValid
    /// The certificate is self-signed, or of an authority that is not trusted.
    case unknownIssuer
    /// It is not the certificate that alone is trusted.
    case otherCertificate
    /// The certificate belongs to another host.
    case hostName
    /// The other side does not speak TLS.
    case noTLS
    /// The other side speaks only versions of TLS before 1.2.
    case oldProtocol
    /// The file with the trusted authorities cannot be used.
    case authoritiesFile
    /// The file with the certificate that alone is trusted cannot be used.
    case pinnedCertificateFile
    case handshake
  }

  public let kind: Kind
  /// What was asked; nil before that is known.
  public let operation: OperationName?
  /// Whether no byte of the form has left, and none will.
  public let nothingLeft: Bool
  /// Why encryption failed, when `kind` is `.transport(.tls)`.
  public let tlsFault: TLSFault?
  /// What the server itself said about it, if it did. A stranger's text.
  public let serverText: UntrustedText?
  /// Names and counts for the log: never a token, a text, a number.
  let facts: String

  /// An error as a transport reports it. `nothingLeft` is true only where no byte of the form can have left.
  public init(_ kind: Kind, nothingLeft: Bool = false) {
    self.init(kind, during: nil, nothingLeft: nothingLeft)
  }

  init(
    _ kind: Kind, during operation: OperationName?, nothingLeft: Bool = false, tlsFault: TLSFault? = nil,
    serverText: UntrustedText? = nil, facts: String = ""
  ) {
    self.kind = kind
    self.operation = operation
    self.nothingLeft = nothingLeft
    self.tlsFault = tlsFault
    self.serverText = serverText
    self.facts = facts
  }

  /// The same error, with the operation named.
  func during(_ operation: OperationName) -> PlaySMSError {
    PlaySMSError(
      kind, during: operation, nothingLeft: nothingLeft, tlsFault: tlsFault, serverText: serverText, facts: facts)
  }
}

extension PlaySMSError {
  /// Whether the server refused the login. Polling stops then until the operator acts: after eleven failed checks a
  /// server blocks the address for all its users.
  public var isLoginRefused: Bool {
    guard case .service(let code, _) = kind else { return false }
    return code == "100" || code == "600"
  }

  /// Whether it is certain that the server did nothing: no byte of the form can have left, or the server refused in
  /// its protocol with a code that says so. An HTTP status, a page, silence or a broken connection proves nothing.
  public var provesNothingWasSent: Bool {
    switch kind {
    case .service(let code, _): nothingLeft || ServiceCode.known[code]?.meansRefusal == true
    case .notTheProtocol, .transport, .request: nothingLeft
    }
  }

  /// For the log: what happened, to which operation, in names and counts. Never a token, a text or a number.
  public var detail: String {
    let what: String =
      switch kind {
      case .service(let code, _): "service error \(code)"
      case .notTheProtocol(let oddity): "not the protocol: \(oddity)"
      case .transport(let fault): "transport: \(fault)"
      case .request(let fault): "not asked: \(fault)"
      }
    return [
      operation?.rawValue ?? "exchange", what, tlsFault.map { "tls \($0)" } ?? "", nothingLeft ? "nothing left" : "",
      facts,
    ].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension PlaySMSError: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The detail, so that an error printed by accident shows nothing that it must not.
  public var description: String { detail }
  public var debugDescription: String { detail }
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
