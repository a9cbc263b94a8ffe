import Messaging

extension MessageArchive {
  /// Who polls and sends for the account at this moment.
  public var poller: Poller { sharing.poller }

  /// What the other processes that have the archive open do and say, from now on. It begins with who polls, and how
  /// the account is if that is another process which says it.
  ///
  /// Whoever listens while attached takes the account over when the process that polls ends: it hears
  /// `.poller(.thisProcess)`, and has to poll from then on.
  public func sharingNews() -> AsyncStream<SharingNews> {
    var first = [SharingNews.poller(sharing.poller)]
    if let status = sharing.postedStatus { first.append(.status(status)) }
    let news = sharing.events.subscribe(first: first)
    sharing.allowTakeOver()
    watchOthers()
    return news
  }

  /// Asks the process that polls. Nothing happens when that is this one.
  public func ask(_ request: PollerRequest) { sharing.tell(request.news) }

  /// How the account is, as the process that polls says; nil where that is this one, or where it does not say.
  public var postedStatus: AccountStatus? { sharing.postedStatus }

  /// How the account was, as the process last said from which this one took the account over; nil where it did not.
  public var inheritedStatus: AccountStatus? { sharing.inheritedStatus }

  /// Lets attached processes know how the account is. Only the process that polls knows it.
  public func post(_ status: AccountStatus) { sharing.post(status) }

  func watchOthers() {
    sharing.watch { [weak self] in self?.look() }
  }

  /// Takes in what other processes did since the last time.
  private func look() {
    let news = sharing.takeNews()
    if sharing.takeOver(canUse: { archive.hasKnownSchema && outbox.hasKnownSchema }) {
      sharing.events.publish(.poller(.thisProcess))
    } else if let poller = sharing.newPoller() {
      sharing.events.publish(.poller(poller))
    }
    let polls = sharing.poller == .thisProcess
    takeInCommits(following: polls)
    if polls {
      if news.contains(.guest) { sharing.post() }
      if news.contains(.pollWanted) { sharing.events.publish(.asked(.poll)) }
      if news.contains(.resumeWanted) { sharing.events.publish(.asked(.resume)) }
      if news.contains(.attended) { sharing.events.publish(.asked(.attend)) }
    } else if news.contains(.status), let status = sharing.postedStatus {
      sharing.events.publish(.status(status))
    }
  }

  private func takeInCommits(following: Bool) {
    var subjects: Set<ArchiveChange.Subject> = []
    if isNews(in: archive) { subjects.formUnion(ArchiveChange.archiveSubjects) }
    if isNews(in: outbox) {
      subjects.formUnion(ArchiveChange.outboxSubjects)
      // The other process does it itself, unless it was killed in between.
      let outbox = outbox
      if following { try? archive.writeNow { try OutboxMirror.follow(outbox, in: $0) } }
    }
    hub.publish(ArchiveChange(subjects: subjects, isFromElsewhere: true))
  }

  private func isNews(in file: DatabaseFile) -> Bool {
    do {
      return try file.takeNews()
    } catch {
      if case .newerFormat = error { sharing.events.publish(.poller(.otherVersion(sharing.pollingProcess))) }
      return false
    }
  }
}
