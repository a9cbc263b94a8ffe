import GRDB
import Messaging
import Synchronization

/// How the files of an account were found.
public enum Inspection: Hashable, Sendable {
  /// In order, or nothing gave a reason to look.
  case inOrder
  /// The archive was damaged. It stands under this path now, and a new one, empty, in its place: what it held is to be
  /// fetched again.
  case setAside(path: String)
}

extension ArchiveError {
  /// Whether a file that could not be opened is damaged: damage of some places shows as any failure.
  func isDamage(of path: String, afterUncleanEnd isAfterUncleanEnd: Bool) -> Bool {
    if case .damaged(path, _) = self { return true }
    if case .failed(path, _) = self { return isAfterUncleanEnd }
    return false
  }
}

extension MessageArchive {
  /// Looks through both files when the last use did not end well, and notes that they are in use from now on. For the
  /// process that polls, before it does: it reads all of both files then, which takes a second or so for a million
  /// messages. Whoever is reading meanwhile reads on.
  ///
  /// A damaged archive is set aside. A damaged outbox is left as it is, and this fails with `.damaged`: nothing may be
  /// sent then, since nobody can say what was.
  public func inspect() async throws(ArchiveError) -> Inspection {
    let mark = UseMark(location)
    var found = Inspection.inOrder
    if let path = setAsideAtOpening { found = .setAside(path: path) }
    if mark.isSet {
      let faults = try await outbox.faults()
      guard faults.isEmpty else { throw .damaged(file: location.outboxFile, detail: faults) }
      if try await !archive.faults().isEmpty { found = .setAside(path: try beginAnew()) }
    }
    try mark.set()
    isMarked.withLock { $0 = true }
    return found
  }

  /// Puts the archive aside and an empty one in its place.
  private func beginAnew() throws(ArchiveError) -> String {
    var aside = ""
    try archive.startAnew { () throws(ArchiveError) in
      aside = try SettingAside.move(location)
      try PrivateFolder(creating: location.folder).prepareFile("archive.sqlite")
    }
    let outbox = outbox
    try archive.writeNow { try OutboxMirror.follow(outbox, in: $0) }
    hub.publish(ArchiveChange(subjects: ArchiveChange.archiveSubjects))
    return aside
  }

  /// Takes the mark away when this process set it and found nothing wrong since.
  func unmark() {
    guard isMarked.withLock({ $0 }), !archive.hasShownDamage, !outbox.hasShownDamage else { return }
    UseMark(location).clear()
  }
}
