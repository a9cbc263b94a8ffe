import Foundation
import MessageArchive
import Messaging

@testable import AccountEngine

/// Another process that has the archive open: it reads and submits, and takes over when the program ends that polls.
final class SimulatedGuest {
  let archive: MessageArchive
  private let news: AsyncStream<SharingNews>

  init(folder: String) throws {
    archive = try MessageArchive.join(ArchiveLocation(folder: folder))
    // Whoever listens takes over.
    news = archive.sharingNews()
  }

  /// Waits until it polls, in the machine's own time: the system tells it that the other has ended.
  func takesOver() -> Bool {
    for _ in 0..<60_000 {
      if archive.poller == .thisProcess { return true }
      Thread.sleep(forTimeInterval: 0.001)
    }
    return false
  }
}

extension SimulatedLife {
  /// The operator opens a second dashboard.
  func attach() throws {
    guard program != nil, guest == nil else { return }
    note("a second program is attached")
    counts.guests += 1
    guest = try SimulatedGuest(folder: archiveFolder)
  }

  /// The program that polls is killed, and nothing that it would still write is written; the other goes on.
  func killOnlyThePoller(afterJobs jobs: Int) throws {
    guard guest != nil, let killed = program else { return }
    try judgeBudget()
    counts.kills += 1
    note("kill of the one that polls")
    try breakOff(killed, afterJobs: jobs)
    program = nil
    try killed.abandon(keepsNothing: true)
    try letGuestTakeOver(from: killed)
  }

  /// A program has ended: who was attached to it polls now.
  func letGuestTakeOver(from other: SimulatedProgram) throws {
    guard let guest else { return }
    self.guest = nil
    guard guest.takesOver() else { throw BrokenPromise("nobody takes over") }
    counts.takeovers += 1
    counts.runs += 1
    note("the second program takes over")
    skewedAt = time.now
    let program = SimulatedProgram(
      guest.archive, executor: executor, time: time, settings: plan.settings, seed: random.next(),
      skew: other.clock.skew, pausedBecause: other.isRefused ? "refused" : nil)
    program.isRefused = other.isRefused
    self.program = program
    try judge()
  }

  func sendGuestAway() throws {
    try guest?.archive.close()
    guest = nil
  }
}
