/// Who owes what to whom, since when and until when, and how it stands. It judges procedure, never anyone's guilt.
package struct Duty: Hashable, Sendable {
  /// How a duty stands. Nothing is ever breached or met by what is not known.
  package enum State: String, CaseIterable, Sendable {
    case breached, undetermined, open, met
    /// Not done, for a reason on record that the clause allows.
    case excused
    /// An entry ended it before it was met.
    case lapsed
  }

  private var content: Content

  /// What every copy of it shares: it is handed on more often than it is made.
  private final class Content: Hashable, Sendable {
    let standing: Standing

    init(_ standing: Standing) { self.standing = standing }

    static func == (one: Content, other: Content) -> Bool { one === other || one.standing == other.standing }
    func hash(into hasher: inout Hasher) { hasher.combine(standing) }
  }

  package var check: CheckName { content.standing.check }
  package var clause: ClauseID { content.standing.clause }
  /// Nil where it is of the organization itself and of none of its cases.
  package var `case`: CaseID? { content.standing.`case` }
  /// Empty where the clause does not say whose duty it is.
  package var owedBy: [Actor] { content.standing.owedBy }
  package var owedTo: [Actor] { content.standing.owedTo }
  /// The entry that gave rise to it.
  package var subject: EntryID { content.standing.subject }
  /// Which it is of several that the entry gives rise to under the clause, from 1; nil where it is the only one.
  package internal(set) var ordinal: Int? {
    get { content.standing.ordinal }
    set {
      var standing = content.standing
      standing.ordinal = newValue
      content = Content(standing)
    }
  }
  package var since: DayRange { content.standing.since }
  /// Nil where the clause states no period: it is never late.
  package var due: DayRange? { content.standing.due }
  package var state: State { content.standing.state }
  package var extent: Extent { content.standing.extent }
  /// How long after its due day it was met, in days; nil where it was not late, or cannot be said to have been.
  package var late: Span? { content.standing.late }
  /// How long it took, or has lasted, in days.
  package var lasted: Span? { content.standing.lasted }
  /// Why it is undetermined; empty otherwise.
  package var causes: [Cause] { content.standing.causes }
  /// Every entry it rests on, ascending.
  package var entries: [EntryID] { content.standing.entries }
  package var facts: [Fact] { content.standing.facts }

  /// The state of a demand as its answer leaves it at the end of a day. Nothing else decides a state.
  package init(_ demand: Demand, check: CheckName, clause: ClauseID, case: CaseID?, asOf: Day) {
    content = Content(Standing(demand, check: check, clause: clause, case: `case`, asOf: asOf))
  }
}

/// A duty in full.
private struct Standing: Hashable, Sendable {
  let check: CheckName
  let clause: ClauseID
  let `case`: CaseID?
  let owedBy: [Actor]
  let owedTo: [Actor]
  let subject: EntryID
  var ordinal: Int?
  let since: DayRange
  let due: DayRange?
  let state: Duty.State
  let extent: Extent
  let late: Span?
  let lasted: Span?
  let causes: [Cause]
  let entries: [EntryID]
  let facts: [Fact]

