import AccountEngine
import MessageArchive
import Messaging
import PlaySMS

/// How an account is reached, and how it is worked.
struct Account: Sendable {
  let address: ServerAddress
  let credentials: Credentials
  var transport = TransportOptions()
  var engine = EngineSettings()
  var retention: Retention = .all
}

extension ExitFailure {
  /// What an archive that cannot be opened means before the screen is up.
  init(_ error: ArchiveError) {
    let status: Status =
      switch error {
      case .inUse, .otherVersion, .otherMachine: .inUse
      case .notPrivate: .notPrivate
      case .noHome: .configuration
      case .newerFormat, .damaged, .exists, .noSpace, .unreachable, .perhapsKept, .unlawful, .guarded, .noSuchItem,
        .cancelled, .failed:
        .general
      }
    self.init(status, error.sentence, hint: error.hint)
  }
}
