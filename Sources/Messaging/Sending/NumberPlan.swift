/// How the telephone numbers of a country are written, so that a number typed as at home goes out as E.164.
public struct NumberPlan: Hashable, Sendable {
  /// Without the plus, such as `62`.
  public let countryCode: String
  /// What is dialled before a number within the country, such as `0`; nil where nothing is.
  public let trunkPrefix: String?

  public init(countryCode: String, trunkPrefix: String?) {
    self.countryCode = countryCode
    self.trunkPrefix = trunkPrefix
  }

  /// Reads two letters of ISO 3166 (`ID`), or a country code (`62`, `+62`) whose trunk prefix is then taken to be `0`
  /// where the code belongs to no country that is known. Nil for anything else.
  public init?(country text: String) {
    let text = text.trimmingBlanks()
    if let known = Countries.plan(of: text) {
      self = known
      return
    }
    let digits = text.first == "+" ? text.dropFirst() : text[...]
    guard (1...3).contains(digits.utf8.count), digits.first != "0",
      digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    self = Countries.plan(ofCode: String(digits)) ?? NumberPlan(countryCode: String(digits), trunkPrefix: "0")
  }

  /// Fewer digits than this are a short code, or local, and stay as they are.
  private static let shortest = 7

  /// The destination as it goes out: `0811 234 567` becomes `+62811234567`, and so do `0062811234567` and
  /// `62811234567`. Whatever could be read in more than one way stays as it was typed, and so do accounts, groups and
  /// short codes.
  public func normalised(_ destination: Destination) -> Destination {
    switch destination {
    case .number(let number): .number(normalised(number))
    case .user, .group: destination
    }
  }

  private func normalised(_ number: String) -> String {
    guard number.first != "+", number.utf8.count >= NumberPlan.shortest else { return number }
    if number.hasPrefix("00") { return "+" + number.dropFirst(2) }
    guard let trunkPrefix else { return number }
    if number.hasPrefix(trunkPrefix) {
      let national = number.dropFirst(trunkPrefix.count)
      // A second trunk prefix is no number of this country.
      return national.first == "0" ? number : "+" + countryCode + national
    }
    // Longer than any local number that happens to begin like the country code.
    let isInternational = number.hasPrefix(countryCode) && number.utf8.count >= countryCode.utf8.count + 8
    return isInternational ? "+" + number : number
  }
}

/// Recipients as they go out, each once.
public struct RecipientList: Hashable, Sendable {
  /// In the order in which they were given.
  public let destinations: [Destination]
  /// How many were the same as another one.
  public let folded: Int

  /// Writes numbers as the plan says and folds those that are one. Two spellings of which only one has a country may be
  /// two people, so they stay both.
  public init(_ typed: [Destination], plan: NumberPlan?) {
    var seen: Set<Destination> = []
    destinations = typed.map { plan?.normalised($0) ?? $0 }.filter { seen.insert($0.folded).inserted }
    folded = typed.count - destinations.count
  }
}

extension Destination {
  /// Servers keep the names of accounts in small letters, and find groups by their codes in either case.
  public var folded: Destination {
    switch self {
    case .number: self
    case .user(let name): .user(name.lowercased())
    case .group(let code): .group(code.lowercased())
    }
  }

  /// Whether both are one: a number in any spelling, an account or a group in either case.
  public func isSame(as other: Destination) -> Bool {
    switch (self, other) {
    case (.number(let one), .number(let other)): NumberSuffix.areOne(one, other)
    case (.number, _), (.user, _), (.group, _): folded == other.folded
    }
  }
}
