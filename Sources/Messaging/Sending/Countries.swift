/// Country codes of ITU-T E.164 with what is dialled before a number within the country.
enum Countries {
  /// The plan of a country by its two letters, in either case.
  static func plan(of letters: String) -> NumberPlan? { byLetters[letters.uppercased()] }

  /// The plan that all countries of a code share; nil where they differ or the code is nobody's.
  static func plan(ofCode code: String) -> NumberPlan? {
    let plans = Set(byLetters.values.filter { $0.countryCode == code })
    return plans.count == 1 ? plans.first : nil
  }

  private static let byLetters: [String: NumberPlan] = {
    var plans: [String: NumberPlan] = [:]
    for (trunk, table) in [("0", withZero), (nil, withoutTrunk), ("1", northAmerica), ("8", withEight), ("06", with06)]
    {
      for entry in table.split(separator: " ") {
        let letters = String(entry.prefix(2))
        plans[letters] = NumberPlan(countryCode: String(entry.dropFirst(2)), trunkPrefix: trunk)
      }
    }
    return plans
  }()

  private static let withZero = """
    AE971 AF93 AL355 AM374 AO244 AR54 AT43 AU61 AZ994 BA387 BD880 BE32 BG359 BO591 BR55 CD243 CH41 CN86 CU53 DE49 \
    DZ213 EC593 EG20 ER291 ET251 FI358 FR33 GB44 GE995 GF594 GH233 GP590 HR385 ID62 IE353 IL972 IN91 IQ964 IR98 JO962 \
    JP81 KE254 KG996 KH855 KP850 KR82 LA856 LB961 LK94 LR231 LT370 LY218 MA212 MD373 ME382 MG261 MK389 MM95 MN976 \
    MQ596 MW265 MY60 NA264 NG234 NL31 NP977 NZ64 PE51 PH63 PK92 PS970 PY595 RE262 RO40 RS381 RW250 SA966 SD249 SE46 SI386 \
    SK421 SL232 SO252 SS211 SY963 TH66 TR90 TW886 TZ255 UA380 UG256 UY598 VE58 VN84 XK383 YE967 ZA27 ZM260 ZW263
    """

  private static let withoutTrunk = """
    AD376 BF226 BH973 BI257 BJ229 BN673 BT975 BW267 BZ501 CF236 CG242 CI225 CL56 CM237 CO57 CR506 CV238 CY357 CZ420 \
    DJ253 DK45 EE372 ES34 FJ679 FO298 GA241 GI350 GL299 GM220 GN224 GQ240 GR30 GT502 GW245 GY592 HK852 HN504 HT509 \
    IS354 IT39 KM269 KW965 LI423 LS266 LU352 LV371 MC377 ML223 MO853 MR222 MT356 MU230 MV960 MX52 MZ258 NC687 NE227 \
    NI505 NO47 OM968 PA507 PF689 PG675 PL48 PT351 QA974 SB677 SC248 SG65 SM378 SN221 SR597 ST239 SV503 SZ268 \
    TD235 TG228 TJ992 TL670 TN216 TO676 UZ998 VA39 VU678 WS685
    """

  private static let northAmerica =
    "AG1 AI1 AS1 BB1 BM1 BS1 CA1 DM1 DO1 GD1 GU1 JM1 KN1 KY1 LC1 MP1 MS1 PR1 SX1 TC1 TT1 US1 VC1 VG1 VI1"
  private static let withEight = "BY375 KZ7 RU7 TM993"
  private static let with06 = "HU36"
}
