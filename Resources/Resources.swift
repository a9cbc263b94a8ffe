/// The texts that a person may read or replace, as they stand in the binary.
public enum EmbeddedText {
  /// The commented example configuration.
  public static var exampleConfiguration: String { text(PackageResources.config_example_yaml) }
  /// The default keymap.
  public static var keymap: String { text(PackageResources.keymap_conf) }
  /// The default theme.
  public static var theme: String { text(PackageResources.theme_conf) }
  /// The story that the demo account lives through.
  public static var demoStory: String { text(PackageResources.demo_story_txt) }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
