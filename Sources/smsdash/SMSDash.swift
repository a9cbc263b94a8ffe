import ArgumentParser
import CursesTerminal

/// The program. Its main thread becomes the terminal's thread, so `main` is synchronous, and signals are blocked
/// before any other thread can exist: each thread inherits that, and the terminal's loop reads them in order.
@main
struct SMSDash: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "smsdash",
    abstract: "A terminal dashboard for a playSMS account.",
    discussion: """
      Without a subcommand it opens the dashboard on the account that the configuration file, the environment or the \
      options name. `smsdash demo` needs nothing.
      """,
    version: "0.1.0",
    subcommands: [
      DemoCommand.self, SandboxCommand.self, BackupCommand.self, StopListCommand.self, ExampleConfigurationCommand.self,
    ])

  @OptionGroup(title: "Account") var options: AccountOptions
  @OptionGroup(title: "Screen") var screen: ScreenOptions

  func run() throws {
    let status: Int32
    do throws(ExitFailure) { status = try AccountDashboard(options: options, screen: screen).open() } catch {
      error.exit()
    }
    throw ExitCode(status)
  }

  static func main() {
    Allocation.keepSmall()
    TerminalLoop.blockSignals()
    main(nil)
  }
}
