import ArgumentParser
import CursesTerminal
import DashboardViews
import SmsdashResources

/// How the screen looks.
struct ScreenOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Colours: \(EmbeddedText.themeNames.joined(separator: ", ")), or a file with a theme.", valueName: "name or file")
  )
  var theme = "default"

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Flag(help: "Use no colours (also with $NO_COLOR).")
  var noColor = false

  @Flag(
    help: "Tell everything line by line, without a screen: for screen readers and pipes (also with TERM=dumb).")
  var linear = false

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  @Option(
    help: ArgumentHelp(
      "Press the keys that a script says, and look for what it expects; ends with 1 where it differs.",
      valueName: "script"))
  var replay: String?

  /// Whether there is to be no screen.
  func isLinear(_ environment: [String: String]) -> Bool {
    linear || environment["TERM"] == "dumb"
  }

  func replay(_ environment: [String: String]) throws(ExitFailure) -> Replay? {
    guard let replay else { return nil }
    return try Replay(path: replay, environment)
  }

  func appearance() throws(ExitFailure) -> Appearance {
    let text: String
    if let embedded = EmbeddedText.theme(named: theme) { text = embedded } else { text = try themeFile() }
    do throws(Theme.Fault) {
      return Appearance(theme: try Theme(parsing: text), glyphs: Glyphs(isASCII: ascii))
    } catch {
      throw ExitFailure(
        .configuration, "\(theme):\(error.line): \(error.sentence).", hint: "Mend the theme, or choose another.")
    }
  }

  func screenOptions(_ environment: [String: String], mouse: Bool) -> CursesScreen.Options {
    let wantsNone = noColor || environment["NO_COLOR"]?.isEmpty == false
    return CursesScreen.Options(colors: !wantsNone, mouse: mouse && !noMouse)
  }

  private func themeFile() throws(ExitFailure) -> String {
    do throws(TextFile.Failure) {
      return try TextFile.read(Paths.expanded(theme, Paths.environment()))
    } catch {
      let why: String
      switch error {
      case .absent: why = "there is neither a theme nor a file of that name"
      case .unreadable(let reason): why = reason
      case .tooLarge: why = "the file is larger than 1 MiB"
      case .notPrivate: why = "others may read it"
      }
      throw ExitFailure(
        .configuration, "\(theme): \(why).",
        hint: "The themes are \(EmbeddedText.themeNames.joined(separator: ", ")).")
    }
  }
}
