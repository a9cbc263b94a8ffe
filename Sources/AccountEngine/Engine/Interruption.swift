import MessageArchive
import PlaySMS

/// Why a piece of work was not finished.
enum Interruption: Error, Hashable, Sendable {
  case server(PlaySMSError)
  case archive(ArchiveError)
  /// The login was refused earlier: nothing is asked until the operator says so.
  case paused
  /// The engine is stopping.
  case stopped

  var fault: EngineFault {
    switch self {
    case .server(let error): EngineFault(sentence: error.sentence, hint: error.hint, detail: error.detail)
    case .archive(let error): EngineFault(sentence: error.sentence, hint: error.hint, detail: error.detail)
    case .paused:
      EngineFault(
        sentence: "Nothing is asked while the account is paused.", hint: "Resume it first.", detail: "paused")
    case .stopped: EngineFault(sentence: "The engine is stopping.", hint: "", detail: "stopped")
    }
  }
}

extension PlaySMSError {
  /// Whether no whole reply came, which says something about the connection and nothing about what was asked.
  var isTransport: Bool {
    if case .transport = kind { true } else { false }
  }

  /// Whether a page of `c` rows may have been more than the server can give or than we take: out of memory it answers
  /// 500 with nothing, or with a page of its own, or not in time.
  func mayMeanTooLarge(_ c: Int) -> Bool {
    switch kind {
    case .notTheProtocol(.status(500)), .notTheProtocol(.tooLarge): true
    case .notTheProtocol(.html), .notTheProtocol(.empty): c > 100
    case .transport(.timedOut): c > 100 && !nothingLeft
    case .notTheProtocol, .transport, .service, .request: false
    }
  }
}
