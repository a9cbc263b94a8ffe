import Messaging

/// An account on a server, as operations. Nothing here repeats a request, keeps a state or reads a clock.
public struct PlaySMSClient: Sendable {
  private let transport: any Transport
  private let credentials: Credentials
  private let deadline: Duration

  /// `deadline` is the longest that one operation may take, from the call to its whole reply.
  public init(transport: any Transport, credentials: Credentials, deadline: Duration = .seconds(20)) {
    self.transport = transport
    self.credentials = credentials
    self.deadline = deadline
  }

  /// Asks for something that changes nothing, and may therefore be asked again.
  public func perform<Value>(_ operation: some ReadOperation<Value>) async throws(PlaySMSError) -> Answer<Value> {
    try await PlaySMSClient.exchange(operation, .read, credentials, over: transport, deadline: deadline)
  }

  /// Asks for a change. When this throws, the change may have been made all the same unless the error proves that it
  /// was not; asking again is the operator's decision.
  public func perform<Value>(_ operation: some ChangeOperation<Value>) async throws(PlaySMSError) -> Answer<Value> {
    try await PlaySMSClient.exchange(operation, .change, credentials, over: transport, deadline: deadline)
  }

  private static func exchange<Value>(
    _ operation: some Operation<Value>, _ effect: RequestEffect, _ credentials: Credentials?,
    over transport: any Transport,
    deadline: Duration
  ) async throws(PlaySMSError) -> Answer<Value> {
    let name = type(of: operation).name
    let reply: RawReply
    do {
      // `op` stands last: a form that is cut on its way names no operation, and can send no half of a text.
      var form = try operation.parameters()
      if let credentials, type(of: operation).needsToken {
        form = [FormField("u", credentials.username), FormField("h", credentials.token.reveal())] + form
      }
      form.append(FormField("op", name.rawValue))
      reply = try await transport.exchange(form, effect: effect, deadline: deadline)
    } catch {
      throw error.during(name)
    }
    return try operation.answer(in: reply)
  }
}

extension PlaySMSClient {
  /// `query`: who the account is, and the highest ids of its lists.
  public func query() async throws(PlaySMSError) -> Answer<AccountQuery> { try await perform(QueryAccount()) }

  /// `cr`: the account's credit.
  public func credit() async throws(PlaySMSError) -> Answer<Credit> { try await perform(ViewCredit()) }

  /// `ix`: rows of the inbox; none is an empty list.
  public func inbox(_ listing: Listing) async throws(PlaySMSError) -> Answer<[InboxMessage]> {
    try await perform(ListInbox(listing))
  }

  /// `in`: rows that arrived for keywords; none is an empty list.
  public func incoming(_ listing: Listing) async throws(PlaySMSError) -> Answer<[IncomingMessage]> {
    try await perform(ListIncoming(listing))
  }

  /// `sx`: rows that nobody's keyword wanted; none is an empty list, and so is not being an administrator.
  public func unhandled(_ listing: Listing) async throws(PlaySMSError) -> Answer<[UnhandledMessage]> {
    try await perform(ListUnhandled(listing))
  }

  /// `ds`: outgoing rows; none is an empty list, but with a queue in `listing` the error with its code.
  public func outgoing(_ listing: Listing) async throws(PlaySMSError) -> Answer<[OutgoingMessage]> {
    try await perform(ListOutgoing(listing))
  }

  /// `ds` with `queue`: how far a submission is.
  public func queue(_ code: QueueCode) async throws(PlaySMSError) -> Answer<QueueAnswer> {
    try await perform(FollowQueue(code))
  }

  /// `get_contact`: contacts that hold `kwd`, all or `count` of them.
  public func contacts(matching kwd: String, count: Int?) async throws(PlaySMSError) -> Answer<[Contact]> {
    try await perform(FindContacts(matching: kwd, count: count))
  }

  /// `get_contact_group`: groups that hold `kwd`, all or `count` of them.
  public func contactGroups(matching kwd: String, count: Int?) async throws(PlaySMSError) -> Answer<[ContactGroup]> {
    try await perform(FindContactGroups(matching: kwd, count: count))
  }

  /// `pv`: sends one message. Ask the error's `provesNothingWasSent` before anything is tried again.
  public func send(_ request: SendRequest) async throws(PlaySMSError) -> Answer<[SendReceipt]> {
    try await perform(SendMessage(request))
  }

  /// `get_token`: the webservices token of an account for its password.
  public static func token(
    username: String, password: Secret, transport: any Transport, deadline: Duration = .seconds(20)
  ) async throws(PlaySMSError) -> Answer<Secret> {
    try await exchange(
      GetToken(username: username, password: password), .read, nil, over: transport, deadline: deadline)
  }
}
