package import CandorCore

/// A report on one case, for one edition: built from what that edition's readers may see, and from the duties that the charter lets them see.
package struct CaseReport {
  /// The record at the moment of the report.
  package struct Standing: Hashable, Sendable {
    /// How many entries the record has.
    package var size: Int
    /// The tree head's root, in standard base64.
    package var root: String
    /// The day of the checkpoint; what is due is judged as of this day.
    package var day: Day

    package init(size: Int, root: String, day: Day) {
      self.size = size
      self.root = root
      self.day = day
    }
  }

  let scene: Scene
  /// As findings stand in the report: the breached first, then what cannot be told, what is open, what was met.
  let duties: [Duty]
  let edition: Edition
  let standing: Standing
  let wording: Wording
  var scribe: Scribe
  let scope: Scope
  /// The newest edition of this report that was published; nil where there is none.
  let earlier: Earlier?

  /// What of a case a report is on.
  package enum Scope: Hashable, Sendable {
    /// All of it.
    case findings
    /// What was mandated and promised.
    case mandates
    /// What is still owed.
    case duties

    var report: ReportKind {
      switch self {
      case .findings: .findings
      case .mandates: .mandates
      case .duties: .duties
      }
    }
  }

  /// - Parameters:
  ///   - scene: the case as the edition's view shows it.
  ///   - duties: as evaluated in the fullest view; those whose check the charter keeps from the edition's readers are left out here.
  package init(
    _ scope: Scope = .findings, of scene: Scene, duties: [Duty], edition: Edition, language: Catalogue, standing: Standing,
    earlier: Earlier? = nil, hidden: Hidden = Hidden()
  ) {
    self.scope = scope
    self.earlier = earlier.map { earlier in
      var seen = earlier
      seen.duties = Self.told(earlier.duties, scope, edition, scene.charter)
      return seen
    }
    self.scene = scene
    self.edition = edition
    self.standing = standing
    let seen = Self.told(duties, scope, edition, scene.charter)
    switch scope {
    case .findings, .mandates: self.duties = Duty.State.allCases.flatMap { state in seen.filter { $0.state == state } }
    case .duties: self.duties = seen.sorted { $0.isMoreUrgent(than: $1) }
    }
    wording = Wording(scene, placing: scope.placed, hidden: hidden)
    scribe = Scribe(in: language)
  }

  /// The duties that a report tells of, to those who may know of them.
  private static func told(_ duties: [Duty], _ scope: Scope, _ edition: Edition, _ charter: Charter?) -> [Duty] {
    duties.filter { duty in
      guard charter.map({ edition.mayKnow(duty.check, by: $0) }) ?? false else { return false }
      return switch scope {
      case .findings: true
      case .mandates: duty.check == .carryOut
      case .duties: duty.isOwed
      }
    }
  }

  /// The report. The same input gives the same report.
  package mutating func report() -> Report {
    let opened = scene.all(CaseOpened.self).first
    let contentNote = contentNote(opened)
    let (summary, told) =
      switch scope {
      case .findings: (summary(), findingsSections())
      case .mandates: (mandatesSummary(), mandatesSections())
      case .duties: (dutiesSummary(), dutiesSections())
      }
    var sections = told + [withheld(), evidence(), verification()].compactMap(\.self)
    for index in sections.indices { sections[index].label = String(index + 1) }
    return Report(
      kind: scope.report, edition: edition, language: scribe.language.language, title: scribe.words(Wording.title(scope.report, edition)),
      subtitle: scribe.words(opened.map { wording.shown($0.about, "matter") { "\($0)" } } ?? .nothing), particulars: particulars(opened),
      contentNote: contentNote, sections: [summary] + sections,
      revisions: revisions(), contentNoteTitle: scribe.words(Wording.Title.contentNote),
      revisionsTitle: scribe.words(Wording.Title.revisions), words: scribe.around)
  }

  // MARK: The front

  func particulars(_ opened: Occurrence<CaseOpened>?) -> [Labelled] {
    let issuer = opened.map { wording.given($0.issuer, "issuer") { "\($0)" } } ?? .nothing
    return (issuer.isEmpty ? [] : [scribe.labelled(Wording.Term.issuer, issuer)]) + [
      scribe.labelled(Wording.Term.readers, Wording.readers(edition)),
      scribe.labelled(Wording.Term.record, Wording.checkpoint(standing.size, root: standing.root)),
      scribe.labelled(Wording.Term.edition, Wording.edition(of: standing.day)),
    ]
  }

  mutating func contentNote(_ opened: Occurrence<CaseOpened>?) -> [Paragraph] {
    let note = (opened?.contentNote.shown.flatMap(\.self)).map { Sentence(verbatim: $0) } ?? Wording.standingNote
    let support = opened.map { wording.given($0.support, "support") { Wording.support($0) } } ?? .nothing
    return [note, support].filter { !$0.isEmpty }.map { scribe.paragraph($0) }
  }

  /// When something happened and what, as a paragraph; none where nothing is to be told of it.
  mutating func telling(_ entry: Entry, id: String? = nil) -> Paragraph? {
    wording.event(entry).map { told in
      scribe.paragraph("\(wording.when(entry).capitalized). \(told)", id: id, citing: wording.citation([entry.id]))
    }
  }

  // MARK: The back

  /// Fields of the entries it shows, by kind, count and reason; and how many entries it does not open.
  mutating func withheld() -> Section {
    struct Line: Hashable {
      var kind: Kind
      var field: String
      var why: Gap.Why
      var reason: Sentence
    }
    var counts: [Line: Int] = [:]
    for entry in scene.entries {
      guard let kind = entry.kind else { continue }
      for gap in entry.gaps {
        let field = kind.field(of: gap.slot)
        if !Visibility.isSealed(field, of: kind) || kind != .personDescribed && ["person", "party", "key"].contains(field)
          || gap.why != .withheld
        {
          counts[Line(kind: kind, field: field, why: gap.why, reason: wording.erasure(of: gap) ?? Wording.reason(gap.why)), default: 0] += 1
        }
      }
    }
    let kinds = Kind.allCases
    let language = scribe.language
    let lines = counts.sorted { one, other in
      (kinds.firstIndex(of: one.key.kind) ?? 0, one.key.field, one.key.why.rawValue, one.key.reason.plain(in: language))
        < (kinds.firstIndex(of: other.key.kind) ?? 0, other.key.field, other.key.why.rawValue, other.key.reason.plain(in: language))
    }
    func table(_ id: String, _ caption: Sentence, _ columns: [Sentence], _ isListed: (Gap.Why) -> Bool) -> Block? {
      scribe.table(
        id, caption, columns,
        lines.filter { isListed($0.key.why) }.map { line, count in
          [wording.noun(line.kind), Wording.field(line.field), "\(count)", line.reason]
        })
    }
    let unopened = standing.size - (scene.entries + scene.common).count { $0.kind != nil }
    var blocks = [Block.paragraph(scribe.paragraph("\(Wording.unopened(unopened, of: standing.size))"))]
    if edition != .case { blocks.append(.paragraph(scribe.paragraph("\(Wording.sealedEverywhere)"))) }
    blocks += [
      table("withheld-table", Wording.Table.withheld, Wording.Table.withheldColumns) { $0 != .erased },
      table("erased-table", Wording.Table.erased, Wording.Table.erasedColumns) { $0 == .erased },
    ].compactMap(\.self)
    return Section(id: "withheld", role: .withheld, label: nil, title: scribe.words(Wording.Title.withheld), blocks: blocks)
  }

  func evidence() -> Section? {
    let sources = scene.all(SourceDescribed.self).map { source in
      let by = wording.listed(source.by, "identity") { "\(Wording.by) \(wording.actors($0))" }
      let published = wording.given(source.published, "date") { "\(Wording.published(Wording.date($0)))" }
      let note = wording.given(source.note, "note") { wording.prose($0).capitalized }
      let notes = [by, published, note].filter { !$0.isEmpty }.map(\.capitalized)
      return Evidence(
        id: Wording.anchor(source.id), label: wording.designation(of: SourceID(entry: source.id)) ?? "",
        title: scribe.words(wording.shown(source.title, "title") { "\($0)" }),
        notes: scribe.inlines(notes.joined(by: ". ")))
    }
    return scribe.section("sources", Wording.Title.evidence, role: .evidence, blocks: sources.isEmpty ? [] : [.evidence(sources)])
  }

  mutating func verification() -> Section {
    let paragraphs = [
      scribe.paragraph("\(Wording.verification(size: standing.size)) \(.literal(standing.root))"),
      scribe.paragraph("\(Wording.verificationByProof(scope.report, edition, language: scribe.language.language))"),
      scribe.paragraph("\(Wording.verificationAgainstKeeper(size: standing.size))"),
    ]
    return Section(
      id: "verification", role: .verification, label: nil, title: scribe.words(Wording.Title.verification),
      blocks: paragraphs.map(Block.paragraph))
  }
}

extension CaseReport.Scope {
  /// The kinds of entries that a report of this kind tells of in a place of their own; nil for all that happened.
  fileprivate var placed: Set<Kind>? {
    switch self {
    case .findings: nil
    case .mandates: CaseReport.assembly
    case .duties: []
    }
  }
}
