/// The rows of a list as they were told line by line: a number that is typed later means the row that had it then, though
/// others came in above it meanwhile.
public struct ToldRows: Hashable {
  private let ids: [AnyHashable]
  private let selection: Int

  fileprivate init(_ rows: [some NamedRow], selection: Int) {
    ids = rows.map { AnyHashable($0.rowID) }
    self.selection = selection
  }

  /// The row so many below the one that was selected when they were told; nil where there was none.
  fileprivate func id(below steps: Int) -> AnyHashable? {
    ids.indices.contains(selection + steps) ? ids[selection + steps] : nil
  }

  fileprivate func distance(to id: AnyHashable) -> Int? { ids.firstIndex(of: id).map { $0 - selection } }
}

extension Dashboard {
  /// The rows of the list that has the keyboard; nil where that is no list.
  public var toldRows: ToldRows? {
    switch focus {
    case .inbox: ToldRows(inbox.rows, selection: inbox.selection)
    case .outgoing: ToldRows(outgoing.rows, selection: outgoing.selection)
    case .outbox: ToldRows(outbox.rows, selection: outbox.selection)
    case .contacts: ToldRows(contacts.rows, selection: contacts.selection)
    case .conversation, .delivery, .log, .composer: nil
    }
  }

  /// How many rows the selection has to go down to reach the one that stood so many below the selected one when `told`
  /// was told; nil where that row is not here any more.
  public func steps(toRowBelow steps: Int, in told: ToldRows) -> Int? {
    told.id(below: steps).flatMap { toldRows?.distance(to: $0) }
  }
}
