package import StrictJSON

/// What was reported to one body is passed on to the one whose matter it is.
package enum Escalate: Response {
  /// From whom to whom, and from which gravity on.
  package struct Parameters: ResponseParameters {
    package typealias Of = Escalate

    package var of: [BodyID]
    package var to: BodyID
    package var severity: Severity?
    package var terms: Terms

    package static let fields =
      [
        Shape.Member("of", .list(.body), "the bodies that pass on what is reported to them; every other one without it", required: false),
        Shape.Member("to", .body, "the body whose matter it is", required: true),
        Shape.Member("severity", Severity.shape, "only reports with an allegation of this gravity or more", required: false),
      ] + Terms.fields

    package init?(_ object: ObjectInput) {
      let (of, to) = (object.required("of", [BodyID].self), object.required("to", BodyID.self))
      let (severity, terms) = (object.required("severity", Severity?.self), Terms(object))
      guard let of, let to, let severity, let terms else { return nil }
      (self.of, self.to, self.severity, self.terms) = (of, to, severity, terms)
    }
  }

  package static let name = CheckName.escalate
  package static let about =
    "What was reported to one body is passed on to the one whose matter it is: by a notice, a referral or a remit."
  package static let example: JSONObject = ["of": "board", "to": "conduct", "severity": "serious", "within": "P2D"]
  package static let occasions: KindSet = [.reportReceived]
  package static let answers: [Kind] = [.noticeGiven, .decisionTaken, .remitSet]
  package static var watches: KindSet { defaultWatches.union([.allegationMade]) }

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    guard let report = Occurrence<ReportReceived>(occasion) else { return [] }
    let to = try report.to.value
    let reached = to.among(clause.of)
    // What reached the right one at once needs no passing on.
    guard !reached.isEmpty, !to.contains(.body(clause.to)) else { return [] }
    if let severity = clause.severity {
      var isGrave = false
      for made in try scene.allegations(of: report) where try made.severity.value >= severity { isGrave = true }
      guard isGrave else { return [] }
    }
    return [Awaited(occasion: occasion, owedBy: reached, owedTo: [.body(clause.to)])]
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    let target = Actor.body(clause.to)
    // A report is passed on with the allegations that it brought.
    let matters = try scene.matters(of: awaited.occasion)
    switch entry.event {
    case .noticeGiven(let notice):
      guard try notice.to.value.contains(target) else { return .none }
      return .named(if: !matters.isDisjoint(with: try notice.of.value))
    case .decisionTaken(let decision):
      guard try decision.outcome.value.contains(where: { $0.act == .refer && ($0.of == nil || $0.of == target) }) else { return .none }
      return .named(if: !matters.isDisjoint(with: try decision.answers.value))
    case .remitSet(let remit):
      guard try remit.of.value == clause.to else { return .none }
      return .named(if: !matters.isDisjoint(with: try remit.on.value))
    default: return .none
    }
  }
}

extension Scene {
  /// An entry, and where it is a report, the allegations that it brought.
  func matters(of occasion: Entry) throws(Gap) -> Set<EntryID> {
    guard let report = Occurrence<ReportReceived>(occasion) else { return [occasion.id] }
    return Set([report.id] + (try allegations(of: report).map(\.id)))
  }

  /// The allegations that a report brought, or brought anew.
  func allegations(of report: Occurrence<ReportReceived>) throws(Gap) -> [Occurrence<AllegationMade>] {
    let repeated = try report.repeats.value
    var brought: [Occurrence<AllegationMade>] = []
    for made in all(AllegationMade.self) where try made.report.value == report.id || repeated.contains(made.id) { brought.append(made) }
    return brought
  }
}
