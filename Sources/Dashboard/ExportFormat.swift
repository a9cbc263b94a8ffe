import Messaging

/// How rows are written into a file or onto the clipboard.
public enum ExportFormat: String, CaseIterable, Hashable, Sendable {
  case csv
  case jsonLines
  case text

  /// In words.
  public var words: String {
    switch self {
    case .csv: "CSV, one line a row"
    case .jsonLines: "JSON, one object a line"
    case .text: "text to read"
    }
  }

  /// As a file's name ends.
  public var fileExtension: String {
    switch self {
    case .csv: "csv"
    case .jsonLines: "jsonl"
    case .text: "txt"
    }
  }

  /// What stands before the first row; empty where nothing does.
  public var header: String {
    switch self {
    case .csv: MessageCard.fieldNames.joined(separator: ",") + "\r\n"
    case .jsonLines, .text: ""
    }
  }

  /// One row with its line end. Instants are in UTC.
  public func line(for card: MessageCard) -> String {
    switch self {
    case .csv: card.fields.map { ExportFormat.quoted($0) }.joined(separator: ",") + "\r\n"
    case .jsonLines: card.json + "\n"
    case .text: card.sentence + "\n"
    }
  }

  /// A field between quotation marks. A spreadsheet takes a text that begins with one of these characters for a
  /// formula, and the text is a stranger's: an apostrophe before it makes it a text again. Plain numbers stay.
  static func quoted(_ field: String) -> String {
    var field = field
    if let first = field.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) {
      let isNumber = field.unicodeScalars.dropFirst().allSatisfy { ("0"..."9").contains($0) }
      if !isNumber { field = "'" + field }
    }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}

extension MessageCard {
  static let fieldNames = ["kind", "id", "number", "name", "time", "server_date", "status", "keyword", "text"]

  var fields: [String] {
    [kind.rawValue, id, number, name, at?.iso8601 ?? "", serverDate, status, keyword, text]
  }

  /// The fields that are not empty, as a JSON object in one line.
  public var json: String {
    let members = zip(MessageCard.fieldNames, fields).filter { !$1.isEmpty }
      .map { "\(MessageCard.jsonString($0)):\(MessageCard.jsonString($1))" }
    return "{" + members.joined(separator: ",") + "}"
  }

  /// For people: when, who, what, how far it came.
  public var sentence: String {
    let who = name.isEmpty ? number : "\(name) <\(number)>"
    let direction =
      switch kind {
      case .inbox, .incoming: "from "
      case .outgoing, .outbox: "to "
      case .draft, .conversation, .contact, .group, .notice: ""
      }
    let state = status.isEmpty ? "" : " [\(status)]"
    let head = [at?.iso8601 ?? "", who.isEmpty ? "" : direction + who + state].filter { !$0.isEmpty }
    return (head + [text]).filter { !$0.isEmpty }.joined(separator: "  ")
  }

  private static func jsonString(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case "\r": json += "\\r"
      case "\t": json += "\\t"
      case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) || scalar.isBidiControl:
        json += escaped(scalar)
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension Unicode.Scalar {
  /// Characters that turn the direction of what follows: they do not stand in a file as themselves.
  fileprivate var isBidiControl: Bool {
    switch value {
    case 0x200e, 0x200f, 0x061c, 0x202a...0x202e, 0x2066...0x2069: true
    default: false
    }
  }
}

extension Timestamp {
  /// `2026-11-20T09:41:07Z`.
  public var iso8601: String {
    let time = CivilTime(secondsSince1970: seconds)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(time.year)-\(two(time.month))-\(two(time.day))T\(two(time.hour)):\(two(time.minute)):\(two(time.second))Z"
  }
}
