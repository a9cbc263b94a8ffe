/// What happened in many lives.
struct SimulationCounts: Sendable {
  var lives = 0
  var runs = 0
  var kills = 0
  var guests = 0
  var takeovers = 0
  var putBack = 0
  var requests = 0
  var faults: [String: Int] = [:]
  var rows = 0
  var submitted = 0
  /// `pv`s that left, and those of them that broke.
  var sends = 0
  var brokenSends = 0
  /// What broke them.
  var sendFaults: [String: Int] = [:]
  var taken = 0
  /// Messages that the program sent twice, and those of which the archive knows nothing any more: each ends its life
  /// with a broken promise.
  var doubled = 0
  var lost = 0
  /// Messages that the network, not the program, brought to the server twice.
  var doubledByTheWire = 0
  var accepted = 0
  var rejected = 0
  var cancelled = 0
  var settledByHand = 0
  /// Of unknown fate at some time, settled by their row, and of those by the row of another program that nothing in
  /// the protocol tells apart.
  var settledByRow = 0
  var mistaken = 0
  var stillUnknownTaken = 0
  var stillUnknownLost = 0
  var queued = 0
  /// How often the life went on although a loop of the engine was not known to wait.
  var impatient = 0

  static func + (left: SimulationCounts, right: SimulationCounts) -> SimulationCounts {
    var sum = left
    sum.lives += right.lives
    sum.runs += right.runs
    sum.kills += right.kills
    sum.guests += right.guests
    sum.takeovers += right.takeovers
    sum.putBack += right.putBack
    sum.requests += right.requests
    sum.faults.merge(right.faults, uniquingKeysWith: +)
    sum.rows += right.rows
    sum.submitted += right.submitted
    sum.sends += right.sends
    sum.brokenSends += right.brokenSends
    sum.sendFaults.merge(right.sendFaults, uniquingKeysWith: +)
    sum.lost += right.lost
    sum.doubled += right.doubled
    sum.doubledByTheWire += right.doubledByTheWire
    sum.taken += right.taken
    sum.accepted += right.accepted
    sum.rejected += right.rejected
    sum.cancelled += right.cancelled
    sum.settledByHand += right.settledByHand
    sum.settledByRow += right.settledByRow
    sum.mistaken += right.mistaken
    sum.stillUnknownTaken += right.stillUnknownTaken
    sum.stillUnknownLost += right.stillUnknownLost
    sum.queued += right.queued
    sum.impatient += right.impatient
    return sum
  }
}

extension SimulationCounts: CustomStringConvertible {
  var description: String {
    """
    lives \(lives), programs started \(runs), killed \(kills), attached \(guests), took over \(takeovers), \
    older databases put back \(putBack), requests \(requests), rows at the end \(rows)
    messages submitted \(submitted): sends \(sends) (broken \(brokenSends)), taken by the server \(taken)
    accepted \(accepted), rejected \(rejected), taken back \(cancelled), settled by hand \(settledByHand), \
    queued behind an unknown \(queued)
    unknown and settled by its row \(settledByRow) (by a twin of another program \(mistaken)), \
    unknown to the end \(stillUnknownTaken + stillUnknownLost) (taken \(stillUnknownTaken), lost \(stillUnknownLost))
    sent twice by the program \(doubled), lost \(lost); brought twice by the network \(doubledByTheWire)
    broken sends: \(SimulationCounts.list(sendFaults))
    all faults: \(SimulationCounts.list(faults))
    not known to rest \(impatient)
    """
  }

  private static func list(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }
}
