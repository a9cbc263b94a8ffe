import MessageArchive
import Messaging
import PlaySMSSandbox

@testable import PlaySMSSandbox

/// What really happened in a life, from the books of the server and of the network, which no program sees.
struct SimulatedTruth {
  /// A message of the outbox, and what became of each try to send it.
  struct Sent {
    let number: String?
    let peer: Peer
    let text: String
    let isScheduled: Bool
    var attempts: [Attempt] = []
    /// What the operator did about it, and was told is done.
    var isTakenBack = false
    var isSettledByHand = false

    /// Ids that the server gave to it; nil for a message to an account.
    var taken: [Int64?] { attempts.flatMap(\.taken) }
    /// Those but what the network made of a request that was refused.
    var takenAsSent: [Int64?] { attempts.filter { !$0.provesNothing }.flatMap(\.taken) }
  }

  /// One try to send a message.
  struct Departure {
    let item: OutboxItemID
    let attempt: Int
  }

  struct Attempt {
    let fault: WireFault?
    let at: Int64
    /// Whether the server said that it refused the login, so that nothing was looked at.
    var isRefused = false
    /// What else befell the program while it waited for the answer.
    var mishap: Mishap?
    /// What the server took.
    var submissions: [SandboxSubmission] = []
    var taken: [Int64?] { submissions.map(\.smslogID) }

    /// Whether the message may be sent again after this. Of a request that was refused the network may still bring a
    /// copy, later, which is taken: nobody can know.
    var provesNothing: Bool {
      isRefused && (taken.isEmpty || fault == .doubled) || taken.isEmpty && fault?.provesNothingLeft == true
    }
    /// What the network's own copies became.
    var takenOfCopies: [Int64?] { fault != .doubled ? [] : isRefused ? taken : Array(taken.dropFirst()) }
    var isBroken: Bool { fault != nil || mishap != nil }
  }

  enum Mishap: String {
    case killedMeanwhile
    case clockJumpedMeanwhile
  }

  /// A submission of another program on the same account.
  struct Foreign {
    let id: Int64
    let number: String
    let text: String
    let at: Int64
    let isScheduled: Bool
  }

  /// A row as the server shows it now.
  struct Row: Hashable {
    let id: Int64
    let src: String
    let dst: String
    var keyword: String?
    let text: String
    let dt: String
    var status: Int?
  }

  var sent: [OutboxItemID: Sent] = [:]
  /// The message that left last.
  var lastSent: OutboxItemID?
  var foreign: [Foreign] = []
  /// From when a row could be seen; those that are not in it could from the beginning.
  var shownSince: [Stream: [Int64: Int64]] = [:]
  /// From when a row could be seen again that an older database brought back.
  var backSince: [Stream: [Int64: Int64]] = [:]
  /// Ids of outgoing messages that were given and went with the database in which they were: they may be given again.
  var freedIDs: Set<Int64> = []
  /// Texts that the archive had under an id, as the server showed them.
  var kept: [Stream: [Int64: Set<String>]] = [:]
  /// Submissions that are no rows yet.
  private var unprocessed: Set<Int64> = []
  /// The latest moment for which something is scheduled.
  var lastSchedule: Int64 = 0

  mutating func appeared(_ id: Int64, in stream: Stream, at now: Int64) {
    shownSince[stream, default: [:]][id] = now
    backSince[stream]?[id] = nil
  }

  /// From when on it could be seen without a break.
  func since(_ row: Row, in stream: Stream) -> Int64 {
    max(shownSince[stream]?[row.id] ?? 0, backSince[stream]?[row.id] ?? 0)
  }

  mutating func submitted(_ ids: [Int64]) { unprocessed.formUnion(ids) }

  /// Notes which submissions have become rows.
  mutating func look(at sandbox: Sandbox, now: Int64) {
    guard !unprocessed.isEmpty else { return }
    let waiting = unprocessed
    let processed = sandbox.withWorld { world in waiting.filter { world.waiting[$0] == nil } }
    for id in processed { appeared(id, in: .outgoing, at: now) }
    unprocessed.subtract(processed)
  }

  /// The server goes on with what an older database holds.
  mutating func wentBack(waiting: Set<Int64>, freed: Range<Int64>) {
    unprocessed = waiting
    freedIDs.formUnion(freed)
  }

  /// All rows of anna's that the server shows in a list, as it shows them.
  static func rows(of stream: Stream, at sandbox: Sandbox) -> [Row] {
    let uid = SandboxAccount.anna.uid
    return sandbox.withWorld { world in
      switch stream {
      case .inbox:
        world.inbox.newest(limit: .max) { $0.uid == uid }.map {
          Row(id: $0.id, src: $0.src, dst: $0.dst, text: $0.msg.shownAsMessage, dt: $0.dt)
        }
      case .incoming:
        world.incoming.newest(limit: .max) { $0.uid == uid && !$0.kwd.isEmpty }.map {
          Row(id: $0.id, src: $0.src, dst: $0.dst, keyword: $0.kwd, text: $0.msg.shownAsMessage, dt: $0.dt)
        }
      case .outgoing:
        world.outgoing.newest(limit: .max) { $0.uid == uid }.map {
          Row(id: $0.id, src: $0.src, dst: $0.dst, text: $0.msg.shownAsMessage, dt: $0.dt, status: $0.status)
        }
      }
    }
  }

  /// Rows as a reply of the server.
  static func listed(_ rows: [Row], of stream: Stream) -> Intake.Rows {
    switch stream {
    case .inbox:
      .inbox(
        rows.map {
          InboxMessage(
            id: MessageID($0.id), src: UntrustedText($0.src), dst: UntrustedText($0.dst), msg: UntrustedText($0.text),
            dt: ServerDate($0.dt))
        })
    case .incoming:
      .incoming(
        rows.map {
          IncomingMessage(
            id: MessageID($0.id), src: UntrustedText($0.src), dst: UntrustedText($0.dst),
            kwd: UntrustedText($0.keyword ?? ""), msg: UntrustedText($0.text), dt: ServerDate($0.dt))
        })
    case .outgoing:
      .outgoing(
        rows.map {
          OutgoingMessage(
            id: MessageID($0.id), src: UntrustedText($0.src), dst: UntrustedText($0.dst), msg: UntrustedText($0.text),
            dt: ServerDate($0.dt), update: ServerDate(""), status: DeliveryStatus(code: $0.status ?? 0))
        })
    }
  }
}

/// A promise of the program that it did not keep, and how it showed.
struct BrokenPromise: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
