/// A value as PHP holds it before it is written in one of the reply formats.
indirect enum PHPValue: Sendable {
  case null
  case int(Int64)
  case bool(Bool)
  /// A number with at most three decimals.
  case decimal(thousandths: Int64)
  case string(String)
  case list([PHPValue])
  case object([(key: String, value: PHPValue)])

  /// `2.5`, `100000`, `-4.5`: no zeros behind.
  static func text(thousandths: Int64) -> String {
    let magnitude = thousandths.magnitude
    var text = (thousandths < 0 ? "-" : "") + String(magnitude / 1_000)
    var rest = Int(magnitude % 1_000)
    guard rest > 0 else { return text }
    text += "."
    for unit in [100, 10, 1] where rest > 0 {
      text += String(rest / unit)
      rest %= unit
    }
    return text
  }
}
