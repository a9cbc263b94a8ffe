import Glibc

/// A thread that sleeps until the news file changes or a process that has it open ends, and then looks.
///
/// While nothing happens it uses no time at all. Only where the system has no watches left it looks once a second.
final class NewsWatch: Sendable {
  private let stop: Int32

  /// - Parameter look: called at once, and after each change.
  init?(path: String, look: @escaping @Sendable () -> Void) {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else { return nil }
    stop = ends[1]
    let watch = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    if watch >= 0 { _ = inotify_add_watch(watch, path, UInt32(IN_MODIFY | IN_CLOSE_WRITE)) }
    let watcher = Watcher(stop: ends[0], watch: watch, look: look)
    guard watcher.start() else {
      for descriptor in [ends[0], ends[1], watch] where descriptor >= 0 { close(descriptor) }
      return nil
    }
  }

  deinit { close(stop) }
}

/// What the thread needs, so that it outlives whoever began it by no more than its current look.
private final class Watcher: Sendable {
  /// The system tells that a file is closed just before the locks on it go, so one looks some more times.
  private static let afterAnEnd: [Int32] = [2, 10, 50, 250, 1_000]

  private let stop: Int32
  private let watch: Int32
  private let look: @Sendable () -> Void

  init(stop: Int32, watch: Int32, look: @escaping @Sendable () -> Void) {
    self.stop = stop
    self.watch = watch
    self.look = look
  }

  func start() -> Bool {
    var thread = pthread_t()
    let watcher = Unmanaged.passRetained(self)
    let result = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Watcher>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, watcher.toOpaque())
    guard result == 0 else {
      watcher.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  private func run() {
    // Somebody may have ended before the watch began.
    var waits = Self.afterAnEnd[...]
    look()
    while wait(atMost: waits.popFirst()) {
      if hasSomebodyEnded() { waits = Self.afterAnEnd[...] }
      look()
    }
    close(stop)
    if watch >= 0 { close(watch) }
  }

  /// Returns when there is something, or after so many milliseconds. False when it is over.
  private func wait(atMost limit: Int32?) -> Bool {
    var places = [pollfd(fd: stop, events: 0, revents: 0), pollfd(fd: watch, events: Int16(POLLIN), revents: 0)]
    _ = poll(&places, 2, limit ?? (watch >= 0 ? -1 : 1_000))
    return places[0].revents == 0
  }

  /// Takes what the system told.
  private func hasSomebodyEnded() -> Bool {
    guard watch >= 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    var isEnd = false
    while case let count = read(watch, &bytes, bytes.count), count > 0 {
      bytes.withUnsafeBytes { memory in
        var place = 0
        while place + MemoryLayout<inotify_event>.size <= count {
          let event = memory.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
          if event.mask & UInt32(IN_CLOSE_WRITE) != 0 { isEnd = true }
          place += MemoryLayout<inotify_event>.size + Int(event.len)
        }
      }
    }
    return isEnd
  }
}
