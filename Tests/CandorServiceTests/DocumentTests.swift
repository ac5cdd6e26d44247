import CandorCore
import CandorService
import CandorTestSupport
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

  private static func firstYAML(in page: String) throws -> String {
    let parts = try Example.text(page).split(separator: "```", omittingEmptySubsequences: false)
    return String(try #require(parts.first { $0.hasPrefix("yaml\n") }).dropFirst(5))
  }
}
