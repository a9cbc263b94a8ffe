import Messaging
import Testing

@testable import AccountEngine

@Suite(.timeLimit(.minutes(1))) struct BellTests {
  @Test func aRingWakesTheSleeper() async {
    let bell = Bell()
    let sleeper = Task { await bell.wait(atMost: nil, by: SystemClock()) }
    bell.ring()
    await sleeper.value
  }

  @Test func aRingBeforeTheSleepIsKept() async {
    let bell = Bell()
    bell.ring()
    await bell.wait(atMost: nil, by: SystemClock())
  }

  @Test func theLimitEndsTheSleep() async {
    await Bell().wait(atMost: .milliseconds(5), by: SystemClock())
  }

  @Test func cancellingEndsTheSleepAtOnce() async {
    let sleeper = Task { await Bell().wait(atMost: .seconds(3_600), by: SystemClock()) }
    sleeper.cancel()
    await sleeper.value
  }
}

@Suite(.timeLimit(.minutes(1))) struct LaneTests {
  private actor Counter {
    var inside = 0
    var most = 0
    func enter() {
      inside += 1
      most = max(most, inside)
    }
    func leave() { inside -= 1 }
  }

  @Test func oneIsInsideAtATime() async {
    let lane = Lane()
    let counter = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          await lane.enter()
          await counter.enter()
          await Task.yield()
          await counter.leave()
          lane.leave()
        }
      }
    }
    #expect(await counter.most == 1)
  }
}
