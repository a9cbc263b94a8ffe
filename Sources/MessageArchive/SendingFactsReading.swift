import GRDB
import Messaging

/// By what a send is judged: the operator's policy, and what only the engine knows of the account.
public struct SendingGround: Hashable, Sendable {
  public var policy: SendingPolicy
  /// The operator's own zone, taken where the account's is not configured.
  public var local: ZoneRules
  public var credit: Credit?
  /// The server's clock minus ours, in seconds.
  public var serverClockAhead: Int64

  public init(policy: SendingPolicy, local: ZoneRules, credit: Credit? = nil, serverClockAhead: Int64 = 0) {
    self.policy = policy
    self.local = local
    self.credit = credit
    self.serverClockAhead = serverClockAhead
  }

  /// Midnight of the account's clock.
  func today(at now: Timestamp) -> Timestamp {
    let zone = policy.zone ?? local
    let clock = zone.civil(now)
    let midnight = CivilTime(year: clock.year, month: clock.month, day: clock.day)
    return zone.instants(of: midnight).first ?? now - .seconds(clock.hour * 3_600 + clock.minute * 60 + clock.second)
  }
}

extension MessageArchive {
  /// What is known before a send. Each recipient costs a few index look-ups, however many messages there are.
  public func sendingFacts(
    _ question: SendingQuestion, on ground: SendingGround, now: Timestamp
  ) async throws(ArchiveError) -> SendingFacts {
    let shown = try await archive.read { try ShownFacts($0, question, ground, now: now) }
    return try await outbox.read {
      try shown.facts(with: JournalFacts($0, question, ground, after: shown.followed, now: now))
    }
  }
}

/// What the server's rows tell before a send.
struct ShownFacts {
  struct Recipient {
    var name: UntrustedText?
    var mistakableGroups: [UntrustedText] = []
    var stopWord: SendingFacts.StopWord?
    var sameText: SendingFacts.SameText?
  }

  private(set) var recipients: [Recipient] = []
  private let question: SendingQuestion
  private let ground: SendingGround
  private let now: Timestamp
  private let sentToday: Int
  private let serverZoneOffset: Int?
  /// The last event of the journal that the archive knew of.
  let followed: Int64

  init(_ db: Database, _ question: SendingQuestion, _ ground: SendingGround, now: Timestamp) throws {
    self.question = question
    self.ground = ground
    self.now = now
    let today = ground.today(at: now)
    sentToday =
      try ShownFacts.rows(since: today, cap: ground.policy.dailyCap, db) + ShownFacts.awaited(since: today, db)
    followed = try db.prepared("SELECT event FROM outbox_mirror").first { $0.integer(0) } ?? 0
    serverZoneOffset = try db.prepared("SELECT offset FROM server_clock WHERE clock = ?")
      .first(.integer(ServerClock.outgoing.rawValue)) { Int($0.integer(0)) }
    let stopWords = StopWords(ground.policy.stopWords)
    for destination in question.destinations {
      recipients.append(try recipient(destination, stopWords, db))
    }
  }

  /// Brought together with what the journal tells.
  func facts(with journal: JournalFacts) -> SendingFacts {
    let recipients = zip(question.destinations, zip(self.recipients, journal.recipients)).map { destination, known in
      let (shown, written) = known
      // The row is newer knowledge of the same message than the journal has, and proof against what was said of it.
      let isDenied = shown.sameText != nil && written.sameText?.isDenied == true
      let isShown =
        isDenied || (shown.sameText?.at ?? Timestamp(seconds: 0)) >= (written.sameText?.at ?? Timestamp(seconds: 0))
      return SendingFacts.Recipient(
        destination: destination, name: shown.name, members: written.members,
        sameText: isShown ? shown.sameText ?? written.sameText : written.sameText, stopListed: written.stopListed,
        stopWord: shown.stopWord, price: written.price, mistakableGroups: shown.mistakableGroups,
        groupsBeside: written.groups)
    }
    return SendingFacts(
      recipients: recipients, sentToday: sentToday + journal.unshownToday, credit: ground.credit,
      serverTime: now + .seconds(ground.serverClockAhead), serverZoneOffset: serverZoneOffset, at: now)
  }

