import CandorCore
import CandorLog
import CandorReport
import CandorService
import CandorTestSupport
import Foundation
import Testing
import Trials

/// A name is found however it is written, in every part of every format; and nothing else is.
@Suite struct LeakScanTests {
  /// Someone who is nobody.
  struct Name: Sendable {
    var given: String
    var family: String
    var whole: String { "\(given) \(family)" }
  }

  static let names = [
    Name(given: "Quillfeather", family: "Vandersnood"), Name(given: "Ottokar", family: "Wimpelzeck"),
    Name(given: "Íñiga", family: "Brüllhäusel"), Name(given: "Zdenka", family: "Pukavickova"), Name(given: "Łucjana", family: "Gołębiska"),
  ]

  /// One scan of a record that knows all of them, and some who are called otherwise.
  static let scan: LeakScan? = try? {
    var example = try Example()
    defer { example.remove() }
    // Else its identifiers would be those of other records of tests.
    example.environment.randomness = Randomness(foreseeableFrom: "leaks")
    let people = names.enumerated().map { "  witness\($0): { role: witness, names: [\($1.whole)] }" }
    let others = [
      "  initials: { role: witness, aliases: [\"A. B.\"] }",
      "  writer: { role: witness, contacts: [\"quoth.snarkling@example.org\", \"+49 30 5550 1234\"] }",
      "  handle: { role: witness, aliases: [zwickmuckel, flauschfink] }", "  plain: { role: witness, names: [Will Baker] }",
      "  far: { role: witness, names: [山茸 花代, 김도토리, Дубравка Пуговкина, Σόλωνος Βελανίδη] }",
    ]
    let session = try example.record(ReleaseTests.charter)
    _ = try RecordAppend.run(
      RecordAppend.Parameters(
        casefile: "about: A complaint\npeople:\n" + (people + others).joined(separator: "\n") + "\n", name: "case.yaml"),
      in: session)
    return LeakScan(session.view)
  }()

  // MARK: Disguises

  /// A way to write a name that its reader still reads as that name.
  struct Disguise: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// Writes it in plain text.
    var write: @Sendable (Name, inout SeededGenerator) -> String

