import CandorCore
@testable import CandorReport
import StrictJSON
import Testing

/// What each kind of entry is told in, with as little given as can be, with all of it, and with any of it hidden.
@Suite struct EventTests {
  struct Told: CustomTestStringConvertible, Sendable {
    var kind: Kind
    var fields: JSONObject
    var sentence: String

    init(_ kind: Kind, _ fields: JSONObject, _ sentence: String) { (self.kind, self.fields, self.sentence) = (kind, fields, sentence) }
    var testDescription: String { "\(kind.rawValue) \(JSONValue.object(fields).canonicalText)" }

    /// Whether what is given shows that there is nothing to be said of a field: an extent of nothing, a person beside the party.
    func leavesNoRoom(for field: String) -> Bool {
      switch (kind, field) {
      case (.statementPublished, "extent"): fields["of"] == nil
      case (.accessGranted, "person"): fields["to"] != nil
      case (.accessEnded, "person"): fields["of"] != nil
      default: false
      }
    }
  }

  private static let organization = [
    Told(.bodyDissolved, ["body": "trustees"], "The Trustees came to an end."),
    Told(
      .bodyDissolved, ["body": "conduct", "by": ["board", "trustees"], "decision": "decision", "says": "At once"],
      "The Board and the Trustees dissolved the Conduct Committee, by the decision of entry 8. At once."),
    Told(.organizationDissolved, [:], "The organization came to an end."),
    Told(
      .organizationDissolved, ["by": "members", "decision": "decision", "successors": ["trustees", "conduct"], "says": "At once"],
      """
      Members dissolved the organization, by the decision of entry 8. What is left is carried on by the Trustees and the Conduct \
      Committee. At once.
      """),
  ]

  private static let ofCase = [
    Told(.evidenceRefused, [:], "Evidence was refused."),
    Told(
      .evidenceRefused,
      [
        "by": "board", "from": "complainant", "what": "statement", "evidence": "evidence", "on": "allegation",
        "ground": "written statements are no evidence.", "says": "In a letter.",
      ],
      """
      The Board refused a statement of the complainant (entry 10), on entry 7. The ground given for it was: written statements are no \
      evidence. In a letter.
      """
    ),
    Told(.measureLifted, ["measure": "suspension"], "The suspension was lifted."),
    Told(
      .measureLifted,
      [
        "on": ["respondent", "chair"], "measure": "removal-from-leadership", "imposed": "measure", "by": "board", "decision": "decision",
        "says": "In silence.",
      ], "The Board lifted the removal from leadership of the respondent and the chair (entry 11), by the decision of entry 8. In silence."),
    Told(.findingMade, ["by": "conduct", "result": "none"], "The Conduct Committee made no finding on what was alleged."),
    Told(
      .findingMade,
      [
        "by": "conduct", "on": "allegation", "result": "partly", "standard": "preponderance", "says": "It took a day.", "harm": "distress",
        "considerations": ["prior conduct", "candor"],
        "evidence": [
          ["evidence": "relied"], ["entry": "statement", "weight": "relied", "why": "firsthand"], ["entry": "ask", "weight": "partly"],
          ["entry": "report", "weight": "none", "why": "hearsay"], "motion",
        ],
      ],
      """
      The Conduct Committee found what was alleged substantiated in part (entry 7), by the standard of preponderance. The harm named \
      in the finding was: distress. The finding takes into consideration prior conduct and candor. The finding rests on entry 10 and \
      entry 13 (firsthand), rests in part on entry 17, gives no weight to entry 18 (hearsay) and names entry 16 as evidence. It took a \
      day.
      """
    ),
    Told(.appealLodged, ["against": "decision"], "An appeal was lodged against entry 8."),
    Told(
      .appealLodged,
      [
        "by": "respondent", "against": "decision", "to": ["trustees", "members"], "grounds": ["bias", "new evidence"], "says": "In time.",
      ],
      "The respondent appealed to the Trustees and members against entry 8, on grounds called bias and new evidence. In time."),
    Told(.caseClosed, [:], "The case was closed."),
    Told(.caseClosed, ["why": "other"], "The case was closed, for another reason."),
    Told(.caseClosed, ["why": "merged"], "The case was closed, since another case took it in."),
    Told(.caseClosed, ["why": "withdrawn"], "The case was closed, since what had been brought was withdrawn."),
    Told(.caseClosed, ["why": "decided"], "The case was closed, since it had been decided."),
    Told(
      .caseClosed, ["by": "board", "why": "dissolved", "says": "By a note."],
      "The Board closed the case, since the organization, or the body that dealt with it, had ended. By a note."),
  ]

