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
}

extension World {
  /// Does what the parameters ask for.
  mutating func perform(_ parameters: Parameters, from address: String) -> Reply {
    guard !parameters.hasArray else { return .crashed }
    guard !parameters.operation.isEmpty else { return .blank }
    guard let operation = Operation(rawValue: parameters.operation) else { return .nothing }
    let caller = Caller(parameters: parameters, address: address)
    switch operation {
    case .getToken: return getToken(caller)
    case .webLogin: return webLogin(parameters)
    case .pv: return asUser(caller) { world, user in world.submit(parameters, by: user) }
    case .ds: return asUser(caller) { world, user in world.listOutgoing(parameters, for: user) }
    case .inbox: return asUser(caller) { world, user in world.listInbox(parameters, for: user) }
    case .incoming: return asUser(caller) { world, user in world.listIncoming(parameters, for: user) }
    case .unhandled: return asUser(caller) { world, user in world.listUnhandled(parameters, for: user) }
    case .cr: return asUser(caller) { _, user in .done([("credit", user.creditValue)]) }
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

  private mutating func asUser(_ caller: Caller, _ body: (inout World, User) -> Reply) -> Reply {
    switch authenticate(caller) {
    case .success(let user): body(&self, user)
    case .failure: .failed(.authentication)
    }
  }
}
