/// The operations, under the names that they have in `op`. This is the table of them: whatever is to hold for each
/// goes through `allCases`.
public enum OperationName: String, Hashable, Sendable, CaseIterable {
  // For everybody.
  case query
  case cr
  case ix
  case `in`
  case ds
  case pv
  case getContact = "get_contact"
  case getContactGroup = "get_contact_group"
  case getToken = "get_token"
  case setToken = "set_token"
  case wsLogin = "ws_login"
  /// Known to servers since 1.4, and never published.
  case stoplist
  // For administrators.
  case sx
  case inject
  case accountadd
  case accountremove
  case parentset
  case parentget
  case accountban
  case accountunban
  case accountpref
  case accountconf
  case creditview
  case creditadd
  case creditdeduct
  case loginkeyset

  /// Whether it may be repeated.
  public var effect: RequestEffect {
    switch self {
    case .query, .cr, .ix, .in, .ds, .sx, .getContact, .getContactGroup, .getToken, .parentget, .creditview: .read
    case .pv, .setToken, .wsLogin, .stoplist, .inject, .accountadd, .accountremove, .parentset, .accountban,
      .accountunban, .accountpref, .accountconf, .creditadd, .creditdeduct, .loginkeyset:
      .change
    }
  }

  /// Whether only an administrator gets something from it. Servers refuse others with 600, but for `sx`, where they
  /// show an empty list.
  public var isForAdministrators: Bool {
    switch self {
    case .query, .cr, .ix, .in, .ds, .pv, .getContact, .getContactGroup, .getToken, .setToken, .wsLogin, .stoplist:
      false
    case .sx, .inject, .accountadd, .accountremove, .parentset, .parentget, .accountban, .accountunban, .accountpref,
      .accountconf, .creditview, .creditadd, .creditdeduct, .loginkeyset:
      true
    }
  }
}