  private static let decisions = [
    Told(.decisionTaken, ["says": "Nobody knows what."], "It was decided. Nobody knows what."),
    Told(
      .decisionTaken,
      [
        "by": ["board", "trustees"], "outcome": ["rescind", ["suspend": "respondent"]], "vote": ["for": 3, "against": 1, "abstained": 1],
        "grounds": "haste", "undoes": "decision", "under": ["report": "inferred"], "answers": "allegation", "says": "It was late.",
        "power": "article 7", "reasons": "{respondent} had been away.", "evidence": ["evidence", "statement"],
      ],
      """
      The Board and the Trustees decided to rescind and to suspend the respondent, on grounds called haste, with 3 votes for it and 1 \
      against, 1 abstention, on entry 7. This undid entry 8. The power named for it was: article 7. The reasons given were: the \
      respondent had been away. The decision names entries 10 and 13 as evidence. It is inferred that it was done under the pressure \
      of entry 18. It was late.
      """
    ),
    Told(.instructionGiven, ["silence": "identity"], "An instruction was given. It forbade speaking of who is concerned."),
    Told(.instructionGiven, ["silence": "statements"], "An instruction was given. It forbade speaking of what had been stated."),
    Told(
      .instructionGiven,
      [
        "from": "chair", "to": "conduct", "content": [["confidentiality": "not a word"]], "on": "allegation", "protects": "complainant",
        "agreed": "complainant", "until": "2019-03-15", "says": "By telephone.", "silence": "everything", "standard": "certainty",
      ],
      """
      The chair instructed the Conduct Committee concerning entry 7. On confidentiality: not a word. The standard it named: certainty. It forbade speaking of the matter \
      at all. It was to protect the complainant. By the sources, the complainant agreed to it. It was to hold until 15 March 2019. By \
      telephone.
      """
    ),
    Told(
      .conflictNoted, ["tie": "a friendship", "how": "declared"], "A conflict of interest was declared. The tie named was: a friendship."),
    Told(
      .conflictNoted, ["who": "chair", "tie": "a friendship", "how": "declared", "by": "chair", "in": "decision"],
      "The chair declared a conflict of interest in entry 8. The tie named was: a friendship."),
    Told(
      .conflictNoted, ["who": "chair", "tie": "a friendship", "how": "declared", "in": "decision"],
      "A conflict of interest of the chair in entry 8 was declared. The tie named was: a friendship."),
    Told(
      .conflictNoted,
      [
        "who": ["chair", "trustees"], "in": ["decision", "meeting"], "tie": "a seat on the body under review", "how": "asserted",
        "by": "complainant", "says": "In writing.",
      ],
      """
      The complainant asserted a conflict of interest of the chair and the Trustees in entries 8 and 9. The tie named was: a seat on \
      the body under review. In writing.
      """
    ),
    Told(.recusalNoted, ["state": "asked"], "A recusal was asked for."),
    Told(.recusalNoted, ["state": "declared"], "A recusal was declared."),
    Told(.recusalNoted, ["state": "refused"], "A recusal was refused."),
    Told(
      .recusalNoted, ["state": "asked", "who": ["chair", "trustees"], "by": "complainant", "from": "decision", "says": "Twice."],
      "The complainant asked the chair and the Trustees to step back from entry 8. Twice."),
    Told(.recusalNoted, ["state": "asked", "who": "chair", "from": "decision"], "A recusal of the chair from entry 8 was asked for."),
    Told(.recusalNoted, ["state": "asked", "by": "complainant", "from": "decision"], "The complainant asked for a recusal from entry 8."),
    Told(
      .recusalNoted, ["state": "declared", "who": "chair", "by": "complainant", "from": ["decision", "meeting"]],
      "The chair stepped back from entries 8 and 9. The complainant had asked for this."),
    Told(
      .recusalNoted, ["state": "refused", "who": "trustees", "by": "complainant", "from": "decision", "says": "Twice."],
      "The Trustees refused to step back from entry 8. The complainant had asked for this. Twice."),
  ]

