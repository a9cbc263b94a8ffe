extension Array where Element: NamedRow {
  /// Where the row of an earlier list stands now that stood nearest to a place there: the one at the place before all
  /// others, later ones before earlier ones. Nil when none of them stayed.
  func index(ofNearestTo place: Int, of before: [Element]) -> Int? {
    let places = Dictionary(enumerated().map { ($1.rowID, $0) }) { first, _ in first }
    for distance in before.indices {
      for neighbour in [place + distance, place - distance] where before.indices.contains(neighbour) {
        if let index = places[before[neighbour].rowID] { return index }
      }
    }
    return nil
  }
}
