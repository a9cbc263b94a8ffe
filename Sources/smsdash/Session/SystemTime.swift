import Glibc
import Messaging

extension Timestamp {
  /// This moment by the machine's clock.
  static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
  }
}

extension ZoneRules {
  /// The machine's zone from ten years back to two years ahead, found by asking the C library week by week.
  static func ofThisMachine(at now: Timestamp) -> ZoneRules {
    tzset()
    let day: Int64 = 86_400
    var moment = now.seconds - 3_652 * day
    let end = now.seconds + 731 * day
    let initial = offset(moment)
    var last = initial
    var transitions: [Transition] = []
    while moment < end {
      let next = moment + 7 * day
      let new = offset(next)
      if new != last {
        var before = moment
        var after = next
        while after - before > 1 {
          let middle = (before + after) / 2
          if offset(middle) == last { before = middle } else { after = middle }
        }
        transitions.append(Transition(from: Timestamp(seconds: after), offset: new))
        last = new
      }
      moment = next
    }
    return ZoneRules(initialOffset: initial, transitions: transitions)
  }

  /// A zone of this machine's database by its name, such as `Asia/Jakarta`; nil for one that it does not have.
  ///
  /// The C library is asked, which knows one zone at a time: to be called before anything else runs that tells times.
  static func named(_ name: String, at now: Timestamp) -> ZoneRules? {
    let isPlain = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || "0123456789/_+-".utf8.contains(byte)
    }
    var file = stat()
    guard isPlain, name.first?.isLetter == true, stat("/usr/share/zoneinfo/" + name, &file) == 0,
      file.st_mode & S_IFMT == S_IFREG
    else { return nil }
    let before = getenv("TZ").map { String(cString: $0) }
    setenv("TZ", ":" + name, 1)
    defer {
      if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
      tzset()
    }
    return ofThisMachine(at: now)
  }

  private static func offset(_ seconds: Int64) -> Int {
    var time = time_t(seconds)
    var broken = tm()
    localtime_r(&time, &broken)
    return broken.tm_gmtoff
  }
}
