import GRDB

/// The machine on which an outbox is worked with. A folder that was copied to another one has messages waiting that may
/// go from both.
public enum Machine {
  /// What tells this machine from others; nil where the system does not say.
  public static let name: String? = {
    // Its beginning: the whole is a secret of the machine.
    let id = SmallFile.read("/etc/machine-id", atMost: 8)
    return id.count == 8 ? String(decoding: id, as: UTF8.self) : nil
  }()

  /// Notes which machine it is from now on. Whether it was another one before.
  static func hasChanged(to machine: String?, in db: Database) throws -> Bool {
    guard let machine else { return false }
    let before = try db.prepared("SELECT machine FROM home").first { $0.text(0) }
    guard before != machine else { return false }
    try db.prepared("DELETE FROM home").run()
    try db.prepared("INSERT INTO home VALUES (?)").run(.text(machine))
    return before != nil
  }
}
