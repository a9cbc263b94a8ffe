import ArgumentParser
import SmsdashResources

/// Prints the commented example configuration.
struct ExampleConfigurationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "example-config", abstract: "Print a commented configuration file.")

  func run() { print(EmbeddedText.exampleConfiguration, terminator: "") }
}
