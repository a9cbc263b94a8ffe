import PlaySMSSandbox

/// The recorded account `bulk`: 100,000 messages each way, and what administrators saw beside it, row for row.
enum RecordedBulk {
  /// Only ever read.
  static let sandbox: Sandbox = {
    let sandbox = RecordedWorld.make("1.4.8")
    sandbox.skip(to: 10_000_001, in: .outgoing)
    sandbox.skip(to: 29, in: .inbox)
    for number in 1...100_000 {
      addOutgoing(number, to: sandbox)
      sandbox.addInbox(
        src: number % 40 == 0 ? "@anna" : address("+628120000", number * 29), msg: inboxText(number),
        dt: date(after: number * 946), for: "bulk")
    }
    sandbox.skip(to: 49, in: .incoming)
    for number in 1...20_000 {
      sandbox.addIncoming(
        src: address("+628120000", number * 29), kwd: ["HELP", "IDOL", "INFO"][number % 3], msg: "kw \(number)",
        dt: date(after: number * 4_730), for: "bulk")
    }
    sandbox.skip(to: 32_816, in: .incoming)
    for number in 1...5_000 {
      sandbox.addIncoming(
        src: address("+628130000", number * 29), kwd: nil, msg: "unhandled \(number)", dt: date(after: number * 18_920))
    }
    return sandbox
  }()

  /// Every hundredth was planned for a month later.
  private static func addOutgoing(_ number: Int, to sandbox: Sandbox) {
    let status = [0: 0, 7: 1, 10: 2, 15: 1][number % 20] ?? 3
    let time = number * 946 + (number % 100 == 0 ? 30 * 86_400 : 0)
    sandbox.addOutgoing(
      dst: address("+628120000", number * 119), msg: outgoingText(number), dt: date(after: time), status: status,
      for: "bulk", src: ["1234", "ACME", "+62811222333"][number % 3],
      update: status == 0 ? "0000-00-00 00:00:00" : date(after: time + 7))
  }

  private static let outgoingTexts = [
    "your code is 482913, do not share it", "مرحبا، موعدك غدا الساعة العاشرة", "你好，您的包裹已送达 📦",
    "Reminder: invoice is due soon & please pay \"today\"", "Ok see you at 5", "line one\nline two\nline three",
  ]

  private static func outgoingText(_ number: Int) -> String {
    "Message no \(number) " + outgoingTexts[number % 6]
      + (number % 50 == 0 ? String(repeating: " long text", count: 30) : "")
  }

  private static func inboxText(_ number: Int) -> String {
    let texts = ["ok thanks", "can you call me?", "مرحبا", "😀👍", "STOP please \"now\" & <b>"]
    return "Inbox \(number) " + texts[number % 5]
  }

  private static func address(_ prefix: String, _ number: Int) -> String {
    let digits = String(number % 300)
    return prefix + String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// Seconds after 2023-11-22 as the tables hold dates.
  private static func date(after seconds: Int) -> String {
    let time = 1_700_611_200 + seconds
    // Since 2023-11-01.
    var days = time / 86_400 - 19_662
    var (year, month) = (2023, 11)
    func length(_ year: Int, _ month: Int) -> Int {
      month == 2 ? (year % 4 == 0 ? 29 : 28) : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
    while days >= length(year, month) {
      days -= length(year, month)
      (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let rest = time % 86_400
    return "\(year)-\(two(month))-\(two(days + 1)) \(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
  }
}
