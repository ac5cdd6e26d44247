import CandorCore
import CandorLog
import CandorReport

/// The findings of a case as the readers of an edition see them, not yet in any format.
struct EditionFindings {
  /// The audiences whose keys those readers hold.
  let audiences: Set<Audience>
  /// The file's name, without its ending.
  let name: String
  /// The entries of which the readers see at least the kind.
  let entries: [EntryID]
  private let report: Report

  /// - Parameter case: nil where the record has only one.
  init(of case: CaseID?, for edition: Edition, language: Catalogue, in session: Session) throws {
    try session.reached("assembling", 0)
    let day = session.checkpointDay
    let id = try session.caseID(`case`)
    let scene = session.organization.scene(of: id, asOf: day)
    // Without any code there would seem to be no duty.
    _ = try session.charter
    let head = session.checkpoint.head
    audiences = edition.audiences(of: id)
    let view = session.view.limited(to: audiences)
    var findings = FindingsReport(
      scene.seen(in: view), duties: try session.duties(of: id, asOf: day), edition: edition, language: language,
      standing: FindingsReport.Standing(size: head.size, root: head.root.base64, day: day))
    report = findings.report()
    name = "findings.\(edition.rawValue).\(report.language)"
    entries = (scene.common + scene.entries).map(\.id).filter { view[$0]?.kind != nil }
  }

  /// In a format, past the gate.
  func released(as format: ReportFormat, in session: Session) throws -> ReleasedReport {
    try ReleasedReport(report, as: format, name: name, exporter: session.view)
  }
}

/// The reports there are.
enum ReportName: String, Choice {
  case findings
}

/// An edition by its name.
enum EditionName: String, Choice {
  case `case`, members, `public`

  var edition: Edition {
    switch self {
    case .case: .case
    case .members: .members
    case .public: .public
    }
  }
}

extension Edition {
  /// The audiences whose keys the readers of an edition hold.
  func audiences(of id: CaseID) -> Set<Audience> { self == .case ? audiences.union([.case(id)]) : audiences }

  /// Those of whichever case.
  var audiences: Set<Audience> {
    switch self {
    case .public: [.public]
    case .members, .case: [.public, .members]
    }
  }
}
