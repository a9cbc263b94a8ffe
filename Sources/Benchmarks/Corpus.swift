import Messaging

/// Messages as an account has them, the same ones for the same number: a few words that are everywhere, many that are
/// rare, several scripts, some thousand people.
struct Corpus {
  static let rare = "zwetschge"
  static let common = "invoice"
  static let cjk = "東京駅"
  /// The whole text of the newest message that was received.
  static let newest = "newest-of-all"

  private static let usual = [
    "your", "message", "invoice", "payment", "please", "delivery", "tomorrow", "order", "account", "confirm",
    "appointment", "hello", "thanks", "number", "ready", "parcel", "code", "the", "is", "at", "to", "we", "you",
  ]
  private static let others = [
    "明日は東京駅で会いましょう", "您的验证码是", "Ваш заказ готов", "شكرا جزيلا", "Grüße aus Köln", "naïve café",
  ]
  private static let syllables = [
    "ba", "ri", "to", "ken", "la", "mo", "su", "ve", "ti", "gra", "no", "pel", "shi", "du",
  ]

  private var state: UInt64
  private let peers: UInt64

  init(seed: UInt64 = 1, peers: UInt64 = 20_000) {
    state = seed
    self.peers = peers
  }

  /// 2026-11-22 09:00:00 UTC; the newest message of an account is from then.
  static let end: Int64 = 1_795_338_000

  private mutating func next(_ limit: UInt64) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % limit)
  }

  mutating func text() -> String {
    if next(20_000) == 0 { return "\(Corpus.rare) \(next(1_000_000))" }
    if next(25) == 0 { return Corpus.others[next(6)] + " \(next(1_000_000))" }
    var words: [String] = []
    for _ in 0..<(4 + next(12)) {
      words.append(next(3) == 0 ? (0..<(2 + next(2))).map { _ in Corpus.syllables[next(14)] }.joined() : word())
    }
    if next(2) == 0 { words.append(String(next(1_000_000))) }
    return words.joined(separator: " ")
  }

  private mutating func word() -> String { Corpus.usual[next(UInt64(Corpus.usual.count))] }

  mutating func number() -> String {
    // Some people write much more than others.
    let peer = min(next(peers), next(peers))
    return "+628\(10_000_000 + peer * 37)"
  }

  /// Row `index` of `count`, the oldest first.
  mutating func received(_ index: Int, of count: Int) -> InboxMessage {
    InboxMessage(
      id: MessageID(Int64(index + 1)), src: UntrustedText(number()), dst: "1234",
      msg: index == count - 1 ? UntrustedText(Corpus.newest) : UntrustedText(text()),
      dt: Corpus.date(index, of: count))
  }

  mutating func sent(_ index: Int, of count: Int) -> OutgoingMessage {
    let status: DeliveryStatus = next(50) == 0 ? .failed : .delivered
    return OutgoingMessage(
      id: MessageID(Int64(index + 1)), src: "ACME", dst: UntrustedText(number()), msg: UntrustedText(text()),
      dt: Corpus.date(index, of: count), update: ServerDate("2026-11-22 09:00:00"), status: status)
  }

  /// A message a minute.
  static func date(_ index: Int, of count: Int) -> ServerDate {
    let civil = CivilTime(secondsSince1970: end - Int64(count - index) * 60)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return ServerDate(
      "\(civil.year)-\(two(civil.month))-\(two(civil.day)) \(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))"
    )
  }
}
