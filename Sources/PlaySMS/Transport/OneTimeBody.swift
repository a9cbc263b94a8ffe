import NIOCore
import Synchronization

/// The body of one request, handed out once at most, which knows whether it was.
///
/// The HTTP client asks for it when a connection stands and the request's head is on its way. Until then no byte of
/// the form can have left, and a head alone asks playSMS for nothing, because `op` stands in the form. `seal` makes
/// that final: once it succeeded, nothing will leave any more, whatever the HTTP client does next.
final class OneTimeBody: AsyncSequence, Sendable {
  private enum Stage {
    static let waiting = 0
    static let left = 1
    static let sealed = 2
  }

  private let bytes: ByteBuffer
  private let stage = Atomic<Int>(Stage.waiting)

  init(_ bytes: [UInt8]) { self.bytes = ByteBuffer(bytes: bytes) }

  var count: Int { bytes.readableBytes }

  /// Forbids the body to leave. False when it may have left already.
  func seal() -> Bool {
    let (_, original) = stage.compareExchange(
      expected: Stage.waiting, desired: Stage.sealed, ordering: .sequentiallyConsistent)
    return original != Stage.left
  }

  fileprivate func take() -> ByteBuffer? {
    let (taken, _) = stage.compareExchange(
      expected: Stage.waiting, desired: Stage.left, ordering: .sequentiallyConsistent)
    return taken ? bytes : nil
  }

  struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let body: OneTimeBody

    mutating func next() async -> ByteBuffer? { body.take() }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: self) }
}
