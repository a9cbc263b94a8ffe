import AccountEngine
import MessageArchive
import Messaging

/// One account as the operator configured it.
struct AccountConfiguration: Hashable {
  var name: String
  var url: String?
  var user: String?
  var token: TokenSource?
  /// Whether `http` beyond this machine is allowed.
  var insecure = false
  /// A file with the certificates of authorities that are trusted instead of the system's.
  var authoritiesFile: String?
  /// A file with the one certificate that is trusted, whatever its name, dates and authority.
  var pinnedCertificateFile: String?
  var history: HistoryLimit = .days(90)
  /// How long messages stay in the archive.
  var retention: Retention = .all
  /// How and how often the server is asked, where that is to be otherwise than usual.
  var reading = ReadingConfiguration()
  /// How long a send is held, in seconds.
  var hold: Int?
  /// Above so many recipients their number is typed.
  var typedConfirmationAbove: Int?
  /// What holds a send back, how numbers are read, and in which zone the account's clock stands.
  var sending = SendingPolicy()
}

/// Where the token comes from. Never from an argument, which every user of the machine can read.
enum TokenSource: Hashable {
  /// The first line that a program prints; its name and arguments, no shell.
  case command([String])
  /// A file that only its owner can read.
  case file(String)
  /// A variable of the environment.
  case environment(String)
}
