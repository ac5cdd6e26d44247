import CandorCore
import StrictJSON
import Testing

/// What the tables are made of; each entry can be changed in one fact.
private enum Hall {
  static func entry(_ kind: Kind, _ label: String, _ fields: JSONObject) -> JSONValue {
    JSONValue.object(["kind": .string(kind.rawValue), "label": .string(label), "occurred": "2015-03-02"]).with(fields)
  }

  static func code(_ sc: JSONObject = ["majority": ["more-than": "1/2"]], _ more: JSONObject = [:]) -> JSONObject {
    let bodies: JSONValue = Sample.charter()["bodies"] ?? [:]
    let changed = bodies.with(["sc": JSONValue.object(["title": "Steering Committee"]).with(sc)])
    return JSONValue.object(["bodies": changed]).with(more).objectValue ?? [:]
  }

  static let motion = entry(.motionMoved, "motion", ["asks": "Something.", "occurred": "2015-03-01"])
  static let other = entry(.motionMoved, "other", ["asks": "Something else.", "occurred": "2015-03-01"])
  static let vote = entry(.voteHeld, "vote", ["on": "motion", "by": "sc", "result": "adopted"])
  static func voted(_ fields: JSONObject) -> [JSONValue] { [motion, vote.with(fields)] }

  static func named(_ name: String, _ fields: JSONObject = [:]) -> JSONValue {
    entry(.partyNamed, name, ["party": .string(name), "role": "participant"]).with(fields)
  }
}

@Suite("The check tally, of assemblies")
struct AssemblyTallyTests {
  private static let rule: JSONValue = ["check": "tally", "of": "sc"]
  private static func held(_ state: Duty.State, _ announced: String, _ words: String, causes: [String] = []) -> CheckCase.Outcome {
    .init(
      state: state, subject: "vote", owedBy: ["sc"], causes: causes,
      facts: ["announced \(announced): vote", "under the rule \(words): vote"])
  }
  private static let tie: JSONObject = ["votes": ["for": 3, "against": 3], "casting": ["organizer": "for"], "present": 7, "eligible": 7]
  private static let casting = Hall.code(["majority": ["more-than": "1/2"], "casting-vote": true])
  private static func proposals(_ choose: String, _ list: JSONValue...) -> [JSONValue] {
    [
      Hall.motion, Hall.other,
      Hall.entry(
        .voteHeld, "vote", ["on": "motion", "by": "sc", "present": 10, "proposals": ["choose": .string(choose), "list": .array(list)]]),
    ]
  }
  private static func proposal(_ on: String, _ votes: JSONValue, _ result: String) -> JSONValue {
    ["title": .string("the " + on), "on": .string(on), "votes": votes, "result": .string(result)]
  }
  private static func onProposal(_ state: Duty.State, _ place: Int, _ announced: String, _ words: String) -> CheckCase.Outcome {
    .init(
      state: state, subject: "vote", owedBy: ["sc"],
      facts: ["proposal \(place): vote", "announced \(announced): vote", "under the rule \(words): vote"])
  }

