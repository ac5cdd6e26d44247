import CandorReport
import CandorXML
import Foundation
import Testing
import Trials

struct `Pages` {
  private static let words = ReportWords(contents: "Contents", skip: "Go to the report", inWords: "In words")

  private static let small: Report = {
    let citation = Citation(
      entries: [12, 13], sources: [.init(evidence: "source-L", label: "L", basis: "firsthand")], entriesWord: "entries")
    let summary = Section(
      id: "summary", role: .summary, label: nil, title: "Summary",
      blocks: [
        .paragraph(
          Paragraph(
            id: "p2", number: 2, text: [.text("It was undone. ["), .reference(to: "F1", text: "F1"), .text("]"), .citation(citation)]))
      ])
    let vote = Table(
      id: "vote-1", role: .vote, caption: "The vote", columns: ["Votes", "Number"],
      rows: [[[.text("For")], [.count(9, .yes)]], [[.text("Against")], []]])
    let ballot = Ballot(
      results: [Ballot.Result(title: "As counted", counts: [Ballot.Count("For", .yes, Ballot.Bounds(9), words: "9")], needed: nil)],
      apart: [],
      apartTitle: nil, partlyKnown: "")
    let finding = Section(
      id: "F1", role: .finding, label: "F1", title: "It was undone by others.",
      blocks: [
        .labelled([Labelled("Rule", [.text("a < b & \"c\"")]), Labelled("What", [.redacted("withheld: text")]), Labelled("Due", [])]),
        .table(vote),
        .picture(Picture(id: "drawn", caption: "The vote, drawn", alternative: "Nine for.", drawing: .vote(ballot))),
        .picture(Picture(id: "told", caption: "Told", alternative: "Words only.")),
      ])
    let body = Section(
      id: "s1", role: .body, label: "1", title: "Findings", blocks: [.paragraph(Paragraph(id: "p3", number: 3, text: [.literal("x  =")]))],
      sections: [finding])
    let sources = Section(
      id: "sources", role: .evidence, label: "2", title: "Sources",
      blocks: [.evidence([Evidence(id: "source-L", label: "L", title: "A letter", notes: [.text("By those who left.")])])])
    return Report(
      edition: .members, language: "en", title: "Findings", subtitle: "What became of it", particulars: [Labelled("For", [.text("all")])],
      contentNote: [Paragraph(id: "p1", number: 1, text: [.text("Of violence.")])], sections: [summary, body, sources],
      revisions: [Revision(number: 1, date: "2019-04-19", remark: "The first")], contentNoteTitle: "Before you read",
      revisionsTitle: "Editions",
      words: words)
  }()

  private static func style(in page: String) throws -> Range<String.Index> {
    try #require(page.firstRange(of: "<style>")).upperBound..<(try #require(page.firstRange(of: "</style>")).lowerBound)
  }

  @Test func `a small report's page is this`() throws {
    let page = String(decoding: try HTML.bytes(of: Self.small), as: UTF8.self)
    let policy = try #require(page.firstRange(of: #/sha256-[^']*/#))
    let known = page.replacingCharacters(in: try Self.style(in: page), with: "").replacing(page[policy], with: "sha256-…")
    #expect(known == Self.golden, "\(known)")
  }

