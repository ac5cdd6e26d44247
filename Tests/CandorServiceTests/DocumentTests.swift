import CandorCore
import CandorReport
import CandorService
import CandorTestSupport
import Foundation
import Testing

/// What the documents teach works as they say.
@Suite struct DocumentTests {
  @Test func `the small case of Docs/casefile.md under the small charter of Docs/charter.md has the two breaches that the page names`()
    throws
  {
    var example = try Example()
    defer { example.remove() }
    example.environment.now = { Instant(seconds: 1_800_000_000) }
    let session = try example.record(try Self.firstYAML(in: "Docs/charter.md"))
    _ = try RecordAppend.run(RecordAppend.Parameters(casefile: try Self.firstYAML(in: "Docs/casefile.md"), name: "case.yaml"), in: session)
    let duties = session.organization.duties(asOf: try session.today)
    #expect(
      duties.map { "\($0.clause) \($0.check.rawValue) \($0.state.rawValue)" } == ["4 interim-measure breached", "5 interference breached"])
  }

  @Test(arguments: Edition.allCases) func `the findings of the small case hold neither its name nor any identifier`(edition: Edition) throws
  {
    var example = try Example()
    defer { example.remove() }
    example.environment.now = { Instant(seconds: 1_800_000_000) }
    let session = try example.record(try Self.firstYAML(in: "Docs/charter.md"))
    _ = try RecordAppend.run(RecordAppend.Parameters(casefile: try Self.firstYAML(in: "Docs/casefile.md"), name: "case.yaml"), in: session)
    var secrets = session.organization.cases.map(\.text)
    for entry in session.view.entries {
      switch entry.event {
      case .personDescribed(let described):
        let names = described.names.shown ?? []
        secrets += names + names.flatMap { $0.split(separator: " ").map(String.init) } + [described.person.shown?.text].compactMap(\.self)
      case .partyNamed(let named): secrets += [named.party.shown?.text].compactMap(\.self)
      default: break
      }
    }
    #expect(secrets.contains("Ada Nonesuch") && secrets.count == 8)
    let output = try ReportExport.run(
      ReportExport.Parameters(ReportRequest(for: edition), formats: ReportFormat.allCases, out: nil), in: session)
    #expect(output.reports.count == ReportFormat.allCases.count)
    for report in output.reports {
      let text = String(decoding: report.bytes, as: UTF8.self)
      for secret in secrets { #expect(!text.localizedCaseInsensitiveContains(secret)) }
    }
  }

  private static func firstYAML(in page: String) throws -> String {
    let parts = try Example.text(page).split(separator: "```", omittingEmptySubsequences: false)
    return String(try #require(parts.first { $0.hasPrefix("yaml\n") }).dropFirst(5))
  }
}
