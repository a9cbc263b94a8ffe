/// In which the versions and installations differ. The default is 1.4.8; whole versions are in `init(named:)`.
public struct SandboxQuirks: Sendable {
  // MARK: Login

  /// Whether too many failed checks lock somebody out for good.
  public var lockout = true
  /// Who is locked out.
  public var lockoutScope = LockoutScope.address
  /// Failed checks in a row that are forgiven; the next one locks.
  public var lockoutLimit = 10
  /// How user name and token belong together.
  public var usernameCheck = UsernameCheck.required

  // MARK: Requests

  /// Whether `app=ws` may stand in the body alone. 1.4.8 redirects such a request.
  public var acceptsAppInBody = false
  /// What is done to a text on its way in.
  public var textCleaning = TextCleaning.strict
  /// Whether the tables take characters of four bytes, emoji for one; else the query dies of them.
  public var acceptsFourByteText = true
  /// What becomes of a query that dies, of garbage in `c` or `last` for one.
  public var deadQuery = DeadQuery.sentence

  // MARK: Sending

  /// A `pv` that reaches nobody dies with an empty HTTP 500 (PHP 8); before, it answered with a blank failed entry.
  public var php8 = true
  /// A comma list in `to` is split, as 1.4.6 did; else its digits run together into one number.
  public var splitsCommaLists = false
  /// `#code` takes the first group whose name or code contains it; else it must be equal.
  public var matchesGroupsBySubstring = true
  /// The most characters kept of a number.
  public var numberLength = 15
  /// Digits of a queue code: 64, or 32 before 1.4.8.
  public var queueCodeLength = 64
  /// Whether an entry that failed tells its number, as it did up to 1.3.
  public var echoesFailedEntries = false
  /// Whether `ds` says 400 of a queue that is being worked on; else it stays 401 until its first row.
  public var hidesQueueWhileProcessing = true
  /// How often `credit` follows what was spent, in seconds; nil for never, which is what 1.4.8 does for everybody but
  /// the first account.
  public var creditRefresh: Int? = nil

  // MARK: Replies

  /// More rows in one reply exhaust the server's memory: an empty HTTP 500. Nil for no limit.
  public var rowLimit: Int? = 50_000
  /// Whether ids and states from the tables come as texts (`"30"`), as before PHP 8.1.
  public var numbersAsStrings = false
  /// How `cr` and `query` show credit.
  public var creditStyle = CreditStyle.number
  /// The fewest bytes of a keyword that finds contacts.
  public var contactKeywordLength = 2
  /// Which fields a contact has.
  public var contactFields = ContactFields.tagged
  /// How a reply ends.
  public var envelope = Envelope.stamped
  /// Whether the line end behind XML is trimmed away.
  public var trimsXML = true
  /// Whether the published codes are given that no real server gives: 101 for an unknown operation, 102 for a missing
  /// field, 103 for too little credit, and 200 where nobody was reached.
  public var usesPublishedCodes = false

  public init() {}

  /// Who is locked out after too many failed checks.
  public enum LockoutScope: Sendable {
    /// The client's address, for every account: 1.4.8.
    case address
    /// One account from one address: before.
    case accountAndAddress
  }

  /// How user name and token belong together.
  public enum UsernameCheck: Sendable {
    /// The token must be that user's.
    case required
    /// Any valid token works with any name, an administrator's too: 1.4.7 and later with the check switched off.
    case nameDecides
    /// The token alone decides who asks, whatever the name: before 1.4.7 with the check switched off.
    case tokenDecides
  }

  /// What is done to a text on its way in.
  public enum TextCleaning: Sendable {
    /// 1.4.8: no tags, backslashes, backticks and control characters.
    case strict
    /// 1.4.7: scripts and control characters go, other tags stay, quotes come back with a backslash.
    case slashed
    /// 1.0 to 1.4.6: as 1.4.7, without the backslashes.
    case scripts
    /// 1.0-rc5: only the blanks at both ends go.
    case none
  }

  /// What becomes of a query that dies.
  public enum DeadQuery: Sendable {
    /// `FATAL ERROR : …`, HTTP 200: 1.4.7 and later.
    case sentence
    /// As if nothing had been found or done: before.
    case emptyResult
  }

  /// How credit is shown.
  public enum CreditStyle: Sendable {
    /// A number, but the text `0` for nothing.
    case number
    /// A text with three decimals, `99.500`: up to 1.3.
    case threeDecimals
  }

  /// Which fields a contact has.
  public enum ContactFields: Sendable {
    /// `pid`, `p_desc`, `p_num`, `email`, `tags`: as the servers have it.
    case tagged
    /// `pid`, `gpid`, `p_desc`, `p_num`, `email`, `group_name`, `code`: as it was published.
    case grouped
  }

  /// How a reply ends.
  public enum Envelope: Sendable {
    /// With `error_string` and `timestamp`: as the servers have it.
    case stamped
    /// With `error_string` alone, contacts with `multi`, XML without an empty `error_string`: as it was published.
    case published
  }
}
