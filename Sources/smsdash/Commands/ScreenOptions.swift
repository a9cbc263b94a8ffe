import ArgumentParser
import CursesTerminal
import DashboardViews
import SmsdashResources

/// How the screen looks.
struct ScreenOptions: ParsableArguments {
  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Flag(help: "Use no colours (also with $NO_COLOR).")
  var noColor = false

  func appearance() throws(ExitFailure) -> Appearance {
    do throws(Theme.Fault) {
      return Appearance(theme: try Theme(parsing: EmbeddedText.theme), glyphs: Glyphs(isASCII: ascii))
    } catch {
      throw ExitFailure(.general, "The embedded theme is damaged, line \(error.line): \(error.sentence).")
    }
  }

  func screenOptions(_ environment: [String: String]) -> CursesScreen.Options {
    let wantsNone = noColor || environment["NO_COLOR"]?.isEmpty == false
    return CursesScreen.Options(colors: !wantsNone)
  }
}