  @Test func `the policy allows the page's own style, and nothing else`() throws {
    let page = String(decoding: try HTML.bytes(of: Self.small), as: UTF8.self)
    let digest = Data(SHA256.digest(Array(page[try Self.style(in: page)].utf8))).base64EncodedString()
    #expect(
      page.contains(
        "content=\"default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'\""),
      "the style's digest is \(digest)")
  }

  @Test func `a report without words for a page is refused before the first byte`() throws {
    var report = Self.small
    report.words = nil
    var pieces = 0
    #expect(throws: ReportFault.self) { try HTML.write(report) { _ in pieces += 1 } }
    #expect(pieces == 0)
  }

  @Test func `a faulty picture is refused`() throws {
    var report = Self.small
    let ballot = Ballot(results: [], apart: [], apartTitle: nil, partlyKnown: "")
    report.sections[0].blocks.append(.picture(Picture(id: "x", caption: "A vote", alternative: "None.", drawing: .vote(ballot))))
    let fault = #expect(throws: ReportFault.self) { try HTML.bytes(of: report) }
    #expect(fault?.description == "picture “A vote”: it has a result without a bar\n  Leave out what is empty, or the picture.")
  }

  private static let seeds = 0..<UInt64(Thorough.rounds(20, of: 100, "random reports as pages"))

  /// What begins and ends in one tag, in HTML as in XML.
  private static let void: Set<String> = ["meta", "path", "rect", "circle", "polygon"]

  @Test(arguments: seeds)
  func `any page is read alike as HTML and as XML, refers to nothing outside, and its links lead somewhere`(seed: UInt64) throws {
    let bytes = try HTML.bytes(of: RandomReport.make(seed: seed))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("<!DOCTYPE html>\n<html ") && text.hasSuffix("</html>\n"))
    #expect(text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(bytes) && !bytes.contains(0x0D))
    #expect(!text.contains("<script") && !text.contains("<!--") && !text.contains("<?"))
    for tag in text.matches(of: #/<([a-z0-9]+)[^<>]*?\/>/#) { #expect(Self.void.contains(String(tag.1))) }

    var ids: [String: Int] = [:]
    var references: [String] = []
    var headings: [Int] = []
    try Element.parse(bytes).walk { element in
      if let id = element.attributes["id"] { ids[id, default: 0] += 1 }
      references += element["aria-labelledby"].split(separator: " ").map(String.init)
      references += element["aria-describedby"].split(separator: " ").map(String.init)
      if element.attributes["href"] != nil {
        #expect(element["href"].hasPrefix("#"))
        references.append(String(element["href"].dropFirst()))
      }
      for (name, value) in element.attributes where name != "xmlns" && name != "data-label" && name != "aria-label" && name != "title" {
        #expect(!value.contains("http:") && !value.contains("https:") && name != "src" && name != "style" && !name.hasPrefix("on"))
      }
      if let level = element.name.wholeMatch(of: #/h([1-6])/#) { headings.append(Int(level.1) ?? 0) }
      if element.name == "th" { #expect(["row", "col"].contains(element["scope"])) }
    }
    #expect(ids.values.allSatisfy { $0 == 1 })
    #expect(references.allSatisfy { ids[$0] != nil }, "\(references.filter { ids[$0] == nil })")
    #expect(headings.first == 1 && headings.filter { $0 == 1 }.count == 1)
    #expect(zip(headings, headings.dropFirst()).allSatisfy { $1 <= $0 + 1 })
  }

  @Test(arguments: seeds)
  func `text, DocBook and page of one report hold the same parts, numbers and tables`(seed: UInt64) throws {
    let report = RandomReport.make(seed: seed)
    let files = try ReportFiles(report, named: "random")
    let outline = Outline.of(report)
    #expect(DocBook.validate(files.docBook.bytes, named: "random") == [])
    #expect(try Outline.of(docBook: files.docBook.bytes) == outline)
    #expect(try Outline.of(page: files.page.bytes) == outline)
    // In plain text parts stand in the same order, with words of its own form between them.
    let text = Outline.plain(String(decoding: files.text.bytes, as: UTF8.self))
    var rest = text[...]
    for part in outline {
      let pieces: [String] =
        switch part {
        case .heading: []  // a title may be in capitals
        case .paragraph(_, let number, let text): ["\(number).", text]
        case .labelled(let term, let text): [term, text]
        case .table(_, let caption, let rows): [caption] + rows.dropFirst().flatMap { zip(rows[0], $0).flatMap { [$0, $1] } }
        case .picture(_, let caption, let alternative): [caption, alternative]
        case .source(_, let label, let text): [label, text]
        }
      for piece in pieces where !piece.isEmpty {
        let found = try #require(rest.unicodeScalars.firstRange(of: piece.unicodeScalars), "\(piece)")
        rest = rest[found.upperBound...]
      }
    }
  }

  private static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Of words as long as they come, and the worked example's.
  @Test(.enabled(if: browser != nil, "chromium is not installed: apt-get install chromium"), .timeLimit(.minutes(60)))
  func `a browser shows pages on a telephone and on a desk without anything running out, loads nothing and complains of nothing`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "candor-pages-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let pages = try ([Self.small] + (2000..<2003).map { RandomReport.make(seed: $0) }).enumerated().map { index, report in
      let file = folder.appending(path: "page-\(index).html")
      try Data(HTML.bytes(of: report)).write(to: file)
      return file.path
    }
    let examples = packageRoot.appending(path: "Exports/2013-case")
    let made = try FileManager.default.contentsOfDirectory(at: examples, includingPropertiesForKeys: nil).filter {
      $0.pathExtension == "html"
    }
    try #require(made.count > 20)
    let process = Process()
    process.executableURL = packageRoot.appending(path: "Tools/see-html")
    process.arguments = pages + made.map(\.path).sorted()
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(said)")
  }

  @Test func `a report's files are named after it, and its document refers to its pictures`() throws {
    let files = try ReportFiles(Self.small, named: "findings.members.en")
    #expect(
      files.all.map(\.name) == [
        "findings.members.en.xml", "findings.members.en.html", "findings.members.en.txt", "findings.members.en.drawn.svg",
      ])
    let document = String(decoding: files.docBook.bytes, as: UTF8.self)
    #expect(document.contains("<imagedata fileref=\"findings.members.en.drawn.svg\" format=\"SVG\"/>"))
  }

  @Test func `a long page comes in pieces, which together are its bytes`() throws {
    var report = Self.small
    report.sections[0].blocks += (10...10_010).map { number in
      .paragraph(Paragraph(id: "p\(number)", number: number, text: [.text(String(repeating: "word ", count: 30))]))
    }
    var bytes: [UInt8] = []
    var longest = 0
    try HTML.write(report) { piece in
      longest = max(longest, piece.count)
      for index in piece.indices { bytes.append(piece[index]) }
    }
    #expect(longest < 64 << 10 && bytes.count > 1 << 20)
    #expect(try bytes == HTML.bytes(of: report))
  }

  private static let golden = """
    <!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">
      <head>
        <meta charset="utf-8"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-…'; base-uri 'none'; form-action 'none'"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="referrer" content="no-referrer"/>
        <title>Findings</title>
        <style></style>
      </head>
      <body class="findings members">
        <a class="skip" href="#page:report">Go to the report</a>
        <header>
          <h1>Findings</h1>
          <p class="subtitle">What became of it</p>
          <dl class="particulars">
            <div>
              <dt>For</dt>
              <dd>all</dd>
            </div>
          </dl>
          <section id="content-note" class="content-note">
            <h2>Before you read</h2>
            <p id="p1" class="para"><span class="number">1</span> Of violence.</p>
          </section>
        </header>
        <nav id="page:contents" aria-labelledby="page:contents-title">
          <h2 id="page:contents-title">Contents</h2>
          <ol>
            <li><a href="#summary">Summary</a>
            </li>
            <li><a href="#s1"><span class="label">1</span> Findings</a>
              <ul>
                <li><a href="#F1" aria-label="F1 It was undone by others." title="F1 It was undone by others."><span class="label">F1</span></a></li>
              </ul>
            </li>
            <li><a href="#sources"><span class="label">2</span> Sources</a>
            </li>
          </ol>
        </nav>
        <main id="page:report">
          <section id="summary" class="summary">
            <h2>Summary</h2>
            <p id="p2" class="para"><span class="number">2</span> It was undone. [<a href="#F1">F1</a>] <span class="citation">[entries 12, 13; <a href="#source-L">L</a>, firsthand]</span></p>
          </section>
          <section id="s1" class="body">
            <h2><span class="label">1</span> Findings</h2>
            <p id="p3" class="para"><span class="number">3</span> <code>x  =</code></p>
            <section id="F1" class="finding">
              <h3><span class="label">F1</span> It was undone by others.</h3>
              <dl>
                <div>
                  <dt>Rule</dt>
                  <dd>a &lt; b &amp; &quot;c&quot;</dd>
                </div>
                <div>
                  <dt>What</dt>
                  <dd><span class="redacted">[withheld: text]</span></dd>
                </div>
                <div>
                  <dt>Due</dt>
                  <dd></dd>
                </div>
              </dl>
              <div class="table" role="region" aria-labelledby="page:caption-vote-1" tabindex="0">
                <table id="vote-1" class="vote">
                  <caption id="page:caption-vote-1">The vote</caption>
                  <thead>
                    <tr>
                      <th scope="col">Votes</th>
                      <th scope="col">Number</th>
                    </tr>
                  </thead>
                  <tbody>
                    <tr>
                      <th scope="row">For</th>
                      <td data-label="Number"><span class="yes">9</span></td>
                    </tr>
                    <tr>
                      <th scope="row">Against</th>
                      <td data-label="Number"></td>
                    </tr>
                  </tbody>
                </table>
              </div>
              <figure id="drawn">
                <figcaption id="page:caption-drawn">The vote, drawn</figcaption>
                <div class="sheets" role="region" aria-labelledby="page:caption-drawn" tabindex="0">
                  <svg xmlns="http://www.w3.org/2000/svg" width="420" viewBox="0 0 420 68" class="drawing" role="img" aria-labelledby="page:caption-drawn" aria-describedby="page:words-drawn">
                    <text class="heading" x="0" y="18">As counted</text>
                    <text class="label" x="0" y="41">For</text>
                    <rect class="yes" x="35" y="28" width="364" height="18"/>
                    <text class="label" x="407" y="41">9</text>
                    <path class="axis" d="M35 26L35 48"/>
                  </svg>
                </div>
                <details class="in-words" open="open">
                  <summary>In words</summary>
                  <p id="page:words-drawn">Nine for.</p>
                </details>
              </figure>
              <figure id="told">
                <figcaption id="page:caption-told">Told</figcaption>
                <p>Words only.</p>
              </figure>
            </section>
          </section>
          <section id="sources" class="evidence">
            <h2><span class="label">2</span> Sources</h2>
            <ul class="evidence">
              <li id="source-L"><span class="label">L</span> <cite>A letter</cite> <span class="notes">By those who left.</span></li>
            </ul>
          </section>
        </main>
        <footer>
          <h2>Editions</h2>
          <dl class="revisions">
            <div>
              <dt>1 (2019-04-19)</dt>
              <dd>The first</dd>
            </div>
          </dl>
          <p><a href="#page:contents">Contents</a></p>
        </footer>
      </body>
    </html>

    """
}

