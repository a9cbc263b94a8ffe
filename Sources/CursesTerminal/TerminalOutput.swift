import Glibc

/// What goes out to the terminal: each update in one write, and never a wait for a terminal that takes nothing.
///
/// A stopped or slow terminal fills the system's buffer. What does not fit is kept, in order, and pushed when the
/// terminal takes more; meanwhile the dashboard goes on, and a signal can still end it.
struct TerminalOutput {
  let descriptor: Int32
  private var waiting: [UInt8] = []

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Whether all that was sent has been taken.
  var isDrained: Bool { waiting.isEmpty }

  mutating func send(_ bytes: [UInt8]) {
    if waiting.isEmpty { waiting = bytes } else { waiting += bytes }
    push()
  }

  /// Writes as much as the terminal takes now. What a terminal that is gone does not take is dropped.
  mutating func push() {
    var sent = 0
    waiting.withUnsafeBytes { buffer in
      while sent < buffer.count {
        let count = write(descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent)
        if count > 0 {
          sent += count
        } else if count < 0, errno == EAGAIN {
          return
        } else if count < 0, errno != EINTR {
          sent = buffer.count
        }
      }
    }
    waiting.removeFirst(sent)
  }

  /// Gives the terminal a moment to take what waits, then drops the rest.
  mutating func drain(milliseconds: Int32) {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(Int64(milliseconds))
    while !isDrained, clock.now < end, poll(&entry, 1, milliseconds) > 0 { push() }
    waiting = []
  }
}