  private static let knowledge = [
    Told(.consentChanged, ["from": "complainant", "state": "refused"], "The complainant refused consent to disclosure."),
    Told(
      .consentChanged, ["from": "complainant", "state": "withdrawn", "to": "board"],
      "The complainant withdrew consent to disclosure to the Board."),
    Told(
      .consentChanged,
      [
        "from": "complainant", "state": "given", "of": ["allegation", "evidence"], "to": ["conduct", "trustees"], "scope": "no names",
        "says": "By letter.", "audience": "members",
      ],
      """
      The complainant gave consent to disclosure of entries 7 and 10 to the Conduct Committee and the Trustees as far as all members. The scope was: no \
      names. By letter.
      """
    ),
    Told(
      .statementPublished,
      ["by": "chair", "dissents": "decision", "signatories": "over 20", "commits": "mandate", "fulfils": "mandate"],
      """
      The chair published a statement. The number of others who signed it was over 20. It dissented from entry 8. It promised what entry 12 \
      told. It was to carry out entry 12.
      """),
    Told(.statementPublished, [:], "A statement was published."),
    Told(
      .statementPublished,
      [
        "by": ["board", "trustees"], "to": "members", "title": "An apology", "of": "decision", "extent": "part", "promises": ["an inquiry"],
        "says": "It was short.", "acknowledges": ["allegation", "report"], "signed": ["chair", "conduct"], "declined": "respondent",
        "replies": "statement",
      ],
      """
      The Board and the Trustees published “An apology”, to members. It told of entry 8, in part. It acknowledged what entries 7 and \
      18 told. The chair and the Conduct Committee signed it. The respondent declined to sign it. A reply came with it: entry 13. It \
      announced an inquiry. It was short.
      """
    ),
    Told(
      .editionPublished, ["report": "findings", "edition": "public", "language": "eo", "size": 1, "root": "r00t="],
      "An edition of the report “findings” for everyone was published in eo. The record stood at 1 entry, with the root r00t=."),
    Told(
      .editionPublished,
      [
        "report": "period", "edition": "public", "language": "en", "size": 9, "root": "r=", "first": "2018-01-01", "last": "2018-12-31",
      ],
      """
      An edition of the report “period” for everyone was published in English. The record stood at 9 entries, with the root r=. It accounts for \
      the period from 1 January 2018 to 31 December 2018.
      """),
    Told(
      .editionPublished,
      [
        "report": "findings", "edition": "members", "language": "en", "size": 61, "root": "r00t=", "replaces": "edition",
        "remark": "A date was corrected", "says": "By post.",
      ],
      """
      An edition of the report “findings” for all members was published in English. The record stood at 61 entries, with the root \
      r00t=. It replaced the edition of entry 15. A date was corrected. By post.
      """
    ),
  ]

  private static let care = [
    Told(.needAsked, [:], "It was asked what was needed."),
    Told(.needAsked, ["to": "complainant"], "A question of what was needed was put to the complainant."),
    Told(
      .needAsked, ["by": "conduct", "to": ["complainant", "advocate"], "says": "In person."],
      "The Conduct Committee asked the complainant and the advocate what was needed. In person."),
    Told(.needStated, ["from": "complainant", "need": "to be told first"], "The complainant stated this need: to be told first."),
    Told(
      .needStated, ["from": "complainant", "need": "Not to meet {respondent}.", "answers": "ask", "says": "In person."],
      "The complainant stated this need: Not to meet the respondent. This answered entry 17. In person."),
    Told(.supportGiven, ["what": "a person to call"], "Support was given: a person to call."),
    Told(
      .supportGiven,
      ["by": "advocate", "to": "complainant", "what": "company at the hearing", "answers": ["ask", "report"], "says": "Twice."],
      "The advocate gave support to the complainant: company at the hearing. This answered entries 17 and 18. Twice."),
    Told(.detrimentReported, ["what": "suspension"], "A detriment was reported: suspension."),
    Told(
      .detrimentReported,
      [
        "against": ["complainant", "advocate"], "by": ["board", "chair"], "what": "removal from a list", "after": ["report", "evidence"],
        "ground": "the list was too long", "says": "So they were told.",
      ],
      """
      A detriment to the complainant and the advocate by the Board and the chair was reported: removal from a list. It followed \
      entries 18 and 10. The ground stated for it was: the list was too long. So they were told.
      """
    ),
  ]

