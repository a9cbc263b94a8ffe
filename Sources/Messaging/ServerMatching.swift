extension ServerRewriting {
  /// Whether a row that shows `shown` could be the message sent as `sent`.
  ///
  /// It could when the text is what a 1.4.8 server makes of it; when both are the same after everything that any
  /// version is known to drop, decode or double (1.4.7 keeps simple tags and leaves backslashes before quotes); or when
  /// it is the beginning of that and as long as a server's cut leaves. It proves nothing alone: number, id and time
  /// have to fit too.
  public static func couldBe(sent: String, shown: String) -> Bool {
    let uncut = ServerRewriting(sent, rules: ServerRules(smsMaxCount: 1_000, accountFooterBytes: 0))
    guard uncut.refusal != .empty, uncut.refusal != .zero else { return false }
    // Doubled entities make a text ten times as long. Of one that is longer still nothing needs to be known, and to
    // look for markup in megabytes of a stranger's takes minutes.
    guard shown.utf8.count <= 16 * max(sent.utf8.count, uncut.shown.utf8.count) else { return false }
    if uncut.shown.utf8.elementsEqual(shown.utf8) { return true }
    let expected = folded(uncut.shown)
    let found = folded(shown)
    guard !found.isEmpty else { return false }
    if found == expected { return true }
    return isCutLength(shown.utf8.count) && expected.starts(with: found)
  }

  /// The text without all in which versions differ.
  private static func folded(_ text: String) -> [UInt8] {
    var filter = ServerTextFilter(text)
    filter.clean()
    return asShown(filter.text).utf8.filter { $0 != UInt8(ascii: "\\") && $0 != 0 }
  }

  /// Whether a text cut by a server, under any settings, can have this many bytes: whole parts, less a footer with its
  /// blank, less what a lenient database drops of a character cut in two.
  private static func isCutLength(_ bytes: Int) -> Bool {
    let lost = 0...34
    let joined = Encoding.gsm7.joined
    let lostOfParts = (joined - bytes % joined) % joined
    let isOfParts = bytes > joined && lost.contains(lostOfParts)
    return isOfParts || lost.contains(Encoding.gsm7.single - bytes)
  }
}