  /// Counted no further than anybody needs.
  private static func rows(since: Timestamp, cap: Int?, _ db: Database) throws -> Int {
    try db.prepared(
      """
      SELECT count(*) FROM
        (SELECT 1 FROM message INDEXED BY outgoing_by_time WHERE stream = 3 AND at >= ? LIMIT ?)
      """
    ).first(.integer(since.milliseconds), .integer(Int64(max(10_000, cap ?? 0) + 1))) { Int($0.integer(0)) } ?? 0
  }

  /// Rows that are to come of messages that were written here and accepted.
  private static func awaited(since: Timestamp, _ db: Database) throws -> Int {
    try db.prepared(
      "SELECT count(*) FROM awaited a CROSS JOIN message m ON m.stream = 4 AND m.id = a.item WHERE m.at >= ?"
    ).first(.integer(since.milliseconds)) { Int($0.integer(0)) } ?? 0
  }

  private func recipient(
    _ destination: Destination, _ stopWords: StopWords, _ db: Database
  ) throws -> Recipient {
    switch destination {
    case .group(let code): return try group(code, db)
    case .number, .user: break
    }
    var found = Recipient(name: try Acquaintance(db).name(of: destination.peer))
    for peer in try PeerSpellings(db).numbers(of: destination.peer) {
      let stop = try stopWord(from: peer, stopWords, db)
      if let stop, stop.at > found.stopWord?.at ?? Timestamp(seconds: 0) { found.stopWord = stop }
      let same = try sameText(to: peer, db)
      if let same, same.at > found.sameText?.at ?? Timestamp(seconds: 0) { found.sameText = same }
    }
    return found
  }

  private func group(_ code: String, _ db: Database) throws -> Recipient {
    let pattern = LikePattern(containing: code).text
    let groups = try db.prepared(
      "SELECT name, code FROM contact_group WHERE code LIKE ?1 ESCAPE '\\' OR name LIKE ?1 ESCAPE '\\' ORDER BY gpid"
    ).rows([.text(pattern)]) { (name: $0.text(0), code: $0.text(1)) }
    return Recipient(
      name: groups.first { $0.code == code }.map { UntrustedText($0.name) },
      mistakableGroups: groups.filter { $0.code != code }.map { UntrustedText($0.code) })
  }

  private func stopWord(
    from peer: Int64, _ words: StopWords, _ db: Database
  ) throws -> SendingFacts.StopWord? {
    guard !ground.policy.stopWords.isEmpty else { return nil }
    let since = now - ground.policy.stopWordWithin
    return try db.prepared(
      """
      SELECT at, keyword, text FROM message INDEXED BY message_of_peer
      WHERE peer = ? AND at >= ? AND stream IN (1, 2) ORDER BY at DESC LIMIT 1000
      """
    ).rows([.integer(peer), .integer(since.milliseconds)]) { row -> SendingFacts.StopWord? in
      words.found(in: row.text(2), keyword: row.optionalText(1)).map {
        SendingFacts.StopWord(word: $0, at: Timestamp(milliseconds: row.integer(0)))
      }
    }.lazy.compactMap(\.self).first
  }

  private func sameText(to peer: Int64, _ db: Database) throws -> SendingFacts.SameText? {
    guard let window = ground.policy.sameTextWithin else { return nil }
    return try db.prepared(
      """
      SELECT at, text, status FROM message INDEXED BY message_of_peer
      WHERE peer = ? AND at >= ? AND stream = 3 ORDER BY at DESC LIMIT 1000
      """
    ).rows([.integer(peer), .integer((now - window).milliseconds)]) { row -> SendingFacts.SameText? in
      guard ServerRewriting.couldBe(sent: question.text, shown: row.text(1)) else { return nil }
      let status = DeliveryStatus(code: Int(row.integer(2)))
      // What failed has not reached anybody.
      guard status != .failed else { return nil }
      return SendingFacts.SameText(at: Timestamp(milliseconds: row.integer(0)), stage: .server(status))
    }.lazy.compactMap(\.self).first
  }
}
