/// How the server breaks an exchange. Those before the processing leave the sandbox untouched.
public enum SandboxFault: Sendable {
  /// The connection is closed as soon as it was made. Takes any operation, since none is known yet.
  case closeAtAccept
  /// The connection is closed when the first line of the request is there; nothing is processed. Takes any
  /// operation.
  case closeBeforeReading
  /// The request is read whole and the connection closed; nothing is processed.
  case loseRequest
  /// The request is processed, and the connection closed without a byte.
  case loseReply
  /// The request is processed, and the reply waits so long.
  case delay(Duration)
  /// The request is processed, and the reply's body comes in pieces of so many bytes with a pause before each.
  case drip(bytes: Int, every: Duration)
  /// Another reply goes out: `processed` tells whether the request took effect all the same.
  case replace(SandboxResponse, processed: Bool)
  /// The request is processed, and the connection closed after so many bytes of the body.
  case cutBody(at: Int)
  /// The request is processed, and half of the body goes out as if it were all of it.
  case halveBody
  /// The reply goes out that the same user got to the same operation the last time, as from a cache; where there was
  /// none, the request is answered as usual. `processed` tells whether the request takes effect all the same.
  case repeatReply(processed: Bool)
  /// The server's clock jumps before the request is processed, and stays so.
  case jumpClock(Duration)

  /// At which moment of an exchange the fault falls.
  var stage: FaultStage {
    switch self {
    case .closeAtAccept: .accept
    case .closeBeforeReading: .head
    case .loseRequest, .loseReply, .delay, .drip, .replace, .cutBody, .halveBody, .repeatReply, .jumpClock: .request
    }
  }
}

/// The moments of an exchange at which something can break.
enum FaultStage: UInt64, Sendable, CaseIterable {
  /// The connection was made.
  case accept
  /// The first line of a request is there.
  case head
  /// The request was read.
  case request
}
