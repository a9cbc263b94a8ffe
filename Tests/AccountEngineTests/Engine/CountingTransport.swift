import Foundation
import PlaySMS
import Synchronization

/// Passes everything on and counts the bytes that came back, by operation.
final class CountingTransport: Transport {
  private let next: any Transport
  private let counts = Mutex<[String: Int]>([:])

  init(_ next: any Transport) { self.next = next }

  func exchange(
    _ form: [FormField], effect: RequestEffect, deadline: Duration
  ) async throws(PlaySMSError) -> RawReply {
    let reply = try await next.exchange(form, effect: effect, deadline: deadline)
    let op = form.first { $0.name == "op" }?.value ?? ""
    counts.withLock { $0[op, default: 0] += reply.body.count }
    return reply
  }

  func close() async { await next.close() }

  func bytes(of op: String) -> Int { counts.withLock { $0[op] ?? 0 } }
}

/// Memory of this process, in MiB: now, and the most that it ever had.
enum ProcessMemory {
  static var resident: Int { field("VmRSS:") }
  static var peak: Int { field("VmHWM:") }

  private static func field(_ name: String) -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
    return (line?.split(separator: " ").dropLast().last.flatMap { Int($0) } ?? 0) / 1_024
  }
}