  @Test(arguments: [
    CheckCase(
      name: "a casting vote settles a tie", rule: rule, code: casting, entries: Hall.voted(tie),
      outcomes: [held(.met, "adopted", "adopted 3:3 of 7 of 7")]),
    CheckCase(
      name: "and not where the code knows none", rule: rule, code: Hall.code(), entries: Hall.voted(tie),
      outcomes: [held(.breached, "adopted", "rejected 3:3 of 7 of 7")]),
    CheckCase(
      name: "nor where there is no tie", rule: rule, code: casting,
      entries: Hall.voted(tie.merging(["votes": ["for": 3, "against": 4]])),
      outcomes: [held(.breached, "adopted", "rejected 3:4 of 7 of 7")]),
    CheckCase(
      name: "a casting vote against it", rule: rule, code: casting,
      entries: Hall.voted(tie.merging(["casting": ["organizer": "against"]])),
      outcomes: [held(.breached, "adopted", "rejected 3:3 of 7 of 7")]),
    CheckCase(
      name: "an act that takes more", rule: rule,
      code: Hall.code(["majority": ["more-than": "1/2"], "majorities": ["dissolve": ["at-least": "2/3"]]]),
      entries: [Hall.motion.with(["outcome": "dissolve"]), Hall.vote.with(["votes": ["for": 13, "against": 7]])],
      outcomes: [held(.breached, "adopted", "rejected 13:7 of 20… of 20…")]),
    CheckCase(
      name: "and gets it", rule: rule,
      code: Hall.code(["majority": ["more-than": "1/2"], "majorities": ["dissolve": ["at-least": "2/3"]]]),
      entries: [Hall.motion.with(["outcome": "dissolve"]), Hall.vote.with(["votes": ["for": 14, "against": 7]])],
      outcomes: [held(.met, "adopted", "adopted 14:7 of 21… of 21…")]),
    CheckCase(
      name: "an act together with another takes the majority of either", rule: rule,
      code: Hall.code(["majority": ["more-than": "1/2"], "majorities": ["dissolve": ["at-least": "2/3"]]]),
      entries: [Hall.motion.with(["outcome": ["accept", "dissolve"]]), Hall.vote.with(["votes": ["for": 13, "against": 7]])],
      outcomes: [held(.breached, "adopted", "rejected 13:7 of 20… of 20…")]),
    CheckCase(
      name: "a share of those who took part bears out a majority of the votes", rule: rule, code: Hall.code(),
      entries: Hall.voted(["votes": ["for": "about 70 %", "of": "present"], "present": "nearly 500"]),
      outcomes: [held(.met, "adopted", "adopted 240…399:0…259 of 400…499 of 400…")]),
    CheckCase(
      name: "and leaves open a majority of the eligible", rule: rule,
      code: Hall.code(["majority": ["more-than": "1/2", "of": "eligible"]]),
      entries: Hall.voted(["votes": ["for": "about 70 %", "of": "present"], "present": "nearly 500"]),
      outcomes: [
        held(
          .undetermined, "adopted", "adopted or rejected 240…399:0…259 of 400…499 of 400…",
          causes: ["unstated votes vote nobody", "coverage seat.taken nobody"])
      ]),
    CheckCase(
      name: "unless all classes of electors are counted", rule: rule,
      code: Hall.code(["majority": ["more-than": "1/2", "of": "eligible"]]),
      entries: Hall.voted([
        "votes": ["for": "about 70 %", "of": "present"], "present": "nearly 500",
        "electorate": [["class": "members", "count": "about 400"], ["class": "those who left", "count": "over 400"]],
      ]),
      outcomes: [
        held(
          .undetermined, "adopted", "adopted or rejected 240…399:0…259 of 400…499 of 701…",
          causes: ["unstated votes vote nobody", "unstated eligible vote nobody"])
      ]),
    CheckCase(
      name: "a share of members is of nobody who is counted", rule: rule, code: Hall.code(),
      entries: Hall.voted(["votes": ["for": "about 70 %", "of": "branch"], "present": "nearly 500"]),
      outcomes: [
        held(.undetermined, "adopted", "adopted or rejected 0…499:0…499 of 400…499 of 400…", causes: ["unstated votes vote nobody"])
      ]),
    CheckCase(
      name: "who joined after the day of the electorate had no vote", rule: rule, code: Hall.code(),
      entries: [
        Hall.entry(.membershipChanged, "joined", ["member": "outsider", "change": "joined", "occurred": "2015-02-20"])
      ]
        + Hall.voted([
          "votes": ["for": 2, "against": 1], "roll": ["outsider": "for"], "present": 3,
          "electorate": ["class": "members", "as-of": "2015-02-01"],
        ]),
      outcomes: [
        .init(
          state: .breached, subject: "vote", owedBy: ["sc"],
          facts: ["announced adopted: vote", "under the rule rejected 1:1 of 2 of 2…, without outsider: vote"])
      ]),
    CheckCase(
      name: "each of several proposals by itself", rule: rule, code: Hall.code(),
      entries: proposals(
        "each", proposal("motion", ["for": 6, "against": 4], "adopted"), proposal("other", ["for": 5, "against": 5], "adopted")),
      outcomes: [
        onProposal(.met, 1, "adopted", "adopted 6:4 of 10 of 10…"), onProposal(.breached, 2, "adopted", "rejected 5:5 of 10 of 10…"),
      ]),
    CheckCase(
      name: "of proposals of which one could be chosen, one is adopted", rule: rule,
      code: Hall.code(["majority": ["at-least": "1/3", "of": "present"]]),
      entries: proposals(
        "one", proposal("motion", ["for": "over 1/2", "of": "present"], "adopted"),
        proposal("other", ["for": "about 1/3", "of": "present"], "rejected")),
      outcomes: [
        onProposal(.met, 1, "adopted", "adopted 6…10:0…4 of 10 of 10…"),
        .init(
          state: .undetermined, subject: "vote", owedBy: ["sc"], causes: ["unstated votes vote nobody"],
          facts: ["proposal 2: vote", "announced rejected: vote", "under the rule adopted or rejected 0…6:0…10 of 10 of 10…: vote"]),
        .init(state: .met, subject: "vote", owedBy: ["sc"]),
      ]),
    CheckCase(
      name: "and not two", rule: rule, code: Hall.code(["majority": ["at-least": "1/3", "of": "present"]]),
      entries: proposals(
        "one", proposal("motion", ["for": 5, "against": 5], "adopted"), proposal("other", ["for": 4, "against": 6], "adopted")),
      outcomes: [
        onProposal(.met, 1, "adopted", "adopted 5:5 of 10 of 10…"), onProposal(.met, 2, "adopted", "adopted 4:6 of 10 of 10…"),
        .init(state: .breached, subject: "vote", owedBy: ["sc"], facts: ["2 adopted together: vote"]),
      ]),
    CheckCase(
      name: "nor one with fewer votes than another", rule: rule, code: Hall.code(["majority": ["at-least": 1]]),
      entries: proposals(
        "one", proposal("motion", ["for": 4, "against": 6], "adopted"), proposal("other", ["for": 6, "against": 4], "rejected")),
      outcomes: [
        onProposal(.met, 1, "adopted", "adopted 4:6 of 10 of 10…"), onProposal(.breached, 2, "rejected", "adopted 6:4 of 10 of 10…"),
        .init(state: .breached, subject: "vote", owedBy: ["sc"], facts: ["proposal 1 outvoted by 2: vote"]),
      ]),
    CheckCase(
      name: "a proposal that names no motion is of what the vote was on", rule: rule,
      code: Hall.code(["majority": ["more-than": "1/2"], "majorities": ["dissolve": ["at-least": "2/3"]]]),
      entries: [
        Hall.motion.with(["outcome": "dissolve"]),
        Hall.vote.with(["result": nil, "proposals": [["title": "it", "votes": ["for": 6, "against": 4], "result": "adopted"]]]),
      ], outcomes: [onProposal(.breached, 1, "adopted", "rejected 6:4 of 10… of 10…")]),
    CheckCase(
      name: "a share that no whole number is", rule: rule, code: Hall.code(),
      entries: Hall.voted(["votes": ["for": "33 %", "of": "present"], "present": 20, "eligible": 30]),
      outcomes: [
        .init(state: .undetermined, subject: "vote", owedBy: ["sc"], causes: ["contradictory vote"], facts: ["announced adopted: vote"])
      ]),
    CheckCase(
      name: "the share against it says what the one for it is", rule: rule, code: Hall.code(),
      entries: Hall.voted(["votes": ["for": "45 %", "against": "55 %", "of": "present"], "present": 20]),
      outcomes: [held(.breached, "adopted", "rejected 9:11 of 20 of 20…")]),
    CheckCase(
      name: "also of the votes alone", rule: rule, code: Hall.code(),
      entries: Hall.voted(["votes": ["for": "at least 1", "against": "over 60 %", "of": "cast"], "present": 20]),
      outcomes: [held(.breached, "adopted", "rejected 1…7:0…19 of 20 of 20…")]),
    CheckCase(
      name: "a casting vote of someone who sits there no more", rule: rule, code: casting,
      entries: [
        Hall.entry(.seatTaken, "sat", ["holder": "organizer", "body": "sc", "occurred": "2013-01-01"]),
        Hall.entry(.seatVacated, "left", ["holder": "organizer", "body": "sc", "occurred": "2014-01-01"]),
      ] + Hall.voted(tie), outcomes: [held(.breached, "adopted", "rejected 3:3 of 7 of 7")]),
    CheckCase(
      name: "hidden proposals are undetermined for that reason", rule: rule, code: Hall.code(),
      entries: proposals("one", proposal("motion", ["for": 5, "against": 5], "adopted")), hidden: [("vote", "proposals")],
      outcomes: [.init(state: .undetermined, subject: "vote", causes: ["gap vote.proposals"])]),
    CheckCase(
      name: "a quorum that is missed once the conflicted are left out",
      rule: ["check": "tally", "of": "sc", "without-conflicted": true],
      code: Hall.code(["majority": ["more-than": "1/2"], "quorum": ["at-least": 5]], ["conflicts": ["tie"]]),
      entries: [
        Hall.entry(
          .decisionTaken, "decision", ["by": "sc", "outcome": "accept", "answers": "motion"]), Hall.motion,
        Hall.entry(.conflictNoted, "tie", ["who": "organizer", "in": "vote", "tie": "related", "how": "declared"]),
        Hall.vote.with([
          "votes": ["for": 4, "against": 1], "present": 5, "eligible": 9, "roll": ["organizer": "for"],
        ]),
      ],
      outcomes: [
        .init(
          state: .breached, subject: "vote", owedBy: ["sc"],
          facts: [
            "announced adopted: vote", "under the rule adopted 4:1 of 5 of 9: vote", "without tie no-quorum 3:1 of 4 of 8: vote",
          ])
      ]),
    CheckCase(
      name: "a conflicted casting vote does not settle a tie",
      rule: ["check": "tally", "of": "sc", "without-conflicted": true],
      code: Hall.code(["majority": ["more-than": "1/2"], "casting-vote": true], ["conflicts": ["tie"]]),
      entries: [
        Hall.motion, Hall.entry(.conflictNoted, "tie", ["who": "organizer", "in": "vote", "tie": "related", "how": "declared"]),
        Hall.vote.with(tie).with(["roll": ["organizer": "abstained"]]),
      ],
      outcomes: [
        .init(
          state: .breached, subject: "vote", owedBy: ["sc"],
          facts: [
            "announced adopted: vote", "under the rule adopted 3:3 of 7 of 7: vote", "without tie rejected 3:3 of 6 of 6: vote",
          ])
      ]),
    CheckCase(
      name: "and where nobody says how they voted beside that, it is open",
      rule: ["check": "tally", "of": "sc", "without-conflicted": true],
      code: Hall.code(["majority": ["more-than": "1/2"], "casting-vote": true], ["conflicts": ["tie"]]),
      entries: [
        Hall.motion, Hall.entry(.conflictNoted, "tie", ["who": "organizer", "in": "vote", "tie": "related", "how": "declared"]),
        Hall.vote.with(tie),
      ],
      outcomes: [
        .init(
          state: .undetermined, subject: "vote", owedBy: ["sc"], causes: ["unstated roll vote nobody"],
          facts: [
            "announced adopted: vote", "under the rule adopted 3:3 of 7 of 7: vote",
            "without tie adopted or rejected 2…3:2…3 of 6 of 6: vote",
          ])
      ]),
  ])
  func `the announced result is borne out by what the code asks for`(_ example: CheckCase) throws { try example.check() }
}

