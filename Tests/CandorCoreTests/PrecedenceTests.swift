import CandorCore
import StrictJSON
import Testing

/// The form `precede`: each preset with what came before, what did not, and what nobody can tell.
@Suite("The form precede")
struct PrecedenceTests {
  private static func entry(_ kind: Kind, _ label: String, _ occurred: JSONValue, _ fields: JSONObject = [:]) -> JSONValue {
    Given.entry(kind, label, ["occurred": occurred]).with(fields)
  }
  private static func complete(_ kinds: String..., of occurred: JSONValue = "../2019-04-19") -> JSONValue {
    entry(.coverageAttested, "coverage", occurred, ["kinds": kinds.json])
  }
  private static func named(_ party: String, _ role: String, _ label: String? = nil) -> JSONValue {
    Given.entry(.partyNamed, label ?? party, ["party": .string(party), "role": .string(role)])
  }
  private static let complainant = named("complainant", "complainant")
  private static let respondent = named("respondent", "respondent")

  // MARK: the bare form

  private static let precede: JSONValue = ["check": "precede", "only": "measure.lifted", "after": "meeting.held"]
  private static let lifted = entry(.measureLifted, "lifted", "2018-03-10", ["on": "respondent", "measure": "suspension"])
  private static func meeting(_ occurred: JSONValue) -> JSONValue { entry(.meetingHeld, "meeting", occurred, ["bodies": "ndc"]) }
  private static func lift(_ state: Duty.State, causes: [String] = [], facts: [String] = []) -> CheckCase.Outcome {
    .init(state: state, subject: "lifted", causes: causes, facts: facts)
  }

  @Test(arguments: [
    CheckCase(
      name: "before", rule: precede, entries: [lifted, meeting("2018-03-09")], outcomes: [lift(.met, facts: ["preceded meeting"])]),
    CheckCase(
      name: "on the same day", rule: precede, entries: [lifted, meeting("2018-03-10")], outcomes: [lift(.met, facts: ["preceded meeting"])]),
    CheckCase(
      name: "on the same day, and after it by its source", rule: precede,
      entries: [lifted, meeting("2018-03-10").with(["timing": ["after": "lifted"]]), complete("meeting.held")],
      outcomes: [lift(.breached)]),
    CheckCase(
      name: "after, on a record that is complete", rule: precede, entries: [lifted, meeting("2018-03-11"), complete("meeting.held")],
      outcomes: [lift(.breached)]),
    CheckCase(
      name: "after, on a record that is not", rule: precede, entries: [lifted, meeting("2018-03-11")],
      outcomes: [lift(.undetermined, causes: ["coverage meeting.held nobody"])]),
    CheckCase(
      name: "never, on a record that is complete from some day on", rule: precede,
      entries: [lifted, complete("meeting.held", of: "2013/2019")],
      outcomes: [lift(.undetermined, causes: ["coverage meeting.held nobody"])]),
    CheckCase(
      name: "never, on a record that is complete until the day before", rule: precede,
      entries: [lifted, complete("meeting.held", of: "../2018-03-09")],
      outcomes: [lift(.undetermined, causes: ["coverage meeting.held nobody"])]),
    CheckCase(
      name: "never, on a record that is complete until that day", rule: precede,
      entries: [lifted, complete("meeting.held", of: "../2018-03-10")], outcomes: [lift(.breached)]),
    CheckCase(
      name: "before or after, by a wide date", rule: precede,
      entries: [lifted, meeting("2018-03-09/2018-03-11"), complete("meeting.held")],
      outcomes: [lift(.undetermined, causes: ["dates meeting lifted"])]),
    CheckCase(
      name: "before, whichever day it was", rule: precede, entries: [lifted, meeting("2018-03-08/2018-03-10")],
      outcomes: [lift(.met, facts: ["preceded meeting"])]),
    CheckCase(
      name: "before, by what a source says", rule: precede,
      entries: [lifted.with(["occurred": "2018"]), meeting("2018").with(["timing": ["before": "lifted"]])],
      outcomes: [lift(.met, facts: ["preceded meeting"])]),
    CheckCase(
      name: "before or after, by a date that is hidden", rule: precede, entries: [lifted, meeting("2018-03-09"), complete("meeting.held")],
      hidden: [("meeting", "occurred")], outcomes: [lift(.undetermined, causes: ["gap meeting.occurred"])]),
    CheckCase(
      name: "never, by a source", rule: precede,
      entries: [lifted, entry(.omissionStated, "none", "2018", ["of": ["kind": "meeting.held", "about": "lifted"]])],
      outcomes: [lift(.breached)]),
    CheckCase(
      name: "an entry of the organization", rule: precede, entries: [lifted, meeting("2018-03-09").with(["case": nil])],
      outcomes: [lift(.met, facts: ["preceded meeting"])]),
    CheckCase(
      name: "of what kind an entry of the organization is, is hidden", rule: precede,
      entries: [lifted, meeting("2018-03-09").with(["case": nil]), complete("meeting.held")], hidden: [("meeting", "kind")],
      outcomes: [lift(.undetermined, causes: ["gap meeting.kind"])]),
    CheckCase(name: "nothing lifted, nothing asked", rule: precede, entries: [meeting("2018-03-09")], outcomes: []),
  ])
  func `one thing comes only after another`(_ example: CheckCase) throws { try example.check() }