    init(_ what: String, _ write: @escaping @Sendable (Name, inout SeededGenerator) -> String) {
      (testDescription, self.write) = (what, write)
    }
  }

  private static func unseen(_ what: String, _ characters: String) -> Disguise {
    Disguise(what) { name, chance in chance.put(characters, into: name.given) + " " + chance.put(characters, into: name.family) }
  }

  private static func swapping(_ what: String, _ pairs: [Character: String]) -> Disguise {
    Disguise(what) { name, _ in
      name.whole.decomposedStringWithCanonicalMapping.map { pairs[$0] ?? String($0) }.joined()
    }
  }

  private static func styled(_ what: String, capital: UInt32, small: UInt32) -> Disguise {
    Disguise(what) { name, _ in
      String(
        String.UnicodeScalarView(
          name.whole.decomposedStringWithCanonicalMapping.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0x41...0x5A: Unicode.Scalar(capital + scalar.value - 0x41) ?? scalar
            case 0x61...0x7A: Unicode.Scalar(small + scalar.value - 0x61) ?? scalar
            default: scalar
            }
          }))
    }
  }

  static let disguises = [
    Disguise("as it is") { name, _ in name.whole },
    Disguise("capitals") { name, _ in name.whole.uppercased() },
    Disguise("small letters") { name, _ in name.whole.lowercased() },
    Disguise("mixed letters") { name, _ in
      name.whole.enumerated().map { $0 % 2 == 0 ? $1.lowercased() : $1.uppercased() }.joined()
    },
    Disguise("without diacritics") { name, _ in
      name.whole.decomposedStringWithCanonicalMapping.unicodeScalars.filter { !$0.properties.isDiacritic }.map(String.init).joined()
    },
    Disguise("with other diacritics") { name, chance in
      chance.put("\u{301}", into: name.given) + " " + chance.put("\u{323}", into: name.family)
    },
    Disguise("decomposed") { name, _ in name.whole.decomposedStringWithCanonicalMapping },
    Disguise("umlauts in two letters") { name, _ in
      name.whole.replacing("ü", with: "ue").replacing("ä", with: "ae")
    },
    unseen("zero width space", "\u{200B}"), unseen("zero width joiner", "\u{200D}"), unseen("soft hyphen", "\u{AD}"),
    unseen("bidi marks", "\u{200E}\u{202A}\u{202C}\u{2068}\u{2069}"), unseen("variation selectors", "\u{FE0F}\u{E0101}"),
    unseen("tag characters", "\u{E0061}\u{E007F}"), unseen("word joiner", "\u{2060}"), unseen("byte order mark", "\u{FEFF}"),
    unseen("filler", "\u{3164}\u{115F}"), unseen("grapheme joiner", "\u{34F}"),
    styled("full width", capital: 0xFF21, small: 0xFF41), styled("mathematical bold", capital: 0x1D400, small: 0x1D41A),
    styled("mathematical sans", capital: 0x1D5A0, small: 0x1D5BA), styled("circled", capital: 0x24B6, small: 0x24D0),
    styled("flags", capital: 0x1F1E6, small: 0x1F1E6), styled("white on black", capital: 0x1F170, small: 0x1F150),
    swapping("Cyrillic letters", ["a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "i": "і", "K": "К", "B": "В"]),
    swapping("Greek letters", ["o": "ο", "a": "α", "i": "ι", "v": "ν", "u": "υ", "Z": "Ζ", "O": "Ο"]),
    swapping("small capitals", ["a": "ᴀ", "e": "ᴇ", "o": "ᴏ", "n": "ɴ", "k": "ᴋ", "u": "ᴜ"]),
    swapping("digits", ["o": "0", "e": "3", "a": "4", "l": "1"]), swapping("capital I for l", ["l": "I"]),
    Disguise("wrapped") { name, _ in "\(name.given)\n  \(name.family)" },
    Disguise("hyphenated") { name, chance in "\(chance.put("-\n    ", into: name.given)) and more" },
    Disguise("hyphenated with a hyphen") { name, chance in chance.put("\u{2010}\r\n", into: name.family) },
    Disguise("hyphenated softly") { name, chance in chance.put("\u{AD}\n", into: name.family) },
    Disguise("genitive") { name, _ in "\(name.family)'s" }, Disguise("genitive, curled") { name, _ in "\(name.given)’s" },
    Disguise("genitive or plural") { name, _ in "\(name.given)s" },
    Disguise("surname first") { name, _ in "\(name.family), \(name.given)" },
    Disguise("surname alone") { name, _ in name.family }, Disguise("initial") { name, _ in "\(name.given.prefix(1)). \(name.family)" },
    Disguise("initial.surname@") { name, _ in "\(name.given.prefix(1)).\(name.family)@example.org".lowercased() },
    Disguise("name.surname@") { name, _ in "\(name.given).\(name.family)@example.org".lowercased() },
    Disguise("name_surname") { name, _ in "\(name.given)_\(name.family)".lowercased() },
    Disguise("namesurname@") { name, _ in "\(name.given)\(name.family)@example.org".lowercased() },
    Disguise("isurname@") { name, _ in "\(name.given.prefix(1))\(name.family)@example.org".lowercased() },
    Disguise("@surname2018") { name, _ in "@\(name.family)2018" }, Disguise("letterToName") { name, _ in "letterTo\(name.given)" },
    Disguise("percent-encoded") { name, _ in
      "https://example.org/" + name.whole.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    },
    Disguise("partly percent-encoded") { name, _ in
      "mailto:" + name.given.utf8.prefix(2).map { "%" + String($0, radix: 16).uppercased() }.joined()
        + String(decoding: Array(name.given.utf8.dropFirst(2)), as: UTF8.self)
    },
    Disguise("letter by letter") { name, _ in name.family.map(String.init).joined(separator: " ") },
    Disguise("spaced by periods") { name, _ in name.family.map(String.init).joined(separator: ".") },
  ]

  /// What a document does to characters, and to what stands around them.
  static let markupDisguises = [
    Disguise("decimal references") { name, _ in name.whole.unicodeScalars.map { "&#\($0.value);" }.joined() },
    Disguise("hexadecimal references") { name, _ in name.whole.unicodeScalars.map { "&#x\(String($0.value, radix: 16));" }.joined() },
    Disguise("references with noughts") { name, _ in name.whole.unicodeScalars.map { "&#X000000\(String($0.value, radix: 16));" }.joined()
    },
    Disguise("references without an end") { name, _ in "&#\(name.family.unicodeScalars.first?.value ?? 0)" + name.family.dropFirst() },
    Disguise("named references") { name, _ in
      name.whole.decomposedStringWithCanonicalMapping.unicodeScalars.filter { !$0.properties.isDiacritic }.map {
        ["a": "&aacute;", "e": "&Egrave;", "o": "&ouml;", "u": "&uopf;", "i": "&icirc;", "l": "&lstrok;"][$0] ?? String($0)
      }.joined()
    },
    Disguise("named format characters") { name, chance in
      chance.put("&shy;", into: name.given) + "&nbsp;" + chance.put("&zwj;&ZeroWidthSpace;", into: name.family)
    },
  ]

  /// What only a document's text can hold.
  static let tagDisguises = [
    Disguise("a tag within") { name, chance in chance.put("<b>", into: name.given) + "</b>" },
    Disguise("tags within") { name, chance in "<i>" + chance.put("</i><span class=\"x\">", into: name.family) + "</span>" },
    Disguise("a tag for each letter") { name, _ in name.given.map { "<tspan dx=\"1\">\($0)</tspan>" }.joined() },
    Disguise("an empty tag within") { name, chance in chance.put("<wbr/>", into: name.given) },
    Disguise("hyphenated by a tag") { name, chance in chance.put("-<br/>", into: name.given) },
    Disguise("a comment within") { name, chance in chance.put("<!-- x -->", into: name.family) },
    Disguise("cells side by side") { name, _ in "<td>x</td><td>\(name.given)</td><td>\(name.family)</td>" },
    Disguise("characters as they are") { name, chance in "<![CDATA[ a > b ]]>" + chance.put("<![CDATA[", into: name.family) + "]]>" },
  ]

  // MARK: Places

  /// A part of a file in some format.
  struct Place: Sendable {
    var what: String
    var syntax: LeakScan.Syntax
    var place = LeakScan.Place.text
    /// Puts what was written there.
    var hold: @Sendable (String) -> String
  }

  static let textPlaces = [
    Place(what: "plain text", syntax: .text) { "1. On 3 May the\ncommittee was told that \($0) wrote.\n" },
    Place(what: "a labelled line", syntax: .text) { "Owed by       \($0)\nState  met\n" },
    Place(what: "a value", syntax: .json) { "{\"candor-bundle\":1,\"note\":\(json("as \($0) wrote"))}" },
    Place(what: "an escaped value", syntax: .json) { text in
      "{\"note\":\"" + text.utf16.map { String(format: "\\u%04x", $0) }.joined() + "\"}"
    },
    Place(what: "a disclosure", syntax: .json) { text in
      let inner = "[\"w7sFVCTTxDTE-rS8995yKg\",\"says\",\(json("as \(text) wrote"))]"
      let encoded = Data(inner.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").filter { $0 != "=" }
      return "{\"entries\":[{\"disclosures\":[{\"slot\":9,\"text\":\"\(encoded)\"}]}]}"
    },
    Place(what: "the name of a file", syntax: .text, place: .fileName) { "findings.\($0).en.xml" },
  ]

  static let markupPlaces = [
    Place(what: "a paragraph of DocBook", syntax: .markup) { "<article>\n  <para xml:id=\"p1\">As \($0) wrote.</para>\n</article>\n" },
    Place(what: "an id of DocBook", syntax: .markup, place: .attribute) { "<para xml:id=\"of-\($0)\">Nothing.</para>" },
    Place(what: "a paragraph of HTML", syntax: .markup) { "<!DOCTYPE html><p>As \($0) wrote.<p>More" },
    Place(what: "a link of HTML", syntax: .markup, place: .attribute) { "<p><a title='x' href=\"\($0)\">it</a>" },
    Place(what: "a description in HTML", syntax: .markup, place: .attribute) {
      "<img alt='by \($0.replacing("'", with: "&apos;"))' src=x.svg>"
    },
    Place(what: "text in SVG", syntax: .markup) { "<svg><text x=\"1\">\($0)</text></svg>" },
    Place(what: "a title in SVG", syntax: .markup) { "<svg><title>\($0)</title><desc>a</desc></svg>" },
    Place(what: "a description in SVG", syntax: .markup) { "<svg><title>a</title><desc>of \($0)</desc></svg>" },
    Place(what: "a comment", syntax: .markup, place: .remark) { "<svg><!-- \($0) --></svg>" },
  ]

  private static func json(_ text: String) -> String {
    let data = (try? JSONEncoder().encode(text)) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }

  private static func findings(_ written: String, at place: Place) throws -> [LeakScan.Finding] {
    let scan = try #require(scan)
    let held = place.hold(written)
    return place.place == .fileName ? scan.findings(inFileName: held) : scan.findings(in: Array(held.utf8), written: place.syntax)
  }

  /// Whether a name is found there, is told to be there, and is not told.
  private static func expectFound(_ disguise: Disguise, of name: Name, at place: Place, escaping: Bool, _ seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let written = disguise.write(name, &chance)
    let found = try findings(escaping ? escaped(written) : written, at: place)
    #expect(!found.isEmpty, "\(name.whole), \(disguise.testDescription), in \(place.what): \(place.hold(written))")
    for finding in found {
      #expect(finding.place == place.place, "\(place.what)")
      let message = finding.message(in: "findings.xml").lowercased()
      for part in [name.given, name.family] { #expect(!message.contains(part.lowercased())) }
    }
  }

  @Test(arguments: disguises)
  func `a name is found however it is written, wherever it stands`(disguise: Disguise) throws {
    for (number, name) in Self.names.enumerated() {
      for (index, place) in (Self.textPlaces + Self.markupPlaces).enumerated() {
        try Self.expectFound(disguise, of: name, at: place, escaping: place.syntax == .markup, UInt64(number * 100 + index))
      }
    }
  }

  @Test(arguments: markupDisguises)
  func `a name is found in references to its characters`(disguise: Disguise) throws {
    for (number, name) in Self.names.enumerated() {
      for place in Self.markupPlaces { try Self.expectFound(disguise, of: name, at: place, escaping: false, UInt64(number)) }
    }
  }

  @Test(arguments: tagDisguises)
  func `a name is found across tags`(disguise: Disguise) throws {
    for (number, name) in Self.names.enumerated() {
      for place in Self.markupPlaces where place.place == .text {
        try Self.expectFound(disguise, of: name, at: place, escaping: false, UInt64(number))
      }
    }
  }

  // MARK: Other forms

  struct Row: CustomTestStringConvertible, Sendable {
    var text: String
    var finds: Bool
    var testDescription: String { text }
  }

  static let forms = [
    // Endings.
    Row(text: "Vandersnoods Brief.", finds: true), Row(text: "Los Wimpelzecks.", finds: true), Row(text: "Dopis od Zdenky.", finds: true),
    Row(text: "List Zdence.", finds: false), Row(text: "Psali jsme Zdence Pukavickove.", finds: true),
    Row(text: "O Pukavickové.", finds: true), Row(text: "Rozmowa z Gołębiską.", finds: true), Row(text: "Dom Gołębiskiej.", finds: true),
    Row(text: "Список Дубравки Пуговкиной.", finds: true), Row(text: "О Пуговкиных.", finds: true),
    Row(text: "the vandersnoods", finds: false),
    // Initials, contacts, handles.
    Row(text: "as A. B. wrote", finds: true), Row(text: "as A.B. wrote", finds: true), Row(text: "a. b. and c.", finds: false),
    Row(text: "quoth.snarkling@example.org", finds: true), Row(text: "Quoth Snarkling", finds: true),
    Row(text: "quoth snarkling", finds: true),
    Row(text: "Zwickmuckel", finds: true), Row(text: "ﬂauschﬁnk", finds: true), Row(text: "ZWICKMUCKELS", finds: true),
    Row(text: "(030) 5550-1234", finds: true),
    Row(text: "０３０ ５５５０ １２３４", finds: true), Row(text: "٠٣٠ ٥٥٥٠ ١٢٣٤", finds: true),
    // Of names that are ordinary words.
    Row(text: "told to Baker, Will", finds: true), Row(text: "the baker, will he", finds: false),
    Row(text: "wbaker@example.org", finds: true),
    Row(text: "w.baker@example.org", finds: true), Row(text: "willb@example.org", finds: true),
    Row(text: "will.baker@example.org", finds: true),
    Row(text: "willbaker", finds: true), Row(text: "a baker's dozen; bakers will", finds: false),
    // Other scripts.
    Row(text: "本日花代さん", finds: true), Row(text: "어제 \("김도토리".decomposedStringWithCanonicalMapping)는", finds: true),
    Row(text: "ДУБРАВКА", finds: true), Row(text: "Дубpавкa", finds: true), Row(text: "ΣΟΛΩΝΟΣ", finds: true),
    Row(text: "Βελανίδη", finds: true),
    // Not words of a name.
    Row(text: "Ottoman wimples; 0tt0 karma", finds: false), Row(text: "Quill, feather", finds: false), Row(text: "50% of it", finds: false),
    Row(text: "%%%4 %zz %4", finds: false), Row(text: "entry 10, S1, F100, Ed25519, SHA-256", finds: false),
  ]

  @Test(arguments: forms) func `what tells a person is told from what does not`(row: Row) throws {
    let scan = try #require(Self.scan)
    #expect(scan.findings(in: row.text).isEmpty == !row.finds)
  }

  @Test func `a message says where, and what, and not who`() throws {
    let scan = try #require(Self.scan)
    let document = "<article>\n  <para>Ünd Vandersnood</para>\n  <para xml:id=\"vandersnood\"/></article>"
    let found = scan.findings(in: Array(document.utf8), written: .markup)
    #expect(found.map(\.line) == [2, 3])
    #expect(found.map(\.column) == [13, 17])
    #expect(found.map { $0.message(in: "f.xml").prefix(32) } == ["f.xml:2:13: holds part of a name", "f.xml:3:17: holds part of a name"])
    #expect(found.last?.message(in: "f.xml").hasSuffix(", in an attribute") == true)
    #expect(
      scan.findings(inFileName: "vandersnood.xml").first?.message(in: "x").hasPrefix("the name of a file holds part of a name") == true)
  }

  // MARK: No false alarm

  @Test func `nothing is found in the worked example, in any of its files`() throws {
    let scan = try #require(Self.scan)
    let folder = Example.root.appending(path: "Exports/2013-case")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(Set(files.map(\.pathExtension)).isSuperset(of: ["html", "json", "svg", "txt", "xml"]))
    for file in files {
      let syntax: LeakScan.Syntax =
        switch file.pathExtension {
        case "xml", "html", "svg": .markup
        case "json": .json
        default: .text
        }
      #expect(scan.messages(in: [UInt8](try Data(contentsOf: file)), written: syntax, named: file.lastPathComponent) == [])
    }
  }

  @Test(arguments: Catalogue.all.map(\.language), Edition.allCases)
  func `a report with whose wording a name is shared is written in every language`(language: String, edition: Edition) throws {
    let example = try Example()
    defer { example.remove() }
    let names = [
      "Plazo Mayo", "Abril Entrada", "Paz Cargo", "Órgano Miembro", "Cláusula Denuncia", "May Hope", "Grace Members", "Mark Rule",
      "Parte Persona", "Will English", "Resumen Decisiones",
    ]
    let session = try ReleaseTests.session(
      says: "It will rule in May 2018.", complainant: "names: [\(names.joined(separator: ", "))]", in: example)
    let output = try ReportExport.run(
      ReportExport.Parameters(
        ReportRequest(for: edition, in: try #require(Language(rawValue: language)?.catalogue)), formats: ReportFormat.allCases, out: nil),
      in: session)
    #expect(output.reports.count == ReportFormat.allCases.count)
  }

  // MARK: Whatever comes

  @Test(arguments: 0..<8) func `whatever the bytes, the scan ends, and finds nothing in what holds nothing`(seed: UInt64) throws {
    let scan = try #require(Self.scan)
    var chance = SeededGenerator(seed: seed)
    let alphabets: [[UInt8]] = [
      Array(UInt8.min...UInt8.max), Array("<>&;#x%=\"'/!-[] \n\\u4a{}".utf8), Array("aeioustrn \n,-@".utf8) + [0xCC, 0x81, 0xD0, 0xB0],
    ]
    for _ in 0..<150 {
      let alphabet = alphabets[Int.random(in: 0..<alphabets.count, using: &chance)]
      let length = Int.random(in: 0..<400, using: &chance)
      let bytes = (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &chance)] }
      for syntax in LeakScan.Syntax.allCases { #expect(scan.findings(in: bytes, written: syntax).filter(Self.isNoChance) == []) }
      #expect(scan.findings(inFileName: String(decoding: bytes, as: UTF8.self)).filter(Self.isNoChance) == [])
    }
  }

  /// Two initials come about by chance.
  private static func isNoChance(_ finding: LeakScan.Finding) -> Bool { finding.what != "an alias" }

  @Test(arguments: 0..<4) func `a name among whatever bytes is found`(seed: UInt64) throws {
    let scan = try #require(Self.scan)
    var chance = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      let around = (0..<40).map { _ in UInt8.random(in: 0x20..<0x7F, using: &chance) }
      let name = Self.names[Int.random(in: 0..<2, using: &chance)]
      let text = around.prefix(20) + Array(" \(name.whole) ".utf8) + around.suffix(20)
      #expect(!scan.findings(in: Array(text), written: .text).isEmpty)
    }
  }
}

extension SeededGenerator {
  /// A word with something put in, after its first letter at the earliest.
  fileprivate mutating func put(_ what: String, into word: String) -> String {
    let scalars = Array(word.unicodeScalars)
    let place = Int.random(in: 1..<scalars.count, using: &self)
    return String(String.UnicodeScalarView(scalars[..<place])) + what + String(String.UnicodeScalarView(scalars[place...]))
  }
}
