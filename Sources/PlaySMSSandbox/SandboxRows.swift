/// Rows that tests and the demo put in and take out behind the protocol's back.
extension Sandbox {
  /// One of the server's tables.
  public enum Table: Sendable {
    /// `ix`.
    case inbox
    /// `in` and `sx`.
    case incoming
    /// `ds`.
    case outgoing
  }

  /// Puts a message into an account's inbox now, the first account's that is no administrator when none is named, and
  /// returns its id, 0 when there is no such account.
  @discardableResult
  public func receive(src: String, msg: String, for username: String? = nil, dst: String = "1234") -> Int64 {
    receive(1, src: src, for: username, dst: dst) { _ in msg }.first ?? 0
  }

  /// Puts `count` messages into an account's inbox at once, all with a date in the same second, and returns their
  /// ids. `text` makes each text from its number, beginning with 0.
  @discardableResult
  public func receive(
    _ count: Int, src: String, for username: String? = nil, dst: String = "1234", text: @Sendable (Int) -> String
  ) -> [Int64] {
    withWorld { world in
      guard let user = world.owner(username) else { return [] }
      return (0..<count).map { world.addToInbox(user.uid, src: src, dst: dst, msg: text($0)) }
    }
  }

  /// Adds a row to `ix` with any date text, empty and zero ones included, and returns its id.
  @discardableResult
  public func addInbox(src: String, msg: String, dt: String, for username: String? = nil, dst: String = "1234") -> Int64
  {
    withWorld { world in
      guard let user = world.owner(username) else { return 0 }
      defer { world.nextInboxID += 1 }
      world.inbox.insert(InboxRow(id: world.nextInboxID, uid: user.uid, src: src, dst: dst, msg: msg, dt: dt))
      return world.nextInboxID
    }
  }

  /// Adds a row of an account to the table of `in`, and returns its id. With an empty keyword it is counted by `query`
  /// and never listed.
  @discardableResult
  public func addIncoming(src: String, kwd: String, msg: String, for username: String? = nil) -> Int64 {
    withWorld { world in
      world.owner(username).map { world.addIncoming($0.uid, src: src, dst: "1234", kwd: kwd, msg: msg) } ?? 0
    }
  }

  /// Adds a row to the table of `in` with any date text, or of `sx` when no keyword is given, and returns its id.
  @discardableResult
  public func addIncoming(
    src: String, kwd: String?, msg: String, dt: String, for username: String? = nil, dst: String = "1234"
  ) -> Int64 {
    withWorld { world in
      guard let uid = kwd == nil ? 0 : world.owner(username)?.uid else { return 0 }
      defer { world.nextIncomingID += 1 }
      world.incoming.insert(
        IncomingRow(id: world.nextIncomingID, uid: uid, src: src, dst: dst, kwd: kwd ?? "", msg: msg, dt: dt))
      return world.nextIncomingID
    }
  }

  /// Goes on with this id for the next row of a table, as after rows that were deleted. Ids never go back.
  public func skip(to id: Int64, in table: Table) {
    withWorld { world in
      switch table {
      case .inbox: world.nextInboxID = max(id, world.nextInboxID)
      case .incoming: world.nextIncomingID = max(id, world.nextIncomingID)
      case .outgoing: world.nextSmslogID = max(id, world.nextSmslogID)
      }
    }
  }

  /// Ends every lockout, as an administrator does in the web interface.
  public func endLockouts() {
    withWorld { world in
      world.lockedOut = []
      world.failedChecks = [:]
    }
  }

  /// Lets a message arrive at the gateway now: an account's keyword, `@username` or nobody decides where it goes.
  public func arrive(src: String, msg: String, dst: String = "1234") {
    withWorld { $0.arrive(Arrival(src: src, dst: dst, msg: msg)) }
  }

  /// Adds a row to `ds` with any date text, empty and zero ones included, under a new `smslog_id`, which is returned.
  @discardableResult
  public func addOutgoing(
    dst: String, msg: String, dt: String, status: Int, for username: String? = nil, src: String = "1234",
    update: String = "0000-00-00 00:00:00"
  ) -> Int64 {
    withWorld { world in
      guard let user = world.owner(username) else { return 0 }
      defer { world.nextSmslogID += 1 }
      world.outgoing.insert(
        OutgoingRow(
          id: world.nextSmslogID, uid: user.uid, queue: "", src: src, dst: dst, msg: msg, dt: dt, update: update,
          status: status))
      return world.nextSmslogID
    }
  }

  /// Takes a row away, as somebody may do in the web interface. Tells whether there was one.
  @discardableResult
  public func deleteRow(_ id: Int64, from table: Table) -> Bool {
    withWorld { world in
      switch table {
      case .inbox: world.inbox.delete(id)
      case .incoming: world.incoming.delete(id)
      case .outgoing: world.outgoing.delete(id)
      }
    }
  }

  /// Lets a delivery report arrive now. Tells whether there is such a row.
  @discardableResult
  public func setStatus(_ status: Int, of smslogID: Int64) -> Bool {
    withWorld { world in
      guard world.outgoing[smslogID] != nil else { return false }
      world.report(smslogID, status)
      return true
    }
  }
}

extension World {
  /// The account of a name, or the first that is no administrator.
  func owner(_ username: String?) -> User? {
    username.map(user(named:)) ?? users.first { !$0.isAdmin }
  }
}
