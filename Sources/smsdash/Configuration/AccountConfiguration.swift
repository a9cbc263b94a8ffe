import AccountEngine
import MessageArchive
import Messaging
import PlaySMS

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

extension AccountConfiguration {
  /// As it is called on the screen: one that is in no file has no name of its own.
  var shownName: String { name.isEmpty ? "\(user ?? "") (as given)" : name }

  /// The server's name, as far as it can be read.
  var host: String {
    guard let url else { return "no server" }
    return (try? ServerAddress(url, insecure: true))?.host ?? url
  }
}

/// The accounts that can be opened.
struct AccountChoices {
  /// The one to begin with, as options, environment and file together name it.
  let chosen: AccountConfiguration
  /// In the order of the file. What options and environment say counts for the first one alone: its token is nobody
  /// else's.
  let all: [AccountConfiguration]

  init(first chosen: AccountConfiguration, of accounts: [AccountConfiguration]) {
    let isOfFile = accounts.contains { $0.name == chosen.name }
    self.chosen = chosen
    all = (isOfFile ? [] : [chosen]) + accounts.map { $0.name == chosen.name ? chosen : $0 }
  }
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
