package import CandorCore
package import StrictJSON

extension Duty {
  static var shape: Shape {
    .fields([
      "duty": .text, "check": CheckName.shape, "clause": .text, "case?": .case, "state": .choice(State.allCases.map(\.rawValue)),
      "extent": .choice(["whole", "part"]), "owedBy": .list(.actor), "owedTo": .list(.actor), "since": DayRange.shape,
      "due?": DayRange.shape, "late?": Span.shape, "lasted?": Span.shape,
      "causes": .list(.other("why it is undetermined: the word in cause, and what that is about")), "entries": .list(.entry),
      "facts": .list(.other("what it rests on: the word in fact, the entry that says it, and what that is about")),
    ])
  }

  /// As programs get it. Durations are in days, as ISO 8601 writes them: `P1900D`.
  package var json: JSONValue {
    [
      "duty": .string(name), "check": .string(check.rawValue), "clause": .string(clause.name), "case": `case`.json,
      "state": .string(state.rawValue),
      "extent": extent == .full ? "whole" : "part", "owedBy": owedBy.json, "owedTo": owedTo.json, "since": since.json,
      "due": due?.json ?? .null, "late": late?.json ?? .null, "lasted": lasted?.json ?? .null, "causes": .array(causes.map(\.json)),
      "entries": entries.json, "facts": .array(facts.map(\.json)),
    ]
  }
}

extension DayRange {
  static var shape: Shape {
    .other("a day, or the first and the last it may be", [.day, .fields(["atEarliest?": .day, "atLatest?": .day])])
  }

  /// A day; or the first and the last it may be.
  var json: JSONValue {
    if let day { return day.json }
    return ["atEarliest": first.json, "atLatest": last.json]
  }
}

extension Span {
  fileprivate static var shape: Shape { .fields(["atLeast": .period, "atMost?": .period]) }

  fileprivate var json: JSONValue {
    ["atLeast": .string("P\(atLeast)D"), "atMost": atMost.map { .string("P\($0)D") } ?? .null]
  }
}

extension Cause {
  fileprivate var json: JSONValue {
    switch self {
    case .gap(let gap): ["cause": "gap", "entry": gap.entry.json, "why": .string(gap.why.word)]
    case .dates(let entries): ["cause": "dates", "entries": entries.json]
    case .coverage(let kind, let keeper): ["cause": "coverage", "kind": kind.json, "keeper": keeper.json]
    case .unstated(let entries, let field, let keeper):
      ["cause": "unstated", "entries": entries.json, "field": .string(field), "keeper": keeper.json]
    case .rivals(let entries): ["cause": "rivals", "entries": entries.json]
    case .contradictory(let entries): ["cause": "contradictory", "entries": entries.json]
    }
  }
}

