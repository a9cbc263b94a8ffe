import Foundation
import Synchronization

/// Stands between a client and a server, and cuts a connection after so many bytes of one direction. One connection at
/// a time.
final class CuttingProxy: Sendable {
  enum Cut: Hashable, Sendable {
    /// So many bytes of the request reach the server; then both ends are closed.
    case request(Int)
    /// The request reaches the server; so many bytes of the reply reach the client.
    case reply(Int)
  }

  let port: Int
  private let listener: Int32
  private let server: Int
  private let state = Mutex<(next: Cut?, sizes: (request: Int, reply: Int))>((nil, (0, 0)))

  /// How many bytes went each way over the last connection.
  var sizes: (request: Int, reply: Int) { state.withLock { $0.sizes } }

  init(server: Int) throws {
    self.server = server
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var address = CuttingProxy.address(port: 0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, size) == 0 && listen(listener, 16) == 0 && getsockname(listener, pointer, &size) == 0
      }
    }
    guard bound else { throw Unusable() }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      while case let client = accept(listener, nil, nil), client >= 0 { serve(client) }
    }
  }

  /// Cuts the next connection, and no other.
  func cutNext(_ cut: Cut) { state.withLock { $0.next = cut } }

  /// Takes no more connections.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private func serve(_ client: Int32) {
    let cut = state.withLock { state in
      defer { state.next = nil }
      return state.next
    }
    let behind = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer {
      close(behind)
      close(client)
    }
    var address = CuttingProxy.address(port: server)
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        connect(behind, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { return }
    var counts = (request: 0, reply: 0)
    var isOpen = true
    while isOpen, !CuttingProxy.isReached(cut, counts) {
      var ends = [
        pollfd(fd: client, events: Int16(POLLIN), revents: 0), pollfd(fd: behind, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&ends, 2, 30_000) > 0 else { break }
      if ends[0].revents != 0 {
        isOpen = pass(
          from: client, to: behind, &counts.request, atMost: CuttingProxy.room(cut, counts.request, isRequest: true))
      } else if ends[1].revents != 0 {
        isOpen = pass(
          from: behind, to: client, &counts.reply, atMost: CuttingProxy.room(cut, counts.reply, isRequest: false))
      }
    }
    let done = counts
    state.withLock { $0.sizes = done }
  }

  private static func isReached(_ cut: Cut?, _ counts: (request: Int, reply: Int)) -> Bool {
    switch cut {
    case nil: false
    case .request(let bytes): counts.request >= bytes
    // Nothing of the reply is let through before there is one.
    case .reply(let bytes): bytes > 0 && counts.reply >= bytes
    }
  }

  private static func room(_ cut: Cut?, _ count: Int, isRequest: Bool) -> Int {
    switch cut {
    case .request(let bytes) where isRequest: bytes - count
    case .reply(let bytes) where !isRequest: bytes - count
    case nil, .request, .reply: .max
    }
  }

  /// Hands on what is there, up to a limit; false at the end of the connection.
  private func pass(from: Int32, to: Int32, _ count: inout Int, atMost limit: Int) -> Bool {
    guard limit > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: min(limit, 65_536))
    let got = read(from, &bytes, bytes.count)
    guard got > 0 else { return false }
    count += got
    return write(to, bytes, got) == got
  }

  private static func address(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    return address
  }

  struct Unusable: Error {}
}
