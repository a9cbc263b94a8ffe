import MessageArchive
import Messaging

/// Rows a second into the archive, beside a bare insert of the same rows into a bare table.
struct Storing {
  static func run(_ meter: Meter, folder: String, rows count: Int, runs: Int) async throws {
    var (raw, taken, indexed): ([Double], [Double], [Double]) = ([], [], [])
    for run in 0..<runs {
      var corpus = Corpus(seed: UInt64(run + 1))
      let rows = (0..<count).map { corpus.received($0, of: count) }
      let path = "\(folder)/store-\(run)"
      raw.append(Double(count) / (try await meter.duration { try insert(rows, file: path + ".sqlite") }).inSeconds)
      let archive = try MessageArchive.open(ArchiveLocation(folder: path))
      let time = try await meter.duration { try await Account.take(.inbox(rows), into: archive) }
      taken.append(Double(count) / time.inSeconds)
      let index = try await meter.duration { try await archive.finishUpkeep() }
      indexed.append(Double(count) / (time + index).inSeconds)
      try archive.close()
    }
    let bare = meter.rate("insert, bare SQLite", raw)
    meter.rate("take into the archive", taken, beside: bare)
    meter.rate("take and index", indexed, beside: bare)
  }

  private static func insert(_ rows: [InboxMessage], file: String) throws {
    let database = try RawSQLite(file)
    try database.run(
      """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      CREATE TABLE message (row INTEGER PRIMARY KEY, stream INTEGER, id INTEGER, at INTEGER, src TEXT, dst TEXT,
        text TEXT, dt TEXT, UNIQUE (stream, id));
      """)
    for page in stride(from: 0, to: rows.count, by: Account.page) {
      try database.run("BEGIN IMMEDIATE")
      try database.insert(
        "INSERT INTO message (stream, id, at, src, dst, text, dt) VALUES (1, ?, ?, ?, ?, ?, ?)",
        rows[page..<min(rows.count, page + Account.page)].map { row in
          [
            .number(row.id.rawValue), .number((row.dt.civil?.secondsSince1970 ?? 0) * 1_000), .text(row.src.raw),
            .text(row.dst.raw), .text(row.msg.raw), .text(row.dt.text),
          ]
        })
      try database.run("COMMIT")
    }
  }
}
