import Glibc
import MessageArchive
import Testing

struct AccountLockTests {
  @Test func aSecondOneIsRefusedAndToldWhoHasIt() throws {
    let scratch = try Scratch()
    let first = try MessageArchive.open(scratch.location)
    let refusal = ArchiveError.inUse(by: getpid())
    #expect(throws: refusal) { try MessageArchive.open(scratch.location) }
    #expect(refusal.sentence.contains("\(getpid())"))
    try first.close()
  }

  @Test func oneOnAnotherMachineLetsNobodyAttachHere() throws {
    let scratch = try Scratch()
    let first = try MessageArchive.open(scratch.location)
    try MessageArchive.join(scratch.location).close()
    // As a folder shared over the network shows it here.
    let line = "\(getpid()) 1 01234567"
    let file = open(scratch.file("lock"), O_WRONLY)
    #expect(pwrite(file, line, line.utf8.count, 0) == line.utf8.count)
    close(file)
    let refusal = ArchiveError.otherMachine(by: getpid())
    #expect(throws: refusal) { try MessageArchive.join(scratch.location) }
    #expect(refusal.sentence.contains("another machine"))
    try first.close()
    try MessageArchive.join(scratch.location).close()
  }

  @Test func closingLetsTheNextOneIn() throws {
    let scratch = try Scratch()
    try MessageArchive.open(scratch.location).close()
    try MessageArchive.open(scratch.location).close()
  }

  @Test func forgettingToCloseLetsTheNextOneInToo() throws {
    let scratch = try Scratch()
    do { _ = try MessageArchive.open(scratch.location) }
    try MessageArchive.open(scratch.location).close()
  }

  @Test func aFailedOpeningLetsTheNextOneIn() throws {
    let scratch = try Scratch()
    try MessageArchive.open(scratch.location).close()
    let file = scratch.file("archive.sqlite")
    #expect(chmod(file, 0o666) == 0)
    #expect(throws: ArchiveError.self) { try MessageArchive.open(scratch.location) }
    #expect(chmod(file, 0o600) == 0)
    try MessageArchive.open(scratch.location).close()
  }

  @Test func aProgramThatWeStartDoesNotInheritIt() throws {
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    // Not Foundation's way to start a program, which closes every file whatever its flags say.
    var child: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("30"), nil]
    defer { for argument in arguments { free(argument) } }
    #expect(posix_spawn(&child, "/bin/sleep", nil, nil, &arguments, nil) == 0)
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    try archive.close()
    try MessageArchive.open(scratch.location).close()
  }
}