@Suite("The check election")
struct ElectionTests {
  private static let rule: JSONValue = [
    "check": "election", "bodies": "sc", "manner": "one-by-one", "statements": true, "most-votes": true,
  ]
  private static let plain: JSONValue = ["check": "election", "bodies": "sc", "most-votes": true]
  private static func stood(_ who: String, elected: Bool?, _ votes: JSONValue = nil, _ more: JSONObject = [:]) -> JSONValue {
    var candidate: JSONObject = ["who": .string(who), "statement": "paper"]
    if let elected { candidate["elected"] = .bool(elected) }
    if votes != nil { candidate["votes"] = votes }
    return JSONValue.object(candidate).with(more)
  }
  private static let paper = Hall.entry(.statementPublished, "paper", ["occurred": "2015-02-01"])
  private static func election(_ candidates: JSONValue..., and more: JSONObject = [:], label: String = "election") -> JSONValue {
    Hall.entry(.electionHeld, label, ["to": "sc", "by": "branch", "manner": "one-by-one", "candidates": .array(candidates)]).with(more)
  }
  private static func held(_ state: Duty.State, _ facts: String..., subject: String = "election", causes: [String] = [])
    -> CheckCase.Outcome
  {
    .init(state: state, subject: subject, owedBy: ["branch"], causes: causes, facts: facts)
  }

