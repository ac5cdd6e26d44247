import CandorCore
import CandorLog
import CandorReport
import StrictJSON

/// A report as the readers of its edition see it, not yet in any format.
struct EditionReport {
  /// The audiences whose keys those readers hold.
  let audiences: Set<Audience>
  /// The file's name, without its ending.
  let name: String
  /// The entries of which the readers see at least the kind; none where the report is of no case.
  let entries: [EntryID]
  /// The case it is on, as the exporter and as its readers see it; nil where it is on none.
  private let scenes: (whole: Scene, seen: Scene)?
  private let request: ReportRequest
  private let report: Report

  init(_ request: ReportRequest, in session: Session) throws {
    try session.reached("assembling", 0)
    // Without any code there would seem to be no duty.
    _ = try session.charter
    let day = session.checkpointDay
    let head = session.checkpoint.head
    let standing = CaseReport.Standing(size: head.size, root: head.root.base64, day: day)
    name = request.name
    self.request = request
    guard let scope = request.scope else {
      var period = PeriodReport(
        try Self.figures(request, in: session, asOf: day), charter: try session.charter, edition: request.edition,
        language: request.language, standing: standing)
      report = period.report()
      (audiences, entries, scenes) = (request.edition.audiences, [], nil)
      return
    }
    let id = try session.caseID(request.case)
    let scene = session.organization.scene(of: id, asOf: day)
    audiences = request.edition.audiences(of: id)
    let view = session.view.limited(to: audiences)
    let seen = scene.seen(in: view)
    scenes = (scene, seen)
    var ofCase = CaseReport(
      scope, of: seen, duties: try session.duties(of: id, asOf: day), edition: request.edition, language: request.language,
      standing: standing, earlier: Self.earlier(than: request, in: scene, of: session), hidden: Hidden(of: scene, from: seen))
    report = ofCase.report()
    entries = (scene.common + scene.entries).map(\.id).filter { view[$0]?.kind != nil }
  }

  /// Refuses what would, beside an edition that was published, tell something of one person.
  ///
  /// - Throws: `ServiceError` of kind `gate`, with every reason.
  func holdAgainstPublished(in session: Session) throws {
    let faults = try Differencing.faults(of: request, in: session)
    guard let first = faults.first else { return }
    throw ServiceError(
      .gate, faults.count == 1 ? first.message : "beside what was published, this report would tell of someone; no file was written",
      hint: faults.count == 1 ? first.hint : faults.map { "\($0.message): \($0.hint)" }.joined(separator: "\n"))
  }

  /// The editions of the same report that were published, with the duties as they stood at the newest; nil where there is none.
  private static func earlier(than request: ReportRequest, in scene: Scene, of session: Session) -> CaseReport.Earlier? {
    let published = request.published(in: scene)
    guard let newest = published.last, let size = newest.size.shown, let last = session.view[EntryID(size)] else { return nil }
    let then = Organization(session.view.at(size)).scene(of: scene.id, asOf: last.on)
    // An edition is of the day of its checkpoint, in its own front and in the list of later ones. That it was published is no news.
    let days = published.map { edition in
      (entry: edition.id, day: edition.size.shown.flatMap { session.view[EntryID($0)]?.on } ?? edition.entry.on)
    }
    let added = session.view.entries.dropFirst(size).count { $0.kind != .editionPublished }
    return CaseReport.Earlier(
      published: days, day: last.on, size: size, added: added, duties: then.duties(), corrections: session.view.corrections)
  }

  /// The entry that tells that it was published.
  ///
  /// - Throws: `ServiceError` of kind `gate` where what is owed with it would be left out.
  func publication(in session: Session) throws -> Draft {
    if let scenes { try OwedVoices.check(scenes.whole, seen: scenes.seen, for: request.edition, in: session.view.limited(to: audiences)) }
    var fields: JSONObject = [
      "occurred": try session.today.json,
      "report": .string(request.kind.rawValue), "edition": .string(request.edition.rawValue),
      "language": .string(request.language.language), "size": session.checkpoint.size.json, "root": .string(session.checkpoint.root),
    ]
    if let since = request.since, let until = request.until { (fields["first"], fields["last"]) = (since.json, until.json) }
    if let before = scenes.flatMap({ request.published(in: $0.whole).last }) { fields["replaces"] = before.id.json }
    // What changed is told to those whom the edition is for, and goes into the record only where nobody else would read it there.
    if let newest = report.revisions.first, try session.charter.visibility.keeps(.editionPublished, "remark", within: request.edition) {
      fields["remark"] = .string(newest.remark)
    }
    return try session.draft(.editionPublished, fields, in: scenes?.whole.id)
  }

  /// Counts what came to pass in the time that is asked for, in every case.
  private static func figures(_ request: ReportRequest, in session: Session, asOf day: Day) throws -> PeriodFigures {
    guard let first = request.since, let last = request.until else {
      throw ServiceError(
        .input, "the account of a period needs its first and its last day", hint: "name them: --since 2018-01-01 --until 2018-12-31")
    }
    guard first <= last else {
      throw ServiceError(.input, "\(first) is after \(last)", hint: "give the first day of the period, then its last")
    }
    guard last <= day else {
      throw ServiceError(
        .input, "the record goes as far as \(day), and the period ends on \(last)",
        hint: "account for a period that is over: --until \(day)")
    }
    var figures = PeriodFigures(from: first, to: last)
    let charter = try session.charter
    let matters = [nil] + session.organization.cases.map { Optional($0) }
    for (index, matter) in matters.enumerated() {
      try session.reached("counting", 0.5 * Double(index) / Double(matters.count))
      let duties = try session.duties(of: matter, asOf: day).filter { request.edition.mayKnow($0.check, by: charter) }
      figures.add(session.organization.scene(of: matter, asOf: day), duties)
    }
    return figures
  }

  /// In a format, past the gate.
  ///
  /// - Parameter scan: for everything that the exporter can open.
  func released(as format: ReportFormat, past scan: LeakScan) throws -> ReleasedReport {
    try ReleasedReport(report, as: format, name: name, past: scan)
  }
}

extension ReportRequest {
  /// What of a case it is on; nil where it is on no case.
  fileprivate var scope: CaseReport.Scope? {
    switch kind {
    case .findings: .findings
    case .mandates: .mandates
    case .duties: .duties
    case .period: nil
    }
  }
}

extension ReportRequest {
  /// The editions of the same report, for the same readers and in the same language, that the record says were published.
  fileprivate func published(in scene: Scene) -> [Occurrence<EditionPublished>] {
    scene.all(EditionPublished.self).filter { published in
      published.report.shown == kind.rawValue && published.edition.shown?.rawValue == edition.rawValue
        && published.language.shown == language.language
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
