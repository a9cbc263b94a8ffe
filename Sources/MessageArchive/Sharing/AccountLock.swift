import Glibc

/// The right to poll and send for an account: one process has it at a time.
///
/// It is an advisory lock on an open file, so it ends with the process whatever ends it, and a program that we start
/// does not inherit it.
struct AccountLock: ~Copyable {
  private let descriptor: Int32

  /// Takes the right; nil while another process has it.
  init?(file: String) throws(ArchiveError) {
    guard let descriptor = try AccountLock.take(file) else { return nil }
    self.descriptor = descriptor
    AccountLock.write(
      LockHolder(process: getpid(), sharing: LockHolder.sharingVersion, machine: LockHolder.thisMachine), to: descriptor
    )
  }

  deinit {
    // Not by closing alone: a child that is just being started shares the lock until it has become its program.
    flock(descriptor, LOCK_UN)
    Glibc.close(descriptor)
  }

  private static func take(_ file: String) throws(ArchiveError) -> Int32? {
    while true {
      let descriptor = open(file, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw .lastSystemError(file) }
      var isTaken = false
      do throws(ArchiveError) {
        try PrivateFolder.makePrivate(descriptor, path: file, mode: 0o600)
        isTaken = try FileLock.tryExclusive(descriptor, path: file)
      } catch {
        Glibc.close(descriptor)
        throw error
      }
      // A lock on a file that was removed meanwhile keeps nobody out.
      if isTaken, FileIdentity(descriptor) == FileIdentity(path: file) { return descriptor }
      Glibc.close(descriptor)
      if !isTaken { return nil }
    }
  }

  /// The line only helps those who do not get the lock; that it cannot be written is no reason to refuse ourselves.
  private static func write(_ holder: LockHolder, to descriptor: Int32) {
    // In one go, over what an earlier process wrote: others may read it at any moment.
    let line = Array(holder.line.utf8)
    _ = pwrite(descriptor, line, line.count, 0)
  }
}

/// What the lock's file says of the process that has it.
struct LockHolder: Hashable, Sendable {
  /// Processes share an account only where each does it in this same way.
  static let sharingVersion = 1

  var process: Int32?
  /// How that process shares; nil for one that lets nobody in.
  var sharing: Int?
  /// The run of the system in which that process is; nil where it does not say.
  var machine: String?

  init(process: Int32?, sharing: Int?, machine: String? = nil) {
    self.process = process
    self.sharing = sharing
    self.machine = machine
  }

  /// Names this run of the system, and no other machine's.
  static let thisMachine: String? = {
    let id = SmallFile.read("/proc/sys/kernel/random/boot_id", atMost: 8)
    return id.count == 8 ? String(decoding: id, as: UTF8.self) : nil
  }()

  /// Whether it is on another machine, with which a folder may be shared over the network. SQLite's files cannot be:
  /// what one machine writes the other does not see.
  var isElsewhere: Bool { machine.map { $0 != LockHolder.thisMachine } ?? false }

  init(file: String) {
    let words = SmallFile.read(file, atMost: 64).split { $0 == 0x20 || $0 == 0x0A }
    process = words.first.flatMap { Int32(String(decoding: $0, as: UTF8.self)) }
    sharing = words.dropFirst().first.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    machine = words.dropFirst(2).first.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Always of the same length.
  var line: String {
    let words = "\(process ?? 0) \(sharing ?? 0) \(machine ?? "")"
    return words + String(repeating: " ", count: max(0, 31 - words.count)) + "\n"
  }
}