  @Test(arguments: [
    CheckCase(
      name: "one by one, with more votes, to the seats there are", rule: rule,
      entries: [
        paper, election(stood("organizer", elected: true, 12), stood("outsider", elected: false, 11), and: ["seats": 1]),
      ], outcomes: [held(.met)]),
    CheckCase(
      name: "a slate where the charter forbids slates", rule: rule,
      entries: [paper, election(stood("organizer", elected: true), and: ["manner": "slate"])],
      outcomes: [held(.breached, "by slate: election")]),
    CheckCase(
      name: "a slate that only the candidates tell of", rule: rule,
      entries: [paper, election(stood("organizer", elected: true, nil, ["slate": "A"]), and: ["manner": nil])],
      outcomes: [held(.breached, "by slate: election")]),
    CheckCase(
      name: "how is not told", rule: rule, entries: [paper, election(stood("organizer", elected: true), and: ["manner": nil])],
      outcomes: [held(.undetermined, causes: ["unstated manner election nobody"])]),
    CheckCase(
      name: "slates where the code says nothing of them", rule: plain,
      entries: [paper, election(stood("organizer", elected: true), and: ["manner": "slate"])], outcomes: [held(.met)]),
    CheckCase(
      name: "a person elected twice, by two parts", rule: plain,
      entries: [
        paper, Hall.named("organizer", ["person": "00000000000z"]), Hall.named("outsider", ["person": "00000000000z"]),
        election(stood("organizer", elected: true), stood("outsider", elected: true)),
      ], outcomes: [held(.breached, "outsider elected twice: election")]),
    CheckCase(
      name: "a person elected for a time for which they have a seat", rule: plain,
      entries: [
        paper, election(stood("organizer", elected: true), and: ["until": "2017-03", "occurred": "2014-03-02"], label: "first"),
        election(stood("organizer", elected: true), and: ["until": "2016-12-31"]),
      ], outcomes: [held(.met, subject: "first"), held(.breached, "organizer elected twice: election, before by first")]),
    CheckCase(
      name: "and again when that time is over", rule: plain,
      entries: [
        paper, election(stood("organizer", elected: true), and: ["until": "2015-03-01", "occurred": "2014-03-02"], label: "first"),
        election(stood("organizer", elected: true)),
      ], outcomes: [held(.met, subject: "first"), held(.met)]),
    CheckCase(
      name: "and nobody says until when", rule: plain,
      entries: [
        paper, election(stood("organizer", elected: true), and: ["occurred": "2014-03-02"], label: "first"),
        election(stood("organizer", elected: true)),
      ], outcomes: [held(.met, subject: "first"), held(.undetermined, causes: ["unstated until first election nobody"])]),
    CheckCase(
      name: "another account of one election is no second one", rule: plain,
      entries: [
        paper, election(stood("organizer", elected: true), label: "first"),
        election(stood("organizer", elected: true), and: ["disputes": "first"]),
      ], outcomes: [held(.met, subject: "first"), held(.met)]),
    CheckCase(
      name: "more than there are seats", rule: plain,
      entries: [paper, election(stood("organizer", elected: true), stood("outsider", elected: true), and: ["seats": 1])],
      outcomes: [held(.breached, "2 elected to 1: election")]),
    CheckCase(
      name: "with fewer votes than another", rule: plain,
      entries: [paper, election(stood("organizer", elected: true, 11), stood("outsider", elected: false, 12))],
      outcomes: [held(.breached, "outsider passed over for organizer: election")]),
    CheckCase(
      name: "with as many, or with nobody knows how many", rule: plain,
      entries: [
        paper,
        election(stood("organizer", elected: true, 12), stood("outsider", elected: false, "about 12"), stood("respondent", elected: false)),
      ], outcomes: [held(.met)]),
    CheckCase(
      name: "without a statement that is named", rule: rule,
      entries: [paper, election(stood("organizer", elected: true, nil, ["statement": nil]))],
      outcomes: [held(.undetermined, causes: ["coverage statement.published nobody"])]),
    CheckCase(
      name: "without one where the record holds every one", rule: rule,
      entries: [
        paper, election(stood("organizer", elected: true, nil, ["statement": nil])),
        Hall.entry(.coverageAttested, "coverage", ["occurred": "../2016", "kinds": "statement.published"]),
      ], outcomes: [held(.breached, "organizer without a statement: election")]),
    CheckCase(
      name: "one by one, and a slate all the same", rule: rule,
      entries: [paper, election(stood("organizer", elected: true, nil, ["slate": "A"]))],
      outcomes: [held(.breached, "by slate: election")]),
    CheckCase(
      name: "re-elected before the term is over", rule: plain,
      entries: [
        paper, election(stood("organizer", elected: true), and: ["until": "2015-03-31", "occurred": "2014-03-02"], label: "first"),
        election(stood("organizer", elected: true), and: ["until": "2016-03-31"]),
      ], outcomes: [held(.met, subject: "first"), held(.undetermined, causes: ["unstated until first election nobody"])]),
    CheckCase(
      name: "elected anew after leaving", rule: plain,
      entries: [
        paper, election(stood("organizer", elected: true), and: ["until": "2017-03-31", "occurred": "2014-03-02"], label: "first"),
        Hall.entry(.seatVacated, "left", ["holder": "organizer", "body": "sc", "occurred": "2014-09-01"]),
        election(stood("organizer", elected: true), and: ["until": "2016-03-31"]),
      ], outcomes: [held(.met, subject: "first"), held(.met)]),
    CheckCase(
      name: "a smaller share elected before a larger one", rule: plain,
      entries: [paper, election(stood("organizer", elected: true, "20 %"), stood("outsider", elected: false, "50 %"))],
      outcomes: [held(.breached, "outsider passed over for organizer: election")]),
    CheckCase(
      name: "where the code says nothing of the most votes", rule: ["check": "election", "bodies": "sc"],
      entries: [paper, election(stood("organizer", elected: true, "20 %"), stood("outsider", elected: false, "50 %"))],
      outcomes: [held(.met)]),
    CheckCase(
      name: "a seat by an election to another body", rule: plain,
      entries: [
        paper, election(stood("organizer", elected: true), and: ["to": "ndc"]),
        Hall.entry(.seatTaken, "seat", ["holder": "organizer", "body": "sc", "election": "election", "by": "branch"]),
      ], outcomes: [held(.breached, "organizer not elected: seat", subject: "seat")]),
    CheckCase(
      name: "a seat by an election in which they were not elected", rule: plain,
      entries: [
        paper, election(stood("organizer", elected: false), and: [:]),
        Hall.entry(.seatTaken, "seat", ["holder": "organizer", "body": "sc", "election": "election", "by": "branch"]),
      ], outcomes: [held(.met), held(.breached, "organizer not elected: seat", subject: "seat")]),
    CheckCase(
      name: "a seat by an election", rule: plain,
      entries: [
        paper, election(stood("organizer", elected: true)),
        Hall.entry(.seatTaken, "seat", ["holder": "organizer", "body": "sc", "election": "election", "by": "branch"]),
      ], outcomes: [held(.met), held(.met, subject: "seat")]),
    CheckCase(
      name: "to another body", rule: plain, entries: [paper, election(stood("organizer", elected: true), and: ["to": "ndc"])], outcomes: []),
    CheckCase(
      name: "hidden candidates", rule: plain, entries: [paper, election(stood("organizer", elected: true))],
      hidden: [("election", "candidates")],
      outcomes: [.init(state: .undetermined, subject: "election", causes: ["gap election.candidates"])]),
  ])
  func `elections are held as the code says`(_ example: CheckCase) throws { try example.check() }
}

