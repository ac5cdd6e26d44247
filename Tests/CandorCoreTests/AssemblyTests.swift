import CandorCore
import StrictJSON
import Testing

/// Votes, seats and conflicts of which these tables are made; each can be changed in one fact.
private enum Assembly {
  static func entry(_ kind: Kind, _ label: String, _ fields: JSONObject) -> JSONValue {
    JSONValue.object(["kind": .string(kind.rawValue), "label": .string(label), "occurred": "2015-03-02"]).with(fields)
  }

  /// A charter in which the steering committee has five seats, a quorum of half the eligible and a simple majority.
  static func code(_ sc: JSONObject = ["quorum": ["at-least": "1/2"], "majority": ["more-than": "1/2"]], _ more: JSONObject = [:])
    -> JSONObject
  {
    let bodies: JSONValue = Sample.charter()["bodies"] ?? [:]
    let changed = bodies.with(["sc": JSONValue.object(["title": "Steering Committee"]).with(sc)])
    return JSONValue.object(["bodies": changed]).with(more).objectValue ?? [:]
  }

  static let vote = entry(.voteHeld, "vote", ["on": "motion", "by": "sc", "eligible": 5, "present": 5, "result": "adopted"])
  static let motion = entry(.motionMoved, "motion", ["asks": "Something."])
  static let decision = entry(.decisionTaken, "decision", ["by": "sc", "outcome": ["expel": "respondent"]])
  static func seat(_ holder: String, _ body: String = "sc", _ fields: JSONObject = [:]) -> JSONValue {
    entry(.seatTaken, "\(holder)-on-\(body)", ["holder": .string(holder), "body": .string(body), "occurred": "2014-01-01"]).with(fields)
  }
  static func left(_ holder: String, _ body: String = "sc", on day: JSONValue) -> JSONValue {
    entry(.seatVacated, "\(holder)-left-\(body)", ["holder": .string(holder), "body": .string(body), "occurred": day])
  }
  static func named(_ name: String, _ role: String = "participant", _ fields: JSONObject = [:]) -> JSONValue {
    entry(.partyNamed, name, ["party": .string(name), "role": .string(role)]).with(fields)
  }
  /// That every entry of some kinds is on record.
  static func covered(_ kinds: Kind...) -> JSONValue {
    entry(.coverageAttested, "coverage", ["occurred": "../2019-04-19", "kinds": .array(kinds.map { .string($0.rawValue) })])
  }
}

extension Count {
  var words: String { number.map(String.init) ?? "\(atLeast)…\(atMost.map(String.init) ?? "")" }
}

extension Reckoning {
  var words: String {
    "\(results.map(\.rawValue).joined(separator: " or ")) \(self.for.words):\(against.words) of \(present.words) of \(eligible.words)"
  }
}

@Suite("The check tally")
struct TallyTests {
  private static let rule: JSONValue = ["check": "tally", "of": "sc"]
  private static let code = Assembly.code()
  private static func voted(_ fields: JSONObject) -> [JSONValue] { [Assembly.motion, Assembly.vote.with(fields)] }
  private static func held(
    _ state: Duty.State, _ announced: String, _ words: String, causes: [String] = []
  ) -> CheckCase.Outcome {
    .init(
      state: state, subject: "vote", owedBy: ["sc"], causes: causes,
      facts: ["announced \(announced): vote", "under the rule \(words): vote"])
  }