  private static let assembly = [
    Told(.motionMoved, ["asks": "for an inquiry"], "A motion was moved. It asked: for an inquiry."),
    Told(
      .motionMoved, ["asks": "to end it", "outcome": ["dissolve", ["expel": "chair"]]],
      "A motion was moved. It asked: to end it. Its adoption would be a decision to dissolve the organization and to expel the chair."),
    Told(
      .motionMoved, ["asks": "to end it", "outcome": ["dissolve": "board"]],
      "A motion was moved. It asked: to end it. Its adoption would be a decision to dissolve the Board."),
    Told(.motionChanged, ["of": "motion", "change": "dropped"], "The motion of entry 16 was left without a vote."),
    Told(.motionChanged, ["of": "motion", "change": "dropped", "by": "board"], "The Board left the motion of entry 16 without a vote."),
    Told(.motionChanged, ["of": "motion", "change": "amended"], "The motion of entry 16 was amended."),
    Told(
      .motionChanged,
      ["of": "motion", "change": "amended", "by": "chair", "at": "meeting", "asks": "for less.", "reason": "time", "says": "Late."],
      """
      The chair amended the motion of entry 16, at the meeting of entry 9. From then on it asked: for less. The reason given was: time. \
      Late.
      """),
    Told(.motionChanged, ["of": "motion", "change": "referred"], "The motion of entry 16 was referred."),
    Told(
      .motionChanged, ["of": "motion", "change": "referred", "by": "members", "to": ["board", "trustees"]],
      "Members referred the motion of entry 16 to the Board and the Trustees."),
    Told(.motionChanged, ["of": "motion", "change": "withdrawn"], "The motion of entry 16 was withdrawn."),
    Told(.motionChanged, ["of": "motion", "change": "withdrawn", "by": "chair"], "The chair withdrew the motion of entry 16."),
    Told(.motionChanged, ["of": "motion", "change": "replaced"], "The motion of entry 16 was replaced."),
    Told(
      .motionChanged, ["of": "motion", "change": "replaced", "by": "board", "into": "mandate"],
      "The Board replaced the motion of entry 16: entry 12 took its place."),
    Told(
      .motionMoved,
      [
        "by": ["chair", "trustees"], "to": ["members", "board"], "at": "meeting", "title": "On candor", "asks": "to publish the findings.",
        "answers": "report", "says": "It was long.",
      ],
      """
      The chair and the Trustees moved a motion “On candor” before members and the Board, at the meeting of entry 9. It asked: to \
      publish the findings. It answered entry 18. It was long.
      """
    ),
    Told(.voteHeld, [:], "A vote was held."),
    Told(.voteHeld, ["result": "not-voted", "on": "motion"], "No vote was taken on entry 16."),
    Told(
      .voteHeld, ["by": "trustees", "result": "not-voted", "on": "motion", "at": "meeting"],
      "The Trustees took no vote on entry 16, at the meeting of entry 9."),
    Told(.voteHeld, ["by": "members", "votes": "just-over-half"], "Members voted, by just over half."),
    Told(.voteHeld, ["by": "members", "votes": "two-thirds"], "Members voted, by two thirds or more."),
    Told(.voteHeld, ["by": "members", "votes": "majority-of-uninvolved"], "Members voted, by a majority of those not involved."),
    Told(
      .voteHeld, ["by": "members", "votes": "unanimous", "result": "rejected"],
      "Members voted, unanimously. The result announced was rejection."),
    Told(
      .voteHeld,
      [
        "on": ["motion", "decision"], "by": ["board", "trustees"], "at": "meeting", "eligible": 7, "present": 6,
        "votes": ["for": 3, "against": 1, "abstained": 1],
        "roll": [["chair": "for"], ["advocate": "for"], ["respondent": "against"], ["complainant": "absent"]], "recused": "respondent",
        "threshold": "two thirds", "result": "adopted", "says": "By show of hands.",
      ],
      """
      The Board and the Trustees voted on entries 16 and 8, at the meeting of entry 9, with 3 votes for it and 1 against, 1 \
      abstention. The number eligible was 7. The number present was 6. On the roll, the chair and the advocate voted for it; the \
      respondent voted against it; the complainant did not take part. The respondent stepped back from it. The majority needed, as \
      announced, was: two thirds. The result announced was adoption. By show of hands.
      """
    ),
    Told(
      .voteHeld,
      [
        "by": "members", "present": "nearly 500", "eligible": "600 to 700", "casting": ["chair": "for"],
        "electorate": ["members", ["class": "people of the Board", "body": "board", "as-of": "2019-03-01", "count": "about 30"]],
        "proposals": [
          "choose": "one",
          "list": [
            ["title": "to go on", "stands-for": "about 1/3"],
            ["title": "to end", "on": "motion", "votes": ["for": "over 50 %", "of": "cast"], "result": "adopted"],
          ],
        ],
      ],
      """
      Members voted. Those who could vote: members; people of the Board (the Board), as of 1 March 2019, about 30 of them. The number \
      eligible was 600 to 700. The number present was nearly 500. The casting vote of the chair was for it. Of these proposals, one could \
      be chosen: “to go on” (about 1/3 of them); “to end” (entry 16), with over 50 % of those who voted in favor, announced as adopted.
      """),
    Told(
      .voteHeld,
      [
        "votes": ["for": "60.5 %", "against": "under 1/3", "abstained": "at most 10 %", "of": "eligible"], "casting": ["chair": "against"],
        "proposals": ["choose": "each", "list": [["title": "this", "result": "rejected"], ["title": "that", "result": "not-voted"]]],
      ],
      """
      A vote was held, with 60.5 % of those who could vote in favor, less than 1/3 against, at most 10 % abstaining. The casting vote of the \
      chair was against it. Each of these proposals was voted on by itself: “this”, announced as rejected; “that”, not voted on.
      """),
    Told(
      .voteHeld, ["votes": ["for": "at least 40", "against": "under 24"], "proposals": ["this"]],
      "A vote was held, with at least 40 in favor, fewer than 24 against. The proposals: “this”."),
    Told(.voteHeld, ["votes": ["for": "2/3", "of": "present"]], "A vote was held, with 2/3 of those who took part in favor."),
    Told(.voteHeld, ["votes": ["for": "50 % to 60 %", "of": "seats"]], "A vote was held, with 50 % to 60 % of all seats in favor."),
    Told(.voteHeld, ["votes": ["for": "about 70 %", "of": "members"]], "A vote was held, with about 70 % of members in favor."),
    Told(.electionHeld, ["to": "board"], "People were elected to the Board."),
    Told(
      .electionHeld,
      [
        "to": "board", "by": "members", "at": "meeting", "manner": "one-by-one", "seats": 3, "until": "2020-03-31", "eligible": 20,
        "present": "about 15", "electorate": "members",
        "composition": [["group": "new", "number": "2/3"], ["group": "old", "number": 1]],
        "candidates": [
          ["who": "chair", "votes": 12, "elected": true, "slate": "A", "statement": "statement"], ["who": "advocate", "elected": false],
          "respondent",
        ], "says": "In order.",
      ],
      """
      Members elected people to the Board, person by person, at the meeting of entry 9, until 31 March 2020. The number of seats to be \
      filled was 3. Those who could vote: members. The number eligible was 20. The number present was about 15. Those who stood, as far as \
      it is told: the chair (elected, votes: 12, on the slate “A”, positions: entry 13); the advocate (not elected); the respondent. Of \
      those elected, by groups: “new”: 2/3; “old”: 1. In order.
      """),
    Told(.electionHeld, ["to": "board", "manner": "slate"], "People were elected to the Board, by slates."),
    Told(
      .groupingRegistered, ["grouping": "chair", "type": "faction"], "The chair was registered as a faction."),
    Told(
      .groupingRegistered,
      [
        "grouping": "trustees", "type": "caucus", "by": "board", "platform": "statement", "members": "at least 3", "until": "2020-01",
        "says": "By letter.",
      ],
      """
      The Board registered the Trustees as a caucus, until January 2020. The number of its members was at least 3. What it \
      stands for is told by entry 13. By letter.
      """),
    Told(.groupingRegistered, ["grouping": "chair", "type": "platform", "by": "board"], "The Board registered the chair as a platform."),
    Told(.mandateGiven, ["task": "to found a commission"], "This task was set: to found a commission."),
    Told(
      .mandateGiven, ["task": "to apologize", "by": "members", "to": ["board", "trustees"], "jointly": true],
      "Members gave the Board and the Trustees this task: to apologize. It was to be done by all of them together."),
    Told(
      .mandateReported, ["of": "mandate", "state": "varied", "by": "members", "due": "2020-01-31", "reason": "it takes longer"],
      """
      Members reported the mandate of entry 12 as changed in its time or terms. The new time set for it was 31 January 2020. The reason \
      given was: it takes longer.
      """),
    Told(.mandateTransferred, ["of": "mandate", "to": "trustees"], "The task of entry 12 passed to the Trustees."),
    Told(
      .mandateTransferred,
      ["of": "mandate", "from": "board", "to": ["trustees", "conduct"], "by": "members", "decision": "decision", "says": "In March."],
      """
      Members passed the task of entry 12 from the Board on to the Trustees and the Conduct Committee, by the decision of entry 8. In \
      March.
      """),
    Told(
      .mandateGiven, ["by": "members", "task": "to found a commission", "due": "2019-09", "since": "decision"],
      "Members set this task: to found a commission. The time set for it was September 2019, counted from entry 8."),
    Told(
      .mandateGiven, ["to": "board", "task": "to found a commission", "within": "P90D", "since": "decision"],
      "This task fell to the Board: to found a commission. The time set for it was 90 days, counted from entry 8."),
    Told(
      .mandateGiven,
      [
        "by": ["members", "trustees"], "to": ["board", "chair"], "task": "to apologize.", "due": "2019-03-31", "terms": "in public",
        "promised": false, "says": "It was cheered.",
      ],
      """
      Members and the Trustees gave the Board and the chair this task: to apologize. The time set for it was 31 March 2019. The \
      condition named was: in public. It was cheered.
      """
    ),
    Told(
      .mandateGiven, ["by": "board", "to": "board", "task": "to report", "promised": true, "within": "P3M"],
      "The Board promised this: to report. The time set for it was 3 months."),
    Told(
      .mandateGiven, ["by": "board", "to": "chair", "task": "to report", "promised": true],
      "The Board promised this: to report. The task fell to the chair."),
    Told(
      .mandateGiven, ["task": "to report", "promised": true, "since": "decision"],
      "This was promised: to report. Its time counts from entry 8."),
    Told(.mandateReported, ["of": "mandate", "state": "not-done"], "The mandate of entry 12 was reported as not done."),
    Told(.mandateReported, ["of": "mandate", "state": "begun"], "The mandate of entry 12 was reported as begun."),
    Told(
      .mandateReported, ["of": "mandate", "state": "overtaken", "by": "trustees"],
      "The Trustees reported the mandate of entry 12 as overtaken by events."),
    Told(.mandateReported, ["of": "mandate", "state": "done", "by": "trustees"], "The Trustees reported the mandate of entry 12 as done."),
    Told(
      .mandateReported,
      ["of": "mandate", "state": "part", "by": ["board", "chair"], "evidence": ["statement", "meeting"], "says": "Late."],
      "The Board and the chair reported the mandate of entry 12 as done in part. This is shown by entries 13 and 9. Late."),
  ]