@Suite("The check composition, of groups")
struct GroupTests {
  private static let rule: JSONValue = ["check": "composition", "body": "sc", "groups": [["new": ["at-least": "2/3"]]]]
  private static func election(_ number: JSONValue, _ more: JSONObject = ["seats": 9]) -> [JSONValue] {
    [
      Hall.entry(.electionHeld, "election", ["to": "sc", "by": "branch", "composition": [["group": "new", "number": number]]]).with(more)
    ]
  }
  private static func held(_ state: Duty.State, _ facts: String..., causes: [String] = []) -> CheckCase.Outcome {
    .init(state: state, subject: "election", owedBy: ["branch"], causes: causes, facts: facts)
  }

  @Test(arguments: [
    CheckCase(name: "as many as it takes", rule: rule, entries: election(6), outcomes: [held(.met, "new 6 of 9: election")]),
    CheckCase(name: "missed by one", rule: rule, entries: election(5), outcomes: [held(.breached, "new 5 of 9: election")]),
    CheckCase(name: "told as a share", rule: rule, entries: election("2/3"), outcomes: [held(.met, "new 2/3: election")]),
    CheckCase(
      name: "a share that is rounded to it", rule: rule, entries: election("67 %"), outcomes: [held(.met, "new 67 %: election")]),
    CheckCase(
      name: "of nobody knows how many, a rounded share leaves it open", rule: rule, entries: election("67 %", [:]),
      outcomes: [held(.undetermined, "new 67 %: election", causes: ["unstated composition election nobody"])]),
    CheckCase(name: "a share beyond it", rule: rule, entries: election("over 2/3"), outcomes: [held(.met, "new over 2/3: election")]),
    CheckCase(name: "a share below it", rule: rule, entries: election("under 2/3"), outcomes: [held(.breached, "new under 2/3: election")]),
    CheckCase(
      name: "of nobody knows how many", rule: rule, entries: election(6, [:]),
      outcomes: [held(.undetermined, "new 6 of 1…: election", causes: ["unstated composition election nobody"])]),
    CheckCase(
      name: "that there are some says nothing of how many", rule: rule, entries: election(nil),
      outcomes: [held(.undetermined, causes: ["unstated composition election nobody"])]),
    CheckCase(
      name: "the forming of a body", rule: rule, code: Hall.code(["seats": 3]),
      entries: [
        Hall.entry(.bodyFormed, "election", ["body": "sc", "by": "branch", "composition": [["group": "new", "number": 1]]])
      ], outcomes: [held(.breached, "new 1 of 3: election")]),
    CheckCase(
      name: "another group", rule: rule,
      entries: [Hall.entry(.electionHeld, "election", ["to": "sc", "by": "branch", "composition": [["group": "old", "number": 1]]])],
      outcomes: []),
  ])
  func `of some groups there are as many as the code asks for`(_ example: CheckCase) throws { try example.check() }
}

@Suite("The check carry-out, of assemblies")
struct SuccessionTests {
  private static let rule: JSONValue = ["check": "carry-out", "of": "branch", "promises": true]
  private static let mandate = Hall.entry(
    .mandateGiven, "mandate",
    ["by": "branch", "to": ["sc", "ndc"], "task": "To apologize.", "occurred": "2014-01-01", "due": "2014-12-31"])
  private static func report(_ label: String, _ state: String, _ fields: JSONObject = [:]) -> JSONValue {
    Hall.entry(.mandateReported, label, ["of": "mandate", "state": .string(state)]).with(fields)
  }
  private static func held(
    _ state: Duty.State, by: [String] = ["sc", "ndc"], late: Span? = nil, lasted: Span? = nil, causes: [String] = [], _ facts: String...
  ) -> CheckCase.Outcome {
    .init(state: state, subject: "mandate", owedBy: by, late: late, lasted: lasted, causes: causes, facts: facts)
  }
  private static let done = Span(atLeast: 425, atMost: 425)

