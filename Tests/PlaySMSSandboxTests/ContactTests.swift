import PlaySMSSandbox
import Testing

@Suite struct ContactTests {
  let bench = Bench()

  init() {
    let people = [
      SandboxContact(name: "Budi Santoso", number: "+628111111101", email: "budi@example.test", tags: "friend"),
      SandboxContact(name: "Citra \"Quote\" <b>&", number: "+628111111102", email: "citra@example.test"),
      SandboxContact(name: "Nogroup Person", number: "08111111104", tags: "vip boss"),
      SandboxContact(name: "张伟 😀", number: "+628111111105"),
    ]
    let pids = people.map { bench.sandbox.addContact($0) }
    bench.sandbox.addGroup(name: "Family", code: "FAMILY", members: Array(pids.prefix(2)))
    bench.sandbox.addGroup(name: "Family Extended", code: "FAMILYEXT", members: [])
    bench.sandbox.addGroup(name: "Test Group", code: "TESTGROUP", members: [])
    let shared = bench.sandbox.addContact(SandboxContact(name: "Bob Budi", number: "+628111111206"), for: "bobx")
    bench.sandbox.addGroup(name: "Bob Shared", code: "BOBALL", members: [shared], flagSender: 2, for: "bobx")
    bench.sandbox.addGroup(name: "Bob Private", code: "BOBPRIV", members: [shared], for: "bobx")
  }

  private func found(_ kwd: String, _ c: String = "") -> [String] {
    values("pid", in: bench.ask("get_contact", [("kwd", kwd), ("c", c)]))
  }

  @Test func `a contact has the recorded keys, and its quotation marks`() {
    #expect(
      bench.ask("get_contact", [("kwd", "citra")])
        == #"{"status":"OK","error":"0","data":[{"pid":2,"p_desc":"Citra \"Quote\" <b>&","p_num":"+628111111102","#
        + #""email":"citra@example.test","tags":""}],"error_string":null,"# + timestamp)
  }

  @Test(arguments: [
    ("budi", ["1", "5"]), ("BUDI", ["1", "5"]), ("Budi Santoso", ["1"]), ("111101", ["1"]), ("friend", ["1"]),
    ("+62811", ["1", "2", "4", "5"]), ("@example", ["1", "2"]), ("张", ["4"]), ("__", ["1", "2", "3", "4", "5"]),
  ])
  func `a part of name, number, address or tags finds`(kwd: String, pids: [String]) {
    #expect(found(kwd) == pids)
  }

  @Test(arguments: ["", "B", "%%", "😀", "..", "zzzz"]) func `too little or nothing to find is null`(kwd: String) {
    #expect(
      bench.ask("get_contact", [("kwd", kwd)])
        == #"{"status":"OK","error":"0","data":null,"error_string":null,"# + timestamp)
  }

  @Test func `c limits, and nonsense in c means all`() {
    #expect(found("__", "2") == ["1", "2"])
    for c in ["0", "-1", "abc"] { #expect(found("__", c).count == 5) }
  }

  @Test func `groups are found by a part of name or code, shared ones too`() {
    #expect(
      bench.ask("get_contact_group", [("kwd", "#FAMILY"), ("c", "1")])
        == #"{"status":"OK","error":"0","data":[{"gpid":1,"group_name":"Family","code":"FAMILY","flag_sender":0}],"#
        + #""error_string":null,"# + timestamp)
    #expect(values("code", in: bench.ask("get_contact_group", [("kwd", "fam")])) == ["FAMILY", "FAMILYEXT"])
    #expect(values("code", in: bench.ask("get_contact_group", [("kwd", "Test Group")])) == ["TESTGROUP"])
    #expect(values("code", in: bench.ask("get_contact_group", [("kwd", "bob")])) == ["BOBALL"])
    for kwd in ["", "%%", "f", "zzzz"] {
      #expect(bench.ask("get_contact_group", [("kwd", kwd)]).contains(#""data":null"#))
    }
  }

  @Test func `a group shared with its members is open to whoever has no mobile number`() {
    bench.sandbox.addGroup(name: "Members", code: "BOBMEM", members: [5], flagSender: 1, for: "bobx")
    #expect(bench.ask("get_contact_group", [("kwd", "BOBMEM")]).contains(#""data":null"#))
    bench.sandbox.change("anna") { $0.mobile = "" }
    #expect(values("code", in: bench.ask("get_contact_group", [("kwd", "BOBMEM")])) == ["BOBMEM"])
  }

  @Test func `the stop list finds a number only as it was kept`() {
    let ok = #"{"status":"OK","error":"0","error_string":null,"# + timestamp
    #expect(bench.ask("stoplist", [("from", "+62899111222")]) == ok)
    #expect(bench.ask("stoplist", [("from", "+62899111222")]) == ok)
    #expect(
      bench.ask("stoplist", [("from", "62899111222")])
        == #"{"status":"ERR","error":"627","error_string":null,"# + timestamp)
    #expect(bench.ask("stoplist") == #"{"error_string":null,"# + timestamp)
  }
}
