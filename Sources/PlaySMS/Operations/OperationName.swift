/// The operations, under the names that they have in `op`.
public enum OperationName: String, Hashable, Sendable, CaseIterable {
  case query
  case cr
  case ix
  case `in`
  case ds
  case pv
  case getContact = "get_contact"
  case getContactGroup = "get_contact_group"
  case getToken = "get_token"

  /// Whether it may be repeated.
  public var effect: Effect {
    switch self {
    case .query, .cr, .ix, .in, .ds, .getContact, .getContactGroup, .getToken: .read
    case .pv: .change
    }
  }
}