  @Test(arguments: [
    CheckCase(
      name: "counted, and adopted", rule: rule, code: code, entries: voted(["votes": ["for": 3, "against": 2]]),
      outcomes: [held(.met, "adopted", "adopted 3:2 of 5 of 5")]),
    CheckCase(
      name: "as many against it", rule: rule, code: code, entries: voted(["votes": ["for": 2, "against": 2]]),
      outcomes: [held(.breached, "adopted", "rejected 2:2 of 5 of 5")]),
    CheckCase(
      name: "and announced so", rule: rule, code: code, entries: voted(["votes": ["for": 2, "against": 2], "result": "rejected"]),
      outcomes: [held(.met, "rejected", "rejected 2:2 of 5 of 5")]),
    CheckCase(
      name: "too few to decide", rule: rule, code: code, entries: voted(["votes": ["for": 2, "against": 0], "present": 2]),
      outcomes: [held(.breached, "adopted", "no-quorum 2:0 of 2 of 5")]),
    CheckCase(
      name: "enough to decide", rule: rule, code: code, entries: voted(["votes": ["for": 2, "against": 0], "present": 3]),
      outcomes: [held(.met, "adopted", "adopted 2:0 of 3 of 5")]),
    CheckCase(
      name: "how many were there is not told", rule: rule, code: code,
      entries: voted(["votes": ["for": 2, "against": 0], "present": nil]),
      outcomes: [
        held(.undetermined, "adopted", "adopted or no-quorum 2:0 of 2…5 of 5", causes: ["unstated present vote nobody"])
      ]),
    CheckCase(
      name: "and does not matter where enough of them voted", rule: rule, code: code,
      entries: voted(["votes": ["for": 3, "against": 0], "present": nil]), outcomes: [held(.met, "adopted", "adopted 3:0 of 3…5 of 5")]),
    CheckCase(
      name: "the counts are missing", rule: rule, code: code, entries: voted([:]),
      outcomes: [
        held(.undetermined, "adopted", "adopted or rejected 0…5:0…5 of 5 of 5", causes: ["unstated votes vote nobody"])
      ]),
    CheckCase(
      name: "unanimous", rule: rule, code: code, entries: voted(["votes": "unanimous"]),
      outcomes: [held(.met, "adopted", "adopted 1…5:0 of 5 of 5")]),
    CheckCase(
      name: "only described, and it is enough", rule: rule, code: code, entries: voted(["votes": "just-over-half"]),
      outcomes: [held(.met, "adopted", "adopted 0…3:0…5 of 5 of 5")]),
    CheckCase(
      name: "only described, and it is not", rule: rule, code: Assembly.code(["majority": ["at-least": "2/3"]]),
      entries: voted(["votes": "just-over-half"]), outcomes: [held(.breached, "adopted", "rejected 0…3:0…5 of 5 of 5")]),
    CheckCase(
      name: "two thirds are what it takes", rule: rule, code: Assembly.code(["majority": ["at-least": "2/3"]]),
      entries: voted(["votes": "two-thirds"]), outcomes: [held(.met, "adopted", "adopted 0…5:0…5 of 5 of 5")]),
    CheckCase(
      name: "a majority leaves open whether it is two thirds", rule: rule, code: Assembly.code(["majority": ["at-least": "2/3"]]),
      entries: voted(["votes": "majority"]),
      outcomes: [
        held(.undetermined, "adopted", "adopted or rejected 0…5:0…5 of 5 of 5", causes: ["unstated votes vote nobody"])
      ]),
    CheckCase(
      name: "a majority of those not involved leaves the whole open", rule: rule, code: code,
      entries: voted(["votes": "majority-of-uninvolved"]),
      outcomes: [
        held(.undetermined, "adopted", "adopted or rejected 0…5:0…5 of 5 of 5", causes: ["unstated votes vote nobody"])
      ]),
    CheckCase(
      name: "a majority of the seats", rule: rule, code: Assembly.code(["seats": 7, "majority": ["more-than": "1/2", "of": "seats"]]),
      entries: voted(["votes": ["for": 3, "against": 0]]), outcomes: [held(.breached, "adopted", "rejected 3:0 of 5 of 5")]),
    CheckCase(
      name: "so many votes as it takes", rule: rule, code: Assembly.code(["majority": ["at-least": 3]]),
      entries: voted(["votes": ["for": 3, "against": 5], "eligible": 9, "present": 8]),
      outcomes: [held(.met, "adopted", "adopted 3:5 of 8 of 9")]),
    CheckCase(
      name: "a roll shows what counts do not", rule: rule, code: code,
      entries: [Assembly.motion, Assembly.named("organizer"), Assembly.named("outsider")]
        + [
          Assembly.vote.with([
            "present": 2, "eligible": 2, "roll": [["organizer": "for"], ["outsider": "against"]],
          ])
        ], outcomes: [held(.breached, "adopted", "rejected 1:1 of 2 of 2")]),
    CheckCase(
      name: "who sits there for advice has no vote", rule: rule, code: code,
      entries: voted(["votes": ["for": 2, "against": 2], "roll": ["organizer": "against"]])
        + [Assembly.seat("organizer", "sc", ["capacity": "advice"])],
      outcomes: [
        .init(
          state: .met, subject: "vote", owedBy: ["sc"],
          facts: ["announced adopted: vote", "under the rule adopted 2:1 of 4 of 5, without organizer: vote"])
      ]),
    CheckCase(
      name: "who sits there has one", rule: rule, code: code,
      entries: voted(["votes": ["for": 2, "against": 2], "roll": ["organizer": "against"]]) + [Assembly.seat("organizer")],
      outcomes: [held(.breached, "adopted", "rejected 2:2 of 5 of 5")]),
    CheckCase(
      name: "whether someone sits there for advice is hidden", rule: rule, code: code,
      entries: voted(["votes": ["for": 2, "against": 2], "roll": ["organizer": "against"]])
        + [Assembly.seat("organizer", "sc", ["capacity": "advice"])], hidden: [("organizer-on-sc", "capacity")],
      outcomes: [
        held(.undetermined, "adopted", "adopted or rejected 2:1…2 of 4…5 of 5", causes: ["gap organizer-on-sc.capacity"])
      ]),
    CheckCase(
      name: "who had left has no vote", rule: rule, code: code,
      entries: voted(["votes": ["for": 3, "against": 2], "roll": ["organizer": "for"]])
        + [Assembly.seat("organizer"), Assembly.left("organizer", on: "2015-02-01")],
      outcomes: [
        .init(
          state: .breached, subject: "vote", owedBy: ["sc"],
          facts: ["announced adopted: vote", "under the rule rejected 2:2 of 4 of 5, without organizer: vote"])
      ]),
    CheckCase(
      name: "who left on that day had", rule: rule, code: code,
      entries: voted(["votes": ["for": 3, "against": 2], "roll": ["organizer": "for"]])
        + [Assembly.seat("organizer"), Assembly.left("organizer", on: "2015-03-02")],
      outcomes: [held(.met, "adopted", "adopted 3:2 of 5 of 5")]),
    CheckCase(
      name: "who may have left before, by a date too wide", rule: rule, code: code,
      entries: voted(["votes": ["for": 3, "against": 2], "roll": ["organizer": "for"]])
        + [Assembly.seat("organizer"), Assembly.left("organizer", on: "2015")],
      outcomes: [
        held(.undetermined, "adopted", "adopted or rejected 2…3:2 of 4…5 of 5", causes: ["dates organizer-left-sc"])
      ]),
    CheckCase(
      name: "who is only known to have sat there had", rule: rule, code: code,
      entries: voted(["votes": ["for": 3, "against": 2], "roll": ["organizer": "for"]])
        + [Assembly.named("organizer", "participant", ["seats": "sc"])],
      outcomes: [held(.met, "adopted", "adopted 3:2 of 5 of 5")]),
    CheckCase(
      name: "who took the seat later may have had one before", rule: rule, code: code,
      entries: voted(["votes": ["for": 3, "against": 2], "roll": ["organizer": "for"]])
        + [Assembly.seat("organizer", "sc", ["occurred": "2016"])],
      outcomes: [held(.met, "adopted", "adopted 3:2 of 5 of 5")]),
    CheckCase(
      name: "unless every seat is on record", rule: rule, code: code,
      entries: voted(["votes": ["for": 3, "against": 2], "roll": ["organizer": "for"]])
        + [Assembly.seat("organizer", "sc", ["occurred": "2016"]), Assembly.covered(.seatTaken)],
      outcomes: [
        .init(
          state: .breached, subject: "vote", owedBy: ["sc"],
          facts: ["announced adopted: vote", "under the rule rejected 2:2 of 4 of 5, without organizer: vote"])
      ]),
    CheckCase(
      name: "who was expelled has no vote", rule: rule, code: code,
      entries: voted(["votes": ["for": 3, "against": 2], "roll": ["organizer": "for"]])
        + [
          Assembly.seat("organizer"),
          Assembly.entry(.membershipChanged, "out", ["member": "organizer", "change": "expelled", "occurred": "2015-02"]),
        ],
      outcomes: [
        .init(
          state: .breached, subject: "vote", owedBy: ["sc"],
          facts: ["announced adopted: vote", "under the rule rejected 2:2 of 4 of 5, without organizer: vote"])
      ]),
    CheckCase(
      name: "nobody has a vote on a body that was dissolved", rule: rule, code: code,
      entries: voted(["votes": ["for": 3, "against": 2], "roll": ["organizer": "for"]])
        + [Assembly.seat("organizer"), Assembly.entry(.bodyDissolved, "end", ["body": "sc", "occurred": "2015-01"])],
      outcomes: [
        .init(
          state: .breached, subject: "vote", owedBy: ["sc"],
          facts: ["announced adopted: vote", "under the rule rejected 2:2 of 4 of 5, without organizer: vote"])
      ]),
    CheckCase(
      name: "unless it was formed anew", rule: rule, code: code,
      entries: voted(["votes": ["for": 3, "against": 2], "roll": ["organizer": "for"]])
        + [
          Assembly.seat("organizer"), Assembly.entry(.bodyDissolved, "end", ["body": "sc", "occurred": "2015-01"]),
          Assembly.entry(.bodyFormed, "anew", ["body": "sc", "occurred": "2015-02"]),
        ],
      outcomes: [held(.met, "adopted", "adopted 3:2 of 5 of 5")]),
    CheckCase(
      name: "how many are eligible is not told, nor is every seat on record", rule: rule, code: code,
      entries: voted(["votes": ["for": 2, "against": 0], "eligible": nil, "present": 2]),
      outcomes: [
        held(.undetermined, "adopted", "adopted or no-quorum 2:0 of 2 of 2…", causes: ["coverage seat.taken nobody"])
      ]),
    CheckCase(
      name: "where every seat is on record, a seat held twice counts once", rule: rule, code: code,
      entries: voted(["votes": ["for": 1, "against": 0], "eligible": nil, "present": 1])
        + [
          Assembly.seat("organizer"), Assembly.seat("organizer", "sc", ["label": "again", "occurred": "2014-06-01"]),
          Assembly.seat("outsider"), Assembly.covered(.seatTaken, .seatVacated),
        ], outcomes: [held(.met, "adopted", "adopted 1:0 of 1 of 2")]),
    CheckCase(
      name: "three seats, and one is too few", rule: rule, code: code,
      entries: voted(["votes": ["for": 1, "against": 0], "eligible": nil, "present": 1])
        + [
          Assembly.seat("organizer"), Assembly.seat("complainant"), Assembly.seat("outsider"), Assembly.covered(.seatTaken, .seatVacated),
        ], outcomes: [held(.breached, "adopted", "no-quorum 1:0 of 1 of 3")]),
    CheckCase(
      name: "a hidden count is undetermined for that reason", rule: rule, code: code,
      entries: voted(["votes": ["for": 3, "against": 2]]), hidden: [("vote", "votes")],
      outcomes: [.init(state: .undetermined, subject: "vote", causes: ["gap vote.votes"])]),
    CheckCase(
      name: "no vote was taken", rule: rule, code: code, entries: voted(["result": "not-voted", "present": nil]), outcomes: []),
    CheckCase(name: "no result was announced", rule: rule, code: code, entries: voted(["result": nil]), outcomes: []),
    CheckCase(name: "another body voted", rule: rule, code: code, entries: voted(["by": "branch"]), outcomes: []),
    CheckCase(
      name: "what the charter does not say is no rule", rule: rule, entries: voted(["votes": ["for": 0, "against": 5]]), outcomes: []),
    CheckCase(
      name: "of a joint vote no majority can be told", rule: rule, code: code,
      entries: voted(["votes": ["for": 3, "against": 2], "by": ["sc", "branch"]]),
      outcomes: [
        .init(
          state: .undetermined, subject: "vote", owedBy: ["sc", "branch"], causes: ["unstated majority vote nobody"],
          facts: ["announced adopted: vote"])
      ]),
    CheckCase(
      name: "a decision that tells of its vote", rule: rule, code: code,
      entries: [Assembly.decision.with(["vote": ["for": 2, "against": 3]]), Assembly.named("respondent")],
      outcomes: [
        .init(
          state: .breached, subject: "decision", owedBy: ["sc"],
          facts: ["announced adopted: decision", "under the rule rejected or no-quorum 2:3 of 5… of 5…: decision"])
      ]),
  ])
  func `the announced result is borne out by what the code asks for`(_ example: CheckCase) throws { try example.check() }
}

