/// What the server says became of an outgoing message. It may move in any order, backwards too.
public enum DeliveryStatus: Hashable, Sendable, Codable {
  /// 0: processed, not yet handed on.
  case pending
  /// 1: handed to the network.
  case sent
  /// 2: refused by the gateway, the network, or for lack of credit at processing.
  case failed
  /// 3: the handset confirmed it.
  case delivered
  /// Any other number that a gateway stored.
  case other(Int)

  /// Reads the server's number.
  public init(code: Int) {
    self =
      switch code {
      case 0: .pending
      case 1: .sent
      case 2: .failed
      case 3: .delivered
      default: .other(code)
      }
  }

  /// The server's number.
  public var code: Int {
    switch self {
    case .pending: 0
    case .sent: 1
    case .failed: 2
    case .delivered: 3
    case .other(let code): code
    }
  }

  /// Whether the server is not expected to change it any more.
  public var isFinal: Bool {
    switch self {
    case .failed, .delivered: true
    case .pending, .sent, .other: false
    }
  }
}
