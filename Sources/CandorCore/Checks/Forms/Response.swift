/// The form `respond`: after an occasion, an answer, in its time.
///
/// A preset says which entries are occasions, what each of them waits for, and which entries answer it. Everything else is the same for all: an answer
/// in its time meets the duty; a late one meets it late where the record claims to be complete over the wait; silence breaches it only where the
/// record claims that, or a source states the omission; what came to an end before its time was over lets it lapse; a reason that the clause allows
/// excuses it. Without a period it is open or met, and never late.
package protocol Response: Check where Parameters: ResponseParameters {
  /// The kinds of entries that give rise to it.
  static var occasions: KindSet { get }
  /// The same, where the clause says which.
  static func occasions(under clause: Applied<Parameters>) -> KindSet
  /// The kinds of entries that answer; the first is what there was none of, in words.
  static var answers: [Kind] { get }
  /// The same, where the clause says which.
  static func answers(under clause: Applied<Parameters>) -> [Kind]
  /// What an occasion waits for, an element for each of those to whom an answer is owed; none where it demands nothing.
  static func awaited(_ occasion: Entry, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> [Awaited]
  /// Whether an entry is what an occasion waits for.
  static func answer(_ entry: Entry, to awaited: Awaited, in scene: Scene, under clause: Applied<Parameters>) throws(Gap) -> Reply
  /// Whether what answers is an act of keeping the record: then its day is the one on which it was set down, and that the record has none shows that
  /// there is none.
  static var isOnLog: Bool { get }
}

/// What an occasion waits for.
package struct Awaited: Sendable {
  package var occasion: Entry
  package var owedBy: [Actor] = []
  package var owedTo: [Actor] = []
  /// By when, where that is said otherwise than by the clause's period.
  package var due: DayRange?
  /// On whom a measure is awaited.
  package var on: PartyID?
  /// Other entries that give rise to it.
  package var about: [EntryID] = []
  /// Of which kinds of entries something is to be said.
  package var kinds: [Kind] = []
  /// What hides whether anything is awaited at all.
  package var unseen: Gap?
}

/// What an entry is to an occasion that waits for an answer.
package enum Reply: Hashable, Sendable {
  case none
  /// It says that it answers this one.
  case named(Extent)
  /// It answers where it did not come before.
  case unnamed(Extent)
  /// Whether it answers this one is left open.
  case perhaps([Cause])

  /// - Parameter isNamed: whether it says that it answers this one.
  static func named(if isNamed: Bool, _ extent: Extent? = nil) -> Reply { isNamed ? .named(extent ?? .full) : .none }
  static func unnamed(if answers: Bool) -> Reply { answers ? .unnamed(.full) : .none }
}

/// What a clause of the form `respond` tells its check.
package protocol ResponseParameters: RuleParameters {
  var terms: Terms { get }
}

/// Within which time something is due, by whom, and what excuses it.
package struct Terms: Hashable, Sendable {
  package var within: Period?
  package var owedBy: [BodyID]
  package var excusedBy: [String]

  package static let fields = [
    Shape.Member("within", Period.shape, "within which time; without it, it is open or met and never late", required: false),
    Shape.Member("owed-by", .list(.body), "whose task it is, where the code says", required: false),
    Shape.Member(
      "excused-by", .list(.text), "the reasons for which it may stay undone, as `reason` of an omission gives them: safety, the truth",
      required: false),
  ]

  package init?(_ object: ObjectInput) {
    let (within, owedBy, excusedBy) = (
      object.required("within", Period?.self), object.required("owed-by", [BodyID].self), object.required("excused-by", [String].self)
    )
    guard let within, let owedBy, let excusedBy else { return nil }
    (self.within, self.owedBy, self.excusedBy) = (within, owedBy, excusedBy)
  }
}

extension Response {
  package static var watches: KindSet { defaultWatches }
  /// The same kinds under every clause.
  package static func occasions(under clause: Applied<Parameters>) -> KindSet { occasions }
  package static func answers(under clause: Applied<Parameters>) -> [Kind] { answers }
  package static var isOnLog: Bool { false }

  /// What every preset of the form looks at.
  static var defaultWatches: KindSet {
    occasions.union(KindSet(answers)).union([.omissionStated, .coverageAttested]).union(endings)
  }

  package static func demands(in scene: Scene, under clause: Applied<Parameters>) -> [Demand] {
    let answers = answers(under: clause)
    let occasions = scene.entries(of: occasions(under: clause))
    if occasions.isEmpty { return [] }
    let candidates = scene.entriesAndCommon(of: KindSet(answers))
    let keeper = clause.charter.keeper(of: answers[0])
    var demands: [Demand] = []
    for entry in occasions {
      do throws(Gap) {
        for awaited in try awaited(entry, in: scene, under: clause) {
          let demand =
            awaited.unseen.map { .unseen($0, of: entry, kind: answers[0]) }
            ?? demand(awaited, among: candidates, answers, keeper: keeper, in: scene, under: clause)
          demands.append(demand)
        }
      } catch {
        demands.append(.unseen(error, of: entry, kind: answers[0]))
      }
    }
    return demands
  }

  private static func demand(
    _ awaited: Awaited, among candidates: [Entry], _ answers: [Kind], keeper: BodyID?, in scene: Scene, under clause: Applied<Parameters>
  ) -> Demand {
    let (occasion, terms) = (awaited.occasion, clause.parameters.terms)
    let owedBy = terms.owedBy.isEmpty ? awaited.owedBy : terms.owedBy.map(Actor.body)
    let due = awaited.due ?? terms.within.map { occasion.occurred + $0 }
    var (full, part, possible): (Given?, Given?, [Cause]) = (nil, nil, [])
    func give(_ entry: Entry, _ extent: Extent, isNamed: Bool) {
      let given = Given(entry.id, days(of: entry), isNamed: isNamed)
      switch extent {
      case .full: full = full?.with(given) ?? given
      case .part: part = part?.with(given) ?? given
      }
    }
    for entry in candidates where entry.id != occasion.id {
      do throws(Gap) {
        switch try answer(entry, to: awaited, in: scene, under: clause) {
        case .none: continue
        case .perhaps(let causes): possible += causes
        case .named(let extent): give(entry, extent, isNamed: true)
        case .unnamed(let extent):
          switch isOnLog ? days(of: entry).isBefore(occasion.occurred) : scene.isBefore(entry, occasion) {
          case .no: give(entry, extent, isNamed: false)
          case .yes: continue
          case .unknown(let gaps): possible += gaps.isEmpty ? [.dates([occasion.id, entry.id])] : gaps.map(Cause.gap)
          }
        }
      } catch {
        possible.append(.gap(error))
      }
    }
    // What is given in part is given in full by the first that gives it so.
    let decisive = full ?? part
    let answered = decisive?.days
    // Where nothing answers, it is enough that the record is complete until the due day: what came later would be late.
    let end = scene.present(until: DayRange(nil, decisive?.days.last).intersection(DayRange(nil, due?.last)).last)
    let wait = DayRange(occasion.occurred.first, decisive == nil ? end : decisive?.days.last)
    let omissions = answers.flatMap { scene.omissions(of: $0, about: occasion.id) }.filter { stated in
      // One that names to whom says nothing of others.
      let to = stated.of.shown?.to ?? []
      return to.isEmpty || awaited.owedTo.isEmpty || !Set(to).isDisjoint(with: awaited.owedTo)
    }
    // A source that states that there was none of what is asked for speaks of whatever would stand for it.
    let isCovered =
      isOnLog || omissions.contains { $0.of.shown?.kind == answers[0] && ($0.entry.stretch?.covers(wait) ?? false) }
      || answers.allSatisfy { scene.covers($0, wait) }
    var facts = decisive.map { [Fact.answered($0.first)] } ?? omissions.map { .statedOmission($0.id) }
    let answer: Demand.Answer
    if let answered, !possible.isEmpty, due?.isBefore(answered) == .yes {
      // What may have answered before may have done so in time.
      answer = .unclear(possible.uniqued)
    } else if let answered {
      let isFirst = possible.isEmpty && (isCovered || decisive?.isNamed ?? false)
      answer = .given(
        on: answered, extent: full == nil ? .part : .full, isFirst: isFirst, isLateProven: possible.isEmpty && isCovered)
    } else if !possible.isEmpty {
      answer = .unclear(possible.uniqued)
    } else if let (excuse, reason) = excuse(among: omissions, allowed: terms.excusedBy) {
      facts = [.excused(excuse, reason: reason)]
      answer = .excused
    } else if !terms.excusedBy.isEmpty, let unseen = scene.unseenReason(of: answers) {
      answer = .unclear([.gap(unseen)])
    } else {
      // That one kind of answer was not given says nothing of the others.
      let isStatedNone =
        answers.allSatisfy { kind in omissions.contains { $0.of.shown?.kind == kind } }
        || omissions.contains { $0.of.shown?.kind == answers[0] }
      switch scene.ending(of: owedBy, after: occasion, before: due) {
      case .ended(let entry):
        facts = [.ended(entry)]
        answer = .lapsed
      case .unclear(let causes): answer = .unclear(causes)
      case .none where due == nil && isStatedNone: answer = .broken(lasted: nil)
      case .none: answer = .silence(isCovered: isCovered)
      }
    }
    return Demand(
      subject: occasion.id, owedBy: owedBy, owedTo: awaited.owedTo, since: occasion.occurred, due: due, kind: answers[0],
      keeper: keeper, answer: answer, entries: awaited.about, facts: facts)
  }

  /// When an answer was given.
  private static func days(of entry: Entry) -> DayRange { isOnLog ? DayRange(entry.on) : entry.occurred }

  private static func excuse(among omissions: [Occurrence<OmissionStated>], allowed: [String]) -> (EntryID, reason: String)? {
    for stated in omissions {
      if let reason = stated.reason.shown ?? nil, allowed.contains(reason) { return (stated.id, reason) }
    }
    return nil
  }
}

extension Scene {
  /// What hides from a reader whether a source gives a reason why there was none.
  fileprivate func unseenReason(of kinds: [Kind]) -> Gap? {
    for stated in all(OmissionStated.self) {
      switch stated.of {
      case .hidden(let gap): return gap
      case .shown(let omission) where kinds.contains(omission.kind):
        if let gap = stated.reason.gap { return gap }
      case .shown: continue
      }
    }
    return nil
  }
}

/// Entries that answer.
private struct Given {
  /// The first, by the last day it may be of.
  var first: EntryID
  /// When the first of them was given.
  var days: DayRange
  /// Whether one of them says that it answers.
  var isNamed: Bool

  init(_ entry: EntryID, _ days: DayRange, isNamed: Bool) { (first, self.days, self.isNamed) = (entry, days, isNamed) }

  /// The same with another.
  func with(_ other: Given) -> Given {
    func order(_ given: Given) -> (Int, EntryID) { (given.days.last?.number ?? .max, given.first) }
    return Given(order(self) <= order(other) ? first : other.first, days.first(with: other.days), isNamed: isNamed || other.isNamed)
  }
}

extension Entry {
  /// The stretch of time of which it says something; nil where it says none, or is not seen to.
  package var stretch: DayRange? { (header.occurred.shown ?? nil)?.stretch }
}

/// Whether something ended a duty before its time was over.
enum DutyEnding {
  case none
  case ended(EntryID)
  case unclear([Cause])
}

/// The kinds of entries that can end a duty before its time is over.
let endings: KindSet = [.caseClosed, .bodyDissolved, .organizationDissolved, .motionChanged]

extension Scene {
  /// A case that is closed undecided, a motion's withdrawal, and the end of the organization or of every body that owes it, end what is not yet overdue. What came before the occasion ended
  /// nothing of it.
  func ending(of debtors: [Actor], after occasion: Entry, before due: DayRange?) -> DutyEnding {
    func isMeanwhile(_ entry: Entry) -> Truth { !isBefore(entry, occasion) && !(due?.isBefore(entry.occurred) ?? .no) }
    func causes(_ gaps: [Gap], of entries: [EntryID]) -> [Cause] { gaps.isEmpty ? [.dates([occasion.id] + entries)] : gaps.map(Cause.gap) }
    var open: [Cause] = []
    for closed in all(CaseClosed.self) where closed.id != occasion.id {
      switch closed.why.test({ [.withdrawn, .merged, .dissolved].contains($0) }) && isMeanwhile(closed.entry) {
      case .yes: return .ended(closed.id)
      case .no: continue
      case .unknown(let gaps): open += causes(gaps, of: [closed.id])
      }
    }
    if case .motionMoved(let motion) = occasion.event {
      for changed in all(MotionChanged.self) {
        // Only those who moved it withdraw it.
        let isTheirs = changed.by.test { by in
          by.isEmpty || (motion.by.shown ?? []).isEmpty || !Set(by).isDisjoint(with: motion.by.shown ?? [])
        }
        switch changed.of.is(occasion.id) && changed.change.is(.withdrawn) && isTheirs && isMeanwhile(changed.entry) {
        case .yes: return .ended(changed.id)
        case .no: continue
        case .unknown(let gaps): open += causes(gaps, of: [changed.id])
        }
      }
    }
    for dissolved in entriesAndCommon(of: [.organizationDissolved]).compactMap(Occurrence<OrganizationDissolved>.init) {
      // Who goes on with what is left still owes it.
      let isOver = !dissolved.successors.test { successors in debtors.contains { debtor in successors.contains { .body($0) == debtor } } }
      switch isOver && isMeanwhile(dissolved.entry) {
      case .yes: return .ended(dissolved.id)
      case .no: continue
      case .unknown(let gaps): open += causes(gaps, of: [dissolved.id])
      }
    }
    let dissolutions = entriesAndCommon(of: [.bodyDissolved]).compactMap(Occurrence<BodyDissolved>.init)
    var ends: [(entry: EntryID, isSure: Truth)] = []
    for debtor in debtors {
      let its = dissolutions.map { (entry: $0.id, isSure: $0.body.test { .body($0) == debtor } && isMeanwhile($0.entry)) }
      let most = its.first { $0.isSure == .yes } ?? its.first { $0.isSure != .no }
      guard let most else { return open.isEmpty ? .none : .unclear(open) }
      ends.append(most)
    }
    for end in ends { if case .unknown(let gaps) = end.isSure { open += causes(gaps, of: [end.entry]) } }
    if !open.isEmpty { return .unclear(open) }
    return ends.last.map { .ended($0.entry) } ?? .none
  }
}

extension Demand {
  /// What an occasion demands that is hidden in part: nobody can tell.
  static func unseen(_ gap: Gap, of entry: Entry, kind: Kind) -> Demand {
    Demand(
      subject: entry.id, owedBy: [], owedTo: [], since: entry.occurred, due: nil, kind: kind, keeper: nil, answer: .unclear([.gap(gap)]),
      entries: [], facts: [])
  }
}

extension [Actor] {
  /// Those that are one of some bodies; every body where none is named.
  func among(_ bodies: [BodyID]) -> [Actor] {
    filter { actor in
      guard case .body(let body) = actor else { return false }
      return bodies.isEmpty || bodies.contains(body)
    }
  }
}