/// FIPS 180-4, for one digest of a few kilobytes; not for what has to be fast or secret.
private enum SHA256 {
  static func digest(_ message: [UInt8]) -> [UInt8] {
    let primes = (2...311).filter { number in !(2..<number).contains { number.isMultiple(of: $0) } }
    func fraction(_ root: Double) -> UInt32 { UInt32((root - root.rounded(.down)) * 0x1_0000_0000) }
    let constants = primes.prefix(64).map { fraction(Foundation.cbrt(Double($0))) }
    var state = primes.prefix(8).map { fraction(Double($0).squareRoot()) }
    let padding = [0x80] + [UInt8](repeating: 0, count: (119 - message.count % 64) % 64)
    let padded = message + padding + (0..<8).reversed().map { UInt8(truncatingIfNeeded: (message.count * 8) >> ($0 * 8)) }
    for block in stride(from: 0, to: padded.count, by: 64) {
      var words = (0..<16).map { word in (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(padded[block + word * 4 + $1]) } }
      func turned(_ value: UInt32, _ by: UInt32) -> UInt32 { value >> by | value << (32 - by) }
      for index in 16..<64 {
        let (early, late) = (words[index - 15], words[index - 2])
        let first = turned(early, 7) ^ turned(early, 18) ^ early >> 3
        let second = turned(late, 17) ^ turned(late, 19) ^ late >> 10
        words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
      }
      var s = state
      for index in 0..<64 {
        let choice = s[4] & s[5] ^ ~s[4] & s[6]
        let mixed = s[7] &+ (turned(s[4], 6) ^ turned(s[4], 11) ^ turned(s[4], 25)) &+ choice &+ constants[index] &+ words[index]
        let majority = s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]
        s = [mixed &+ (turned(s[0], 2) ^ turned(s[0], 13) ^ turned(s[0], 22)) &+ majority] + s[0..<7]
        s[4] = s[4] &+ mixed
      }
      for index in 0..<8 { state[index] = state[index] &+ s[index] }
    }
    return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - $0 * 8)) } }
  }
}
