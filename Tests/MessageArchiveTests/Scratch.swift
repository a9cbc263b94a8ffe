import Foundation
import MessageArchive
import Messaging

/// A folder of its own for one test, gone with it.
final class Scratch {
  let path: String
  var location: ArchiveLocation { ArchiveLocation(folder: path + "/account") }

  init() throws {
    let base = FileManager.default.temporaryDirectory.path
    path = base + "/archive-tests-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { location.folder + "/" + name }

  /// What another machine would find after the power failed now: the files as they are, nothing closed.
  func copyAsAfterACrash() throws -> Scratch {
    let copy = try Scratch()
    try FileManager.default.copyItem(atPath: location.folder, toPath: copy.location.folder)
    return copy
  }
}

/// Runs `body` on an archive in a folder of its own.
func withArchive(_ body: (MessageArchive) async throws -> Void) async throws {
  let scratch = try Scratch()
  let archive = try MessageArchive.open(scratch.location)
  try await body(archive)
  try archive.close()
}

/// Numbers that a seed decides (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// 2026-11-22 09:00:00 UTC, about which the tests take place.
let noon = Timestamp(seconds: 1_795_338_000)

extension Timestamp {
  func later(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds + seconds * 1_000) }
}

extension ServerDate {
  /// What a server's clock shows at an instant.
  init(_ instant: Timestamp, ahead seconds: Int64 = 0) {
    let civil = CivilTime(secondsSince1970: instant.seconds + seconds)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    self.init(
      "\(civil.year)-\(two(civil.month))-\(two(civil.day)) \(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))"
    )
  }
}

func inbox(
  _ id: Int64, from src: String = "+62811234567", _ text: String = "hello", at instant: Timestamp = noon,
  ahead: Int64 = 0
) -> InboxMessage {
  InboxMessage(
    id: MessageID(id), src: UntrustedText(src), dst: "1234", msg: UntrustedText(text),
    dt: ServerDate(instant, ahead: ahead))
}

func incoming(
  _ id: Int64, from src: String = "+62811234567", _ text: String = "join", at instant: Timestamp = noon
) -> IncomingMessage {
  IncomingMessage(
    id: MessageID(id), src: UntrustedText(src), dst: "1234", kwd: "PROMO", msg: UntrustedText(text),
    dt: ServerDate(instant))
}

func outgoing(
  _ id: Int64, to dst: String = "+62811234567", _ text: String = "hi", at instant: Timestamp = noon,
  status: DeliveryStatus = .pending, update: String = "0000-00-00 00:00:00", ahead: Int64 = 0
) -> OutgoingMessage {
  OutgoingMessage(
    id: MessageID(id), src: "ACME", dst: UntrustedText(dst), msg: UntrustedText(text),
    dt: ServerDate(instant, ahead: ahead), update: ServerDate(update), status: status)
}

func contact(_ id: Int64, _ name: String, _ number: String) -> Contact {
  Contact(id: id, name: UntrustedText(name), number: UntrustedText(number), email: "", tags: "")
}

extension MessageArchive {
  /// Takes live rows that came an hour after `noon`.
  @discardableResult
  func takeLive(_ rows: Intake.Rows) async throws -> IntakeOutcome {
    try await take(Intake(rows, seenAt: noon.later(3_600), arrival: .live))
  }

  /// One message to one destination, submitted at `now`.
  func submitOne(
    _ text: String = "hi", to destination: Destination = .number("+62811234567"), now: Timestamp = noon
  ) async throws -> OutboxItemID {
    let submission = Submission(destinations: [destination], text: text, options: SendOptions(), draft: nil)
    let ids = try await submit(submission, heldUntil: now.later(5), now: now)
    guard let id = ids.first else { throw ArchiveError.noSuchItem(OutboxItemID(0)) }
    return id
  }

  /// Leads a held item through `states`.
  func lead(_ id: OutboxItemID, through states: OutboxState...) async throws {
    for state in states {
      _ = try await record(state, for: id, expecting: Set(OutboxStateKind.allCases), evidence: "test", at: noon)
    }
  }

  func all(with peer: Peer) async throws -> [ConversationEntry] {
    try await conversation(with: peer, .newest(count: 10_000)).rows
  }
}

/// Calls `body` and gives the archive's error, nil if there was none.
func archiveError(_ body: () async throws -> Void) async -> ArchiveError? {
  do {
    try await body()
    return nil
  } catch {
    return error as? ArchiveError
  }
}
