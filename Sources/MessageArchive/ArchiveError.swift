import Messaging

/// Everything that can go wrong with an archive.
public enum ArchiveError: Error, Hashable, Sendable {
  /// Another process polls and sends for this account; its id, when it could be read.
  case inUse(by: Int32?)
  /// Another process polls and sends for this account that is of another version and cannot share it with this one;
  /// its id, when it could be read.
  case otherVersion(by: Int32?)
  /// Others could read or change what lies there.
  case notPrivate(path: String, why: Exposure)
  /// Neither `XDG_DATA_HOME` nor `HOME` says where to keep anything.
  case noHome
  /// A newer version of the program wrote the file; it was left as it is.
  case newerFormat(file: String)
  /// The file is no database, or a broken one; it was left as it is.
  case damaged(file: String, detail: String)
  /// The disk is full; what was being written was not.
  case noSpace(file: String)
  /// The system refused to open, create, read or write it.
  case unreachable(path: String, detail: String)
  /// An outbox item cannot go from the one state to the other; `from` is nil for a new one.
  case unlawful(from: OutboxStateKind?, to: OutboxStateKind)
  /// Guards speak against a submission, and none of them was overridden.
  case guarded([GuardFinding])
  /// No outbox item has this number.
  case noSuchItem(OutboxItemID)
  /// The task that was reading was cancelled.
  case cancelled
  /// Anything else that SQLite said.
  case failed(file: String, detail: String)

  /// Why a folder or file is not private.
  public enum Exposure: Hashable, Sendable {
    /// It belongs to this user id.
    case belongsToAnother(user: UInt32)
    /// Its permissions let others write into it.
    case writableForOthers(mode: UInt32)
    /// Something other than a folder, or a plain file, stands there.
    case wrongKind
  }
}

extension ArchiveError {
  /// What happened, for the operator.
  public var sentence: String {
    switch self {
    case .inUse(let pid?): "Process \(pid) is already working with this account."
    case .inUse(nil): "Another process is already working with this account."
    case .otherVersion(let pid?): "Another version of smsdash, process \(pid), is working with this account."
    case .otherVersion(nil): "Another version of smsdash is working with this account."
    case .notPrivate(let path, .belongsToAnother(let user)): "\(path) belongs to user \(user)."
    case .notPrivate(let path, .writableForOthers(let mode)):
      "\(path) can be changed by other users (permissions \(String(mode, radix: 8)))."
    case .notPrivate(let path, .wrongKind): "\(path) is not what an archive keeps there."
    case .noHome: "There is no folder for the archive: neither XDG_DATA_HOME nor HOME names one."
    case .newerFormat(let file): "\(file) was written by a newer version of smsdash."
    case .damaged(let file, _): "\(file) is damaged."
    case .noSpace(let file): "The disk is full: \(file) could not be written."
    case .unreachable(let path, _): "\(path) cannot be opened or written."
    case .unlawful(nil, let to): "A new outbox item cannot begin as \(to.rawValue)."
    case .unlawful(let from?, let to): "An outbox item that is \(from.rawValue) cannot become \(to.rawValue)."
    case .guarded(let findings):
      "Nothing was sent: \(findings.first?.sentence ?? "a guard speaks against it")."
    case .noSuchItem(let id): "There is no outbox item \(id.rawValue)."
    case .cancelled: "The reading was cancelled."
    case .failed(let file, _): "\(file) could not be used."
    }
  }

  /// What to do about it, for the operator.
  public var hint: String {
    switch self {
    case .inUse: "Use that one, or end it first: only one may poll and send, so that nothing is sent twice."
    case .otherVersion: "Use that one, or end it first. Nothing was changed."
    case .notPrivate(_, .belongsToAnother): "Choose another folder, or run as its owner."
    case .notPrivate(let path, .writableForOthers): "chmod go-w '\(path)' after checking who wrote there."
    case .notPrivate(_, .wrongKind): "Move it away."
    case .noHome: "Set HOME, or XDG_DATA_HOME to an absolute path."
    case .newerFormat: "Run the newer version. Nothing was changed."
    case .damaged:
      "Nothing was changed. Keep a copy of its folder; the outbox is the file that cannot be fetched again."
    case .noSpace: "Make room; what was not written is tried again."
    case .unreachable: "Check its permissions and the disk."
    case .guarded: "Look at the review again."
    case .unlawful, .noSuchItem: "Nothing was changed and nothing was sent."
    case .cancelled: "Nothing is wrong."
    case .failed: "See the log. If it stays, keep a copy of the archive's folder."
    }
  }

  /// For the log: what the system or SQLite said. Holds no message, number or name.
  public var detail: String {
    switch self {
    case .damaged(let file, let detail), .failed(let file, let detail): "\(file): \(detail)"
    case .unreachable(let path, let detail): "\(path): \(detail)"
    case .guarded(let findings): "guarded: " + findings.map(\.kind.rawValue).joined(separator: ", ")
    case .inUse, .otherVersion, .notPrivate, .noHome, .newerFormat, .noSpace, .unlawful, .noSuchItem, .cancelled:
      sentence
    }
  }
}