@Suite("Conflicts by the charter's rules")
struct ConflictTests {
  private static let rule: JSONValue = ["check": "conflicted-participation", "acts": ["expel", "rescind"]]
  private static let code = Assembly.code(
    ["majority": ["more-than": "1/2"]], ["conflicts": ["party", "took-part", "seat-on-reviewed-body", "tie"]])
  private static let covered = Assembly.covered(.conflictNoted)
  private static let decided = Assembly.decision.with(["occurred": "2015-03-02"])
  private static func vote(_ roll: JSONValue, _ fields: JSONObject = [:]) -> JSONValue {
    Assembly.entry(.voteHeld, "vote", ["on": "decision", "by": "sc", "roll": roll, "result": "adopted"]).with(fields)
  }
  private static let reviewed = Assembly.entry(
    .decisionTaken, "reviewed", ["by": "ndc", "outcome": ["expel": "outsider"], "occurred": "2014-05-01"])
  private static let review = Assembly.entry(
    .decisionTaken, "decision", ["by": "sc", "outcome": "rescind", "undoes": "reviewed"])

  @Test(arguments: [
    CheckCase(
      name: "a party of the case voted, and without that vote there is no majority", rule: rule, code: code,
      entries: [
        decided, Assembly.named("respondent"), Assembly.named("complainant", "complainant"),
        vote([["complainant": "for"]], ["votes": ["for": 2, "against": 1]]),
      ],
      outcomes: [
        .init(
          state: .breached, subject: "decision", owedBy: ["sc"],
          facts: [
            "complainant conflicted by party: complainant", "announced adopted: vote", "under the rule adopted 2:1 of 3… of 3…: vote",
            "without complainant rejected 1:1 of 2… of 2…: vote",
          ])
      ]),
    CheckCase(
      name: "the same, where the charter lists no such rule", rule: rule, code: Assembly.code(),
      entries: [
        decided, Assembly.named("respondent"), Assembly.named("complainant", "complainant"), vote([["complainant": "for"]]), covered,
      ], outcomes: [.init(state: .met, subject: "decision", owedBy: ["sc"])]),
    CheckCase(
      name: "a participant is no party", rule: rule, code: code,
      entries: [decided, Assembly.named("respondent"), Assembly.named("organizer"), vote([["organizer": "for"]]), covered],
      outcomes: [.init(state: .met, subject: "decision", owedBy: ["sc"])]),
    CheckCase(
      name: "whom the decision is about decided on it", rule: rule, code: code,
      entries: [decided.with(["by": ["sc", "respondent"]]), Assembly.named("respondent")],
      outcomes: [
        .init(
          state: .breached, subject: "decision", owedBy: ["sc", "respondent"], facts: ["respondent conflicted by party: respondent"])
      ]),
    CheckCase(
      name: "a party stepped back", rule: rule, code: code,
      entries: [
        decided, Assembly.named("respondent"), Assembly.named("complainant", "complainant"), Assembly.seat("complainant"),
        vote([], ["recused": "complainant"]), covered,
      ], outcomes: [.init(state: .met, subject: "decision", owedBy: ["sc"])]),
    CheckCase(
      name: "a party sits there, and nobody says who voted", rule: rule, code: code,
      entries: [
        decided, Assembly.named("respondent"), Assembly.named("complainant", "complainant"), Assembly.seat("complainant"), covered,
      ],
      outcomes: [.init(state: .undetermined, subject: "decision", owedBy: ["sc"], causes: ["coverage vote.held nobody"])]),
    CheckCase(
      name: "a roll that names every voter does not name the party", rule: rule, code: code,
      entries: [
        decided, Assembly.named("respondent"), Assembly.named("complainant", "complainant"), Assembly.seat("complainant"),
        Assembly.named("organizer"), vote([["organizer": "for"]], ["votes": ["for": 1, "against": 0, "abstained": 0]]), covered,
      ], outcomes: [.init(state: .met, subject: "decision", owedBy: ["sc"])]),
    CheckCase(
      name: "a party that sits on another body is none of the deciders", rule: rule, code: code,
      entries: [
        decided, Assembly.named("respondent"), Assembly.named("complainant", "complainant"), Assembly.seat("complainant", "branch"),
        covered,
      ], outcomes: [.init(state: .met, subject: "decision", owedBy: ["sc"])]),
    CheckCase(
      name: "a person on both sides is one person", rule: rule, code: code,
      entries: [
        decided, Assembly.named("respondent"),
        Assembly.named("complainant", "complainant", ["person": .string(Sample.id(40, PersonID.self).text)]),
        Assembly.named("organizer", "participant", ["person": .string(Sample.id(40, PersonID.self).text)]), vote([["organizer": "for"]]),
      ],
      outcomes: [
        .init(
          state: .breached, subject: "decision", owedBy: ["sc"],
          facts: [
            "complainant conflicted by party: complainant", "announced adopted: vote",
            "under the rule adopted or rejected 1…:0… of 1… of 1…: vote",
            "without complainant adopted or rejected 0…:0… of 0… of 0…: vote",
          ])
      ]),
    CheckCase(
      name: "who took part in the decision under review", rule: rule, code: code,
      entries: [
        reviewed, review, Assembly.named("outsider"), Assembly.named("organizer"),
        Assembly.entry(.voteHeld, "first", ["on": "reviewed", "by": "ndc", "roll": ["organizer": "against"], "occurred": "2014-05-01"]),
        vote([["organizer": "for"]]),
      ],
      outcomes: [
        .init(
          state: .undetermined, subject: "reviewed", owedBy: ["ndc"], causes: ["coverage conflict.noted nobody"]),
        .init(
          state: .breached, subject: "decision", owedBy: ["sc"],
          facts: [
            "organizer conflicted by took-part: reviewed", "announced adopted: vote",
            "under the rule adopted or rejected 1…:0… of 1… of 1…: vote",
            "without reviewed adopted or rejected 0…:0… of 0… of 0…: vote",
          ]),
      ]),
    CheckCase(
      name: "who sat there, where nobody says who voted then", rule: rule, code: code,
      entries: [
        reviewed, review, Assembly.named("outsider"), Assembly.seat("organizer", "ndc"),
        Assembly.left("organizer", "ndc", on: "2014-12-31"),
        vote([["organizer": "for"]]), covered,
      ],
      outcomes: [
        .init(state: .met, subject: "reviewed", owedBy: ["ndc"]),
        .init(
          state: .undetermined, subject: "decision", owedBy: ["sc"], causes: ["unstated roll reviewed nobody"],
          facts: [
            "announced adopted: vote", "under the rule adopted or rejected 1…:0… of 1… of 1…: vote",
            "without reviewed adopted or rejected 0…:0… of 0… of 0…: vote",
          ]),
      ]),
    CheckCase(
      name: "a body goes back on its own decision", rule: rule, code: code,
      entries: [
        reviewed, review.with(["by": "ndc"]), Assembly.named("outsider"), Assembly.named("organizer"),
        Assembly.entry(.voteHeld, "first", ["on": "reviewed", "by": "ndc", "roll": ["organizer": "against"], "occurred": "2014-05-01"]),
        vote([["organizer": "for"]], ["by": "ndc"]), covered,
      ],
      outcomes: [.init(state: .met, subject: "reviewed", owedBy: ["ndc"]), .init(state: .met, subject: "decision", owedBy: ["ndc"])]),
    CheckCase(
      name: "a seat on the body under review", rule: rule, code: code,
      entries: [
        reviewed.with(["occurred": "2013"]), review, Assembly.named("outsider"), Assembly.seat("organizer", "ndc"),
        vote([["organizer": "for"]]), Assembly.covered(.conflictNoted, .seatVacated),
      ],
      outcomes: [
        .init(state: .met, subject: "reviewed", owedBy: ["ndc"]),
        .init(
          state: .breached, subject: "decision", owedBy: ["sc"],
          facts: [
            "organizer conflicted by seat-on-reviewed-body: organizer-on-ndc", "announced adopted: vote",
            "under the rule adopted or rejected 1…:0… of 1… of 1…: vote",
            "without organizer-on-ndc adopted or rejected 0…:0… of 0… of 0…: vote",
          ]),
      ]),
    CheckCase(
      name: "a seat that may have been left since", rule: rule, code: code,
      entries: [
        reviewed.with(["occurred": "2013"]), review, Assembly.named("outsider"), Assembly.seat("organizer", "ndc"),
        vote([["organizer": "for"]]), covered,
      ],
      outcomes: [
        .init(state: .met, subject: "reviewed", owedBy: ["ndc"]),
        .init(
          state: .undetermined, subject: "decision", owedBy: ["sc"], causes: ["coverage seat.vacated nobody"],
          facts: [
            "announced adopted: vote", "under the rule adopted or rejected 1…:0… of 1… of 1…: vote",
            "without organizer-on-ndc adopted or rejected 0…:0… of 0… of 0…: vote",
          ]),
      ]),
    CheckCase(
      name: "a seat that was left about then", rule: rule, code: code,
      entries: [
        reviewed.with(["occurred": "2013"]), review, Assembly.named("outsider"), Assembly.seat("organizer", "ndc"),
        Assembly.left("organizer", "ndc", on: "2015-03"), vote([["organizer": "for"]]), covered,
      ],
      outcomes: [
        .init(state: .met, subject: "reviewed", owedBy: ["ndc"]),
        .init(
          state: .undetermined, subject: "decision", owedBy: ["sc"], causes: ["dates organizer-left-ndc"],
          facts: [
            "announced adopted: vote", "under the rule adopted or rejected 1…:0… of 1… of 1…: vote",
            "without organizer-on-ndc adopted or rejected 0…:0… of 0… of 0…: vote",
          ]),
      ]),
    CheckCase(
      name: "a seat that was left before", rule: rule, code: code,
      entries: [
        reviewed.with(["occurred": "2013"]), review, Assembly.named("outsider"), Assembly.seat("organizer", "ndc"),
        Assembly.left("organizer", "ndc", on: "2015-02"), vote([["organizer": "for"]]), covered,
      ],
      outcomes: [.init(state: .met, subject: "reviewed", owedBy: ["ndc"]), .init(state: .met, subject: "decision", owedBy: ["sc"])]),
    CheckCase(
      name: "on an appeal the body itself is under review", rule: rule, code: code,
      entries: [
        reviewed.with(["occurred": "2013"]), Assembly.entry(.appealLodged, "appeal", ["against": "reviewed", "to": "ndc"]),
        review.with(["by": "ndc", "undoes": nil, "answers": "appeal"]), Assembly.named("outsider"), Assembly.seat("organizer", "ndc"),
        vote([["organizer": "for"]], ["by": "ndc"]), Assembly.covered(.conflictNoted, .seatVacated),
      ],
      outcomes: [
        .init(state: .met, subject: "reviewed", owedBy: ["ndc"]),
        .init(
          state: .breached, subject: "decision", owedBy: ["ndc"],
          facts: [
            "organizer conflicted by seat-on-reviewed-body: organizer-on-ndc", "announced adopted: vote",
          ]),
      ]),
    CheckCase(
      name: "a tie to the meeting at which it was decided", rule: rule, code: code,
      entries: [
        decided, Assembly.named("respondent"), Assembly.named("organizer"), Assembly.entry(.meetingHeld, "meeting", ["bodies": "sc"]),
        Assembly.entry(.conflictNoted, "tie", ["who": "organizer", "in": "meeting", "tie": "kin", "how": "declared"]),
        vote([["organizer": "against"]], ["at": "meeting", "votes": "majority-of-uninvolved"]),
      ],
      outcomes: [
        .init(
          state: .breached, subject: "decision", owedBy: ["sc"],
          facts: [
            "conflicted tie", "announced adopted: vote", "under the rule adopted or rejected 0…:1… of 1… of 1…: vote",
            "without tie adopted 0…:0… of 0… of 0…: vote",
          ])
      ]),
    CheckCase(
      name: "the sole decider is conflicted", rule: rule,
      entries: [
        decided.with(["by": "organizer"]), Assembly.named("respondent"), Assembly.named("organizer"),
        Assembly.entry(.conflictNoted, "tie", ["who": "organizer", "in": "decision", "tie": "kin", "how": "asserted"]),
      ], outcomes: [.init(state: .breached, subject: "decision", owedBy: ["organizer"], facts: ["conflicted tie"])]),
    CheckCase(
      name: "a hidden role is undetermined for that reason", rule: rule, code: code,
      entries: [decided, Assembly.named("respondent"), Assembly.named("complainant", "complainant"), vote([["complainant": "for"]])],
      hidden: [("complainant", "role")],
      outcomes: [.init(state: .undetermined, subject: "decision", causes: ["gap complainant.role"])]),
    CheckCase(
      name: "whether two parts are one person is hidden", rule: rule, code: code,
      entries: [
        decided, Assembly.named("respondent"),
        Assembly.named("complainant", "complainant", ["person": .string(Sample.id(40, PersonID.self).text)]),
        Assembly.named("organizer", "participant", ["person": .string(Sample.id(41, PersonID.self).text)]), vote([["organizer": "for"]]),
        covered,
      ], hidden: [("organizer", "person")],
      outcomes: [.init(state: .undetermined, subject: "decision", owedBy: ["sc"], causes: ["gap organizer.person"])]),
  ])
  func `nobody takes part in what they are conflicted in`(_ example: CheckCase) throws { try example.check() }
}

