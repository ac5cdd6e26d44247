package import StrictJSON

/// What a body decided is told to those to whom it is owed.
///
/// A breach takes a stated omission: that the record holds no notice proves nothing, unless it claims to hold every notice. A gag, or a notice that
/// the record contradicts, stands beside it as what kept the matter hidden. It lasts from the decision until those to whom it is owed are told.
package enum Concealment: Check {
  /// Whose decisions are to be told, to whom, by whom.
  package struct Parameters: RuleParameters {
    package typealias Of = Concealment

    package var of: [BodyID]
    package var owedTo: BodyID
    package var owedBy: [BodyID]

    package static let fields = [
      Shape.Member("of", .list(.body), "whose decisions", required: true),
      Shape.Member("owed-to", .body, "to whom they are owed", required: true),
      Shape.Member("owed-by", .list(.body), "who is to tell, where the code says", required: false),
    ]

    package init?(_ object: ObjectInput) {
      let of: [BodyID]? = object.required("of")
      let owedTo: BodyID? = object.required("owed-to")
      let owedBy: [BodyID]? = object.required("owed-by")
      guard let of, let owedTo, let owedBy else { return nil }
      (self.of, self.owedTo, self.owedBy) = (of, owedTo, owedBy)
    }
  }

  package static let name = CheckName.concealment
  package static let about =
    "What a body decided is told to those to whom it is owed. A breach takes a stated omission, or coverage of notices and statements."
  package static let example: JSONObject = ["of": "conduct", "owed-to": "members", "owed-by": "board"]
  package static let namesActors = true
  package static let watches: KindSet = [
    .decisionTaken, .noticeGiven, .statementPublished, .instructionGiven, .omissionStated, .coverageAttested,
  ]

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let actor = Actor.body(clause.owedTo)
    let bodies = Set(clause.of.map(Actor.body))
    let decisions = scene.all(DecisionTaken.self).filter { decision in
      // Undoing a decision is part of what became of it, not a second thing to be told.
      decision.by.test { !bodies.isDisjoint(with: $0) } != .no && decision.undoes.is(nil) != .no
    }
    return scene.demands(each: decisions, of: .noticeGiven, subject: \.entry) { decision throws(Gap) in
      guard try !bodies.isDisjoint(with: decision.by.value), try decision.undoes.value == nil else { return nil }
      let (tellings, possible) = tellings(of: decision.id, to: actor, in: scene)
      let told = tellings.min {
        ($0.occurred.last?.number ?? .max, $0.id) < ($1.occurred.last?.number ?? .max, $1.id)
      }
      let omissions = scene.omissions(of: .noticeGiven, about: decision.id, to: actor)
      let end = DayRange.first(of: tellings.map(\.occurred)) ?? DayRange(scene.asOf)
      // A notice may tell it, and so may a statement.
      let wait = DayRange(decision.occurred.first, end.last)
      let isCovered = scene.covers(.noticeGiven, wait) && scene.covers(.statementPublished, wait)
      var lasted = decision.occurred.days(to: end)
      // A telling that this reader does not see may have ended it at any time.
      if !possible.isEmpty { lasted.atLeast = 0 }
      let answer: Demand.Answer =
        if !omissions.isEmpty {
          .broken(lasted: lasted)
        } else if !scene.unseenOmissions.isEmpty {
          .unclear(scene.unseenOmissions.map(Cause.gap))
        } else if told != nil {
          .given(on: end, extent: .full, isFirst: isCovered && possible.isEmpty, isLateProven: isCovered && possible.isEmpty)
        } else if !possible.isEmpty {
          .unclear(possible.map(Cause.gap))
        } else if isCovered {
          .broken(lasted: lasted)
        } else {
          .silence(isCovered: false)
        }
      // Whoever may not speak of what was decided on may not speak of the decision.
      let matters = Set([decision.id] + (decision.answers.shown ?? []))
      let silenced = scene.all(InstructionGiven.self).filter { given in
        given.content.test { $0.contains { $0.matter == .confidentiality } } == .yes
          && given.on.test { !matters.isDisjoint(with: $0) } == .yes
      }
      let misinformed = scene.all(NoticeGiven.self).filter { $0.contradicts.test { $0.contains(decision.id) } == .yes }
      return Demand(
        subject: decision.id, owedBy: clause.owedBy.map(Actor.body), owedTo: [actor], since: decision.occurred, due: nil,
        kind: .noticeGiven,
        keeper: clause.charter.keeper(of: .noticeGiven), answer: answer, entries: [],
        facts: omissions.map { .statedOmission($0.id) } + silenced.map { .silenced($0.id) } + misinformed.map { .misinformed($0.id) }
          + [told].compactMap { $0.map { .told($0.id) } })
    }
  }

  /// Notices and statements to them that told of the decision, and not of a part of it only; and what hides from this reader whether others did.
  private static func tellings(of id: EntryID, to actor: Actor, in scene: Scene) -> ([Entry], unseen: [Gap]) {
    let notices = scene.all(NoticeGiven.self).map { notice in
      (notice.entry, notice.to.test { $0.contains(actor) } && notice.of.test { $0.contains(id) } && !notice.extent.is(.part))
    }
    let statements = scene.all(StatementPublished.self).map { statement in
      (
        statement.entry,
        statement.to.test { $0.map(Actor.body).contains(actor) } && statement.of.test { $0.contains(id) } && !statement.extent.is(.part)
      )
    }
    var (told, unseen): ([Entry], [Gap]) = ([], [])
    for (entry, truth) in notices + statements {
      switch truth {
      case .yes: told.append(entry)
      case .no: break
      case .unknown(let gaps): unseen += gaps
      }
    }
    return (told, unseen)
  }
}
