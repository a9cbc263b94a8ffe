import Glibc
import Testing

@testable import CursesTerminal

extension Curses {
  @Suite struct MemoryFileTests {
    @Test func whatWasWrittenIsTakenOnceHoweverMuchItIs() throws {
      let file = try MemoryFile()
      var number: UInt8 = 0
      for count in [1, 10, 0, 20_000, 20_000, 65_536, 3, 200_000, 7, 32_768, 32_769, 1] {
        number &+= 1
        let bytes = [UInt8](repeating: number, count: count)
        #expect(write(file.descriptor, bytes, count) == count)
        #expect(file.take() == bytes)
        #expect(file.take().isEmpty)
      }
    }
  }
}
