import MessageArchive
import Messaging

/// From nothing to the newest window, and what else is done with a whole archive.
struct Starting {
  static func run(_ meter: Meter, small: ArchiveLocation, large: ArchiveLocation, runs: Int) async throws {
    let few = try await meter.time("start, 1,000 messages", runs: runs) { try await start(small) }
    try await meter.time("start, all messages", runs: runs, beside: few) { try await start(large) }
  }

  private static func start(_ location: ArchiveLocation) async throws {
    let archive = try MessageArchive.open(location)
    _ = try await archive.conversations(.newest(count: 50))
    try archive.close()
  }

  static func backUp(_ meter: Meter, _ location: ArchiveLocation, folder: String) async throws {
    try await meter.time("backup", runs: 1, isWarmedUp: false) {
      _ = try ArchiveBackup.make(of: location, in: folder + "/backup", now: Timestamp(seconds: 0))
    }
  }

  /// A row that shows that the server's clock is five hours off moves every message of the inbox.
  static func moveClock(_ meter: Meter, _ location: ArchiveLocation) async throws {
    let archive = try MessageArchive.open(location)
    let now = Timestamp(seconds: Corpus.end)
    let date = Corpus.date(-300, of: 0)
    let row = InboxMessage(id: MessageID(9_000_000), src: "+628100", dst: "1234", msg: "late", dt: date)
    try await meter.time("a clock moves: the message that shows it", runs: 1, isWarmedUp: false) {
      _ = try await archive.take(
        Intake(.inbox([row]), seenAt: now, serverTime: now, isFreshLive: true, arrival: .live))
    }
    try await meter.time("a clock moves: everything, in the background", runs: 1, isWarmedUp: false) {
      try await archive.finishUpkeep()
    }
    try archive.close()
  }
}
