import CandorReport
import CandorXML
import Foundation
import Testing

/// The same documents in the hands of programs that are not ours, against our grammar and DocBook's own, wherever these are at hand.
struct `Other validators` {
  struct Opinion: CustomTestStringConvertible, Sendable {
    var program: String
    var arguments: [String]
    var grammar: URL
    var testDescription: String { "\(program) with \(grammar.pathComponents.suffix(2).joined(separator: "/"))" }
  }

  static let opinions: [Opinion] =
    (grammars.flatMap { grammar in
      [
        Opinion(program: "/usr/bin/xmllint", arguments: ["--noout", "--nonet", "--relaxng"], grammar: grammar),
        Opinion(program: "/usr/bin/jing", arguments: [], grammar: grammar),
      ]
    } + [
      Opinion(program: "/usr/bin/jing", arguments: ["-c"], grammar: packageRoot.appending(path: "Schemas/candor-findings.rnc")),
      Opinion(program: "/usr/bin/jing", arguments: [], grammar: packageRoot.appending(path: "Schemas/candor-findings.sch")),
    ]).filter { FileManager.default.isExecutableFile(atPath: $0.program) && FileManager.default.fileExists(atPath: $0.grammar.path) }

  private static let grammars: [URL] =
    [packageRoot.appending(path: "Schemas/candor-findings.rng"), URL(filePath: "/usr/share/xml/docbook/schema/rng/5.0/docbook.rng")]
    + ["5.0", "5.1", "5.2"].map { packageRoot.appending(path: "../shared/schemas/docbook/\($0)/docbook.rng").standardized }

  /// Each program is run once, on all documents: starting it takes longer than many documents.
  @Test(
    .enabled(if: !opinions.isEmpty, "neither xmllint nor jing is installed: apt-get install libxml2-utils jing docbook5-xml"),
    .timeLimit(.minutes(60)), arguments: opinions)
  func `agree that any report, every report of the worked example and what our grammar allows is valid`(_ opinion: Opinion) throws {
    let reports = try (1000..<1015).map { try DocBook.bytes(of: RandomReport.make(seed: $0)) }
    let allowed = Self.allowed.filter { DocBook.validate(Array($0.utf8), named: "x").allSatisfy { $0.rule == .rules } }
    #expect(allowed.count == 7)  // the eighth has text in a bibliomixed, where the profile has none
    // Some of what the grammar allows breaks rules that no grammar can state.
    let isGrammar = opinion.grammar.pathExtension != "sch"
    try Self.withFiles(reports + (isGrammar ? allowed.map { Array($0.utf8) } : [])) { files in
      let (status, output) = try Self.run(opinion, on: try files + Self.reports("xml"))
      #expect(status == 0, "\(output)")
    }
  }

  /// What our grammar accepts without our ever writing it, as far as the grammar's choices go.
  private static let allowed: [String] = {
    let right = `Validation of findings`.right
    let row = "<td>9 <link linkend=\"p1\">paragraph 1</link> <phrase role=\"redacted\">[x]</phrase></td>"
    return [
      right, right.replacing("    <subtitle>é: accents count as one column</subtitle>\n", with: ""),
      right.replacing(row, with: "<th scope=\"row\"/><td/><td/>"),
      right.replacing("<phrase role=\"notes\">by <literal>x</literal></phrase>", with: "stray"),
      right.replacing(
        "<simpara>all</simpara>", with: "<simpara><phrase role=\"entry\"><link linkend=\"p1\"/><literal/></phrase></simpara>"),
      right.replacing("<literal>x</literal>", with: "<phrase role=\"citation\"><literal>x</literal><link linkend=\"s\">y</link></phrase>"),
      right.replacing("<title>Part</title>", with: "<title/>"), right.replacing("<abbrev>L</abbrev>", with: "<abbrev/>"),
    ]
  }()