  private static let record = [
    Told(.accessGranted, ["audience": "public"], "Access to what is open to everyone was granted."),
    Told(
      .accessGranted, ["audience": "case", "person": "00000000000z"],
      "A person got access to what is open to those who may read the case."),
    Told(
      .accessGranted,
      [
        "person": "00000000000z", "audience": "party", "party": "complainant", "key": "04KC", "seat": "conduct", "consent": "consent",
        "by": "conduct",
      ],
      """
      The Conduct Committee granted a person access to what is open to the party whose account it is (the complainant), for a seat on \
      the Conduct Committee, with a key of their own, with the consent of entry 14.
      """
    ),
    Told(
      .accessGranted, ["audience": "party", "to": "advocate"], "The advocate got access to what is open to the party whose account it is."),
    Told(
      .accessGranted,
      [
        "to": ["advocate", "complainant"], "audience": "body:conduct", "by": ["board", "chair"], "ground": "article 4", "says": "By key.",
      ],
      """
      The Board and the chair granted the advocate and the complainant access to what is open to the Conduct Committee. The ground \
      was: article 4. By key.
      """
    ),
    Told(.accessEnded, ["audience": "members"], "The access to what is open to all members ended."),
    Told(
      .accessEnded, ["audience": "case", "person": "00000000000z", "by": "board"],
      "The Board ended the access of a person to what is open to those who may read the case."),
    Told(
      .accessEnded,
      ["person": "00000000000z", "audience": "party", "party": "complainant", "key": "04KC", "because": "consent"],
      """
      The access of a person to what is open to the party whose account it is (the complainant) with one of their keys ended, since \
      entry 14.
      """),
    Told(
      .accessEnded,
      ["of": "chair", "audience": "body:trustees", "by": ["board", "chair"], "ground": "a recusal.", "says": "By key."],
      "The Board and the chair ended the access of the chair to what is open to the Trustees. The ground was: a recusal. By key."),
    Told(.disclosureWidened, ["to": "members"], "The disclosure widened to all members."),
    Told(
      .disclosureWidened,
      [
        "of": ["allegation", "evidence"], "fields": ["says", "of"], "to": "public", "consent": "consent", "ground": "a vote", "by": "board",
        "says": "At last.",
      ],
      """
      The Board widened the disclosure of entries 7 and 10 to everyone, in the fields “what the source tells, in words” and “of whom \
      or what”, with the consent of entry 14. The ground was: a vote. At last.
      """
    ),
    Told(
      .disclosureErased,
      ["of": "allegation", "fields": "says", "ground": "the request of {complainant}", "by": ["board", "chair"], "says": "At once."],
      """
      The Board and the chair erased values of entry 7, in the fields “what the source tells, in words”. The ground was: the request of \
      the complainant. At once.
      """
    ),
    Told(
      .disclosureErased, ["of": "allegation", "fields": "says", "ground": ["clause": "9"], "by": "board"],
      "The Board erased values of entry 7, in the fields “what the source tells, in words”. The ground was: clause 9, Data protection."),
    Told(.custodyTransferred, ["of": "the minutes"], "Custody of the minutes passed on."),
    Told(
      .custodyTransferred, ["from": ["board", "chair"], "to": "trustees", "of": "the recovery key", "says": "By hand."],
      "The Board and the chair passed custody of the recovery key on to the Trustees. By hand."),
    Told(
      .custodyTransferred, ["to": "trustees", "of": "the record", "key": "candor/…"],
      "Custody of the record passed on to the Trustees. From here on another key signs the record."),
    Told(
      .custodyTransferred, ["to": "trustees", "of": "the record", "with": "allegation"],
      "Custody of the record passed on to the Trustees. What entry 7 told of passed on with it."),
  ]

