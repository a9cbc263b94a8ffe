/// A row of `ix`.
struct InboxRow: TableRow {
  let id: Int64
  let uid: Int64
  let src: String
  let dst: String
  let msg: String
  let dt: String
}

/// A row of `in`, or of `sx` when no account wanted it (`uid` 0). Both share one table and one sequence of ids.
struct IncomingRow: TableRow {
  let id: Int64
  let uid: Int64
  let src: String
  let dst: String
  /// Empty for what came by another way than a keyword: counted by `query`, never listed by `in`.
  let kwd: String
  let msg: String
  let dt: String
}

/// A row of `ds`.
struct OutgoingRow: TableRow {
  let id: Int64
  let uid: Int64
  let queue: String
  let src: String
  let dst: String
  let msg: String
  /// When it was processed, not when it was submitted.
  let dt: String
  var update: String
  var status: Int
}
