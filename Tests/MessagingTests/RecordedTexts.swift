/// Texts that went into `pv` of a real server and came out of `ds` or `ix`.
struct RecordedText: Sendable {
  let version: String
  /// The case under which it was recorded.
  let name: String
  let sent: String
  let shown: String

  static let all: [RecordedText] = [
    RecordedText(version: "1.4.8", name: "lifecycle", sent: "lifecycle", shown: "lifecycle"),
    RecordedText(version: "1.4.8", name: "ooo_scheduled", sent: "SCHED", shown: "SCHED"),
    RecordedText(version: "1.4.8", name: "to_username", sent: "internal message", shown: "internal message"),
    RecordedText(version: "1.4.8", name: "im_bobx_to_anna", sent: "IM from bob", shown: "IM from bob"),
    RecordedText(version: "1.4.7", name: "single_ok", sent: "Hello", shown: "Hello"),
    RecordedText(version: "1.4.7", name: "comma_list", sent: "comma", shown: "comma"),
    RecordedText(version: "1.4.7", name: "blanks", sent: "  x  ", shown: "x"),
    RecordedText(version: "1.4.7", name: "newlines", sent: "l1\nl2\r\nl3\rl4", shown: "l1\nl2\nl3\nl4"),
    RecordedText(
      version: "1.4.7", name: "html",
      sent: "<b>bold</b> &amp; &lt;i&gt; a < b > c & d <script>x</script> end",
      shown: "<b>bold</b> & <i> a < b > c & d  end"),
    RecordedText(
      version: "1.4.7", name: "quotes",
      sent: #"say "hello" 'hi' `tick` \back\\slash"#,
      shown: #"say \'hello\' \'hi\' `tick` back\\slash"#),
  ]
}