  private static let all = organization + ofCase + decisions + knowledge + care + assembly + record

  @Test(arguments: all) func `an entry is told in sentences that read well`(told: Told) throws {
    let sentence = try TestRecord(told.kind, told.fields).sentence()
    #expect(sentence == told.sentence)
    try Self.expectWellFormed(sentence)
  }

  /// Kinds that are no part of what happened, or that other tests hold to their words.
  private static let untold: Set<Kind> = [
    .charterAdopted, .bodyFormed, .seatTaken, .seatVacated, .membershipChanged, .caseOpened, .reportReceived, .allegationMade, .partyNamed,
    .evidenceReceived, .meetingHeld, .measureImposed, .remitSet, .noticeGiven, .requestMade, .sourceDescribed, .personDescribed,
    .coverageAttested, .omissionStated,
  ]

  @Test func `every kind is told here, each of its fields at least once`() {
    for kind in Kind.allCases where !Self.untold.contains(kind) {
      let given = Set(Self.all.filter { $0.kind == kind }.flatMap { $0.fields.map(\.name) })
      #expect(given == Set(kind.schema.fields.map(\.name)), "\(kind.rawValue)")
    }
  }

  @Test(arguments: all) func `whatever is hidden of an entry, a label stands for it and the sentence holds together`(told: Told) throws {
    let record = try TestRecord(told.kind, told.fields)
    let fields = told.kind.schema.fields.map(\.name)
    for hidden in fields.filter({ !told.leavesNoRoom(for: $0) }).map({ [$0] }) + [fields] {
      let sentence = try record.sentence(hiding: hidden)
      #expect(sentence.contains("[withheld: "), "\(hidden)")
      try Self.expectWellFormed(sentence)
    }
  }