@Suite("The check composition")
struct CompositionTests {
  private static let rule: JSONValue = ["check": "composition", "body": "ndc", "without": "sc"]
  private static let three: JSONValue = ["check": "composition", "body": "ndc", "at-least": 2, "at-most": 3]
  private static let covered = Assembly.covered(.seatTaken, .seatVacated)
  private static let finding = Assembly.entry(.findingMade, "finding", ["by": "ndc", "result": "unsubstantiated"])
  private static let seat = Assembly.seat("organizer", "ndc")

  @Test(arguments: [
    CheckCase(
      name: "a member of the other body", rule: rule, entries: [seat, Assembly.seat("organizer", "sc", ["occurred": "2013"]), covered],
      outcomes: [.init(state: .breached, subject: "organizer-on-ndc", facts: ["organizer also sat on sc: organizer-on-sc"])]),
    CheckCase(
      name: "that had left it", rule: rule,
      entries: [
        seat, Assembly.seat("organizer", "sc", ["occurred": "2013-01"]), Assembly.left("organizer", "sc", on: "2013-12"), covered,
      ], outcomes: [.init(state: .met, subject: "organizer-on-ndc")]),
    CheckCase(
      name: "that came to it later", rule: rule, entries: [seat, Assembly.seat("organizer", "sc", ["occurred": "2016"]), covered],
      outcomes: [.init(state: .breached, subject: "organizer-on-ndc", facts: ["organizer also sat on sc: organizer-on-sc"])]),
    CheckCase(
      name: "that came to it later, having left", rule: rule,
      entries: [
        seat, Assembly.left("organizer", "ndc", on: "2015"), Assembly.seat("organizer", "sc", ["occurred": "2016"]), covered,
      ], outcomes: [.init(state: .met, subject: "organizer-on-ndc")]),
    CheckCase(
      name: "dates leave it open", rule: rule,
      entries: [
        seat.with(["occurred": "2014"]), Assembly.seat("organizer", "sc", ["occurred": "2013"]),
        Assembly.left("organizer", "sc", on: "2014"), covered,
      ],
      outcomes: [.init(state: .undetermined, subject: "organizer-on-ndc", causes: ["dates organizer-left-sc"])]),
    CheckCase(
      name: "who sits there for the other body", rule: rule, entries: [seat.with(["represents": "sc"])],
      outcomes: [.init(state: .breached, subject: "organizer-on-ndc", facts: ["organizer sat for sc: organizer-on-ndc"])]),
    CheckCase(
      name: "nothing on record of the other body", rule: rule, entries: [seat],
      outcomes: [.init(state: .undetermined, subject: "organizer-on-ndc", causes: ["coverage seat.taken nobody"])]),
    CheckCase(
      name: "nothing on a record that holds every seat", rule: rule, entries: [seat, covered],
      outcomes: [.init(state: .met, subject: "organizer-on-ndc")]),
    CheckCase(
      name: "a seat on the other body that is known without a date", rule: rule,
      entries: [seat, Assembly.named("organizer", "participant", ["seats": "sc"]), covered],
      outcomes: [.init(state: .undetermined, subject: "organizer-on-ndc", causes: ["dates organizer"])]),
    CheckCase(
      name: "a hidden seat is undetermined for that reason", rule: rule, entries: [seat, Assembly.seat("organizer", "sc"), covered],
      hidden: [("organizer-on-sc", "body")],
      outcomes: [
        .init(state: .undetermined, subject: "organizer-on-ndc", causes: ["gap organizer-on-sc.body"]),
        .init(state: .undetermined, subject: "organizer-on-sc", causes: ["gap organizer-on-sc.body"]),
      ]),
    CheckCase(
      name: "too few sat there", rule: three, entries: [finding, seat, covered],
      outcomes: [.init(state: .breached, subject: "finding", owedBy: ["ndc"], facts: ["seated 1: finding"])]),
    CheckCase(
      name: "enough sat there", rule: three, entries: [finding, seat, Assembly.seat("outsider", "ndc"), covered],
      outcomes: [.init(state: .met, subject: "finding", owedBy: ["ndc"], facts: ["seated 2: finding"])]),
    CheckCase(
      name: "too many sat there", rule: three.with(["at-least": nil, "at-most": 1]),
      entries: [finding, seat, Assembly.seat("outsider", "ndc"), covered],
      outcomes: [.init(state: .breached, subject: "finding", owedBy: ["ndc"], facts: ["seated 2: finding"])]),
    CheckCase(
      name: "a seat held twice counts once", rule: three,
      entries: [finding, seat, seat.with(["label": "again", "occurred": "2014-06"]), covered],
      outcomes: [.init(state: .breached, subject: "finding", owedBy: ["ndc"], facts: ["seated 1: finding"])]),
    CheckCase(
      name: "how many sat there is not on record", rule: three, entries: [finding, seat],
      outcomes: [
        .init(
          state: .undetermined, subject: "finding", owedBy: ["ndc"],
          causes: ["coverage seat.vacated nobody", "coverage seat.taken nobody"], facts: ["seated 0…: finding"])
      ]),
    CheckCase(
      name: "a party sat in judgement", rule: ["check": "composition", "body": "ndc"],
      entries: [finding, Assembly.named("respondent", "respondent"), Assembly.seat("respondent", "ndc"), covered],
      outcomes: [.init(state: .breached, subject: "finding", owedBy: ["ndc"], facts: ["respondent judged: respondent"])]),
    CheckCase(
      name: "a party that stepped back", rule: ["check": "composition", "body": "ndc"],
      entries: [
        finding, Assembly.named("respondent", "respondent"), Assembly.seat("respondent", "ndc"), covered,
        Assembly.entry(.recusalNoted, "back", ["who": "respondent", "from": "finding", "state": "declared"]),
      ], outcomes: [.init(state: .met, subject: "finding", owedBy: ["ndc"])]),
    CheckCase(
      name: "a person on both sides", rule: ["check": "composition", "body": "ndc"],
      entries: [
        finding, Assembly.named("complainant", "complainant", ["person": .string(Sample.id(40, PersonID.self).text)]),
        Assembly.named("organizer", "participant", ["person": .string(Sample.id(40, PersonID.self).text)]), seat, covered,
      ], outcomes: [.init(state: .breached, subject: "finding", owedBy: ["ndc"], facts: ["complainant judged: complainant"])]),
    CheckCase(
      name: "a body dissolved before has nobody on it", rule: three,
      entries: [
        finding, seat, Assembly.seat("outsider", "ndc"), Assembly.entry(.bodyDissolved, "end", ["body": "ndc", "occurred": "2015-01"]),
        covered,
      ], outcomes: [.init(state: .breached, subject: "finding", owedBy: ["ndc"], facts: ["seated 0: finding"])]),
    CheckCase(
      name: "dissolved after, it was whole", rule: three,
      entries: [
        finding, seat, Assembly.seat("outsider", "ndc"), Assembly.entry(.bodyDissolved, "end", ["body": "ndc", "occurred": "2015-04"]),
        covered,
      ], outcomes: [.init(state: .met, subject: "finding", owedBy: ["ndc"], facts: ["seated 2: finding"])]),
    CheckCase(name: "another body is not its matter", rule: three, entries: [finding.with(["by": "nac"]), seat], outcomes: []),
  ])
  func `a body has its seats, and nobody on them who may not be there`(_ example: CheckCase) throws { try example.check() }
}

