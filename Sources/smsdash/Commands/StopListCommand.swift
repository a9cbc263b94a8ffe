import ArgumentParser
import MessageArchive
import Messaging
import PlaySMS
import Terminal

/// The local stop list of an account: to whom nothing is sent unless the operator overrides it.
struct StopListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop-list", abstract: "Show or change whom this machine sends nothing to.",
    discussion: "It stands on this machine and works whoever writes here; the server's own list is another one.",
    subcommands: [List.self, Add.self, Remove.self], defaultSubcommand: List.self)

  /// Prints one destination a line: as it goes out, since when, and why.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the list, the newest entry first.")
    @OptionGroup(title: "Account") var options: AccountOptions

    func run() throws {
      let entries = try StopListAccess(options).use { archive throws(ArchiveError) in try await archive.stopList() }
      for entry in entries {
        let since = CivilTime(secondsSince1970: entry.since.seconds).text.prefix(10)
        print([Gate.safe(entry.destination.wire), String(since), Gate.safe(entry.note)].joined(separator: "\t"))
      }
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Put numbers, @users or #groups on the list.")
    @OptionGroup(title: "Account") var options: AccountOptions

    @Option(help: "Why; shown where it holds a message back.")
    var note = ""

    @Argument(help: "Whom to send nothing to.")
    var destinations: [String]

    func run() throws {
      let access = try StopListAccess(options)
      let destinations = try destinations.map { try access.destination($0) }
      let note = note
      try access.use { archive throws(ArchiveError) in
        for destination in destinations { try await archive.stop(destination, note: note, at: .now()) }
      }
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Take numbers, @users or #groups off the list.")
    @OptionGroup(title: "Account") var options: AccountOptions

    @Argument(help: "Whom to send to again, in any spelling of the number.")
    var destinations: [String]

    func run() throws {
      let access = try StopListAccess(options)
      let destinations = try destinations.map { try access.destination($0) }
      let missing: [Destination] = try access.use { archive throws(ArchiveError) in
        var missing: [Destination] = []
        for destination in destinations {
          let wasThere = try await archive.unstop(destination)
          if !wasThere { missing.append(destination) }
        }
        return missing
      }
      if let first = missing.first {
        ExitFailure(.general, "\(Gate.safe(first.wire)) is not on the stop list.").exit()
      }
    }
  }
}

/// The archive of the account that the options name.
private struct StopListAccess {
  private let location: ArchiveLocation
  private let plan: NumberPlan?

  init(_ options: AccountOptions) throws {
    do throws(ExitFailure) {
      let environment = Paths.environment()
      let account = try options.resolved(environment)
      guard let url = account.url, let user = account.user, !user.isEmpty else {
        throw ExitFailure(.configuration, "No account is configured.", hint: "Give --account, or --url and --user.")
      }
      let address: ServerAddress
      do throws(ServerAddress.Fault) { address = try ServerAddress(url, insecure: account.insecure) } catch {
        throw ExitFailure(.configuration, error.sentence)
      }
      do throws(ArchiveError) {
        location = try .account(host: address.host, username: user, environment: environment)
      } catch { throw ExitFailure(error) }
      plan = account.sending.numbers
    } catch { error.exit() }
  }

  func destination(_ text: String) throws -> Destination {
    do throws(Destination.Fault) {
      let typed = try Destination(text)
      return plan?.normalised(typed) ?? typed
    } catch {
      throw ValidationError("'\(Gate.safe(text))' is no number, @user or #group.")
    }
  }

  func use<Value: Sendable>(
    _ work: @escaping @Sendable (MessageArchive) async throws(ArchiveError) -> Value
  ) throws -> Value {
    do throws(ArchiveError) {
      let archive = try MessageArchive.open(location)
      let result: Result<Value, ArchiveError> = blocking {
        do throws(ArchiveError) { return .success(try await work(archive)) } catch { return .failure(error) }
      }
      try archive.close()
      return try result.get()
    } catch { ExitFailure(error).exit() }
  }
}
