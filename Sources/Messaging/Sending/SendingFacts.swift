/// What is known before a send: read from the archive and the outbox in one go, and true at `at`.
public struct SendingFacts: Hashable, Sendable {
  /// What is known of one recipient.
  public struct Recipient: Hashable, Sendable {
    public let destination: Destination
    /// From the contacts seen, when exactly one fits; a group's name for a group.
    public var name: UntrustedText?
    public var members: Members
    /// The last time that the same text went to the same number within the window.
    public var sameText: SameText?
    /// Its own entry, or for a group that of a member as of its last message.
    public var stopListed: StopListEntry?
    public var stopWord: StopWord?
    /// What one part cost lately; nil when that is not known.
    public var price: PriceEvidence?
    /// Other groups that the server may take for this one, by their codes.
    public var mistakableGroups: [UntrustedText]
    /// Groups that get something too and had this number as a member when they were last sent to.
    public var groupsBeside: [GroupBeside]

    public init(
      destination: Destination, name: UntrustedText? = nil, members: Members = .one, sameText: SameText? = nil,
      stopListed: StopListEntry? = nil, stopWord: StopWord? = nil, price: PriceEvidence? = nil,
      mistakableGroups: [UntrustedText] = [], groupsBeside: [GroupBeside] = []
    ) {
      self.destination = destination
      self.name = name
      self.members = members
      self.sameText = sameText
      self.stopListed = stopListed
      self.stopWord = stopWord
      self.price = price
      self.mistakableGroups = mistakableGroups
      self.groupsBeside = groupsBeside
    }
  }

  /// A group beside a number that may be one of its members.
  public struct GroupBeside: Hashable, Sendable {
    public let group: Destination
    /// Whether it gets this very message; else an earlier one is still to go to it.
    public let isSameSend: Bool
    /// The numbers that took what was last sent to it.
    public let members: [String]

    public init(group: Destination, isSameSend: Bool, members: [String]) {
      self.group = group
      self.isSameSend = isSameSend
      self.members = members
    }

    public func holds(_ number: String) -> Bool { members.contains { NumberSuffix.areOne($0, number) } }
  }

  /// How many people a destination stands for.
  public enum Members: Hashable, Sendable {
    /// A number, or an account of the server.
    case one
    /// A group to which so many went when it was last sent to from here. No operation lists the members, so there may
    /// be others by now.
    case lately(Int, at: Timestamp)
    /// A group to which nothing was sent from here.
    case unknown
  }

  public struct SameText: Hashable, Sendable {
    public let at: Timestamp
    /// Where that message stands.
    public let stage: OutgoingStage
    /// Since when there is such a message; it may have come into its stage later.
    public let since: Timestamp

    public init(at: Timestamp, stage: OutgoingStage, since: Timestamp? = nil) {
      self.at = at
      self.stage = stage
      self.since = since ?? at
    }

    /// Whether somebody said of it that it was not sent, while nothing told.
    public var isDenied: Bool { stage == .outbox(.settled(went: false)) }
  }

  public struct StopWord: Hashable, Sendable {
    /// As the configuration has it.
    public let word: String
    public let at: Timestamp

    public init(word: String, at: Timestamp) {
      self.word = word
      self.at = at
    }
  }

  /// In the order asked for.
  public var recipients: [Recipient]
  /// Messages since midnight of the account's clock: those that left or may have left, and those that are to leave.
  public var sentToday: Int
  /// As the server last told it.
  public var credit: Credit?
  /// The server's clock at that moment, as far as it is known.
  public var serverTime: Timestamp
  /// How far the clock by which the server dates outgoing messages is ahead of UTC, in seconds; nil when unknown.
  public var serverZoneOffset: Int?
  public var at: Timestamp

  public init(
    recipients: [Recipient], sentToday: Int, credit: Credit?, serverTime: Timestamp, serverZoneOffset: Int?,
    at: Timestamp
  ) {
    self.recipients = recipients
    self.sentToday = sentToday
    self.credit = credit
    self.serverTime = serverTime
    self.serverZoneOffset = serverZoneOffset
    self.at = at
  }
}

extension SendingFacts {
  /// How many people it goes to, as far as is known: at least one for a group of unknown size.
  public var people: (count: Int, isCertain: Bool) {
    recipients.reduce((count: 0, isCertain: true)) { sum, recipient in
      switch recipient.members {
      case .one: (sum.count + 1, sum.isCertain)
      case .lately(let count, _): (sum.count + max(1, count), false)
      case .unknown: (sum.count + 1, false)
      }
    }
  }
}

/// What is asked before a send.
public struct SendingQuestion: Hashable, Sendable {
  /// As they will go out: see `NumberPlan`.
  public let destinations: [Destination]
  public let text: String

  public init(destinations: [Destination], text: String) {
    self.destinations = destinations
    self.text = text
  }
}

/// A number to which nothing is sent unless the operator overrides it. Kept on this machine; the server's own list is
/// another one.
public struct StopListEntry: Hashable, Sendable {
  public let destination: Destination
  /// Why, in the operator's words; empty for none.
  public let note: String
  public let since: Timestamp

  public init(destination: Destination, note: String, since: Timestamp) {
    self.destination = destination
    self.note = note
    self.since = since
  }
}

/// What one part of a message cost, seen from how the account's credit fell over a send.
public struct PriceEvidence: Hashable, Sendable {
  /// For one part as the server bills it.
  public let perPart: Credit
  /// The number that it was seen with.
  public let number: String
  public let at: Timestamp

  public init(perPart: Credit, number: String, at: Timestamp) {
    self.perPart = perPart
    self.number = number
    self.at = at
  }
}