  /// A language that says nothing shows what is said without it: the record's own words, and none of the program's.
  @Test(arguments: all) func `every word of a report is the record's or stands in the catalogue`(told: Told) throws {
    let mute = Catalogue(
      language: "zxx",
      phrases: Dictionary(
        uniqueKeysWithValues: Catalogue.spanish.phrases.keys.map {
          ($0, $0.matches(of: /\{\d+\}/).map { String($0.output) }.joined(separator: " ") + " ")
        }))
    let record = try TestRecord(told.kind, told.fields)
    // The name of the file of proof, the digest, and the labels of findings and sources.
    let marks: Set = ["findings", "case", "zxx", "proof", "json", "r", "f", "s"]
    let added = TestRecord.words(of: try record.text(in: mute)).subtracting(record.words).subtracting(marks)
    #expect(added == [])
  }

  @Test(arguments: all) func `a field that is hidden is counted under words, and not under its name in case files`(told: Told) throws {
    let fields = told.kind.schema.fields.map(\.name) + Kind.caseOpened.schema.fields.map(\.name)
    let words = try TestRecord(told.kind, told.fields).withheldFields(hiding: fields)
    #expect(words.count == told.kind.schema.fields.count + Kind.caseOpened.schema.fields.count)
    let written: Set = [
      "after", "arises-from", "asks", "at", "content-note", "first", "in", "last", "root", "says", "since", "size", "who", "within",
    ]
    #expect(written.isDisjoint(with: words))
    #expect(words.allSatisfy { !$0.contains("-") })
  }

  private static func expectWellFormed(_ sentence: String) throws {
    for flaw in ["  ", " ,", " .", "..", ",,", ",.", "()", ":.", "( ", " )", "“”", ": ,", "Optional", "Sentence(", "[["] {
      #expect(!sentence.contains(flaw), "\(flaw) in: \(sentence)")
    }
    #expect(sentence.first?.isLowercase == false)
    #expect(".]".contains(try #require(sentence.last)))
  }
}

/// A record of one case that ends with the entry to be told.
private struct TestRecord {
  private var disclosed: [Disclosed]
  private let kind: Kind
  private static let ofCase = CaseID(random: 1)

  private static let charter: JSONValue = [
    "organization": "A club", "timezone": "Europe/Madrid",
    "bodies": [
      "board": ["title": "Board"], "trustees": ["title": "Trustees"], "conduct": ["title": "Conduct Committee"],
      "members": ["title": "members"],
    ],
    "standards": [], "coverage": [], "visibility": [:],
    "clauses": [["id": "9", "title": "Data protection", "text": "Who asks for it is forgotten."]],
  ]

  /// What the entries of the table refer to: parties from entry 3 on, then an entry a label.
  private static let others: [(label: String, kind: Kind, fields: JSONObject)] = [
    ("complainant", .partyNamed, ["role": "complainant"]), ("respondent", .partyNamed, ["role": "respondent"]),
    ("chair", .partyNamed, ["role": "participant", "office": "chair"]),
    ("advocate", .partyNamed, ["role": "advocate", "part": "the advocate"]),
    ("allegation", .allegationMade, ["against": "respondent", "of": "harassment", "severity": "severe"]),
    ("decision", .decisionTaken, ["by": "conduct", "outcome": ["expel": "respondent"]]),
    ("meeting", .meetingHeld, ["bodies": "board"]), ("evidence", .evidenceReceived, ["what": "statement"]),
    ("measure", .measureImposed, ["measure": "suspension"]), ("mandate", .mandateGiven, ["task": "to report"]),
    ("statement", .statementPublished, [:]), ("consent", .consentChanged, ["from": "complainant", "state": "given"]),
    ("edition", .editionPublished, ["report": "findings", "edition": "members", "language": "en", "size": 9, "root": "r="]),
    ("motion", .motionMoved, ["asks": "for an inquiry"]), ("ask", .needAsked, [:]), ("report", .reportReceived, [:]),
  ]

