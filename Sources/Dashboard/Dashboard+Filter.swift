import Messaging
import Terminal

/// Narrowing lists by chips.
extension Dashboard {
  /// What narrows a list, in the order in which it was typed.
  public func chips(in region: Region) -> [FilterChip] { filters[region] ?? [] }

  /// What is wrong with the condition that is being typed.
  public var filterFault: String? {
    guard let region = finding, !isSearching, let text = narrowing[region]?.text else { return nil }
    do throws(FilterChip.Fault) {
      let typed = try FilterChip.parse(text, now: now, zone: zone)
      return typed.lazy.compactMap { self.obstacle(to: $0.condition, in: region) }.first
    } catch {
      return error.sentence
    }
  }

  /// Everything that a list's rows must be like, what is being typed included as far as it can be read.
  func filter(of region: Region) -> MessageFilter {
    var conditions = chips(in: region).map(\.condition)
    if finding == region, !isSearching, filterFault == nil, let text = narrowing[region]?.text {
      conditions += (try? FilterChip.parse(text, now: now, zone: zone))?.map(\.condition) ?? []
    }
    if region == .outgoing, faultsOnly { conditions.append(.status(.failed)) }
    return MessageFilter(conditions)
  }

  /// Whether the inbox shows what is out of it.
  public var isShowingArchived: Bool { filter(of: .inbox).conditions.contains(.archived) }

  /// Whether a list shows less than there is.
  public func isNarrowed(_ region: Region) -> Bool { !filter(of: region).isEmpty }

  /// What the phonebook is searched for: it knows texts only.
  var contactsNeedle: String {
    filter(of: .contacts).conditions.compactMap { if case .text(let text) = $0 { text } else { nil } }
      .joined(separator: " ")
  }

  private func obstacle(to condition: MessageFilter.Condition, in region: Region) -> String? {
    switch condition {
    case .text: return nil
    case .unread:
      return region == .inbox || region == .conversation ? nil : "only the inbox knows what is unread"
    case .archived: return region == .inbox ? nil : "only conversations of the inbox are archived"
    case .outbox(let stage):
      if region == .outbox || region == .outgoing && faultsOnly { return nil }
      return region == .contacts
        ? "contacts are narrowed by texts only" : "only the outbox has what is \(stage.rawValue)"
    case .from where region == .outbox: return "all of the outbox is from here; to: narrows it"
    case .from, .to:
      if region == .conversation { return "a conversation has one other side; its texts, status: and times narrow it" }
      return region == .contacts ? "contacts are narrowed by texts only" : nil
    case .status, .before, .after: return region == .contacts ? "contacts are narrowed by texts only" : nil
    }
  }

  /// Opens the line in which conditions, or a text to search for, are typed.
  mutating func openPrompt(searching: Bool) {
    finding = focus
    isSearching = searching
    narrowing[focus] = TextField()
  }

  /// True when the line took the key.
  mutating func takeInPrompt(_ key: Key) -> Bool {
    guard let region = finding else { return false }
    var field = narrowing[region] ?? TextField()
    let before = field.text
    guard field.handle(key) else { return false }
    if key == .backspace, before.isEmpty {
      closePrompt()
      return true
    }
    narrowing[region] = field
    if field.text != before, !isSearching { narrowed(region) }
    return true
  }

  mutating func acceptPrompt() {
    guard let region = finding else { return }
    isSearching ? beginSearch(in: region) : addChips(in: region)
  }

  /// Completes the condition that is being typed; a text to search for has nothing to be completed by.
  mutating func completePrompt() {
    guard let region = finding, !isSearching, let typed = narrowing[region]?.text,
      let completed = FilterChip.completion(of: typed)
    else { return }
    narrowing[region] = TextField(completed)
    narrowed(region)
  }

  mutating func pasteIntoPrompt(_ text: String) {
    guard let region = finding else { return }
    narrowing[region, default: TextField()].paste(text)
    if !isSearching { narrowed(region) }
  }

  private mutating func addChips(in region: Region) {
    // What is wrong stands beside the field; it stays open.
    guard filterFault == nil, let text = narrowing[region]?.text,
      let typed = try? FilterChip.parse(text, now: now, zone: zone)
    else { return }
    filters[region, default: []] += typed.filter { !chips(in: region).contains($0) }
    finding = nil
    narrowing[region] = nil
  }

  /// Leaves the line; what was typed in it counts no more.
  mutating func closePrompt() {
    guard let region = finding else { return }
    finding = nil
    let hadText = narrowing[region]?.text.isEmpty == false
    narrowing[region] = nil
    if hadText, !isSearching { narrowed(region) }
    isSearching = false
  }

  /// True when there was a condition to be given up.
  mutating func dropLastChip() -> Bool {
    if filters[focus]?.isEmpty == false {
      filters[focus]?.removeLast()
    } else if focus == .outgoing, faultsOnly {
      toggleFaults()
      return true
    } else {
      return false
    }
    narrowed(focus)
    return true
  }

  /// What narrows a list changed, or its order did.
  mutating func narrowed(_ region: Region) {
    switch region {
    case .inbox: if let request = inbox.restart() { load(request) }
    case .outgoing: if let request = outgoing.restart() { load(request) }
    case .contacts: emit(.read(.contacts(matching: contactsNeedle)))
    case .outbox: narrowOutbox()
    case .conversation: if let request = conversation?.list.restart() { load(request) }
    case .composer, .delivery, .log: break
    }
  }
}