  @Test(arguments: [
    CheckCase(
      name: "done by a statement of all who are to do it jointly", rule: rule,
      entries: [
        mandate.with(["jointly": true, "due": nil]),
        Hall.entry(.statementPublished, "apology", ["by": "sc", "signed": "ndc", "fulfils": "mandate"]),
      ], outcomes: [held(.met, lasted: done, "answered apology")]),
    CheckCase(
      name: "a joint one by one side alone is met in part", rule: rule,
      entries: [
        mandate.with(["jointly": true, "due": nil]), Hall.entry(.statementPublished, "apology", ["by": "sc", "fulfils": "mandate"]),
      ],
      outcomes: [held(.met, lasted: done, "answered apology without ndc")]),
    CheckCase(
      name: "one that is not to be joint, by either", rule: rule,
      entries: [mandate.with(["due": nil]), Hall.entry(.statementPublished, "apology", ["by": "sc", "fulfils": "mandate"])],
      outcomes: [held(.met, lasted: done, "answered apology")]),
    CheckCase(
      name: "given more time, with a reason, by those who gave it", rule: rule,
      entries: [
        mandate, report("varied", "varied", ["by": "branch", "due": "2015-06-30", "reason": "It takes longer.", "occurred": "2014-12-01"]),
        report("reported", "done"),
      ], outcomes: [held(.met, lasted: done, "varied varied", "answered reported")]),
    CheckCase(
      name: "more time without a reason counts for nothing", rule: rule,
      entries: [
        mandate, report("varied", "varied", ["by": "branch", "due": "2015-06-30", "occurred": "2014-12-01"]), report("reported", "done"),
      ],
      outcomes: [
        held(.met, late: Span(atLeast: 61, atMost: 61), lasted: done, "varied without reason varied", "answered reported")
      ]),
    CheckCase(
      name: "nor more time that those take who are to do it", rule: rule,
      entries: [
        mandate, report("varied", "varied", ["by": "sc", "due": "2015-06-30", "reason": "It takes longer.", "occurred": "2014-12-01"]),
        report("reported", "done"),
      ],
      outcomes: [
        held(.met, late: Span(atLeast: 61, atMost: 61), lasted: done, "varied without reason varied", "answered reported")
      ]),
    CheckCase(
      name: "of two changes the later one holds", rule: rule,
      entries: [
        mandate, report("first", "varied", ["by": "branch", "due": "2016-06-30", "reason": "More.", "occurred": "2014-11-01"]),
        report("second", "varied", ["by": "branch", "due": "2015-01-31", "reason": "Less.", "occurred": "2014-12-01"]),
        report("reported", "done"),
      ],
      outcomes: [
        held(.met, late: Span(atLeast: 30, atMost: 30), lasted: done, "varied first", "varied second", "answered reported")
      ]),
    CheckCase(
      name: "and where that cannot be told, nor can the rest", rule: rule,
      entries: [
        mandate, report("first", "varied", ["by": "branch", "due": "2016-06-30", "reason": "More.", "occurred": "2014"]),
        report("second", "varied", ["by": "branch", "due": "2015-01-31", "reason": "Less.", "occurred": "2014"]),
        report("reported", "done"),
      ],
      outcomes: [
        held(.undetermined, causes: ["dates first second"], "varied first", "varied second", "answered reported")
      ]),
    CheckCase(
      name: "one side first and the other later is whole by then", rule: rule,
      entries: [
        mandate.with(["jointly": true]),
        Hall.entry(.statementPublished, "first", ["by": "sc", "fulfils": "mandate", "occurred": "2014-06-01"]),
        Hall.entry(.statementPublished, "second", ["by": "ndc", "fulfils": "mandate"]),
      ],
      outcomes: [
        held(.met, late: Span(atLeast: 61, atMost: 61), lasted: done, "answered first without ndc", "answered second")
      ]),
    CheckCase(
      name: "in part in its time, and whole after it", rule: rule,
      entries: [mandate, report("early", "part", ["occurred": "2014-06-01"]), report("reported", "done")],
      outcomes: [held(.met, late: Span(atLeast: 61, atMost: 61), lasted: done, "answered early", "answered reported")]),
    CheckCase(
      name: "more time of which nobody says who gave it", rule: rule,
      entries: [
        mandate, report("varied", "varied", ["due": "2015-06-30", "reason": "It takes longer.", "occurred": "2014-12-01"]),
        report("reported", "done"),
      ],
      outcomes: [held(.undetermined, causes: ["unstated by varied nobody"], "varied without reason varied", "answered reported")]),
    CheckCase(
      name: "more time for what is late already", rule: rule,
      entries: [
        mandate, report("varied", "varied", ["by": "branch", "due": "2016-06-30", "reason": "It takes longer.", "occurred": "2015-02-01"]),
        report("reported", "done"),
      ],
      outcomes: [held(.met, late: Span(atLeast: 61, atMost: 61), lasted: done, "varied varied", "answered reported")]),
    CheckCase(
      name: "one of those who owe it passed it on, and the others owe it still", rule: rule,
      entries: [
        mandate.with(["jointly": true, "due": nil]),
        Hall.entry(.mandateTransferred, "passed", ["of": "mandate", "from": "sc", "to": "nac", "occurred": "2014-06-01"]),
        Hall.entry(.statementPublished, "apology", ["by": "nac", "fulfils": "mandate"]),
      ], outcomes: [held(.met, by: ["ndc", "nac"], lasted: done, "transferred passed", "answered apology without ndc")]),
    CheckCase(
      name: "nobody rids themselves of it by passing it on", rule: rule,
      entries: [
        mandate,
        Hall.entry(
          .mandateTransferred, "passed", ["of": "mandate", "by": "sc", "from": ["sc", "ndc"], "to": "nac", "occurred": "2014-06-01"]),
        report("reported", "not-done"),
      ], outcomes: [held(.breached, by: ["sc", "ndc", "nac"], "transferred passed", "not done reported")]),
    CheckCase(
      name: "who goes on with what is left owes it still", rule: rule,
      entries: [
        mandate.with(["to": "sc"]), Hall.entry(.organizationDissolved, "end", ["occurred": "2014-06-01", "successors": "sc"]),
      ], outcomes: [held(.undetermined, by: ["sc"], causes: ["coverage mandate.reported nobody"])]),
    CheckCase(
      name: "passed on to another body", rule: rule,
      entries: [
        mandate,
        Hall.entry(.mandateTransferred, "passed", ["of": "mandate", "from": ["sc", "ndc"], "to": "nac", "occurred": "2014-06-01"]),
        report("reported", "not-done"),
      ], outcomes: [held(.breached, by: ["nac"], "transferred passed", "not done reported")]),
    CheckCase(
      name: "the end of the organization lets it lapse", rule: rule,
      entries: [mandate, Hall.entry(.organizationDissolved, "end", ["occurred": "2014-06-01"])], outcomes: [held(.lapsed, "ended end")]),
    CheckCase(
      name: "what was begun too", rule: rule,
      entries: [
        mandate, report("begun", "begun", ["occurred": "2014-03-01"]),
        Hall.entry(.organizationDissolved, "end", ["occurred": "2014-06-01"]),
      ], outcomes: [held(.lapsed, "begun begun", "ended end")]),
    CheckCase(
      name: "and not what was overdue by then", rule: rule,
      entries: [mandate, Hall.entry(.organizationDissolved, "end", ["occurred": "2015-06-01"])],
      outcomes: [held(.undetermined, causes: ["coverage mandate.reported nobody"])]),
    CheckCase(
      name: "the end of those who were to do it", rule: rule,
      entries: [
        mandate.with(["to": "sc"]), Hall.entry(.bodyDissolved, "end", ["body": "sc", "occurred": "2014-06-01"]),
      ], outcomes: [held(.lapsed, by: ["sc"], "ended end")]),
    CheckCase(
      name: "but not where another took it over", rule: rule,
      entries: [
        mandate.with(["to": "sc"]), Hall.entry(.bodyDissolved, "end", ["body": "sc", "occurred": "2014-06-01"]),
        Hall.entry(.mandateTransferred, "passed", ["of": "mandate", "to": "nac", "occurred": "2014-05-01"]),
      ], outcomes: [held(.undetermined, by: ["nac"], causes: ["coverage mandate.reported nobody"], "transferred passed")]),
  ])
  func `mandates are held to those who have them, and to their time`(_ example: CheckCase) throws { try example.check() }
}

