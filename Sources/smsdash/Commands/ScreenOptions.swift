import ArgumentParser
import CursesTerminal
import DashboardViews
import SmsdashResources

/// How the screen looks. What is said here comes before the environment, that before the configuration file.
struct ScreenOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Colours: \(EmbeddedText.themeNames.joined(separator: ", ")), or a file with a theme.", valueName: "name or file")
  )
  var theme: String?

  @Flag(inversion: .prefixedNo, help: "Draw with ASCII characters only.")
  var ascii: Bool?

  @Flag(inversion: .prefixedNo, help: "Use colours, or none (none also with $NO_COLOR).")
  var color: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: "Tell everything line by line, without a screen: for screen readers and pipes (also with TERM=dumb).")
  var linear: Bool?

  @Flag(inversion: .prefixedNo, help: "Use the mouse, or leave it to the terminal.")
  var mouse: Bool?

  @Option(
    help: ArgumentHelp(
      "Press the keys that a script says, and look for what it expects; ends with 1 where it differs.",
      valueName: "script"))
  var replay: String?

  /// Whether there is to be no screen.
  func isLinear(_ environment: [String: String], _ program: ProgramConfiguration) -> Bool {
    linear ?? (environment["TERM"] == "dumb" ? true : program.isLinear ?? false)
  }

  func replay(_ environment: [String: String]) throws(ExitFailure) -> Replay? {
    guard let replay else { return nil }
    return try Replay(path: replay, environment)
  }

  func appearance(_ program: ProgramConfiguration) throws(ExitFailure) -> Appearance {
    let name = theme ?? program.theme?.text ?? "default"
    let text: String
    if let embedded = EmbeddedText.theme(named: name) { text = embedded } else { text = try themeFile(name, program) }
    do throws(Theme.Fault) {
      let glyphs = Glyphs(isASCII: ascii ?? program.isASCII ?? false)
      return Appearance(theme: try Theme(parsing: text), glyphs: glyphs)
    } catch {
      throw ExitFailure(
        .configuration, "\(name):\(error.line): \(error.sentence).", hint: "Mend the theme, or choose another.")
    }
  }

  func screenOptions(_ environment: [String: String], _ program: ProgramConfiguration) -> CursesScreen.Options {
    CursesScreen.Options(colors: hasColors(environment, program), mouse: usesMouse(program))
  }

  func hasColors(_ environment: [String: String], _ program: ProgramConfiguration) -> Bool {
    color ?? (environment["NO_COLOR"]?.isEmpty == false ? false : program.hasColors ?? true)
  }

  func usesMouse(_ program: ProgramConfiguration) -> Bool { mouse ?? program.mouse }

  private func themeFile(_ name: String, _ program: ProgramConfiguration) throws(ExitFailure) -> String {
    do throws(TextFile.Failure) {
      return try TextFile.read(Paths.expanded(name, Paths.environment()))
    } catch {
      let why: String
      switch error {
      case .absent: why = "there is neither a theme nor a file of that name"
      case .unreadable(let reason): why = reason
      case .tooLarge: why = "the file is larger than 1 MiB"
      case .notPrivate: why = "others may read it"
      }
      // Where it was named: in the file, unless an option did.
      let place = theme == nil ? program.theme.map { "\(program.path):\($0.place): theme: " } ?? "" : ""
      throw ExitFailure(
        .configuration, "\(place)\(name): \(why).",
        hint: "The themes are \(EmbeddedText.themeNames.joined(separator: ", ")).")
    }
  }
}
