/// Whether a request may be made again without harm. Nothing here repeats anything; whoever does asks this first.
public enum RequestEffect: Hashable, Sendable {
  /// It only reads: asked twice it does nothing more than asked once.
  case read
  /// It changes something: asked twice it may send, pay or create twice.
  case change
}

/// One answer of the server, as it came.
public struct RawReply: Sendable {
  /// The HTTP status. playSMS gives 200 for nearly everything, errors included.
  public let status: Int
  /// What the server says the body is. It is often wrong and decides nothing.
  public let contentType: String?
  public let body: [UInt8]

  public init(status: Int, contentType: String?, body: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.body = body
  }
}

extension RawReply: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Never the body: it may hold a token and everybody's messages.
  public var description: String { "status \(status), \(body.count) bytes" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// The way to one server: a form goes out, the whole reply comes back or a typed error. It never repeats a request.
public protocol Transport: Sendable {
  /// Sends `form` as the body of one POST and waits for the whole reply, `deadline` at most. Cancelling the task ends
  /// it at once. Something with the effect `change` goes over a connection of its own.
  func exchange(_ form: [FormField], effect: RequestEffect, deadline: Duration) async throws(PlaySMSError) -> RawReply

  /// Gives the connections back. What is still under way ends as cancelled.
  func close() async
}