@Suite("The check eligibility")
struct EligibilityTests {
  private static let rule: JSONValue = ["check": "eligibility", "bodies": "sc", "measures": ["suspension", "expulsion"]]
  private static let known: JSONValue = ["check": "eligibility", "bodies": "sc", "undisclosed-to": "members"]
  private static let seat = Assembly.seat("respondent", "sc", ["occurred": "2015-06-01", "by": "members"])
  private static let measure = Assembly.entry(
    .measureImposed, "measure", ["on": "respondent", "measure": "suspension", "occurred": "2015-03-01"])
  private static let lifted = Assembly.entry(
    .measureLifted, "lifted", ["on": "respondent", "measure": "suspension", "imposed": "measure", "occurred": "2015-05-01"])
  private static let allegation = Given.allegation.with(["occurred": "2014"])
  private static let finding = Assembly.entry(
    .findingMade, "finding", ["by": "ndc", "on": "allegation", "result": "substantiated", "occurred": "2015-03-01"])
  private static let covered = Assembly.covered(.measureLifted, .noticeGiven, .statementPublished)
  private static let notice = Assembly.entry(.noticeGiven, "notice", ["to": "members", "of": "finding", "occurred": "2015-05-01"])

  @Test(arguments: [
    CheckCase(
      name: "under a measure", rule: rule, entries: [measure, seat, covered],
      outcomes: [.init(state: .breached, subject: "respondent-on-sc", owedBy: ["members"], facts: ["barred measure"])]),
    CheckCase(
      name: "under a measure that was lifted before", rule: rule, entries: [measure, seat, lifted],
      outcomes: [.init(state: .met, subject: "respondent-on-sc", owedBy: ["members"])]),
    CheckCase(
      name: "under a measure that was lifted after", rule: rule, entries: [measure, seat, lifted.with(["occurred": "2015-07-01"])],
      outcomes: [.init(state: .breached, subject: "respondent-on-sc", owedBy: ["members"], facts: ["barred measure"])]),
    CheckCase(
      name: "whether it was lifted is not on record", rule: rule, entries: [measure, seat],
      outcomes: [
        .init(
          state: .undetermined, subject: "respondent-on-sc", owedBy: ["members"], causes: ["coverage measure.lifted nobody"])
      ]),
    CheckCase(
      name: "whether it was lifted before, its date leaves open", rule: rule, entries: [measure, seat, lifted.with(["occurred": "2015"])],
      outcomes: [.init(state: .undetermined, subject: "respondent-on-sc", owedBy: ["members"], causes: ["dates lifted"])]),
    CheckCase(
      name: "until when it held is told in words", rule: rule, entries: [measure.with(["until": "the convention"]), seat, covered],
      outcomes: [
        .init(state: .undetermined, subject: "respondent-on-sc", owedBy: ["members"], causes: ["unstated until measure nobody"])
      ]),
    CheckCase(
      name: "another measure bars nobody", rule: rule, entries: [measure.with(["measure": "warning"]), seat, covered], outcomes: []),
    CheckCase(
      name: "a measure on someone else", rule: rule, entries: [measure.with(["on": "organizer"]), seat, covered], outcomes: []),
    CheckCase(name: "another office", rule: rule, entries: [measure, seat.with(["body": "ndc"]), covered], outcomes: []),
    CheckCase(
      name: "a measure that is hidden is undetermined for that reason", rule: rule, entries: [measure, seat, covered],
      hidden: [("measure", "measure")],
      outcomes: [
        .init(state: .undetermined, subject: "respondent-on-sc", causes: ["gap measure.measure"]),
        .init(state: .undetermined, subject: "measure", causes: ["gap measure.measure"]),
      ]),
    CheckCase(
      name: "in office under a measure", rule: rule,
      entries: [
        seat.with(["occurred": "2014-06-01"]), measure, Assembly.left("respondent", "sc", on: "2015-03-11"),
      ],
      outcomes: [
        .init(state: .met, subject: "respondent-on-sc", owedBy: ["members"]),
        .init(state: .breached, subject: "measure", owedBy: ["sc"], lasted: Span(atLeast: 10, atMost: 10), facts: ["barred measure"]),
      ]),
    CheckCase(
      name: "left the office on that day", rule: rule,
      entries: [seat.with(["occurred": "2014-06-01"]), measure, Assembly.left("respondent", "sc", on: "2015-03-01")],
      outcomes: [
        .init(state: .met, subject: "respondent-on-sc", owedBy: ["members"]), .init(state: .met, subject: "measure", owedBy: ["sc"]),
      ]),
    CheckCase(
      name: "whether they left the office is not on record", rule: rule, entries: [seat.with(["occurred": "2014-06-01"]), measure],
      outcomes: [
        .init(state: .met, subject: "respondent-on-sc", owedBy: ["members"]),
        .init(state: .undetermined, subject: "measure", owedBy: ["sc"], causes: ["coverage seat.vacated nobody"]),
      ]),
    CheckCase(
      name: "members did not know of a finding", rule: known, entries: [allegation, finding, seat, covered],
      outcomes: [.init(state: .breached, subject: "respondent-on-sc", owedBy: ["members"], facts: ["undisclosed finding"])]),
    CheckCase(
      name: "members had been told", rule: known, entries: [allegation, finding, seat, notice],
      outcomes: [.init(state: .met, subject: "respondent-on-sc", owedBy: ["members"])]),
    CheckCase(
      name: "members were told after", rule: known, entries: [allegation, finding, seat, notice.with(["occurred": "2015-07-01"]), covered],
      outcomes: [.init(state: .breached, subject: "respondent-on-sc", owedBy: ["members"], facts: ["undisclosed finding"])]),
    CheckCase(
      name: "members were told in that year", rule: known, entries: [allegation, finding, seat, notice.with(["occurred": "2015"])],
      outcomes: [
        .init(state: .undetermined, subject: "respondent-on-sc", owedBy: ["members"], causes: ["dates notice"])
      ]),
    CheckCase(
      name: "that members were told is not on record", rule: known, entries: [allegation, finding, seat],
      outcomes: [
        .init(state: .undetermined, subject: "respondent-on-sc", owedBy: ["members"], causes: ["coverage notice.given nobody"])
      ]),
    CheckCase(
      name: "by a source they were not", rule: known,
      entries: [
        allegation, finding, seat,
        Assembly.entry(
          .omissionStated, "omission", ["occurred": "2015/2016", "of": ["kind": "notice.given", "about": "finding", "to": "members"]]),
      ],
      outcomes: [.init(state: .breached, subject: "respondent-on-sc", owedBy: ["members"], facts: ["undisclosed finding"])]),
    CheckCase(
      name: "a finding that bore nothing out", rule: known,
      entries: [allegation, finding.with(["result": "unsubstantiated"]), seat, covered], outcomes: []),
    CheckCase(
      name: "a finding that came later", rule: known, entries: [allegation, finding.with(["occurred": "2015-08"]), seat, covered],
      outcomes: [.init(state: .met, subject: "respondent-on-sc", owedBy: ["members"])]),
  ])
  func `nobody comes to an office, or stays in it, whom the code bars`(_ example: CheckCase) throws { try example.check() }
}

