import Messaging

/// How long ago an instant was, or how long it is until then, in words.
public enum Age {
  /// `just now`, `5 min ago`, `2 h 10 min ago`, `26 days ago`, `in 5 min`. Seconds are left out, so that a screen that
  /// shows it changes once a minute.
  public static func words(of instant: Timestamp, at now: Timestamp) -> String {
    let seconds = Int(now.since(instant).wholeSeconds)
    let amount = amount(seconds: abs(seconds))
    guard !amount.isEmpty else { return seconds < 0 ? "in less than a minute" : "just now" }
    return seconds < 0 ? "in \(amount)" : "\(amount) ago"
  }

  private static func amount(seconds: Int) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400)
    if minutes < 1 { return "" }
    if hours < 1 { return "\(minutes) min" }
    if days < 1 { return minutes % 60 == 0 ? "\(hours) h" : "\(hours) h \(minutes % 60) min" }
    return days == 1 ? "1 day" : "\(days) days"
  }
}
