/// One request with everything that it needs but the login, and the way to read its reply.
///
/// Conform to `ReadOperation` or to `ChangeOperation`, never to this alone: the two are sent by different functions,
/// so that nobody who repeats requests can take a change for a read.
public protocol Operation<Value>: Sendable {
  associatedtype Value: Sendable

  static var name: OperationName { get }
  /// Whether it needs the account's token; `get_token` brings a password instead.
  static var needsToken: Bool { get }

  /// The form's fields without login and operation. Throws when the server would do something else than they say.
  func parameters() throws(PlaySMSError) -> [FormField]
  /// The answer in a reply.
  func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<Value>
}

/// An operation that only reads, and may be repeated.
public protocol ReadOperation<Value>: Operation {}

/// An operation that changes something. It must never be repeated by itself: not on a timeout, not on a broken
/// connection, not on an HTTP status.
public protocol ChangeOperation<Value>: Operation {}

extension Operation {
  public static var needsToken: Bool { true }

  func reader(of reply: RawReply) -> ReplyReader { ReplyReader(operation: Self.name, reply: reply) }

  func refused(_ fault: RequestFault) -> PlaySMSError {
    PlaySMSError(.request(fault), during: Self.name, nothingLeft: true)
  }
}
