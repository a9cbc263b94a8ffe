import Messaging

/// Everything that can go wrong with an archive.
public enum ArchiveError: Error, Hashable, Sendable {
  /// Another process polls and sends for this account; its id, when it could be read.
  case inUse(by: Int32?)
  /// Another process polls and sends for this account that is of another version and cannot share it with this one;
  /// its id, when it could be read.
  case otherVersion(by: Int32?)
  /// A process on another machine, which has the same folder, polls and sends for this account.
  case otherMachine(by: Int32?)
  /// Others could read or change what lies there.
  case notPrivate(path: String, why: Exposure)
  /// Neither `XDG_DATA_HOME` nor `HOME` says where to keep anything.
  case noHome
  /// A newer version of the program wrote the file; it was left as it is.
  case newerFormat(file: String)
  /// The file is no database, or a broken one; it was left as it is.
  case damaged(file: String, detail: String)
  /// Something stands where a backup was to be made; it was left as it is.
  case exists(path: String)
  /// The disk is full; what was being written was not.
  case noSpace(file: String)
  /// The system refused to open, create, read or write it.
  case unreachable(path: String, detail: String)
  /// The disk failed in the last step of a change: it was not made, but the next start may find it made all the same.
  case perhapsKept(file: String, detail: String)
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
    case .otherMachine(let pid?): "smsdash on another machine, process \(pid) there, is working with this account."
    case .otherMachine(nil): "smsdash on another machine is working with this account."
    case .notPrivate(let path, .belongsToAnother(let user)): "\(path) belongs to user \(user)."
    case .notPrivate(let path, .writableForOthers(let mode)):
      "\(path) can be changed by other users (permissions \(String(mode, radix: 8)))."
    case .notPrivate(let path, .wrongKind): "\(path) is not what an archive keeps there."
    case .noHome: "There is no folder for the archive: neither XDG_DATA_HOME nor HOME names one."
    case .newerFormat(let file): "\(file) was written by a newer version of smsdash."
    case .damaged(let file, _):
      isOfOutbox(file) ? "The outbox \(file) is damaged: nothing is sent." : "\(file) is damaged."
    case .exists(let path): "\(path) exists already."
    case .noSpace(let file): "The disk is full: \(file) could not be written."
    case .unreachable(let path, _): "\(path) cannot be opened or written."
    case .perhapsKept(let file, _): "Whether \(file) kept the last change is not known: the disk failed."
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
    case .otherMachine: "Use that one, or end it first: two machines cannot share one archive. Nothing was changed."
    case .notPrivate(_, .belongsToAnother): "Choose another folder, or run as its owner."
    case .notPrivate(let path, .writableForOthers): "chmod go-w '\(path)' after checking who wrote there."
    case .notPrivate(_, .wrongKind): "Move it away."
    case .noHome: "Set HOME, or XDG_DATA_HOME to an absolute path."
    case .newerFormat: "Run the newer version. Nothing was changed."
    case .damaged(let file, _):
      isOfOutbox(file)
        ? "Nothing was changed. Put a backup's outbox.sqlite in its place; or move it away, and settle what was under way."
        : "Start again: it is set aside, and everything is fetched anew. The outbox is another file."
    case .exists: "Choose another name; nothing was written."
    case .noSpace: "Make room; what was not written is tried again."
    case .unreachable: "Check its permissions and the disk."
    case .guarded: "Look at the review again."
    case .perhapsKept: "Start again when the disk works, and look at the outbox before you send it once more."
    case .unlawful, .noSuchItem: "Nothing was changed and nothing was sent."
    case .cancelled: "Nothing is wrong."
    case .failed: "See the log. If it stays, keep a copy of the archive's folder."
    }
  }

  private func isOfOutbox(_ file: String) -> Bool { file.hasSuffix("/outbox.sqlite") }

  /// For the log: what the system or SQLite said. Holds no message, number or name.
  public var detail: String {
    switch self {
    case .damaged(let file, let detail), .perhapsKept(let file, let detail), .failed(let file, let detail):
      "\(file): \(detail)"
    case .unreachable(let path, let detail): "\(path): \(detail)"
    case .guarded(let findings): "guarded: " + findings.map(\.kind.rawValue).joined(separator: ", ")
    case .inUse, .otherVersion, .otherMachine, .notPrivate, .noHome, .newerFormat, .exists, .noSpace, .unlawful,
      .noSuchItem, .cancelled:
      sentence
    }
  }
}
