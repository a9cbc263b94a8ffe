/// What will happen by itself, in the order of time; what falls on the same moment keeps the order in which it was
/// planned.
struct EventQueue: Sendable {
  private struct Entry: Sendable {
    let time: Int64
    let number: Int
    let event: SandboxEvent

    func isBefore(_ other: Entry) -> Bool { (time, number) < (other.time, other.number) }
  }

  private var heap: [Entry] = []
  private var planned = 0

  mutating func plan(_ event: SandboxEvent, at time: Int64) {
    heap.append(Entry(time: time, number: planned, event: event))
    planned += 1
    var child = heap.count - 1
    while child > 0, heap[child].isBefore(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes out the next event if its time has come.
  mutating func next(until now: Int64) -> (time: Int64, event: SandboxEvent)? {
    guard let first = heap.first, first.time <= now, let last = heap.popLast() else { return nil }
    if !heap.isEmpty {
      heap[0] = last
      sink()
    }
    return (first.time, first.event)
  }

  private mutating func sink() {
    var parent = 0
    while true {
      let children = (2 * parent + 1)..<max(2 * parent + 1, min(2 * parent + 3, heap.count))
      guard !children.isEmpty,
        let least = children.min(by: { heap[$0].isBefore(heap[$1]) }), heap[least].isBefore(heap[parent])
      else { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}

/// Something that happens without a request.
enum SandboxEvent: Sendable {
  /// The daemon takes a queue up.
  case pickUp(queue: String)
  /// One destination of a queue becomes a row.
  case process(smslogID: Int64)
  /// A delivery report arrives.
  case report(smslogID: Int64, status: Int)
  /// A message from a telephone arrives at the gateway.
  case arrive(Arrival)
  /// `credit` follows what was spent.
  case refreshCredit
  /// The story goes on.
  case story(StoryEvent)
}

/// A message from a telephone, before anybody decided whose it is.
struct Arrival: Sendable {
  let src: String
  let dst: String
  let msg: String
  /// The account whose inbox it goes to; nil leaves it to `@username`, keywords, or the unhandled ones.
  var uid: Int64?
}
