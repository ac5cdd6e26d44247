import CandorCore

/// What was needed, what was given, and what was done to those who spoke.
extension Wording {
  func needAsked(_ asked: NeedAsked) -> Sentence {
    let to = listed(asked.to, "identity", parties)
    let active: Sentence = to.isEmpty ? "asked what was needed" : "asked \(to) what was needed"
    let passive: Sentence = to.isEmpty ? "it was asked what was needed" : "a question of what was needed was put to \(to)"
    return "\(did(asked.by, active, passive: passive)).\(says(asked.says))"
  }

  func needStated(_ stated: NeedStated) -> Sentence {
    let need = ("\(shown(stated.from, "identity", party)) stated this need: \(shown(stated.need, "need", prose))" as Sentence).stopped
    let answers = listed(stated.answers, "occasion") { " This answered \(entries($0))." }
    return "\(need)\(answers)\(says(stated.says))"
  }

  func supported(_ given: SupportGiven) -> Sentence {
    let to = listed(given.to, "identity") { " to \(parties($0))" }
    let support: Sentence = "\(did(given.by, "gave support\(to)", passive: "support was given\(to)"))"
    let what = ("\(support): \(shown(given.what, "matter") { "\($0)" })" as Sentence).stopped
    let answers = listed(given.answers, "occasion") { " This answered \(entries($0))." }
    return "\(what)\(answers)\(says(given.says))"
  }

  /// A detriment is reported, and who brought it is reported with it: neither is surer than the source.
  func worsened(_ detriment: DetrimentReported) -> Sentence {
    let against = listed(detriment.against, "identity") { " to \(parties($0))" }
    let after = listed(detriment.after, "matter") { " It followed \(entries($0))." }
    let what =
      ("a detriment\(against)\(by(detriment.by)) was reported: \(shown(detriment.what, "matter") { "\($0)" })" as Sentence).stopped
    return "\(what)\(after)\(named("ground stated for it", detriment.ground, "ground"))\(says(detriment.says))"
  }
}
