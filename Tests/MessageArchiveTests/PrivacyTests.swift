import Foundation
import Glibc
import MessageArchive
import Testing

@Suite(.serialized) struct PrivacyTests {
  private func mode(_ path: String) -> mode_t? {
    var facts = stat()
    return lstat(path, &facts) == 0 ? facts.st_mode & 0o7777 : nil
  }

  @Test func nobodyElseCanEnterWhateverTheUmask() async throws {
    let before = umask(0)
    defer { umask(before) }
    let scratch = try Scratch()
    let archive = try MessageArchive.open(scratch.location)
    try await archive.takeLive(.inbox([inbox(1)]))
    _ = try await archive.submitOne()
    #expect(mode(scratch.location.folder) == 0o700)
    for name in ["archive.sqlite", "outbox.sqlite"] {
      for suffix in ["", "-wal", "-shm"] { #expect(mode(scratch.file(name + suffix)) == 0o600, "\(name + suffix)") }
    }
    #expect(mode(scratch.file("lock")) == 0o600)
    try archive.close()
  }

  @Test func whatOthersMayReadIsClosedToThem() throws {
    let scratch = try Scratch()
    try MessageArchive.open(scratch.location).close()
    #expect(chmod(scratch.location.folder, 0o755) == 0)
    #expect(chmod(scratch.file("outbox.sqlite"), 0o644) == 0)
    try MessageArchive.open(scratch.location).close()
    #expect(mode(scratch.location.folder) == 0o700)
    #expect(mode(scratch.file("outbox.sqlite")) == 0o600)
  }

  @Test func aFolderThatOthersCanWriteIsRefused() throws {
    let scratch = try Scratch()
    #expect(mkdir(scratch.location.folder, 0o700) == 0)
    #expect(chmod(scratch.location.folder, 0o770) == 0)
    let refusal = ArchiveError.notPrivate(path: scratch.location.folder, why: .writableForOthers(mode: 0o770))
    #expect(throws: refusal) { try MessageArchive.open(scratch.location) }
    #expect(refusal.sentence.contains("770"))
    #expect(access(scratch.file("lock"), F_OK) != 0)
  }

  @Test func aFileThatOthersCanWriteIsRefused() throws {
    let scratch = try Scratch()
    try MessageArchive.open(scratch.location).close()
    #expect(chmod(scratch.file("archive.sqlite"), 0o666) == 0)
    #expect(
      throws: ArchiveError.notPrivate(path: scratch.file("archive.sqlite"), why: .writableForOthers(mode: 0o666))
    ) { try MessageArchive.open(scratch.location) }
  }

  @Test func whatBelongsToSomebodyElseIsRefused() throws {
    let scratch = try Scratch()
    #expect(mkdir(scratch.location.folder, 0o700) == 0)
    // Root can give a folder away; anybody else finds one that belongs to root.
    let isRoot = geteuid() == 0
    let folder = isRoot ? scratch.location.folder : "/usr"
    if isRoot { #expect(chown(folder, 65_534, 65_534) == 0) }
    #expect(throws: ArchiveError.notPrivate(path: folder, why: .belongsToAnother(user: isRoot ? 65_534 : 0))) {
      try MessageArchive.open(ArchiveLocation(folder: folder))
    }
  }

  @Test func aLinkInPlaceOfAFileIsNotFollowed() throws {
    let scratch = try Scratch()
    try MessageArchive.open(scratch.location).close()
    #expect(unlink(scratch.file("outbox.sqlite")) == 0)
    #expect(symlink("/dev/null", scratch.file("outbox.sqlite")) == 0)
    #expect(throws: ArchiveError.notPrivate(path: scratch.file("outbox.sqlite"), why: .wrongKind)) {
      try MessageArchive.open(scratch.location)
    }
  }

  @Test func aFolderThatCannotBeMadeIsTold() {
    let error = #expect(throws: ArchiveError.self) {
      try MessageArchive.open(ArchiveLocation(folder: "/proc/no/such/place"))
    }
    guard case .unreachable? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