  /// The worked example's reports in a format.
  private static func reports(_ ending: String) throws -> [URL] {
    let folder = packageRoot.appending(path: "Exports/2013-case")
    let reports = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter {
      $0.pathExtension == ending
    }
    try #require(reports.count > 20)
    return reports.sorted { $0.path < $1.path }
  }

  private static let stylesheet = "/usr/share/xml/docbook/stylesheet/docbook-xsl-ns/xhtml5/docbook.xsl"

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/xsltproc") && FileManager.default.fileExists(atPath: stylesheet),
      "DocBook's stylesheets are not installed: apt-get install xsltproc docbook-xsl-ns"), .timeLimit(.minutes(60)))
  func `a stylesheet of DocBook makes a page of the findings`() throws {
    for language in ["en", "es"] {
      let findings = packageRoot.appending(path: "Exports/2013-case/findings.members.\(language).xml").path
      let page = FileManager.default.temporaryDirectory.appending(path: "candor-\(UUID().uuidString).html")
      defer { try? FileManager.default.removeItem(at: page) }
      let (status, output) = try Self.run("/usr/bin/xsltproc", ["--nonet", "--output", page.path, Self.stylesheet, findings])
      #expect(status == 0, "\(output)")
      let made = try String(contentsOf: page, encoding: .utf8)
      for part in ["id=\"F1\"", "id=\"entry-48\"", "findings.members.\(language).timeline.svg"] { #expect(made.contains(part), "\(part)") }
    }
  }

  /// Each way of writing the grammar refuses what Candor refuses by it.
  @Test(
    .enabled(if: opinions.contains { $0.program.hasSuffix("jing") }, "jing is not installed: apt-get install jing"),
    arguments: [[], ["-c"]])
  func `find the faults of grammar that we find`(flags: [String]) throws {
    let unseen = ["a comment", "a processing instruction", "a namespace nobody uses"]  // by any grammar
    let opinion = try #require(
      Self.opinions.first { $0.arguments == flags && $0.grammar.lastPathComponent.hasPrefix("candor-findings.rn") })
    let seen = `Validation of findings`.grammar.filter { !unseen.contains($0.name) }
    let documents = seen.map { `Validation of findings`.right.replacing($0.found, with: $0.replacement, maxReplacements: 1) }
    try Self.withFiles(documents.map { Array($0.utf8) }) { files in
      let (_, output) = try Self.run(opinion, on: files)
      for (file, fault) in zip(files, seen) { #expect(output.contains(file.path + ":"), "\(fault.name)") }
    }
  }

  private static let trang = "/usr/bin/trang"

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: trang), "trang is not installed: apt-get install trang"))
  func `both forms of the grammar are one`() throws {
    let forms = try ["rng", "rnc"].map { form in
      let file = FileManager.default.temporaryDirectory.appending(path: "candor-\(UUID().uuidString).rng")
      defer { try? FileManager.default.removeItem(at: file) }
      let (status, output) = try Self.run(Self.trang, [packageRoot.appending(path: "Schemas/candor-findings.\(form)").path, file.path])
      #expect(status == 0, "\(output)")
      // trang keeps comments, and puts them into places of its own.
      let pieces = try String(contentsOf: file, encoding: .utf8).split(separator: "<!--", omittingEmptySubsequences: false)
      return pieces.enumerated().flatMap { index, piece in
        let text = index == 0 ? piece : piece[(piece.firstRange(of: "-->")?.upperBound ?? piece.startIndex)...]
        return text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      }
    }
    #expect(forms[0] == forms[1] && forms[0].count > 100)
  }

  static func withFiles(_ documents: [[UInt8]], _ body: ([URL]) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "candor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let files = documents.indices.map { directory.appending(path: "\($0).xml") }
    for (file, bytes) in zip(files, documents) { try Data(bytes).write(to: file) }
    try body(files)
  }

  private static func run(_ opinion: Opinion, on files: [URL]) throws -> (status: Int32, output: String) {
    try run(opinion.program, opinion.arguments + [opinion.grammar.path] + files.map(\.path))
  }

  static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}
