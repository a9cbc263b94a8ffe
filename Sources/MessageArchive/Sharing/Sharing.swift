import Glibc
import Messaging
import Synchronization

/// What this process has to do with the others that have the same archive open: who polls, and what they tell each
/// other.
final class Sharing: Sendable {
  private struct State: ~Copyable {
    /// Whether this process polls is whether it has this.
    var lock: AccountLock?
    var poller: Poller
    /// How far the news were read.
    var place: Int
    /// The last that this process posted.
    var status: AccountStatus?
    /// The last that the process posted from which this one took over.
    var inherited: AccountStatus?
    var watch: NewsWatch?
    /// Whether somebody here would poll.
    var mayTakeOver = false
  }

  let events = Hub<SharingNews>()
  private let location: ArchiveLocation
  private let news: NewsFile
  private let guests: GuestBook
  private let state: Mutex<State>

  /// - Parameter lock: nil to be attached to the process that has it.
  init(_ location: ArchiveLocation, news: NewsFile, lock: consuming AccountLock?) throws(ArchiveError) {
    self.location = location
    self.news = news
    guests = GuestBook(location.guestFile)
    let isGuest = lock == nil
    if isGuest {
      try guests.enter()
    } else {
      unlink(location.statusFile)
      if !guests.hasOthers { news.shorten() }
    }
    let poller = isGuest ? Poller(LockHolder(file: location.lockFile)) : .thisProcess
    state = Mutex(State(lock: lock, poller: poller, place: news.end))
    news.append(isGuest ? .guest : .poller)
  }

  var poller: Poller { state.withLock { $0.poller } }

  /// The other process that polls.
  var pollingProcess: Int32? {
    switch poller {
    case .thisProcess: nil
    case .process(let other), .otherVersion(let other): other
    }
  }

  /// Fails with `.inUse` unless this process polls.
  func requirePolling() throws(ArchiveError) {
    guard poller == .thisProcess else { throw .inUse(by: pollingProcess) }
  }

  func tell(_ news: News) {
    if poller == .thisProcess, !guests.hasOthers { return }
    self.news.append(news)
  }

  /// Keeps in mind how the account is, and writes it down when anybody is attached.
  func post(_ status: AccountStatus) {
    let isNew = state.withLock { state in
      defer { state.status = status }
      return state.lock != nil && state.status != status
    }
    if isNew { post() }
  }

  /// Writes down what was last posted, for somebody who came after it.
  func post() {
    guard let status = state.withLock({ $0.lock == nil ? nil : $0.status }), guests.hasOthers else { return }
    if PostedStatus(process: getpid(), status: status).write(location.statusFile) { news.append(.status) }
  }

  /// What the process that polls says.
  var postedStatus: AccountStatus? {
    guard case .process(let process) = poller else { return nil }
    return PostedStatus.read(location.statusFile, of: process)
  }

  /// What the process said from which this one took over.
  var inheritedStatus: AccountStatus? { state.withLock { $0.inherited } }

  /// What was told since this was last asked, by this process too.
  func takeNews() -> Set<News> { state.withLock { Set(news.read(from: &$0.place)) } }

  /// Lets this process take over. One that only reads would keep the right from those who would use it.
  func allowTakeOver() { state.withLock { $0.mayTakeOver = true } }

  /// Takes the right to poll if nobody has it any more, and the files are such that this version can. Whether it did.
  func takeOver(canUse: () -> Bool) -> Bool {
    let isTaken = state.withLock { state in
      guard state.mayTakeOver, state.lock == nil else { return false }
      guard case .process = Poller(LockHolder(file: location.lockFile)), case .process(let last) = state.poller
      else { return false }
      state.lock = (try? AccountLock(file: location.lockFile)) ?? nil
      guard state.lock != nil, canUse() else {
        state.lock = nil
        return false
      }
      state.inherited = PostedStatus.read(location.statusFile, of: last)
      state.poller = .thisProcess
      return true
    }
    if isTaken {
      guests.leave()
      unlink(location.statusFile)
      news.append(.poller)
    }
    return isTaken
  }

  /// Looks again who polls; nil when it is who it was.
  func newPoller() -> Poller? {
    state.withLock { state in
      guard state.lock == nil else { return nil }
      let holder = LockHolder(file: location.lockFile)
      guard holder.process != nil else { return nil }
      let found = Poller(holder)
      defer { state.poller = found }
      return found == state.poller ? nil : found
    }
  }

  /// Begins to look whenever another process told something or ended.
  func watch(_ look: @escaping @Sendable () -> Void) {
    state.withLock { state in
      guard state.watch == nil else { return }
      state.watch = NewsWatch(path: news.path, look: look)
    }
  }

  /// Lets another process poll.
  func close() {
    events.close()
    state.withLock { state in
      state.mayTakeOver = false
      state.watch = nil
      state.lock = nil
    }
    guests.leave()
    // Those who are attached look again; that the file is closed tells them too, but that may be later.
    news.append(.poller)
  }
}