@Suite("The check circulate")
struct CirculateTests {
  private static let rule: JSONValue = [
    "check": "circulate", "groupings": ["faction"], "signatories": 10, "of": "sc", "to": "branch", "within": "P14D",
  ]
  private static let registered = Hall.entry(
    .groupingRegistered, "registered", ["grouping": "outsider", "type": "faction", "occurred": "2014-01-01"])
  private static func paper(_ fields: JSONObject) -> JSONValue { Hall.entry(.statementPublished, "paper", ["to": "sc"]).with(fields) }
  private static let passed = Hall.entry(
    .statementPublished, "passed", ["by": "sc", "to": "branch", "of": "paper", "occurred": "2015-03-10"])
  private static func held(_ state: Duty.State, lasted: Span? = nil, causes: [String] = [], _ facts: String...) -> CheckCase.Outcome {
    .init(state: state, subject: "paper", owedBy: ["sc"], lasted: lasted, causes: causes, facts: facts)
  }

  @Test(arguments: [
    CheckCase(
      name: "a registered faction's, in its time", rule: rule, entries: [registered, paper(["by": "outsider"]), passed],
      outcomes: [held(.met, lasted: Span(atLeast: 8, atMost: 8), "answered passed")]),
    CheckCase(
      name: "of which nobody tells", rule: rule, entries: [registered, paper(["by": "outsider"])],
      outcomes: [held(.undetermined, causes: ["coverage statement.published nobody"])]),
    CheckCase(name: "of people who are registered as nothing", rule: rule, entries: [paper(["by": "outsider"])], outcomes: []),
    CheckCase(
      name: "of a faction whose time was over", rule: rule, entries: [registered.with(["until": "2014-12-31"]), paper(["by": "outsider"])],
      outcomes: []),
    CheckCase(
      name: "of a caucus", rule: rule, entries: [registered.with(["type": "caucus"]), paper(["by": "outsider"])], outcomes: []),
    CheckCase(
      name: "of enough members", rule: rule, entries: [paper(["by": "outsider", "signatories": "over 9"]), passed],
      outcomes: [held(.met, lasted: Span(atLeast: 8, atMost: 8), "answered passed")]),
    CheckCase(name: "of too few", rule: rule, entries: [paper(["by": "outsider", "signatories": 9]), passed], outcomes: []),
    CheckCase(
      name: "that nobody passed on, by a source", rule: rule,
      entries: [
        registered, paper(["by": "outsider"]),
        Hall.entry(.omissionStated, "omission", ["of": ["kind": "statement.published", "about": "paper"], "occurred": "2015-03-02/2016"]),
      ], outcomes: [held(.breached, lasted: Span(atLeast: 1509, atMost: 1509), "omission omission")]),
  ])
  func `what a grouping or a minority hands in is passed on`(_ example: CheckCase) throws { try example.check() }
}

@Suite("The check answer-motion, of several proposals")
struct ProposalAnswerTests {
  private static let rule: JSONValue = ["check": "answer-motion", "of": "sc"]
  private static let moved = Hall.motion.with(["to": "sc"])
  private static func vote(_ result: JSONValue) -> JSONValue {
    Hall.entry(.voteHeld, "vote", ["by": "sc", "proposals": [["title": "it", "on": "motion", "result": result], ["title": "other"]]])
  }
  private static func held(_ state: Duty.State, lasted: Span? = nil, causes: [String] = [], _ facts: String...) -> CheckCase.Outcome {
    .init(state: state, subject: "motion", owedBy: ["sc"], lasted: lasted, causes: causes, facts: facts)
  }

  @Test(arguments: [
    CheckCase(
      name: "voted on with others", rule: rule, entries: [moved, vote("rejected")],
      outcomes: [held(.met, lasted: Span(atLeast: 1, atMost: 1), "answered vote")]),
    CheckCase(
      name: "on the paper, and not voted on", rule: rule, entries: [moved, vote("not-voted")],
      outcomes: [held(.undetermined, causes: ["coverage vote.held nobody"])]),
    CheckCase(
      name: "withdrawn", rule: rule, entries: [moved, Hall.entry(.motionChanged, "gone", ["of": "motion", "change": "withdrawn"])],
      outcomes: [held(.lapsed, "ended gone")]),
    CheckCase(
      name: "withdrawn by others than those who moved it", rule: rule,
      entries: [
        moved.with(["by": "organizer"]), Hall.entry(.motionChanged, "gone", ["of": "motion", "change": "withdrawn", "by": "sc"]),
      ], outcomes: [held(.undetermined, causes: ["coverage vote.held nobody"])]),
    CheckCase(
      name: "turned into something else", rule: rule,
      entries: [moved, Hall.other, Hall.entry(.motionChanged, "gone", ["of": "motion", "change": "replaced", "into": "other"])],
      outcomes: [held(.undetermined, causes: ["coverage vote.held nobody"])]),
  ])
  func `a motion is answered by a vote of its own among others`(_ example: CheckCase) throws { try example.check() }
}

