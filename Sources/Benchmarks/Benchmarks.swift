import Glibc
import MessageArchive
import Messaging

/// Measures what the archive costs, on databases of its own in a temporary folder, and what somebody waits for who has
/// the program open on them.
@main
struct Benchmarks {
  private static let usage = """
    smsdash-bench [--rows N] [--runs N] [--json FILE] [--keep FOLDER]
    smsdash-bench --reads FOLDER [--json FILE]
      --rows N       messages in the large archive (1000000)
      --runs N       repetitions of what takes long (7)
      --json FILE    write the figures there too
      --keep FOLDER  leave the archives there, in the homes small and large, for measuring the program from outside
      --reads FOLDER measure only what the screen asks for, in what --keep left there

    """

  var rows = 1_000_000
  var runs = 7
  var json: String?
  var keep: String?
  var kept: String?

  static func main() async throws {
    guard let benchmarks = Benchmarks(Array(CommandLine.arguments.dropFirst())) else {
      print(usage, terminator: "")
      exit(64)
    }
    do { try await benchmarks.run() } catch let failure as ProgramOnTerminal.Failure {
      Report.say("The program could not be measured: \(failure.sentence).")
      exit(1)
    }
  }

  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let option = rest.popFirst() {
      guard let value = rest.popFirst() else { return nil }
      switch option {
      case "--rows":
        guard let number = Int(value), number >= 10_000 else { return nil }
        rows = number
      case "--runs":
        guard let number = Int(value), number >= 1 else { return nil }
        runs = number
      case "--json": json = value
      case "--keep": keep = value
      case "--reads": kept = value
      default: return nil
      }
    }
  }

  private func run() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    Report.say(Report.head)
    let meter = Meter { Report.say(Report.line($0)) }
    if let kept {
      try await read(meter, Watching.location(home: kept + "/large"))
      return write(meter)
    }
    try await Decoding.run(meter, runs: runs)
    try await Storing.run(meter, folder: folder.path, rows: rows / 10, runs: min(runs, 3))
    let archives = keep ?? folder.path
    let (smallHome, largeHome) = (archives + "/small", archives + "/large")
    let small = try await Account.make(1_000, at: try Watching.location(home: smallHome))
    let large = try await Account.make(rows, at: try Watching.location(home: largeHome))
    if ProgramOnTerminal.path == nil {
      Report.say("smsdash does not stand beside this program: it is not measured. Build it too.")
    } else {
      let watching = Watching(meter: meter)
      try await watching.firstPaint(small: smallHome, large: largeHome, runs: runs)
      try await watching.echo(home: folder.path + "/echo", count: 200)
    }
    try await Starting.run(meter, small: small, large: large, runs: runs)
    try await read(meter, large)
    try await Starting.backUp(meter, large, folder: folder.path)
    if keep == nil { try await Starting.moveClock(meter, large) }
    write(meter)
  }

  private func read(_ meter: Meter, _ location: ArchiveLocation) async throws {
    let archive = try MessageArchive.open(location)
    let reading = Reading(meter: meter, archive: archive, raw: try RawSQLite(location.folder + "/archive.sqlite"))
    try await reading.windows()
    try await reading.typing()
    try await reading.searches()
    try archive.close()
  }

  private func write(_ meter: Meter) {
    if let json, !Report.write(Report.json(meter.measurements, rows: rows), to: json) {
      print("\(json) could not be written.")
    }
  }
}

/// A folder that goes away with all that is in it.
struct TemporaryFolder {
  struct Failure: Error {}

  let path: String

  init() throws {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/smsdash-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure() }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func remove() { TemporaryFolder.remove(path) }

  private static func remove(_ path: String) {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { remove(path + "/" + name) }
      }
      closedir(folder)
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}
