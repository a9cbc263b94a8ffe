import Glibc

/// What one thing cost, over all its runs.
struct Measurement {
  /// The unit of `samples` decides whether more is better.
  enum Unit: String {
    case milliseconds = "ms"
    case rowsPerSecond = "rows/s"
    case mebibytes = "MiB"
  }

  let name: String
  let unit: Unit
  let samples: [Double]
  /// What it is held against, measured in the same run, and the goal for how many times that it may be.
  var beside: (name: String, median: Double)?

  private var sorted: [Double] { samples.sorted() }
  var median: Double { quantile(0.5) }
  /// Of a rate, the one that all but the slowest twentieth reach.
  var p95: Double { quantile(unit == .rowsPerSecond ? 0.05 : 0.95) }
  /// The median by what it is held against.
  var ratio: Double? { beside.map { median / $0.median } }

  private func quantile(_ part: Double) -> Double {
    guard let last = sorted.indices.last else { return 0 }
    return sorted[min(last, Int((Double(last) * part).rounded(.up)))]
  }
}

/// Takes the time of things, and keeps what it took.
final class Meter {
  private(set) var measurements: [Measurement] = []
  private let clock = ContinuousClock()
  private let report: (Measurement) -> Void

  init(report: @escaping (Measurement) -> Void) { self.report = report }

  /// How long something takes, once with its caches cold and then `runs` times; `setUp` is not counted.
  @discardableResult
  func time(
    _ name: String, runs: Int, beside: Measurement? = nil, isWarmedUp: Bool = true, _ body: () async throws -> Void
  ) async throws -> Measurement {
    if isWarmedUp { try await body() }
    var samples: [Double] = []
    for _ in 0..<runs { samples.append(try await duration(body).milliseconds) }
    return keep(Measurement(name: name, unit: .milliseconds, samples: samples, beside: reference(beside)))
  }

  /// Notes rates that were found elsewhere.
  @discardableResult
  func rate(_ name: String, _ samples: [Double], beside: Measurement? = nil) -> Measurement {
    keep(Measurement(name: name, unit: .rowsPerSecond, samples: samples, beside: reference(beside)))
  }

  /// Notes durations that were found elsewhere.
  @discardableResult
  func durations(_ name: String, _ samples: [Double], beside: Measurement? = nil) -> Measurement {
    keep(Measurement(name: name, unit: .milliseconds, samples: samples, beside: reference(beside)))
  }

  /// Notes how much memory something held.
  @discardableResult
  func memory(_ name: String, _ samples: [Double], beside: Measurement? = nil) -> Measurement {
    keep(Measurement(name: name, unit: .mebibytes, samples: samples, beside: reference(beside)))
  }

  /// What this process has used of the processors so far, in milliseconds: it does not matter what else they do.
  var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1e6
  }

  func duration(_ body: () async throws -> Void) async throws -> Duration {
    let began = clock.now
    try await body()
    return began.duration(to: clock.now)
  }

  private func reference(_ other: Measurement?) -> (name: String, median: Double)? {
    other.map { ($0.name, $0.median) }
  }

  private func keep(_ measurement: Measurement) -> Measurement {
    measurements.append(measurement)
    report(measurement)
    return measurement
  }
}

extension Duration {
  var milliseconds: Double { Double(components.seconds) * 1_000 + Double(components.attoseconds) / 1e15 }
  var inSeconds: Double { milliseconds / 1_000 }
}
