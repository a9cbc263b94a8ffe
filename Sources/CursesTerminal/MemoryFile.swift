import CNcurses
import Glibc

/// A file in memory where ncurses believes its terminal to be. Its beginning is mapped, so that most of what ncurses wrote
/// is read without asking the system for it.
final class MemoryFile {
  let descriptor: Int32
  /// Nil where nothing can be mapped: then it is read like any file.
  private let beginning: UnsafeMutableRawPointer?
  /// What was written before was taken.
  private var taken = 0

  private static let mapped = 65_536

  init() throws(TerminalError) {
    descriptor = cn_memory_file("screen")
    guard descriptor >= 0 else { throw .system(call: "memfd_create", errno: errno) }
    let memory = mmap(nil, MemoryFile.mapped, PROT_READ, MAP_SHARED, descriptor, 0)
    beginning = memory == MAP_FAILED ? nil : memory
  }

  deinit {
    if let beginning { munmap(beginning, MemoryFile.mapped) }
    close(descriptor)
  }

  /// What was written since the last time.
  func take() -> [UInt8] {
    let end = Int(lseek(descriptor, 0, SEEK_CUR))
    guard end > taken else { return [] }
    let bytes = bytes(in: taken..<end)
    taken = end
    // There is always room for an ordinary update in what is mapped.
    if end > MemoryFile.mapped / 2 {
      lseek(descriptor, 0, SEEK_SET)
      taken = 0
    }
    return bytes
  }

  private func bytes(in range: Range<Int>) -> [UInt8] {
    if let beginning, range.upperBound <= MemoryFile.mapped {
      return Array(UnsafeRawBufferPointer(start: beginning + range.lowerBound, count: range.count))
    }
    return [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      filled = max(0, pread(descriptor, buffer.baseAddress, range.count, off_t(range.lowerBound)))
    }
  }
}
