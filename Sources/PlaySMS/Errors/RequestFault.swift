/// Why a request was not made. Servers take each of these, and do something else than it says.
public enum RequestFault: Error, Hashable, Sendable {
  /// The server joins both filters with OR, so the answer would hold far more than both together allow.
  case joinedByOr(String, String)
  /// The server drops the beginning of a number before it compares; of this one nothing would be left, so that it
  /// would match every row.
  case matchesEverything(String)
  /// The server takes this parameter and ignores it.
  case ignored(String, by: OperationName)
  /// Not a whole number above zero: servers break off, or take their own default.
  case badCount(String)
  /// A date filter that is more than the beginning or a piece of `YYYY-MM-DD HH:MM:SS`.
  case badDate
  /// Not exactly `YYYY-MM-DD HH:MM:SS`: what a server cannot read it sends at once.
  case badSchedule
  /// A destination that the server would change into another one.
  case badDestination
  /// A footer of 30 bytes or more makes the server try the same message for ever.
  case longFooter
  /// Without this value the server says neither yes nor no.
  case missing(String)
  /// An amount of zero, or a negative one, with which the server does the opposite.
  case badAmount
  /// Not `+hhmm` or `-hhmm`: the server keeps it and gets every date of the account wrong.
  case badTimezone
}
