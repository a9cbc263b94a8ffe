/// A row of `ix`: a message in the account's inbox.
public struct InboxMessage: Hashable, Sendable {
  public let id: MessageID
  /// Sender: a number, a name, or `@username` for a message from another account.
  public let src: UntrustedText
  /// Receiver number; empty for internal messages.
  public let dst: UntrustedText
  public let msg: UntrustedText
  public let dt: ServerDate

  public init(id: MessageID, src: UntrustedText, dst: UntrustedText, msg: UntrustedText, dt: ServerDate) {
    self.id = id
    self.src = src
    self.dst = dst
    self.msg = msg
    self.dt = dt
  }
}

/// A row of `in`: a message that arrived for one of the account's keywords. `msg` is the text behind the keyword.
public struct IncomingMessage: Hashable, Sendable {
  public let id: MessageID
  public let src: UntrustedText
  public let dst: UntrustedText
  public let kwd: UntrustedText
  public let msg: UntrustedText
  public let dt: ServerDate

  public init(
    id: MessageID, src: UntrustedText, dst: UntrustedText, kwd: UntrustedText, msg: UntrustedText, dt: ServerDate
  ) {
    self.id = id
    self.src = src
    self.dst = dst
    self.kwd = kwd
    self.msg = msg
    self.dt = dt
  }
}

/// A row of `ds`: a message that the server processed, with its delivery status.
public struct OutgoingMessage: Hashable, Sendable {
  /// `smslog_id`: given when the message was submitted, so late rows have small ids.
  public let id: MessageID
  /// Sender ID under which it left.
  public let src: UntrustedText
  public let dst: UntrustedText
  /// The text without its footer; the server shows `'` where the message had `"`.
  public let msg: UntrustedText
  /// When the server processed it, not when it was submitted.
  public let dt: ServerDate
  /// The last delivery report; zero until the first.
  public let update: ServerDate
  public let status: DeliveryStatus

  public init(
    id: MessageID, src: UntrustedText, dst: UntrustedText, msg: UntrustedText, dt: ServerDate, update: ServerDate,
    status: DeliveryStatus
  ) {
    self.id = id
    self.src = src
    self.dst = dst
    self.msg = msg
    self.dt = dt
    self.update = update
    self.status = status
  }
}

/// Somebody in the server's phonebook.
public struct Contact: Hashable, Sendable {
  /// `pid`. The same number saved twice gives two of these.
  public let id: Int64
  /// `p_desc`.
  public let name: UntrustedText
  /// `p_num`, as it was saved, local or international.
  public let number: UntrustedText
  public let email: UntrustedText
  public let tags: UntrustedText

  public init(id: Int64, name: UntrustedText, number: UntrustedText, email: UntrustedText, tags: UntrustedText) {
    self.id = id
    self.name = name
    self.number = number
    self.email = email
    self.tags = tags
  }
}

/// A group of contacts. The server lists no members.
public struct ContactGroup: Hashable, Sendable {
  /// `gpid`.
  public let id: Int64
  public let name: UntrustedText
  /// What follows `#` when a message goes to the group.
  public let code: UntrustedText

  public init(id: Int64, name: UntrustedText, code: UntrustedText) {
    self.id = id
    self.name = name
    self.code = code
  }
}