@Suite("Ten thousand seats")
struct ManySeatsTests {
  @Test func `a roll of ten thousand is reckoned, each against its seat`() throws {
    let rules: [JSONValue] = [
      Sample.clause(["check": "tally", "of": "sc"], id: "1"),
      Sample.clause(["check": "conflicted-participation", "acts": ["rescind"]], id: "2"),
      Sample.clause(["check": "composition", "body": "sc", "at-most": 10_000, "without": "ndc"], id: "3"),
    ]
    let code = Assembly.code(
      ["seats": 10_000, "quorum": ["at-least": "1/2"], "majority": ["more-than": "1/2"]],
      ["conflicts": ["party", "took-part", "seat-on-reviewed-body", "tie"]])
    let record = try SampleRecord(
      charter: Sample.charter(clauses: rules).with(code),
      [
        Assembly.entry(.decisionTaken, "reviewed", ["by": "ndc", "outcome": ["expel": "respondent"], "occurred": "2013"]),
        Assembly.entry(.decisionTaken, "decision", ["by": "sc", "outcome": "rescind", "undoes": "reviewed"]),
        Assembly.entry(.voteHeld, "vote", ["on": "decision", "by": "sc", "result": "adopted", "roll": ["respondent": "against"]]),
        Assembly.covered(.seatTaken, .seatVacated, .conflictNoted), Assembly.named("respondent"), Assembly.seat("organizer"),
      ])
    let parties = (100..<10_100).map { Sample.id($0, PartyID.self) }
    var disclosed = record.disclosed
    let vote = try record.id("vote").number - 1
    let slot = try #require(disclosed[vote].values.first { $0.value.name == "roll" }?.key)
    disclosed[vote].values[slot]?.json = .array(parties.enumerated().map { ["party": $1.json, "vote": $0 < 5_100 ? "for" : "against"] })
    let seat = disclosed[try record.id("organizer-on-sc").number - 1]
    disclosed.removeLast()
    for (index, party) in parties.enumerated() {
      var values = seat.values
      for (slot, value) in values where value.name == "holder" { values[slot]?.json = party.json }
      for (slot, value) in values where value.name == "label" { values[slot]?.json = .string("seat-\(index)") }
      disclosed.append(Disclosed(id: EntryID(disclosed.count + 1), on: seat.on, values: values))
    }
    let scene = Organization(RecordView(disclosed)).scene(of: Sample.ofCase, asOf: try Sample.day("2019-04-19"))
    let duties = scene.duties()
    let states = Dictionary(grouping: duties, by: \.check).mapValues { Set($0.map(\.state)) }
    #expect(states == [.tally: [.met], .conflictedParticipation: [.met], .composition: [.met]])
    let facts = try #require(duties.first { $0.check == .tally }).facts
    #expect(facts.map { $0.words { "\($0)" } }.last == "under the rule adopted 5100:4900 of 10000 of 10000: 5")
  }
}
