extension Sandbox {
  /// Adds `messages` rows to `ds` and as many to `ix` of an account, evenly dated over the last `days`, so that a
  /// client meets a full account. It takes about a second for 100,000 of each in a release build.
  public func fill(messages: Int, for username: String? = nil, days: Int = 1_095) {
    withWorld { world in
      guard let user = world.owner(username) else { return }
      world.fill(messages, user, over: Int64(days) * 86_400_000)
    }
  }
}

extension World {
  private static let texts = [
    "Ok see you at 5", "Reminder: invoice is due soon & please pay \"today\"",
    "your code is 482913, do not share it", "line one\nline two\nline three",
    "你好，您的包裹已送达 📦", "مرحبا، طلبك جاهز للاستلام", "Grüße aus Köln, bis später!",
    "long text long text long text long text long text long text long text long text long text long text",
  ]

  fileprivate mutating func fill(_ count: Int, _ user: User, over span: Int64) {
    outgoing.reserve(count)
    inbox.reserve(count)
    let zone = Int64(configuration.zones.outgoing)
    for index in 0..<count {
      let time = now - span + span / Int64(max(1, count)) * Int64(index)
      let number = "+62812000" + String(1_000 + (index * 7) % 3_000)
      let text = World.texts[index % World.texts.count]
      let dt = DateText.text(milliseconds: time, offset: zone)
      outgoing.insert(
        OutgoingRow(
          id: nextSmslogID, uid: user.uid, queue: "", src: configuration.defaultSender, dst: number,
          msg: "Message no \(index + 1) \(text)", dt: dt,
          update: DateText.text(milliseconds: time + 7_000, offset: zone), status: index % 33 == 0 ? 2 : 3))
      nextSmslogID += 1
      addToInbox(user.uid, src: number, dst: "1234", msg: "Inbox \(index + 1) \(text)", at: time)
    }
  }
}
