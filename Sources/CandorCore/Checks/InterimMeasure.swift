/// A member who faces an allegation of some gravity is put under a measure until it is decided.
///
/// The occasions are each such allegation, and each later report that brings one anew. What answers is a measure that names the occasion, or one
/// that names none and did not come before it.
package enum InterimMeasure: Check {
  /// From which gravity on which measure is due, within which time, by whom.
  package struct Parameters: RuleParameters {
    package typealias Of = InterimMeasure

    package var severity: Severity
    package var measure: Measure
    package var within: Period?
    package var owedBy: [BodyID]

    package static let fields = [
      Shape.Member("severity", Severity.shape, "from which gravity on", required: true),
      Shape.Member("measure", Measure.shape, "the measure that is due", required: true),
      Shape.Member("within", Period.shape, "within which time; without it, it is open or met and never late", required: false),
      Shape.Member("owed-by", .list(.body), "who is to impose it, where the code says", required: false),
    ]

    package init?(_ object: ObjectInput) {
      let severity: Severity? = object.required("severity")
      let measure: Measure? = object.required("measure")
      let within: Period?? = object.required("within")
      let owedBy: [BodyID]? = object.required("owed-by")
      guard let severity, let measure, let within, let owedBy else { return nil }
      (self.severity, self.measure, self.within, self.owedBy) = (severity, measure, within, owedBy)
    }
  }

  package static let name = CheckName.interimMeasure
  package static let watches: Set<Kind> = [.allegationMade, .reportReceived, .measureImposed, .omissionStated, .coverageAttested]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let allegations = scene.all(AllegationMade.self)
    let repeated = scene.all(ReportReceived.self).flatMap { report in
      allegations.filter { made in report.repeats.test { $0.contains(made.id) } != .no }.map { (report.entry, $0) }
    }
    return scene.demands(each: allegations.map { ($0.entry, $0) } + repeated, of: .measureImposed, subject: \.0) { occasion throws(Gap) in
      let (entry, made) = occasion
      if case .reportReceived(let report) = entry.event { _ = try report.repeats.value }
      guard try made.severity.value >= clause.severity else { return nil }
      let respondent = try made.against.value
      var (answers, isTied, possible): ([Entry], Bool, [Cause]) = ([], false, [])
      for imposed in scene.all(MeasureImposed.self) {
        guard try imposed.measure.value == clause.measure, try imposed.on.value.contains(respondent) else { continue }
        let occasions = try imposed.answers.value
        if occasions.contains(entry.id) {
          answers.append(imposed.entry)
          isTied = true
        } else if occasions.isEmpty {
          switch scene.isBefore(imposed.entry, entry) {
          case .no: answers.append(imposed.entry)
          case .yes: break
          case .unknown(let gaps): possible += gaps.isEmpty ? [.dates([entry.id, imposed.id])] : gaps.map(Cause.gap)
          }
        }
      }
      let first = answers.min { ($0.occurred.last?.number ?? .max, $0.id) < ($1.occurred.last?.number ?? .max, $1.id) }
      let omissions = scene.omissions(of: .measureImposed, about: entry.id).stated
      let due = clause.within.map { entry.occurred + $0 }
      // Where nothing answers, it is enough that the record is complete until the due day: what came later would be late.
      let wait = DayRange(entry.occurred.first, first?.occurred.last ?? scene.present(until: due?.last))
      let answered = DayRange.first(of: answers.map(\.occurred))
      let isCovered = scene.covers(.measureImposed, wait)
      let answer: Demand.Answer =
        if let answered {
          .given(on: answered, extent: .full, isFirst: (isTied || isCovered) && possible.isEmpty)
        } else if !possible.isEmpty {
          .unclear(possible)
        } else if !omissions.isEmpty {
          .broken(lasted: nil)
        } else {
          .silence(isCovered: isCovered)
        }
      return Demand(
        subject: entry.id, owedBy: clause.owedBy.map(Actor.body), owedTo: [], since: entry.occurred,
        due: due, kind: .measureImposed, keeper: clause.charter.keeper(of: .measureImposed), answer: answer, entries: [made.id],
        facts: first.map { [.answered($0.id)] } ?? omissions.map { .statedOmission($0.id) })
    }
  }
}
