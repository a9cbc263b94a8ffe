/// Where a message goes: one `pv` call carries exactly one of these, because servers since 1.4.7 do not split a comma
/// list but join its numbers into a wrong one.
public enum Destination: Hashable, Sendable, Codable {
  /// A telephone number, digits with at most a leading `+`.
  case number(String)
  /// Another account of the same server, without its `@`.
  case user(String)
  /// A group of contacts by its code, without its `#`.
  case group(String)

  /// Why a text is no destination.
  public enum Fault: Error, Hashable, Sendable {
    case empty
    /// It holds something that is no part of a number, and the server would silently drop it.
    case notANumber
    /// More digits than servers keep (15 on 1.4.8), so the message would go elsewhere.
    case tooLong
    /// A comma: the server would join both numbers into one.
    case list
  }

  /// The most characters that a server keeps of a number, the `+` included.
  public static let longestNumber = 15

  /// Reads what the operator typed for one recipient.
  public init(_ typed: String) throws(Fault) {
    let text = typed.trimmingBlanks()
    guard !text.isEmpty else { throw .empty }
    guard !text.contains(","), !text.contains(";") else { throw .list }
    switch text.first {
    case "@":
      guard text.count > 1 else { throw .empty }
      self = .user(String(text.dropFirst()))
    case "#":
      guard text.count > 1 else { throw .empty }
      self = .group(String(text.dropFirst()))
    default:
      let peer = Peer(address: text)
      guard peer.isNumber else { throw .notANumber }
      guard peer.key.count <= Destination.longestNumber else { throw .tooLong }
      self = .number(peer.key)
    }
  }

  /// As it leaves in `to`.
  public var wire: String {
    switch self {
    case .number(let number): number
    case .user(let name): "@" + name
    case .group(let code): "#" + code
    }
  }

  /// The conversation to which it belongs.
  public var peer: Peer { Peer(address: wire) }
}
