/// `inject`: lets the server believe that a message arrived. It is taken for a real one: keywords act on it, and
/// `@username` at its beginning brings it to that account.
public struct InjectMessage: ChangeOperation {
  public static let name = OperationName.inject
  /// `from`: who is said to have sent it.
  public let source: String
  /// `msg`. The server keeps `&`, `<` and `>` of it as entities, and shows them so.
  public let text: String
  /// `recvnum`: the number at which it arrived; nil for none, which servers take too.
  public let receiver: String?
  /// `smsc`: the gateway through which it came; nil for none.
  public let smsc: String?

  public init(from source: String, text: String, receiver: String?, smsc: String?) {
    self.source = source
    self.text = text
    self.receiver = receiver
    self.smsc = smsc
  }

  public func parameters() -> [FormField] {
    let all: [(String, String?)] = [("from", source), ("msg", text), ("recvnum", receiver), ("smsc", smsc)]
    return all.compactMap { name, value in value.map { FormField(name, $0) } }
  }

  /// That the message waits to be processed, which takes a second or two.
  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<Acknowledgement> {
    try acknowledgement(in: reply)
  }
}