  // MARK: informed votes

  private static let informed: JSONValue = ["check": "informed-vote", "of": "members"]
  private static let finding = entry(.findingMade, "finding", "2018-01-10", ["by": "ndc", "result": "substantiated"])
  private static let motion = entry(
    .motionMoved, "motion", "2018-03-01", ["by": "organizer", "to": "members", "asks": "To set it aside.", "answers": "finding"])
  private static let vote = entry(.voteHeld, "vote", "2018-03-10", ["on": "motion", "by": "members", "result": "adopted"])
  private static func told(_ occurred: JSONValue, _ fields: JSONObject = [:]) -> JSONValue {
    entry(.noticeGiven, "told", occurred, ["to": "members", "of": "finding"]).with(fields)
  }
  private static let telling = complete("notice.given", "statement.published")
  private static func voted(_ state: Duty.State, causes: [String] = [], facts: [String] = []) -> CheckCase.Outcome {
    .init(state: state, subject: "vote", causes: causes, facts: facts)
  }

  @Test(arguments: [
    CheckCase(
      name: "told before", rule: informed, entries: [finding, motion, vote, told("2018-03-09")],
      outcomes: [voted(.met, facts: ["preceded told"])]),
    CheckCase(
      name: "told on the day of the vote", rule: informed, entries: [finding, motion, vote, told("2018-03-10")],
      outcomes: [voted(.met, facts: ["preceded told"])]),
    CheckCase(
      name: "told after, on a record that is complete", rule: informed, entries: [finding, motion, vote, told("2018-03-11"), telling],
      outcomes: [voted(.breached, facts: ["lacking finding"])]),
    CheckCase(
      name: "told after, on a record that is not", rule: informed, entries: [finding, motion, vote, told("2018-03-11")],
      outcomes: [voted(.undetermined, causes: ["coverage notice.given nobody"])]),
    CheckCase(
      name: "told before or after, by a wide date", rule: informed,
      entries: [finding, motion, vote, told("2018-03-09/2018-03-11"), telling],
      outcomes: [voted(.undetermined, causes: ["dates told vote"])]),
    CheckCase(
      name: "told a part of it", rule: informed, entries: [finding, motion, vote, told("2018-03-09", ["extent": "part"]), telling],
      outcomes: [voted(.breached, facts: ["lacking finding"])]),
    CheckCase(
      name: "whether the whole of it is hidden", rule: informed, entries: [finding, motion, vote, told("2018-03-09"), telling],
      hidden: [("told", "extent")], outcomes: [voted(.undetermined, causes: ["gap told.extent"])]),
    CheckCase(
      name: "of what they were told is hidden", rule: informed, entries: [finding, motion, vote, told("2018-03-09"), telling],
      hidden: [("told", "of")], outcomes: [voted(.undetermined, causes: ["gap told.of"])]),
    CheckCase(
      name: "who was told is hidden", rule: informed, entries: [finding, motion, vote, told("2018-03-09"), telling],
      hidden: [("told", "to")], outcomes: [voted(.undetermined, causes: ["gap told.to"])]),
    CheckCase(
      name: "others were told", rule: informed, entries: [finding, motion, vote, told("2018-03-09", ["to": "branch"]), telling],
      outcomes: [voted(.breached, facts: ["lacking finding"])]),
    CheckCase(
      name: "by a source they were not told", rule: informed,
      entries: [
        finding, motion, vote,
        entry(.omissionStated, "none", "2018", ["of": ["kind": "notice.given", "about": "finding", "to": "members"]]),
      ], outcomes: [voted(.breached, facts: ["lacking finding"])]),
    CheckCase(
      name: "by a statement", rule: informed,
      entries: [finding, motion, vote, entry(.statementPublished, "paper", "2018-03-01", ["to": "members", "of": "finding"])],
      outcomes: [voted(.met, facts: ["preceded paper"])]),
    CheckCase(name: "of others, it is not its matter", rule: informed, entries: [finding, motion, vote.with(["by": "sc"])], outcomes: []),
    CheckCase(
      name: "not held, it takes nothing", rule: informed, entries: [finding, motion, vote.with(["result": "not-voted"])], outcomes: []),
    CheckCase(
      name: "on what nothing was found on, it takes nothing", rule: informed, entries: [motion.with(["answers": nil]), vote, telling],
      outcomes: []),
    CheckCase(
      name: "on the finding itself", rule: informed, entries: [finding, vote.with(["on": "finding"]), told("2018-03-09")],
      outcomes: [voted(.met, facts: ["preceded told"])]),
    CheckCase(
      name: "on a decision that undoes another", rule: informed,
      entries: [
        Given.decision, entry(.decisionTaken, "undoing", "2018-03-01", ["by": "members", "outcome": "rescind", "undoes": "decision"]),
        vote.with(["on": "undoing"]), told("2018-03-09", ["of": "decision"]),
      ], outcomes: [voted(.met, facts: ["preceded told"])]),
  ])
  func `whoever votes knows what was found before`(_ example: CheckCase) throws { try example.check() }

