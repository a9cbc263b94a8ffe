import Foundation
import MessageArchive
import Testing

/// `SMSDASH_FIXTURE=FOLDER swift test --filter FixtureRecording` leaves there what the fixtures are dumped from.
struct FixtureRecording {
  private static let folder = ProcessInfo.processInfo.environment["SMSDASH_FIXTURE"]

  @Test(.enabled(if: folder != nil)) func anAccountIsWrittenForItsDump() async throws {
    let archive = try MessageArchive.open(ArchiveLocation(folder: try #require(Self.folder)))
    try await WellUsedAccount.fill(archive)
    try await archive.finishUpkeep()
    try archive.close()
  }
}
