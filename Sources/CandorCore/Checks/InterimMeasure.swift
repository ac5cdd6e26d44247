package import StrictJSON

/// A member who faces an allegation of some gravity is put under a measure until it is decided.
///
/// The occasions are each such allegation, and each later report that brings one anew. What answers is a measure that names the occasion, or one
/// that names none and did not come before it.
package enum InterimMeasure: Response {
  /// From which gravity on which measure is due, within which time, by whom.
  package struct Parameters: ResponseParameters {
    package typealias Of = InterimMeasure

    package var severity: Severity
    package var measure: Measure
    package var terms: Terms

    package static let fields =
      [
        Shape.Member("severity", Severity.shape, "from which gravity on", required: true),
        Shape.Member("measure", Measure.shape, "the measure that is due", required: true),
      ] + Terms.fields

    package init?(_ object: ObjectInput) {
      let (severity, measure) = (object.required("severity", Severity.self), object.required("measure", Measure.self))
      guard let severity, let measure, let terms = Terms(object) else { return nil }
      (self.severity, self.measure, self.terms) = (severity, measure, terms)
    }
  }

  package static let name = CheckName.interimMeasure
  package static let about =
    "After an allegation of a gravity, a measure. An occasion is each allegation, and each later report that brings one anew."
  package static let example: JSONObject = ["severity": "severe", "measure": "suspension", "within": "P2D", "owed-by": "conduct"]
  package static let namesActors = true
  package static let occasions: KindSet = [.allegationMade, .reportReceived]
  package static let answers: [Kind] = [.measureImposed]

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    var faced: [Awaited] = []
    for made in scene.all(AllegationMade.self) {
      do throws(Gap) {
        guard try occasion.brings(made.id), try made.severity.value >= clause.severity else { continue }
        faced.append(Awaited(occasion: occasion, on: try made.against.value, about: [made.id]))
      } catch {
        faced.append(Awaited(occasion: occasion, unseen: error))
      }
    }
    return faced
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    guard let imposed = Occurrence<MeasureImposed>(entry), let respondent = awaited.on else { return .none }
    guard try imposed.measure.value == clause.measure, try imposed.on.value.contains(respondent) else { return .none }
    let occasions = try imposed.answers.value
    if occasions.contains(awaited.occasion.id) { return .named(.full) }
    return .unnamed(if: occasions.isEmpty)
  }
}

extension Entry {
  /// Whether it makes an allegation, or brings it anew.
  fileprivate func brings(_ allegation: EntryID) throws(Gap) -> Bool {
    if case .reportReceived(let report) = event { return try report.repeats.value.contains(allegation) }
    return id == allegation
  }
}
