import Glibc

/// Writes measurements as a table and as JSON.
enum Report {
  static func line(_ measurement: Measurement) -> String {
    let besides = measurement.beside.map { beside in
      "  \(padded(number(measurement.ratio ?? 0), 9)) × \(beside.name)"
    }
    return [
      measurement.name.padded(46), padded(number(measurement.median), 12), padded(number(measurement.p95), 12),
      " \(measurement.unit.rawValue.padded(7))", padded("\(measurement.samples.count)", 5), besides ?? "",
    ].joined()
  }

  static let head = "".padded(46) + padded("median", 12) + padded("p95", 12) + " unit    " + padded("runs", 4)

  static func json(_ measurements: [Measurement], rows: Int) -> String {
    let entries = measurements.map { one in
      var fields = [
        "\"name\":\"\(one.name)\"", "\"unit\":\"\(one.unit.rawValue)\"", "\"runs\":\(one.samples.count)",
        "\"median\":\(one.median)", "\"p95\":\(one.p95)",
      ]
      if let beside = one.beside, let ratio = one.ratio {
        fields.append("\"beside\":\"\(beside.name)\",\"ratio\":\(ratio)")
      }
      return "  {" + fields.joined(separator: ",") + "}"
    }
    return "{\"messages\":\(rows),\"measurements\":[\n" + entries.joined(separator: ",\n") + "\n]}\n"
  }

  /// Prints a line at once, also into a pipe.
  static func say(_ line: String) {
    var line = line + "\n"
    line.withUTF8 { _ = Glibc.write(1, $0.baseAddress, $0.count) }
  }

  static func write(_ text: String, to path: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    let count = text.utf8.count
    return fwrite(text, 1, count, file) == count && fclose(file) == 0
  }

  private static func number(_ value: Double) -> String {
    let digits = value >= 100 ? 0 : value >= 1 ? 2 : 4
    let scale = pow(10, Double(digits))
    let whole = Int64((value * scale).rounded())
    guard digits > 0 else { return String(whole) }
    let text = String(whole)
    let filled = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    return filled.dropLast(digits) + "." + filled.suffix(digits)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

extension String {
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
