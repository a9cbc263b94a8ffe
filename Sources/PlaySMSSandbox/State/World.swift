/// Everything the server knows. All time in milliseconds since 1970.
struct World: Sendable {
  var configuration: SandboxConfiguration
  /// The moment of the request being answered.
  var now: Int64
  /// By how much the clock was put forward.
  var skew: Int64 = 0
  /// For the queue's timing and outcomes.
  var queueRandom: SeededRandom
  /// For tokens, queue codes and sessions, so that a poll more or less changes nothing else.
  var secretRandom: SeededRandom
  /// For the story, so that the same things arrive however often somebody asks.
  var storyRandom: SeededRandom

  var users: [User] = []
  /// A number is never given twice, though its account be removed.
  var nextUID: Int64 = 100
  var phonebook = Phonebook()
  var stoplist: Set<String> = []
  /// By address, or by account and address.
  var failedChecks: [String: Int] = [:]
  var lockedOut: Set<String> = []

  var inbox = RowTable<InboxRow>()
  var incoming = RowTable<IncomingRow>()
  var outgoing = RowTable<OutgoingRow>()
  var nextInboxID: Int64 = 1
  var nextIncomingID: Int64 = 1
  var nextSmslogID: Int64

  var queues: [String: Queue] = [:]
  /// Destinations not yet processed, by `smslog_id`.
  var waiting: [Int64: QueuedDestination] = [:]
  var events = EventQueue()
  var outcomes: [String: SandboxOutcome] = [:]
  var story: StoryTeller?

  var journal = Journal()

  init(_ configuration: SandboxConfiguration, now: Int64, story: SandboxStory? = nil) {
    self.configuration = configuration
    self.now = now
    queueRandom = SeededRandom(seed: configuration.seed)
    secretRandom = SeededRandom(seed: configuration.seed ^ 0x5ec2_e700)
    storyRandom = SeededRandom(seed: configuration.seed ^ 0x0570_2100)
    nextSmslogID = configuration.firstSmslogID
    users = configuration.accounts.map(User.init)
    if let seconds = configuration.quirks.creditRefresh {
      events.plan(.refreshCredit, at: now + Int64(seconds) * 1_000)
    }
    if let story { begin(story) }
  }

  /// Lets everything happen that was due until `time`. A clock that went back changes nothing that happened.
  mutating func catchUp(to time: Int64) {
    while let (moment, event) = events.next(until: time) {
      now = moment
      happen(event)
    }
    now = time
  }

  private mutating func happen(_ event: SandboxEvent) {
    switch event {
    case .pickUp(let queue): pickUp(queue)
    case .process(let smslogID): process(smslogID)
    case .report(let smslogID, let status): report(smslogID, status)
    case .arrive(let arrival): arrive(arrival)
    case .refreshCredit: refreshCredit()
    case .story(let event): continueStory(event)
    }
  }

  private mutating func refreshCredit() {
    for index in users.indices { users[index].credit = users[index].adhocCredit }
    if let seconds = configuration.quirks.creditRefresh {
      events.plan(.refreshCredit, at: now + Int64(seconds) * 1_000)
    }
  }

  func user(named username: String) -> User? { users.first { $0.username == username } }
  func user(_ uid: Int64) -> User? { users.first { $0.uid == uid } }

  /// Changes a user; nothing happens when there is none.
  mutating func change(_ uid: Int64, _ change: (inout User) -> Void) {
    guard let index = users.firstIndex(where: { $0.uid == uid }) else { return }
    change(&users[index])
  }
}
