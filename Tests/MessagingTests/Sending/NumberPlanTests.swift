import Messaging
import Testing

@Suite struct NumberPlanTests {
  struct Row: Sendable {
    let country: String
    let typed: String
    let out: String
    init(_ country: String, _ typed: String, _ out: String) {
      self.country = country
      self.typed = typed
      self.out = out
    }
  }

  @Test(arguments: [
    Row("ID", "0811 234 567", "+62811234567"), Row("ID", "+62811234567", "+62811234567"),
    Row("ID", "0062811234567", "+62811234567"), Row("ID", "62811234567", "+62811234567"),
    Row("ID", "(021) 555-0101", "+62215550101"), Row("DE", "0151 00000042", "+4915100000042"),
    Row("GB", "07700 900123", "+447700900123"), Row("US", "1 812 555 0199", "+18125550199"),
    Row("RU", "8 912 345 67 89", "+79123456789"), Row("HU", "06 20 123 4567", "+36201234567"),
    Row("+62", "0811234567", "+62811234567"), Row("62", "0811234567", "+62811234567"),
    Row("id", "0811234567", "+62811234567"), Row("TM", "8 65 123456", "+99365123456"),
  ])
  func aNumberTypedAsAtHomeGoesOutAsE164(row: Row) throws {
    let plan = try #require(NumberPlan(country: row.country))
    #expect(plan.normalised(try Destination(row.typed)) == .number(row.out))
  }

  @Test(arguments: [
    // Short codes and local numbers.
    Row("ID", "98108", "98108"), Row("ID", "012345", "012345"), Row("US", "55512", "55512"),
    // Local numbers, or a country left out: more than one reading.
    Row("ID", "811234567", "811234567"), Row("ID", "6255501", "6255501"), Row("ES", "612345678", "612345678"),
    Row("IT", "3912345678", "3912345678"), Row("US", "8125550199", "8125550199"),
    // A second trunk prefix is nobody's.
    Row("DE", "00", "00"), Row("GB", "08", "08"),
  ])
  func whatCouldBeReadInTwoWaysStaysAsTyped(row: Row) throws {
    let plan = try #require(NumberPlan(country: row.country))
    #expect(plan.normalised(try Destination(row.typed)) == .number(row.out))
  }

  @Test(arguments: [Destination.user("0811234567"), .group("0811234567")])
  func accountsAndGroupsStayAsTheyAre(destination: Destination) throws {
    #expect(try #require(NumberPlan(country: "ID")).normalised(destination) == destination)
  }

  @Test(arguments: ["", "XX", "+", "0", "1234", "62a", "Indonesia", "-62"])
  func whatIsNoCountryIsRefused(text: String) {
    #expect(NumberPlan(country: text) == nil)
  }

  @Test(arguments: [
    ("ID", "62", "0" as String?), ("US", "1", "1"), ("CA", "1", "1"), ("IT", "39", nil), ("HU", "36", "06"),
    ("KZ", "7", "8"), ("SG", "65", nil), ("GB", "44", "0"),
  ])
  func countriesHaveTheirCodes(letters: String, code: String, trunk: String?) {
    #expect(NumberPlan(country: letters) == NumberPlan(countryCode: code, trunkPrefix: trunk))
  }

  @Test func spellingsOfOneNumberAreOneRecipient() throws {
    let typed = try ["0811234567", "+62 811 234 567", "62811234567", "@Bobx", "@bobx", "#FAMILY", "#family"].map {
      try Destination($0)
    }
    let list = RecipientList(typed, plan: NumberPlan(country: "ID"))
    #expect(list.destinations == [.number("+62811234567"), .user("Bobx"), .group("FAMILY")])
    #expect(list.folded == 4)
  }

  @Test func withoutACountryOnlyEqualSpellingsFold() throws {
    let typed = try ["0811234567", "+62811234567", "0811 234 567"].map { try Destination($0) }
    let list = RecipientList(typed, plan: nil)
    #expect(list.destinations == [.number("0811234567"), .number("+62811234567")])
    #expect(list.folded == 1)
  }
}
