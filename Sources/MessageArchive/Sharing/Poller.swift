import Messaging

/// Which process polls and sends for an account.
public enum Poller: Hashable, Sendable {
  case thisProcess
  /// Another one; its id, when it could be read.
  case process(Int32?)
  /// Another one of a version with which this one cannot share; its id, when it could be read.
  case otherVersion(Int32?)

  init(_ holder: LockHolder) {
    // Where nothing is written yet, somebody has just begun.
    let canShare = holder.sharing == LockHolder.sharingVersion || holder.process == nil
    self = canShare ? .process(holder.process) : .otherVersion(holder.process)
  }
}

/// What another process that has the same archive open did or said.
public enum SharingNews: Hashable, Sendable {
  /// Who polls from now on; the first thing that each listener hears.
  case poller(Poller)
  /// How the account is, as the process that polls says.
  case status(AccountStatus)
  /// An attached process asks this one, which polls.
  case asked(PollerRequest)
}

/// What an attached process may ask the one that polls.
public enum PollerRequest: Hashable, Sendable {
  /// To ask the server now.
  case poll
  /// To end the pause after a refused login.
  case resume
  /// To poll as for somebody who looks.
  case attend

  var news: News {
    switch self {
    case .poll: .pollWanted
    case .resume: .resumeWanted
    case .attend: .attended
    }
  }
}
