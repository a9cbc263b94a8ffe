/// The operations that the server knows, by their names in the protocol.
enum Operation: String, CaseIterable {
  case pv, ds
  case inbox = "ix"
  case incoming = "in"
  case unhandled = "sx"
  case cr, query
  case getToken = "get_token"
  case setToken = "set_token"
  case getContact = "get_contact"
  case getContactGroup = "get_contact_group"
  case webLogin = "ws_login"
  case stoplist
  case inject
  case accountAdd = "accountadd"
  case accountRemove = "accountremove"
  case parentSet = "parentset"
  case parentGet = "parentget"
  case accountBan = "accountban"
  case accountUnban = "accountunban"
  case accountPreferences = "accountpref"
  case accountConfiguration = "accountconf"
  case creditView = "creditview"
  case creditAdd = "creditadd"
  case creditDeduct = "creditdeduct"
  case loginKeySet = "loginkeyset"

  /// Fields without which the published protocol answers 102. `to` and `msg` of `pv` have a code of their own, as all
  /// of an administrator's have.
  var publishedFields: [String] {
    switch self {
    case .getToken: ["u", "p"]
    case .webLogin: []
    case .getContact, .getContactGroup: ["u", "h", "kwd"]
    case .pv, .ds, .inbox, .incoming, .unhandled, .cr, .query, .setToken, .stoplist, .inject, .accountAdd,
      .accountRemove, .parentSet, .parentGet, .accountBan, .accountUnban, .accountPreferences, .accountConfiguration,
      .creditView, .creditAdd, .creditDeduct, .loginKeySet:
      ["u", "h"]
    }
  }
}

extension World {
  /// Does what the parameters ask for.
  mutating func perform(_ parameters: Parameters, from address: String) -> Reply {
    guard !parameters.hasArray else { return .crashed }
    guard let operation = Operation(rawValue: parameters.operation) else {
      return withoutOperation(parameters.operation)
    }
    if configuration.quirks.usesPublishedCodes, operation.publishedFields.contains(where: { parameters[$0].isEmpty }) {
      return .failed(.emptyField)
    }
    let caller = Caller(parameters: parameters, address: address)
    switch operation {
    case .getToken: return getToken(caller)
    case .webLogin: return webLogin(parameters)
    case .pv: return asUser(caller) { world, user in world.submit(parameters, by: user) }
    case .ds: return asUser(caller) { world, user in world.listOutgoing(parameters, for: user) }
    case .inbox: return asUser(caller) { world, user in world.listInbox(parameters, for: user) }
    case .incoming: return asUser(caller) { world, user in world.listIncoming(parameters, for: user) }
    case .unhandled: return asUser(caller) { world, user in world.listUnhandled(parameters, for: user) }
    case .cr: return asUser(caller) { world, user in .done([("credit", world.shownCredit(of: user))]) }
    case .query: return asUser(caller) { world, user in world.describe(user) }
    case .setToken: return asUser(caller) { world, user in world.renewToken(of: user) }
    case .getContact: return asUser(caller) { world, user in world.findContacts(parameters, for: user) }
    case .getContactGroup: return asUser(caller) { world, user in world.findGroups(parameters, for: user) }
    case .stoplist: return asUser(caller) { world, _ in world.addToStoplist(parameters["from"]) }
    case .inject, .accountAdd, .accountRemove, .parentSet, .parentGet, .accountBan, .accountUnban,
      .accountPreferences, .accountConfiguration, .creditView, .creditAdd, .creditDeduct, .loginKeySet:
      guard case .success(let user) = authenticate(caller), user.isAdmin else {
        return .failed(.adminAuthentication)
      }
      return administer(operation, parameters)
    }
  }

  /// The plugin `credit` answers without a login, as if everybody had nothing; all others are silent.
  private func withoutOperation(_ name: String) -> Reply {
    if configuration.quirks.usesPublishedCodes { return .failed(.unknownAction) }
    if name.isEmpty { return .blank }
    return name == "credit" ? .plain("0.00") : .nothing
  }

  private mutating func asUser(_ caller: Caller, _ body: (inout World, User) -> Reply) -> Reply {
    switch authenticate(caller) {
    case .success(let user): body(&self, user)
    case .failure: .failed(.authentication)
    }
  }

  /// What a request gets whose query died: the server's sentence, or what it would be told had nothing been found.
  func deadQuery(or reply: @autoclosure () -> Reply) -> Reply {
    switch configuration.quirks.deadQuery {
    case .sentence: .fatal(.query)
    case .emptyResult: reply()
    }
  }
}
