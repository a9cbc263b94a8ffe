import ArgumentParser
import Glibc
import MessageArchive
import Messaging
import PlaySMS

/// Copies an account's archive and outbox, also while a dashboard has them open.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy an account's archive and outbox into a new folder.",
    discussion: """
      It may be made while the dashboard runs. The copy is complete, on disk and checked when the command ends well. Put \
      in the place of the account's folder it is the account as it was; what waited to be sent is then unknown, since it \
      may have gone meanwhile.
      """)

  @Argument(help: "The folder to make; nothing may stand there.", completion: .directory)
  var folder: String

  @OptionGroup(title: "Account") var options: AccountOptions

  func run() throws {
    do throws(ExitFailure) { try copy() } catch { error.exit() }
  }

  private func copy() throws(ExitFailure) {
    let environment = Paths.environment()
    let location = try options.resolved(environment).archiveLocation(environment)
    let target = BackupCommand.absolute(Paths.expanded(folder, environment))
    do throws(ArchiveError) {
      let backup = try ArchiveBackup.make(of: location, in: target, now: .now())
      print(
        "\(backup.messages) messages, \(backup.outboxItems) outbox items and \(backup.drafts) drafts "
          + "are in \(backup.folder) (\((backup.bytes + 999_999) / 1_000_000) MB).")
    } catch {
      throw ExitFailure(error)
    }
  }

  /// The path from the root, without slashes at its end.
  static func absolute(_ path: String) -> String {
    var path = path
    while path.count > 1, path.last == "/" { path.removeLast() }
    guard path.first != "/", let here = getcwd(nil, 0) else { return path }
    defer { free(here) }
    return String(cString: here) + "/" + path
  }
}

extension AccountConfiguration {
  /// Where the account's archive is.
  func archiveLocation(_ environment: [String: String]) throws(ExitFailure) -> ArchiveLocation {
    guard let url, let user, !user.isEmpty else {
      throw ExitFailure(
        .configuration, "No account is configured.",
        hint: "Give --url and --user, or --account of a configuration file.")
    }
    let address: ServerAddress
    do throws(ServerAddress.Fault) { address = try ServerAddress(url, insecure: insecure) } catch {
      throw ExitFailure(.configuration, error.sentence)
    }
    do throws(ArchiveError) {
      return try .account(host: address.host, username: user, environment: environment)
    } catch { throw ExitFailure(error) }
  }
}
