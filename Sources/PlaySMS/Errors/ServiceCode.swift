/// The class of a service error, after the first digit of its code; new codes may appear within a class.
public enum ServiceClass: Hashable, Sendable {
  /// 1xx: the login or a parameter.
  case login
  /// 2xx: sending.
  case sending
  /// 4xx: delivery status.
  case delivery
  /// 5xx: other.
  case other
  /// 6xx: administration.
  case administration
  /// None of these.
  case unknown

  init(code: String) {
    self =
      switch (code.utf8.count, code.first) {
      case (3, "1"): .login
      case (3, "2"): .sending
      case (3, "4"): .delivery
      case (3, "5"): .other
      case (3, "6"): .administration
      default: .unknown
      }
  }
}

/// A published error code: what it says to the operator, and what to do.
struct ServiceCode: Sendable {
  /// What happened, as a sentence without its end.
  let sentence: String
  /// Behind the code, after a colon; empty for none.
  let causes: String
  let hint: String
  /// Whether a server that answers so has certainly done nothing.
  let meansRefusal: Bool

  private init(_ sentence: String, _ causes: String = "", hint: String, meansRefusal: Bool = false) {
    self.sentence = sentence
    self.causes = causes
    self.hint = hint
    self.meansRefusal = meansRefusal
  }

  /// The codes of the protocol, and 627, which servers use for the stop list.
  static let known: [String: ServiceCode] = userCodes.merging(adminCodes) { first, _ in first }

  private static let checkName = "Check the account's name."
  private static let giveAll = "Give every field that the operation needs."
  private static let readReason = "Read the server's own words beside this, if it gave any."

  private static let userCodes: [String: ServiceCode] = [
    "100": .init(
      "The server refused the login",
      "wrong token, address not on the account's list, account banned, or webservices off",
      hint: "Check user name and token before trying again: too many failures block this address for everybody.",
      meansRefusal: true),
    "101": .init(
      "The server does not know this kind of request", hint: "The server may be too old.", meansRefusal: true),
    "102": .init("The server missed a field", hint: giveAll, meansRefusal: true),
    "103": .init(
      "The account has not enough credit for this", hint: "Add credit, then send again.", meansRefusal: true),
    "104": .init(
      "The account has no webservices token", hint: "Create one in the account's preferences on the server.",
      meansRefusal: true),
    "105": .init(
      "Webservices are off for this account", hint: "Turn them on in the account's preferences on the server.",
      meansRefusal: true),
    "106": .init(
      "This address may not use the account's webservices",
      hint: "Add this machine's address to the list in the account's preferences on the server.", meansRefusal: true),
    "200": .init(
      "The server could not send the message", hint: "Check recipient and credit.", meansRefusal: true),
    "201": .init(
      "The server found no recipient or no text", "a text of nothing but 0 counts as empty",
      hint: "Give both, then send again.", meansRefusal: true),
    "400": .init("The server has no delivery status for this", hint: "Ask again later, or without filters."),
    "401": .init("The message still waits in the server's queue", hint: "Ask again later."),
    "402": .init(
      "The server has processed the message and shows no row for it",
      hint: "It may have been deleted there, or belong to another account."),
    "501": .init("The server has nothing to show for this", hint: "Nothing is wrong: the list is empty."),
  ]

  private static let adminCodes: [String: ServiceCode] = [
    "600": .init(
      "The server refused the login for administration", "wrong token, or no administrator's account",
      hint: "Use an administrator's account; too many failures block this address for everybody.",
      meansRefusal: true),
    "601": .init("The server could not take the injected message", hint: readReason),
    "602": .init("The server found no sender or no text", hint: "Give both.", meansRefusal: true),
    "603": .init("The account was not added for lack of data", hint: giveAll, meansRefusal: true),
    "604": .init("The account was not added", hint: readReason, meansRefusal: true),
    "605": .init("The account to remove is unknown", hint: checkName, meansRefusal: true),
    "606": .init("The account was not removed", hint: readReason, meansRefusal: true),
    "607": .init("The account or the parent to set is unknown", hint: checkName, meansRefusal: true),
    "608": .init(
      "The parent was not set", "it is no normal user, or it is the parent already", hint: "Check both accounts."),
    "609": .init("The account whose parent was asked for is unknown", hint: checkName, meansRefusal: true),
    "610": .init("The account has no parent", hint: "Only subusers have one.", meansRefusal: true),
    "611": .init("The account to ban is unknown", hint: checkName, meansRefusal: true),
    "612": .init("The account was not banned", hint: "The first administrator cannot be banned."),
    "613": .init("The account to unban is unknown", hint: checkName, meansRefusal: true),
    "614": .init("The account was not unbanned", hint: "It may not be banned at all."),
    "615": .init("The preferences were not changed for lack of data", hint: giveAll, meansRefusal: true),
    "616": .init("The preferences were not changed", hint: readReason),
    "617": .init("The configuration was not changed for lack of data", hint: giveAll, meansRefusal: true),
    "618": .init("The configuration was not changed", hint: readReason),
    "619": .init("The credit was not shown for lack of data", hint: giveAll, meansRefusal: true),
    "620": .init(
      "The server shows no credit for this account", "it is zero, or the account is unknown", hint: checkName,
      meansRefusal: true),
    "621": .init("No credit was added for lack of data", hint: giveAll, meansRefusal: true),
    "622": .init("The credit was not added", hint: "Give an amount that is a number and not zero."),
    "623": .init("No credit was deducted for lack of data", hint: giveAll, meansRefusal: true),
    "624": .init("The credit was not deducted", hint: "Give an amount that is a number and not zero."),
    "625": .init("The login key was not set for lack of data", hint: giveAll, meansRefusal: true),
    "626": .init("The login key was not set", hint: readReason),
    "627": .init("The number was not added to the stop list", hint: "It may stand there already."),
  ]
}
