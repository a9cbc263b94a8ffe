/// Whole versions.
extension SandboxQuirks {
  /// 1.4.8 on PHP 8.2, as recorded.
  public static let v148 = SandboxQuirks()

  /// 1.4.7 on PHP 8.2, as recorded: no lockout in a new installation, tables that take no emoji, credit that follows.
  public static let v147: SandboxQuirks = {
    var quirks = SandboxQuirks()
    quirks.lockout = false
    quirks.lockoutScope = .accountAndAddress
    quirks.lockoutLimit = 3
    quirks.acceptsAppInBody = true
    quirks.textCleaning = .slashed
    quirks.acceptsFourByteText = false
    quirks.matchesGroupsBySubstring = false
    quirks.numberLength = 20
    quirks.queueCodeLength = 32
    quirks.creditRefresh = 30
    quirks.contactKeywordLength = 1
    quirks.trimsXML = false
    return quirks
  }()

  /// 1.4.6 on PHP 7, read from its source and not recorded.
  public static let v146: SandboxQuirks = {
    var quirks = v147
    quirks.lockout = true
    quirks.textCleaning = .scripts
    quirks.deadQuery = .emptyResult
    quirks.php8 = false
    quirks.splitsCommaLists = true
    quirks.numbersAsStrings = true
    return quirks
  }()

  /// The protocol exactly as it was published, which no server follows to the letter.
  public static let seed: SandboxQuirks = {
    var quirks = v146
    quirks.lockout = false
    quirks.textCleaning = .none
    quirks.acceptsFourByteText = true
    quirks.echoesFailedEntries = true
    quirks.hidesQueueWhileProcessing = false
    quirks.creditStyle = .threeDecimals
    quirks.contactFields = .grouped
    quirks.envelope = .published
    quirks.usesPublishedCodes = true
    return quirks
  }()

  /// The names that `init(named:)` knows, newest first.
  public static let names = ["1.4.8", "1.4.7", "1.4.6", "seed"]

  /// The set of a version, nil for a name that is not in `names`.
  public init?(named name: String) {
    switch name {
    case "1.4.8": self = .v148
    case "1.4.7": self = .v147
    case "1.4.6": self = .v146
    case "seed": self = .seed
    default: return nil
    }
  }
}