  init(_ kind: Kind, _ fields: JSONObject) throws {
    self.kind = kind
    let (now, today) = (try #require(Instant("2019-04-19T12:00:00Z")), try #require(Day("2019-04-19")))
    let reading = Reading(names: Names())
    let place = reading.input(nil)
    var bits: UInt64 = 0
    func drafts(_ items: [Batch.Item], _ names: Names, of case: CaseID?, from next: Int) -> [Draft] {
      let setting = Batch.Setting(names: names, next: EntryID(next), recorded: now, today: today, record: nil) {
        bits += 0x1234_5678_9ABC
        return bits
      }
      return Batch.read(items, of: `case`, in: setting)
    }
    var names = Names()
    names.bodies = ["board", "trustees", "conduct", "members"].map(BodyID.init)
    names.clauses = [ClauseID("9")]
    let adopted = drafts([Batch.Item(.charterAdopted, ["charter": Self.charter], at: place)], names, of: nil, from: 1)
    let items = [Batch.Item(.caseOpened, ["about": "A complaint"], at: place)]
    let others = Self.others.map { Batch.Item($0.kind, $0.fields, at: place, label: $0.label) }
    let told = drafts(items + others + [Batch.Item(kind, fields, at: place)], names, of: Self.ofCase, from: 2)
    try #require(reading.mistakes.map { "\($0.path): \($0.message)" } == [])
    disclosed = (adopted + told).map { draft in
      let values = draft.values.enumerated().map { (UInt8($0), Disclosed.Value(name: $1.name, json: $1.json, audiences: [.members])) }
      return Disclosed(id: draft.id, on: today, values: Dictionary(uniqueKeysWithValues: values))
    }
  }

  /// Every word that the entries hold, as they hold it.
  var words: Set<String> {
    Set(disclosed.flatMap { $0.values.values.flatMap { Self.words(of: $0.json.canonicalText) } })
  }

  static func words(of text: String) -> Set<String> {
    Set(text.lowercased().split { !$0.isLetter }.map(String.init))
  }

  /// The report in a language.
  func text(in language: Catalogue) throws -> String {
    String(decoding: try PlainText.bytes(of: try report(hiding: [], in: language)), as: UTF8.self)
  }

  private func report(hiding hidden: [String], in language: Catalogue = .english) throws -> Report {
    var disclosed = disclosed
    for index in [1, disclosed.count - 1] {
      for (slot, value) in disclosed[index].values where slot > 8 && hidden.contains(value.name) { disclosed[index].values[slot] = nil }
    }
    let today = try #require(Day("2019-04-19"))
    let scene = Organization(RecordView(disclosed)).scene(of: Self.ofCase, asOf: today)
    var findings = CaseReport(
      of: scene, duties: [], edition: .case, language: language,
      standing: CaseReport.Standing(size: disclosed.count, root: "r=", day: today))
    return findings.report()
  }

  /// The last entry as the chronology tells it, without its date, of which nothing is known.
  func sentence(hiding hidden: [String] = []) throws -> String {
    let section = try #require(try report(hiding: hidden).sections.first { $0.id == "chronology" })
    let paragraphs = section.blocks.compactMap { block in
      if case .paragraph(let paragraph) = block { paragraph } else { nil }
    }
    let told = try #require(paragraphs.first { $0.id == "entry-\(disclosed.count)" })
    let text = told.text.map { inline in
      switch inline {
      case .text(let text), .literal(let text), .reference(_, let text): text
      case .redacted(let label): Inline.bracketed(label)
      case .count(let number, _): String(number)
      case .citation: ""
      }
    }.joined()
    let date = "At a time not known. "
    try #require(text.hasPrefix(date) && text.hasSuffix(" "))
    return String(text.dropFirst(date.count).dropLast())
  }

  /// The fields that the report counts as hidden, of the case's opening and of the last entry.
  func withheldFields(hiding hidden: [String]) throws -> [String] {
    let section = try #require(try report(hiding: hidden).sections.first { $0.role == .withheld })
    return section.blocks.flatMap { block -> [String] in
      guard case .table(let table) = block else { return [] }
      return table.rows.map { row in row[1].map { if case .text(let text) = $0 { text } else { "" } }.joined() }
    }
  }
}