  // MARK: replies

  private static let asking: JSONValue = ["check": "right-of-reply", "of": "sc"]
  private static let statement = entry(.statementPublished, "paper", "2018-03-10", ["by": "sc", "to": "members", "of": "finding"])
  private static func asked(_ occurred: JSONValue, _ fields: JSONObject = [:]) -> JSONValue {
    entry(.requestMade, "asked", occurred, ["by": "sc", "to": "respondent", "asks": "What do you say to it?", "on": "finding"]).with(fields)
  }
  private static func published(_ state: Duty.State, causes: [String] = [], facts: [String] = []) -> CheckCase.Outcome {
    .init(state: state, subject: "paper", owedBy: ["sc"], causes: causes, facts: facts)
  }

  @Test(arguments: [
    CheckCase(
      name: "asked before", rule: asking, entries: [respondent, finding, statement, asked("2018-03-09")],
      outcomes: [published(.met, facts: ["preceded asked"])]),
    CheckCase(
      name: "told before of the statement itself", rule: asking,
      entries: [respondent, finding, statement, entry(.noticeGiven, "draft", "2018-03-09", ["to": "respondent", "of": "paper"])],
      outcomes: [published(.met, facts: ["preceded draft"])]),
    CheckCase(
      name: "told before of the matter only", rule: asking,
      entries: [
        respondent, finding, statement, entry(.noticeGiven, "draft", "2018-03-09", ["to": "respondent", "of": "finding"]),
        complete("request.made", "notice.given"),
      ], outcomes: [published(.breached)]),
    CheckCase(
      name: "asked after, on a record that is complete", rule: asking,
      entries: [respondent, finding, statement, asked("2018-03-11"), complete("request.made", "notice.given")],
      outcomes: [published(.breached)]),
    CheckCase(
      name: "asked after, on a record that is complete of one kind only", rule: asking,
      entries: [respondent, finding, statement, asked("2018-03-11"), complete("request.made")],
      outcomes: [published(.undetermined, causes: ["coverage request.made nobody"])]),
    CheckCase(
      name: "the one is asked, and the other not", rule: asking,
      entries: [
        complainant, respondent, finding, statement, asked("2018-03-09"), complete("request.made", "notice.given"),
      ], outcomes: [published(.breached, facts: ["preceded asked"])]),
    CheckCase(
      name: "one who is on both sides is asked once", rule: asking,
      entries: [respondent, named("respondent", "complainant", "again"), finding, statement, asked("2018-03-09")],
      outcomes: [published(.met, facts: ["preceded asked"])]),
    CheckCase(
      name: "who was asked is hidden", rule: asking,
      entries: [respondent, finding, statement, asked("2018-03-09"), complete("request.made", "notice.given")], hidden: [("asked", "to")],
      outcomes: [published(.undetermined, causes: ["gap asked.to"])]),
    CheckCase(
      name: "by a source the respondent was not asked", rule: asking,
      entries: [
        respondent, finding, statement,
        entry(.omissionStated, "none", "2018", ["of": ["kind": "request.made", "about": "paper", "to": "respondent"]]),
      ], outcomes: [published(.breached)]),
    CheckCase(name: "what others publish", rule: asking, entries: [respondent, finding, statement.with(["by": "branch"])], outcomes: []),
    CheckCase(
      name: "what tells of nothing on record", rule: asking, entries: [respondent, finding, statement.with(["of": nil])], outcomes: []),
    CheckCase(name: "where nobody is concerned", rule: asking, entries: [finding, statement], outcomes: []),
  ])
  func `those concerned are asked before something is published`(_ example: CheckCase) throws { try example.check() }

