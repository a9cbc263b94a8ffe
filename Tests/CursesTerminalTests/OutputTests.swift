import Glibc
import Testing

@testable import CursesTerminal

/// How bytes leave, seen on a socket that keeps the writes apart.
@Suite struct OutputTests {
  private func pair() throws -> (out: Int32, far: Int32) {
    var ends: [Int32] = [-1, -1]
    try #require(socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0, &ends) == 0)
    return (ends[0], ends[1])
  }

  private func packets(_ descriptor: Int32) -> [Int] {
    var sizes: [Int] = []
    var part = [UInt8](repeating: 0, count: 1 << 20)
    while case let count = read(descriptor, &part, part.count), count > 0 { sizes.append(count) }
    return sizes
  }

  @Test func anUpdateIsOneWrite() throws {
    let (out, far) = try pair()
    defer { _ = [out, far].map(close) }
    var output = TerminalOutput(descriptor: out)
    output.send([UInt8](repeating: 0x61, count: 60_000))
    #expect(packets(far) == [60_000])
    #expect(output.isDrained)
  }

  @Test func whatIsNotTakenWaitsAndLeavesInOrder() throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    defer { _ = ends.map(close) }
    var output = TerminalOutput(descriptor: ends[1])
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    output.send(Array(bytes[..<200_000]))
    #expect(!output.isDrained)
    output.send(Array(bytes[200_000...]))
    var got: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while got.count < bytes.count {
      let count = read(ends[0], &part, part.count)
      if count > 0 { got += part[..<count] } else { output.push() }
    }
    #expect(got == bytes)
    output.push()
    #expect(output.isDrained)
  }

  @Test func whatATerminalThatIsGoneDoesNotTakeIsDropped() throws {
    let terminal = try PseudoTerminal()
    let descriptor = open(terminal.path, O_WRONLY | O_NOCTTY | O_NONBLOCK)
    defer { close(descriptor) }
    terminal.hangUp()
    var output = TerminalOutput(descriptor: descriptor)
    output.send([0x61])
    #expect(output.isDrained)
  }
}
