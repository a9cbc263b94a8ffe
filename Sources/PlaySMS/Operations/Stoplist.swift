/// `stoplist`: from now on nothing is sent to a number, by no account of the server. Any account may do it, no
/// operation shows the list or takes a number off it, and servers before 1.4 do not know it.
public struct AddToStoplist: ChangeOperation {
  public static let name = OperationName.stoplist
  public let number: String

  public init(_ number: String) { self.number = number }

  /// The number goes without its `+`: so the server keeps it anyway, and only so does it notice, with 627, that the
  /// number is there already. For the same reason it stops only messages to the number as written without `+`.
  public func parameters() throws(PlaySMSError) -> [FormField] {
    let bare = number.first == "+" ? String(number.dropFirst()) : number
    // Without a number the server gives neither a result nor an error.
    guard !bare.isEmpty else { throw refused(.missing("from")) }
    return [FormField("from", bare)]
  }

  public func answer(in reply: RawReply) throws(PlaySMSError) -> Answer<Acknowledgement> {
    try acknowledgement(in: reply)
  }
}
