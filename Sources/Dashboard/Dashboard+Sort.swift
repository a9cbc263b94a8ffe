import Messaging

/// The order of lists.
extension Dashboard {
  /// How a list is ordered.
  public func sort(of region: Region) -> ListSort { sorts[region] ?? ListSort() }

  /// The next order of a list: the key for it, or a click on its title.
  mutating func stepSort(of region: Region) {
    switch region {
    case .inbox, .outgoing: sort(region, by: sort(of: region).order == .time ? .number : .time, reversed: false)
    case .outbox, .contacts, .conversation, .composer, .delivery, .log: break
    }
  }

  mutating func reverseSort(of region: Region) {
    switch region {
    case .inbox, .outgoing: sort(region, by: sort(of: region).order, reversed: !sort(of: region).isReversed)
    case .outbox, .contacts, .conversation, .composer, .delivery, .log: break
    }
  }

  /// Each order both ways, one click after another.
  mutating func cycleSort(of region: Region) {
    switch region {
    case .inbox, .outgoing: sort(region, by: sort(of: region).next.order, reversed: sort(of: region).next.isReversed)
    case .outbox, .contacts, .conversation, .composer, .delivery, .log: break
    }
  }

  private mutating func sort(_ region: Region, by order: ListOrder, reversed: Bool) {
    sorts[region] = ListSort(order: order, isReversed: reversed)
    narrowed(region)
    say("by \(words(for: ListSort(order: order, isReversed: reversed), in: region))")
  }

  /// An order in words; empty for the usual one.
  public func sortWords(of region: Region) -> String {
    let sort = sort(of: region)
    return sort == ListSort() ? "" : words(for: sort, in: region)
  }

  private func words(for sort: ListSort, in region: Region) -> String {
    switch sort.order {
    case .time: return sort.isReversed ? "time, oldest first" : "time, newest first"
    case .number:
      let what = region == .inbox ? "number" : "smslog_id"
      return sort.isReversed ? "\(what), lowest first" : "\(what), highest first"
    }
  }
}
