import Messaging

/// A result, and what came with it.
public struct Answer<Value: Sendable>: Sendable {
  public let value: Value
  /// The server's own clock when it answered; nil when it did not say.
  public let serverTime: Timestamp?
  /// Size of the reply.
  public let bytes: Int
  /// Rows of a list that could not be read, for want of a usable id. While there are any, the list is not whole.
  public let unreadableRows: Int

  public init(value: Value, serverTime: Timestamp?, bytes: Int, unreadableRows: Int = 0) {
    self.value = value
    self.serverTime = serverTime
    self.bytes = bytes
    self.unreadableRows = unreadableRows
  }
}