extension Fact {
  fileprivate var json: JSONValue {
    switch self {
    case .answered(let entry): ["fact": "answered", "entry": entry.json]
    case .satWith(let entry, let holder, let body):
      ["fact": "sat-with", "entry": entry.json, "holder": holder.json, "represents": body.json]
    case .instructed(let entry, let by, let matters): ["fact": "instructed", "entry": entry.json, "by": by.json, "matters": matters.json]
    case .undone(let entry, let by, let rival): ["fact": "undone", "entry": entry.json, "by": by.json, "disputes": rival.json]
    case .withoutPower(let entry, let by): ["fact": "without-power", "entry": entry.json, "by": by.json]
    case .unknownGround(let entry, let grounds): ["fact": "unknown-ground", "entry": entry.json, "grounds": grounds.json]
    case .underPressure(let entry, let of): ["fact": "under-pressure", "entry": entry.json, "of": of.map(\.entry).json]
    case .statedOmission(let entry): ["fact": "stated-omission", "entry": entry.json]
    case .remitSet(let entry, let by): ["fact": "remit-set", "entry": entry.json, "by": by.json]
    case .replaced(let entry, let by): ["fact": "replaced", "entry": entry.json, "by": by.json]
    case .refused(let entry): ["fact": "refused", "entry": entry.json]
    case .applied(let entry, let grounds): ["fact": "applied", "entry": entry.json, "grounds": grounds.json]
    case .heard(let entry): ["fact": "heard", "entry": entry.json]
    case .conflicted(let entry): ["fact": "conflicted", "entry": entry.json]
    case .begun(let entry): ["fact": "begun", "entry": entry.json]
    case .notDone(let entry): ["fact": "not-done", "entry": entry.json]
    case .overtaken(let entry): ["fact": "overtaken", "entry": entry.json]
    case .silenced(let entry): ["fact": "silenced", "entry": entry.json]
    case .misinformed(let entry): ["fact": "misinformed", "entry": entry.json]
    case .told(let entry): ["fact": "told", "entry": entry.json]
    case .excused(let entry, let reason): ["fact": "excused", "entry": entry.json, "reason": .string(reason)]
    case .ended(let entry): ["fact": "ended", "entry": entry.json]
    case .preceded(let entry): ["fact": "preceded", "entry": entry.json]
    case .lacking(let entry): ["fact": "lacking", "entry": entry.json]
    case .forbidden(let entry): ["fact": "forbidden", "entry": entry.json]
    case .answeredWithout(let entry, let missing): ["fact": "answered-without", "entry": entry.json, "missing": missing.json]
    case .varied(let entry): ["fact": "varied", "entry": entry.json]
    case .variedWithout(let entry): ["fact": "varied-without-reason", "entry": entry.json]
    case .transferred(let entry): ["fact": "transferred", "entry": entry.json]
    case .appliedElsewhere(let entry, let cases): ["fact": "applied-elsewhere", "entry": entry.json, "cases": cases.json]

    case .conflictedBy(let entry, let who, let rule):
      ["fact": "conflicted-by", "entry": entry.json, "who": who.json, "rule": rule.json]
    case .announced(let entry, let result): ["fact": "announced", "entry": entry.json, "result": result.json]
    case .underRule(let entry, let reckoning, let ineligible):
      ["fact": "under-rule", "entry": entry.json, "reckoning": reckoning.json, "ineligible": ineligible.json]
    case .withoutConflicted(let entry, let reckoning, let conflicts):
      ["fact": "without-conflicted", "entry": entry.json, "reckoning": reckoning.json, "conflicts": conflicts.json]
    case .alsoSat(let entry, let holder, let body):
      ["fact": "also-sat", "entry": entry.json, "holder": holder.json, "on": body.json]
    case .seated(let entry, let count): ["fact": "seated", "entry": entry.json, "count": count.json]
    case .judgedOwn(let entry, let party): ["fact": "judged-own", "entry": entry.json, "party": party.json]
    case .barred(let entry): ["fact": "barred", "entry": entry.json]
    case .undisclosed(let entry): ["fact": "undisclosed", "entry": entry.json]
    case .proposed(let entry, let place): ["fact": "proposed", "entry": entry.json, "place": place.json]
    case .adoptedTogether(let entry, let count): ["fact": "adopted-together", "entry": entry.json, "count": count.json]
    case .outvoted(let entry, let place, let by):
      ["fact": "outvoted", "entry": entry.json, "place": place.json, "by": by.json]
    case .bySlate(let entry): ["fact": "by-slate", "entry": entry.json]
    case .oneByOne(let entry): ["fact": "one-by-one", "entry": entry.json]
    case .electedTwice(let entry, let party, let earlier):
      ["fact": "elected-twice", "entry": entry.json, "party": party.json, "earlier": earlier.json]
    case .tooManyElected(let entry, let count, let seats):
      ["fact": "too-many-elected", "entry": entry.json, "count": count.json, "seats": seats.json]
    case .passedOver(let entry, let party, let elected):
      ["fact": "passed-over", "entry": entry.json, "party": party.json, "elected": elected.json]
    case .unstatedPositions(let entry, let party): ["fact": "unstated-positions", "entry": entry.json, "party": party.json]
    case .notElected(let entry, let holder): ["fact": "not-elected", "entry": entry.json, "holder": holder.json]
    case .grouped(let entry, let group, let count, let all):
      ["fact": "grouped", "entry": entry.json, "group": group.json, "count": count.json, "of": all.json]
    case .groupShare(let entry, let group, let share):
      ["fact": "group-share", "entry": entry.json, "group": group.json, "share": share.json]
    }
  }
}
