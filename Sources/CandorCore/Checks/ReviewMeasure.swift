package import StrictJSON

/// A measure that holds until a decision is looked at again: on the day it names itself, or within a time.
package enum ReviewMeasure: Response {
  /// Which measures.
  package struct Parameters: ResponseParameters {
    package typealias Of = ReviewMeasure

    package var measures: [Measure]
    package var terms: Terms

    package static let fields =
      [Shape.Member("measures", .list(Measure.shape), "which measures; every one without it", required: false)] + Terms.fields

    package init?(_ object: ObjectInput) {
      let (measures, terms) = (object.required("measures", [Measure].self), Terms(object))
      guard let measures, let terms else { return nil }
      (self.measures, self.terms) = (measures.isEmpty ? Measure.allCases : measures, terms)
    }
  }

  package static let name = CheckName.reviewMeasure
  package static let about =
    "A measure that holds until a decision is looked at again: on the day it names itself, or within a time."
  package static let example: JSONObject = ["within": "P30D", "owed-by": "conduct"]
  package static let occasions: KindSet = [.measureImposed]
  package static let answers: [Kind] = [.decisionTaken, .measureLifted, .measureImposed]

  package static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited] {
    guard let imposed = Occurrence<MeasureImposed>(occasion) else { return [] }
    guard clause.measures.contains(try imposed.measure.value), try imposed.purpose.value == .interim else { return [] }
    return [
      Awaited(
        occasion: occasion, owedBy: try imposed.by.value, owedTo: try imposed.on.value.map(Actor.party),
        due: try imposed.review.value?.range)
    ]
  }

  package static func answer(
    _ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>
  ) throws(Gap) -> Reply {
    let id = awaited.occasion.id
    switch entry.event {
    case .decisionTaken(let decision): return .named(if: try decision.answers.value.contains(id))
    case .measureLifted(let lifted): return .named(if: try lifted.imposed.value == id)
    case .measureImposed(let imposed): return .named(if: try imposed.answers.value.contains(id))
    default: return .none
    }
  }
}
