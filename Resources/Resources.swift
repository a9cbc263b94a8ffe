/// The texts that a person may read or replace, as they stand in the binary.
public enum EmbeddedText {
  /// The commented example configuration.
  public static var exampleConfiguration: String { text(PackageResources.config_example_yaml) }
  /// The default keymap.
  public static var keymap: String { text(PackageResources.keymap_conf) }
  /// The default theme.
  public static var theme: String { text(PackageResources.default_conf) }
  /// The names of all themes, the default first.
  public static let themeNames = ["default", "high-contrast", "light", "dark", "quiet", "colour-blind"]

  /// A theme by its name; nil if there is none of that name.
  public static func theme(named name: String) -> String? {
    switch name {
    case "default": theme
    case "high-contrast": text(PackageResources.high_contrast_conf)
    case "light": text(PackageResources.light_conf)
    case "dark": text(PackageResources.dark_conf)
    case "quiet": text(PackageResources.quiet_conf)
    case "colour-blind": text(PackageResources.colour_blind_conf)
    default: nil
    }
  }

  /// The story that the demo account lives through.
  public static var demoStory: String { text(PackageResources.demo_story_txt) }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