  init(_ demand: Demand, check: CheckName, clause: ClauseID, case: CaseID?, asOf: Day) {
    self.check = check
    self.clause = clause
    self.case = `case`
    owedBy = demand.owedBy
    owedTo = demand.owedTo
    subject = demand.subject
    since = demand.since
    due = demand.due
    facts = demand.facts
    entries =
      demand.facts.reduce(into: [demand.subject] + demand.entries) { entries, fact in
        entries.append(fact.entry)
        entries += fact.others
      }.ascending
    switch demand.answer {
    case .given(let on, let extent, let isFirst, let isLateProven):
      let wait = demand.since.days(to: on)
      // Where the record does not claim to be complete, an earlier answer may be missing from it: the wait was at most this long.
      lasted = isFirst ? wait : Span(atLeast: 0, atMost: wait.atMost)
      self.extent = extent
      switch demand.due?.isBefore(on) {
      case .yes? where isLateProven: (state, late, causes) = (.met, demand.due?.days(to: on), [])
      case .yes?: (state, late, causes) = (.undetermined, nil, [.coverage(demand.kind, keeper: demand.keeper)])
      case .unknown?: (state, late, causes) = (.undetermined, nil, [.dates(entries)])
      case .no?, nil: (state, late, causes) = (.met, nil, [])
      }
    case .broken(let span):
      (state, extent, late, lasted, causes) = (.breached, .full, nil, span, [])
    case .kept:
      (state, extent, late, lasted, causes) = (.met, .full, nil, nil, [])
    case .silence(let isCovered):
      (extent, late) = (.full, nil)
      let isPast = demand.due?.isBefore(DayRange(asOf))
      let wait = demand.since.days(to: DayRange(asOf))
      switch (isCovered, isPast) {
      case (true, .yes?): (state, lasted, causes) = (.breached, wait, [])
      case (true, nil), (_, .no?): (state, lasted, causes) = (.open, wait, [])
      case (true, .unknown?): (state, lasted, causes) = (.undetermined, nil, [.dates(entries)])
      case (false, _): (state, lasted, causes) = (.undetermined, nil, [.coverage(demand.kind, keeper: demand.keeper)])
      }
    case .pending(let on):
      (state, extent, late, lasted, causes) = (.open, .full, nil, demand.since.days(to: on), [])
    case .excused:
      (state, extent, late, lasted, causes) = (.excused, .full, nil, nil, [])
    case .lapsed:
      (state, extent, late, lasted, causes) = (.lapsed, .full, nil, nil, [])
    case .unclear(let why):
      (state, extent, late, lasted, causes) = (.undetermined, .full, nil, nil, why)
    }
  }
}

/// Why a duty cannot be determined.
package enum Cause: Hashable, Sendable {
  /// A value that this reader does not see.
  case gap(Gap)
  /// Dates too wide to tell.
  case dates([EntryID])
  /// The record does not claim to hold every entry of a kind; with whose task it was to keep them, where the charter says.
  case coverage(Kind, keeper: BodyID?)
  /// An entry that does not say what matters, with whose task that record was, where the charter says.
  case unstated([EntryID], field: String, keeper: BodyID?)
  /// Accounts that differ in what matters.
  case rivals([EntryID])
  /// Entries that tell numbers which cannot all be.
  case contradictory([EntryID])
}

/// What a check asks of the record for one occasion, and what the record answers.
package struct Demand: Hashable, Sendable {
  /// What the record answers to a demand.
  package enum Answer: Hashable, Sendable {
    /// Done; `isFirst` where this is what did it, by what it says or because the record is complete; `isLateProven` where the record shows that
    /// nothing else did it in time.
    case given(on: DayRange, extent: Extent, isFirst: Bool, isLateProven: Bool)
    /// What must not be was done, or what must be is stated not to have been.
    case broken(lasted: Span?)
    /// What must not be was not done.
    case kept
    /// Not yet done on the last day that a source tells of it.
    case pending(on: DayRange)
    /// Not done, for a reason that the clause allows.
    case excused
    /// Something on record ended the demand.
    case lapsed
    /// Nothing on record; covered where the record claims to hold everything of the kind.
    case silence(isCovered: Bool)
    case unclear([Cause])
  }

  package var subject: EntryID
  package var owedBy: [Actor]
  package var owedTo: [Actor]
  package var since: DayRange
  package var due: DayRange?
  /// The kind of entry that would answer.
  package var kind: Kind
  package var keeper: BodyID?
  package var answer: Answer
  package var entries: [EntryID]
  package var facts: [Fact]

  package init(
    subject: EntryID, owedBy: [Actor], owedTo: [Actor], since: DayRange, due: DayRange?, kind: Kind, keeper: BodyID?, answer: Answer,
    entries: [EntryID], facts: [Fact]
  ) {
    (self.subject, self.owedBy, self.owedTo, self.since, self.due) = (subject, owedBy, owedTo, since, due)
    (self.kind, self.keeper, self.answer, self.entries, self.facts) = (kind, keeper, answer, entries, facts)
  }
}

