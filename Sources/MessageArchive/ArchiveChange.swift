import Messaging

/// What a commit changed, for those who show it. Several in a row may be taken as one by joining their parts.
public struct ArchiveChange: Hashable, Sendable {
  /// A part of the archive that is shown for itself.
  public enum Subject: Hashable, Sendable {
    /// Its rows, their statuses or their times.
    case stream(Stream)
    case contacts
    /// Items, their states, or where they stand in conversations.
    case outbox
    case drafts
    /// What is unread.
    case readState
  }

  /// Never empty.
  public var subjects: Set<Subject>
  /// New unread messages, oldest first. Of what another process took in they are not told.
  public var arrivals: [ArrivedMessage]
  /// Whether another process changed it. Then `subjects` is everything that its file holds.
  public var isFromElsewhere: Bool

  public init(subjects: Set<Subject>, arrivals: [ArrivedMessage] = [], isFromElsewhere: Bool = false) {
    self.subjects = subjects
    self.arrivals = arrivals
    self.isFromElsewhere = isFromElsewhere
  }
}

extension ArchiveChange {
  /// What `archive.sqlite` holds.
  static let archiveSubjects = Set(Stream.allCases.map { Subject.stream($0) } + [.contacts, .readState])
  /// What `outbox.sqlite` holds.
  static let outboxSubjects: Set<Subject> = [.outbox, .drafts]
}

/// A message that came in and that nobody has read.
public struct ArrivedMessage: Hashable, Sendable {
  public let origin: ConversationEntry.Origin
  public let peer: Peer
  public let text: UntrustedText
  /// As in `ConversationEntry.at`.
  public let at: Timestamp

  public init(origin: ConversationEntry.Origin, peer: Peer, text: UntrustedText, at: Timestamp) {
    self.origin = origin
    self.peer = peer
    self.text = text
    self.at = at
  }
}
