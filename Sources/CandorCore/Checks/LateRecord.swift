package import StrictJSON

/// What happens is set down in its time.
package enum LateRecord: Check {
  /// What, within which time.
  package struct Parameters: RuleParameters {
    package typealias Of = LateRecord

    package var kinds: [Kind]
    package var within: Period

    package static let fields = [
      Shape.Member("kinds", .list(.kind), "the kinds of entries", required: true),
      Shape.Member("within", Period.shape, "within which time after it happened", required: true),
    ]

    package init?(_ object: ObjectInput) {
      let (kinds, within) = (object.required("kinds", [Kind].self), object.required("within", Period.self))
      guard let kinds, let within else { return nil }
      (self.kinds, self.within) = (kinds, within)
    }
  }

  package static let name = CheckName.lateRecord
  package static let about = "What happens is set down in its time; the day it was set down is on the log."
  package static let example: JSONObject = ["kinds": ["decision.taken", "vote.held"], "within": "P14D"]
  package static let watches = KindSet.all

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    scene.entries(of: KindSet(clause.kinds)).compactMap { entry in
      guard let kind = entry.kind else { return nil }
      let keeper = clause.charter.keeper(of: kind)
      let due = entry.occurred + clause.within
      return Demand(
        subject: entry.id, owedBy: keeper.map { [.body($0)] } ?? [], owedTo: [], since: entry.occurred, due: due, kind: kind,
        keeper: keeper,
        // The day it was set down is on the log.
        answer: .given(on: DayRange(entry.on), extent: .full, isFirst: true, isLateProven: true), entries: [], facts: [])
    }
  }
}