/// What a duty rests on, typed; never prose, never a name.
package enum Fact: Hashable, Sendable {
  /// The answer to the demand.
  case answered(EntryID)
  /// Someone speaking for another body sat with this one.
  case satWith(EntryID, holder: PartyID, represents: BodyID)
  /// Someone of another body instructed this one.
  case instructed(EntryID, by: [Actor], matters: [Instruction.Matter])
  /// One account of how a decision was undone; `disputes` names its rival.
  case undone(EntryID, by: [Actor], disputes: EntryID?)
  /// Someone of another body set what this one was to deal with.
  case remitSet(EntryID, by: [Actor])
  /// Someone of another body appointed one of its members, or dissolved it.
  case replaced(EntryID, by: [Actor])
  /// Evidence was refused.
  case refused(EntryID)
  /// A finding was made by another standard, or on considerations, that the charter rules out.
  case applied(EntryID, [String])
  /// Those concerned were heard before.
  case heard(EntryID)
  /// Someone who took part is stated to have been conflicted.
  case conflicted(EntryID)
  /// It was begun; by the last that is known it is not done.
  case begun(EntryID)
  /// A source states that it was not done.
  case notDone(EntryID)
  /// What came to pass made it void.
  case overtaken(EntryID)
  /// It was undone by those whom the charter gives no power to.
  case withoutPower(EntryID, by: [Actor])
  /// It was undone on grounds that the charter does not know.
  case unknownGround(EntryID, grounds: [String])
  /// It was undone under the pressure that these entries made.
  case underPressure(EntryID, of: [Pressure])
  /// A source states that those to whom it was owed were not told.
  case statedOmission(EntryID)
  /// Those who knew were told not to speak.
  case silenced(EntryID)
  /// Some were told what the record contradicts, or a part.
  case misinformed(EntryID)
  /// Those to whom it was owed were told.
  case told(EntryID)
  /// A source gives a reason why it was not done.
  case excused(EntryID, reason: String)
  /// What brought it to an end before its time was over.
  case ended(EntryID)
  /// What had to come before did.
  case preceded(EntryID)
  /// What had to come before is not there.
  case lacking(EntryID)
  /// What must not be is there.
  case forbidden(EntryID)
  /// What was to be done jointly was done, and not by all of them.
  case answeredWithout(EntryID, [Actor])
  /// Those who gave a mandate changed its time or its terms, with a reason.
  case varied(EntryID)
  /// Its time or its terms were said to be changed without a reason, or by others than those who gave it.
  case variedWithout(EntryID)
  /// It passed to others.
  case transferred(EntryID)
  /// In other cases it was applied.
  case appliedElsewhere(EntryID, cases: Int)

  // Assemblies and office.
  /// Someone took part who was conflicted by what follows from parts, seats and votes; the entry is what it follows from.
  case conflictedBy(EntryID, who: Actor, rule: ConflictRule)
  /// The result of a vote, as announced.
  case announced(EntryID, VoteHeld.Result)
  /// What a vote comes to under the rule of the body that held it, and who is on its roll without a vote.
  case underRule(EntryID, Reckoning, ineligible: [PartyID])
  /// What it comes to without those whom these entries make conflicted.
  case withoutConflicted(EntryID, Reckoning, conflicts: [EntryID])
  /// By this entry, someone also sat on a body whose members may not sit there.
  case alsoSat(EntryID, holder: PartyID, on: BodyID)
  /// How many sat on a body with a vote when it acted.
  case seated(EntryID, Count)
  /// A party of the case sat on a body that judged it.
  case judgedOwn(EntryID, party: PartyID)
  /// A measure barred someone from an office.
  case barred(EntryID)
  /// A finding was not known to those who had to know of it.
  case undisclosed(EntryID)
  /// One of several proposals that were voted on at once.
  case proposed(EntryID, place: Int)
  /// Of proposals of which one could be chosen, so many were announced as adopted.
  case adoptedTogether(EntryID, count: Int)
  /// One that was adopted had fewer votes than another.
  case outvoted(EntryID, place: Int, by: Int)
  /// By slates, where people are to be elected one by one.
  case bySlate(EntryID)
  /// Person by person, where they are to be elected as slates.
  case oneByOne(EntryID)
  /// Someone was elected twice: in this election alone, or in an earlier one for the same time.
  case electedTwice(EntryID, party: PartyID, earlier: EntryID?)
  /// More were elected than there were seats.
  case tooManyElected(EntryID, count: Int, seats: Int)
  /// Someone with fewer votes was elected, and someone with more was not.
  case passedOver(EntryID, party: PartyID, elected: PartyID)
  /// Someone stood without a statement of their positions.
  case unstatedPositions(EntryID, party: PartyID)
  /// Someone took a seat by an election in which they were not elected.
  case notElected(EntryID, holder: PartyID)
  /// How many of those who sit there are of a group, of how many.
  case grouped(EntryID, group: String, Count, of: Count)
  /// Which share of those who sit there are of a group.
  case groupShare(EntryID, group: String, ToldShare)

  /// The entry that says it.
  package var entry: EntryID {
    switch self {
    case .answered(let entry), .satWith(let entry, _, _), .instructed(let entry, _, _), .undone(let entry, _, _),
      .withoutPower(let entry, _), .unknownGround(let entry, _), .underPressure(let entry, _), .statedOmission(let entry),
      .silenced(let entry), .misinformed(let entry), .told(let entry), .remitSet(let entry, _), .refused(let entry),
      .applied(let entry, _), .heard(let entry), .conflicted(let entry), .begun(let entry), .notDone(let entry), .overtaken(let entry),
      .excused(let entry, _), .ended(let entry), .preceded(let entry), .lacking(let entry), .forbidden(let entry),
      .appliedElsewhere(let entry, _), .replaced(let entry, _), .answeredWithout(let entry, _), .varied(let entry),
      .variedWithout(let entry), .transferred(let entry):
      entry
    case .conflictedBy(let entry, _, _), .announced(let entry, _), .underRule(let entry, _, _), .withoutConflicted(let entry, _, _),
      .alsoSat(let entry, _, _), .seated(let entry, _), .judgedOwn(let entry, _), .barred(let entry), .undisclosed(let entry),
      .proposed(let entry, _), .adoptedTogether(let entry, _), .outvoted(let entry, _, _), .bySlate(let entry), .oneByOne(let entry),
      .electedTwice(let entry, _, _),
      .tooManyElected(let entry, _, _), .passedOver(let entry, _, _), .unstatedPositions(let entry, _), .notElected(let entry, _),
      .grouped(let entry, _, _, _), .groupShare(let entry, _, _):
      entry
    }
  }

  /// Whether it is what was demanded, or told at last.
  package var isAnswer: Bool {
    switch self {
    case .answered, .answeredWithout, .told, .begun: true
    case .satWith, .instructed, .remitSet, .replaced, .undone, .withoutPower, .unknownGround, .underPressure, .statedOmission, .silenced,
      .misinformed,
      .refused, .applied, .heard, .conflicted, .notDone, .overtaken, .excused, .ended, .preceded, .lacking, .forbidden,
      .appliedElsewhere, .varied, .variedWithout, .transferred:
      false
    case .conflictedBy, .announced, .underRule, .withoutConflicted, .alsoSat, .seated, .judgedOwn, .barred, .undisclosed, .proposed,
      .adoptedTogether, .outvoted, .bySlate, .oneByOne, .electedTwice, .tooManyElected, .passedOver, .unstatedPositions, .notElected,
      .grouped,
      .groupShare:
      false
    }
  }

  /// Whether it changed, or was to change, until when something is due.
  package var isOfTerms: Bool {
    switch self {
    case .varied, .variedWithout: true
    default: false
    }
  }

  /// Whether a duty turns on it; the others tell how it came about.
  package var isDecisive: Bool {
    switch self {
    case .silenced, .misinformed, .variedWithout: false
    case .answered, .answeredWithout, .varied, .transferred, .told, .satWith, .instructed, .remitSet, .replaced, .undone, .withoutPower,
      .unknownGround, .underPressure,
      .statedOmission,
      .refused,
      .applied, .heard, .conflicted, .begun, .notDone, .overtaken, .excused, .ended, .preceded, .lacking, .forbidden, .appliedElsewhere:
      true
    case .conflictedBy, .announced, .underRule, .withoutConflicted, .alsoSat, .seated, .judgedOwn, .barred, .undisclosed, .proposed,
      .adoptedTogether, .outvoted, .bySlate, .oneByOne, .electedTwice, .tooManyElected, .passedOver, .unstatedPositions, .notElected,
      .grouped,
      .groupShare:
      true
    }
  }

  /// The entries that it names beside that.
  package var others: [EntryID] {
    switch self {
    case .undone(_, _, let rival): [rival].compactMap(\.self)
    case .underPressure(_, let others): others.map(\.entry)
    case .withoutConflicted(_, _, let conflicts): conflicts
    case .electedTwice(_, _, let earlier): [earlier].compactMap(\.self)
    default: []
    }
  }

  /// Every entry it names.
  package var entries: [EntryID] { [entry] + others }
}