@Suite("Terms of seats")
struct TermTests {
  private static let rule: JSONValue = ["check": "tally", "of": "sc"]
  private static func seat(_ fields: JSONObject) -> JSONValue {
    Hall.entry(.seatTaken, "seat", ["holder": "organizer", "body": "sc", "occurred": "2014-01-01"]).with(fields)
  }
  private static func voted(_ facts: String...) -> CheckCase.Outcome {
    .init(state: .met, subject: "vote", owedBy: ["sc"], facts: ["announced adopted: vote"] + facts)
  }

  @Test(arguments: [
    CheckCase(
      name: "within the term", rule: rule, code: Hall.code(),
      entries: [seat(["until": "2015-12-31"])]
        + Hall.voted(["votes": ["for": 2, "against": 0], "roll": ["organizer": "for"], "present": 2]),
      outcomes: [voted("under the rule adopted 2:0 of 2 of 2…: vote")]),
    CheckCase(
      name: "after the term", rule: rule, code: Hall.code(),
      entries: [seat(["until": "2014-12-31"])]
        + Hall.voted(["votes": ["for": 2, "against": 0], "roll": ["organizer": "for"], "present": 2]),
      outcomes: [voted("under the rule adopted 1:0 of 1 of 1…, without organizer: vote")]),
  ])
  func `whoever's term is over has no vote`(_ example: CheckCase) throws { try example.check() }
}

@Suite("Figures as sources tell them")
struct FigureTests {
  @Test(arguments: [
    ("480", "480"), ("nearly 500", "400…499"), ("about 500", "400…600"), ("about 24", "23…25"), ("about 25", "20…30"), ("about 5", "4…6"),
    ("over 40", "41…"), ("under 24", "0…23"), ("at least 3", "3…"), ("at most 3", "0…3"), ("40 to 60", "40…60"), ("about 250", "200…300"),
  ]) func `a number leaves some whole numbers possible`(text: String, bounds: String) throws {
    let told = try #require(ToldCount(text))
    #expect(told.bounds.words == bounds)
    #expect(told.description == text)
  }

  @Test(arguments: [
    ("70 %", "[139/200 141/200)"), ("70.0 %", "[1399/2000 1401/2000)"), ("about 70 %", "[3/5 4/5]"), ("nearly 70 %", "[3/5 7/10)"),
    ("over 50 %", "(1/2 1]"), ("under 1/3", "[0 1/3)"), ("2/3", "[2/3 2/3]"), ("about 1/3", "[0 2/3]"), ("at least 2/3", "[2/3 1]"),
    ("at most 60 %", "[0 3/5]"), ("60 % to 80 %", "[3/5 4/5]"), ("100 %", "[199/200 1]"), ("about 75 %", "[7/10 4/5]"),
    ("about 99 %", "[49/50 1]"),
  ]) func `a share leaves some shares possible`(text: String, bounds: String) throws {
    let told = try #require(ToldShare(text))
    #expect(told.bounds.words == bounds)
    #expect(told.description == text)
  }

  @Test(arguments: [
    "", "many", "-3", "3.5", "nearly", "nearly 0", "about  3", "03", "60 to 40", "40 to 40", "2000000000000", "about about 3", "70 %",
    "1/2", "Over 3",
  ]) func `what is no number is none`(text: String) { #expect(ToldCount(text) == nil) }

  @Test(arguments: [
    "", "most", "70", "70%", "101 %", "70.55 %", "0/3", "4/3", "1/1001", "over 100 %", "over 1/1", "nearly 0 %", "80 % to 60 %", "about",
    "1 / 2",
  ]) func `what is no share is none`(text: String) { #expect(ToldShare(text) == nil) }

  @Test(arguments: [
    "missing-field {\"for\":\"about 70 %\"}", "unknown-field {\"for\":3,\"of\":\"cast\"}", "type {\"for\":\"some\"}",
    "unknown-name {\"for\":\"70 %\",\"of\":\"nobody\"}", "missing-field {\"against\":3}", "type {\"for\":2000000000000,\"against\":0}",
  ]) func `votes of which nobody knows what they are of are refused`(example: String) throws {
    let parts = example.split(separator: " ", maxSplits: 1).map(String.init)
    let reading = Reading(names: Names())
    #expect(Tally(reading.input(try JSONValue(parsing: Array(parts[1].utf8)))) == nil)
    #expect(reading.mistakes.map(\.code) == [parts[0]])
  }

  @Test func `more votes than voters on proposals of which one could be chosen are refused`() throws {
    let list: JSONValue = [["title": "this", "votes": ["for": 6, "against": 4]], ["title": "that", "votes": ["for": 5, "against": 5]]]
    for (choose, codes) in [("one", ["refused"]), ("each", [])] {
      let entry: JSONValue = [
        "kind": "vote.held", "occurred": "2015", "present": 10, "proposals": ["choose": .string(choose), "list": list],
      ]
      let reading = Reading(names: Names())
      _ = Draft(reading.input(entry), id: EntryID(1), case: nil, recorded: try Sample.instant(), today: try Sample.day("2019-04-19"))
      #expect(reading.mistakes.map(\.code) == codes)
    }
  }
}

extension ShareBounds {
  fileprivate var words: String {
    func reduced(_ share: Share) -> String {
      var (one, other) = (share.part, share.whole)
      while other != 0 { (one, other) = (other, one % other) }
      let (part, whole) = (share.part / max(1, one), share.whole / max(1, one))
      return whole == 1 || part == 0 ? "\(part)" : "\(part)/\(whole)"
    }
    return "\(isMore ? "(" : "[")\(reduced(least)) \(reduced(most))\(isLess ? ")" : "]")"
  }
}

extension JSONObject {
  fileprivate func merging(_ other: JSONObject) -> JSONObject { JSONValue.object(self).with(other).objectValue ?? [:] }
}
