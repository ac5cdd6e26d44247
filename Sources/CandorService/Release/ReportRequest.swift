package import CandorCore
package import CandorReport
import StrictJSON

/// Which report is wanted: of what, for whom, in which language.
package struct ReportRequest: Sendable {
  package var kind: ReportKind
  /// Nil where the record has only one case.
  package var `case`: CaseID?
  package var edition: Edition
  package var language: Catalogue
  /// The first day of the period that is accounted for, and the last; of other reports, neither.
  package var since: Day?
  package var until: Day?

  package init(
    _ kind: ReportKind = .findings, of case: CaseID? = nil, for edition: Edition, in language: Catalogue = .english, since: Day? = nil,
    until: Day? = nil
  ) {
    (self.kind, self.case, self.edition, self.language) = (kind, `case`, edition, language)
    (self.since, self.until) = (since, until)
  }

  static let fields = [
    Shape.Member("report", ReportKind.shape, "which report; findings without it", required: false),
    Shape.Member("case", .case, "the case; not needed where there is only one", required: false),
    Shape.Member("edition", Edition.shape, "whom it is for", required: true),
    Shape.Member("language", Language.shape, "its language; English without it", required: false),
    Shape.Member("since", .day, "the first day of the period, where the report is on one", required: false),
    Shape.Member("until", .day, "its last day", required: false),
  ]

  init?(_ object: ObjectInput) {
    let kind: ReportKind?? = object.required("report")
    let id = object.caseID()
    let edition: Edition? = object.required("edition")
    let language: Language?? = object.required("language")
    let (since, until): (Day??, Day??) = (object.required("since"), object.required("until"))
    guard let kind, let id, let edition, let language, let since, let until else { return nil }
    self.init(
      kind ?? .findings, of: id, for: edition, in: language?.catalogue ?? .english, since: since, until: until)
  }

  /// The name of its files, without their endings: `findings.members.en`, `period.2018-01-01.2018-12-31.members.en`.
  var name: String {
    let days = kind == .period ? [since, until].compactMap { $0?.description } : []
    return ([kind.rawValue] + days + [edition.rawValue, language.language]).joined(separator: ".")
  }
}