  private static let attaching: JSONValue = ["check": "attached-reply", "of": "sc"]
  private static func reply(_ occurred: JSONValue) -> JSONValue {
    entry(.statementPublished, "reply", occurred, ["by": "respondent", "of": "finding"])
  }

  @Test(arguments: [
    CheckCase(
      name: "attached", rule: attaching, entries: [respondent, finding, reply("2018-03-09"), statement.with(["replies": "reply"])],
      outcomes: [published(.met, facts: ["preceded reply"])]),
    CheckCase(
      name: "not attached", rule: attaching, entries: [respondent, finding, reply("2018-03-09"), statement],
      outcomes: [published(.breached, facts: ["lacking reply"])]),
    CheckCase(
      name: "come in on the day itself", rule: attaching, entries: [respondent, finding, reply("2018-03-10"), statement], outcomes: []),
    CheckCase(
      name: "come in before or after", rule: attaching, entries: [respondent, finding, reply("2018-03-09/2018-03-10"), statement],
      outcomes: [published(.undetermined, causes: ["dates reply paper"])]),
    CheckCase(
      name: "which are attached is hidden", rule: attaching, entries: [respondent, finding, reply("2018-03-09"), statement],
      hidden: [("paper", "replies")], outcomes: [.init(state: .undetermined, subject: "paper", causes: ["gap paper.replies"])]),
    CheckCase(
      name: "a statement of a body is no reply of a party", rule: attaching,
      entries: [finding, reply("2018-03-09").with(["by": "branch"]), statement], outcomes: []),
    CheckCase(
      name: "a reply to something else", rule: attaching,
      entries: [respondent, finding, Given.decision, reply("2018-03-09").with(["of": "decision"]), statement], outcomes: []),
  ])
  func `what is published carries the replies that came in before`(_ example: CheckCase) throws { try example.check() }
}
