import Dashboard
import Glibc
import MessageArchive
import Messaging

/// Writes rows into a new file, window by window, so that a million of them cost no memory.
struct Exporting {
  let archive: MessageArchive
  let export: Export

  /// What happened, for the operator.
  func run() async -> ExportOutcome {
    let path = Paths.expanded(export.path, Paths.environment())
    // For the owner only, and never over something that is there.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      return .refused(errno == EEXIST ? "there is a file of this name already" : String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var file = ExportFile(descriptor: descriptor)
    file.write(export.format.header)
    do throws(ArchiveError) { try await write(into: &file) } catch {
      file.flush()
      return .written(notice(.fault, "\(export.path) is not whole. \(error.sentence)"))
    }
    file.flush()
    if let error = file.failure {
      return .written(notice(.fault, "\(export.path) is not whole: \(String(cString: strerror(error)))."))
    }
    let rows = file.rows == 1 ? "1 row is" : "\(file.rows) rows are"
    return .written(notice(.done, "\(rows) in \(export.path)."))
  }

  private func write(into file: inout ExportFile) async throws(ArchiveError) {
    switch export.what {
    case .cards(let cards): for card in cards { file.add(card, export.format) }
    case .inbox(let filter, let sort):
      var cursor: ConversationCursor?
      while true {
        let request = cursor.map { WindowRequest.older(than: $0, count: 500) } ?? .newest(count: 500)
        let window = try await archive.conversations(request, filter, sort)
        for row in window.rows { file.add(MessageCard(row), export.format) }
        guard let last = window.rows.last, !window.reachesOldest, file.failure == nil else { return }
        cursor = last.cursor
      }
    case .outgoing(let filter, let sort, let above):
      for card in above { file.add(card, export.format) }
      var cursor: OutgoingCursor?
      while true {
        let request = cursor.map { WindowRequest.older(than: $0, count: 500) } ?? .newest(count: 500)
        let window = try await archive.outgoing(request, filter, sort)
        for row in window.rows { file.add(MessageCard(row), export.format) }
        guard let last = window.rows.last, !window.reachesOldest, file.failure == nil else { return }
        cursor = last.cursor
      }
    case .conversation(let peer, let filter):
      let name = try await archive.name(for: peer)
      var cursor: EntryCursor?
      while true {
        let request = cursor.map { WindowRequest.older(than: $0, count: 500) } ?? .newest(count: 500)
        let window = try await archive.conversation(with: peer, request, filter: filter)
        for row in window.rows { file.add(MessageCard(row, with: peer, name: name), export.format) }
        guard let last = window.rows.last, !window.reachesOldest, file.failure == nil else { return }
        cursor = last.cursor
      }
    }
  }

  private func notice(_ level: Notice.Level, _ sentence: String) -> Notice {
    Notice(at: .now(), level: level, sentence: UntrustedText(sentence))
  }
}

/// Text on its way into a file, gathered so that a row is no system call.
private struct ExportFile {
  let descriptor: Int32
  private(set) var rows = 0
  /// The first error; nothing is written after it.
  private(set) var failure: Int32?
  private var buffer: [UInt8] = []

  init(descriptor: Int32) { self.descriptor = descriptor }

  mutating func add(_ card: MessageCard, _ format: ExportFormat) {
    write(format.line(for: card))
    rows += 1
  }

  mutating func write(_ text: String) {
    buffer += Array(text.utf8)
    if buffer.count > 65_536 { flush() }
  }

  mutating func flush() {
    var start = 0
    while failure == nil, start < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if count > 0 { start += count } else if errno != EINTR { failure = errno }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
