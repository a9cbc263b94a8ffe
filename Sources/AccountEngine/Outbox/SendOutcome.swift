import Messaging
import PlaySMS

/// What one `pv` came to, as far as sending is concerned.
enum SendOutcome: Hashable, Sendable {
  /// The server took it. `to` is the destination as it echoed it, empty when it did not; `receipts` is its whole answer,
  /// an entry for each member of a group.
  case accepted(id: MessageID?, queue: QueueCode, to: String, receipts: [GroupOutcome.Receipt])
  /// The server said no and kept nothing.
  case refused(code: String, sentence: String)
  /// The login was refused, so nothing was looked at.
  case loginRefused
  /// It is proven that no byte of it left.
  case nothingLeft(sentence: String)
  /// Anything else: it may have been sent.
  case uncertain(reason: String)

  /// - Parameter unreadable: how many entries of the answer do not say clearly what became of theirs.
  init(_ receipts: [SendReceipt], unreadable: Int = 0) {
    var accepted: [(id: MessageID?, queue: QueueCode, to: String)] = []
    var codes: [String] = []
    for receipt in receipts {
      switch receipt {
      case .accepted(let id, let queue, let to): accepted.append((id, queue, to.raw))
      case .failed(let code): codes.append(code)
      }
    }
    if let first = accepted.first {
      // A group's messages share one queue code, by which all of them are followed.
      let isOne = accepted.count == 1
      self = .accepted(
        id: isOne ? first.id : nil, queue: first.queue, to: isOne ? first.to : "",
        receipts: receipts.map { GroupOutcome.Receipt($0) } + Array(repeating: .unreadable, count: unreadable))
    } else if unreadable > 0 {
      self = .uncertain(reason: "The server's answer does not say clearly whether it took the message.")
    } else if let code = codes.first {
      self = .refused(code: code, sentence: "The server could not send the message (error \(code)).")
    } else {
      self = .uncertain(reason: "The server's answer names no message.")
    }
  }

  init(_ error: PlaySMSError) {
    if error.isLoginRefused {
      self = .loginRefused
      return
    }
    guard error.provesNothingWasSent else {
      // Servers on PHP 8 answer so where they find no recipient or too little credit, but not only then.
      let isBare500 = error.kind == .notTheProtocol(.status(500))
      let hint = isBare500 ? "On a send this mostly means that nothing was sent; it is no proof." : error.hint
      self = .uncertain(reason: "\(error.sentence) \(hint)")
      return
    }
    switch error.kind {
    case .service(let code, _): self = .refused(code: code, sentence: error.sentence)
    // It would be refused again each time.
    case .request: self = .refused(code: "", sentence: error.sentence)
    case .transport, .notTheProtocol: self = .nothingLeft(sentence: error.sentence)
    }
  }
}

extension GroupOutcome.Receipt {
  fileprivate static let unreadable = GroupOutcome.Receipt(number: nil, id: nil, code: nil)

  init(_ receipt: SendReceipt) {
    switch receipt {
    case .accepted(let id, _, let to): self.init(number: to.raw.isEmpty ? nil : to, id: id, code: nil)
    case .failed(let code): self.init(number: nil, id: nil, code: code)
    }
  }
}
