import CandorCasefile
import CandorCore
import Testing

/// Every message as a terminal shows it, beside the file that provokes it.
@Suite("Mistakes in files")
struct GalleryTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let name, text: String
    /// What the page of mistakes shows in place of a text that is too long for it.
    var abridged: String?
    let rendered: [String]
    init(_ name: String, _ text: String, _ rendered: String...) { (self.name, self.text, self.rendered) = (name, text, rendered) }
    var testDescription: String { name }
  }

  static let casefiles: [Example] =
    [
      Example(
        "an empty file",
        "",
        """
        case.yaml:1:1: error: the file is empty
            1 |\u{20}
              | ^
          a case file or a charter
        """),
      Example(
        "a file of comments",
        "# nothing\n",
        """
        case.yaml:1:1: error: the file is empty
            1 | # ·······
              | ^
          a case file or a charter
        """),
      Example(
        "a list where a case should be",
        "- about: A case\n",
        """
        case.yaml:1:1: error: a list stands where fields are wanted
            1 | - about: · ····
              | ^
          fields: case, about, content-note, support, issuer, sources, people, coverage, entries
        """),
      Example(
        "a field that a case file lacks",
        """
        about: A case
        source: { L: { title: A letter } }

        """,
        """
        case.yaml:2:1: error: there is no field "source" here
            2 | source: { L: { title: · ······ } }
              | ^^^^^^
          the fields are: case, about, content-note, support, issuer, sources, people, coverage, entries; did you mean \
        sources?
        """),
      Example(
        "a missing field of the case",
        """
        people:
          r: { role: respondent }

        """,
        """
        case.yaml:1:1: error: "about" is missing
            1 | people:
              | ^
          about: a line of text
        """),
      Example(
        "a missing field of an entry",
        """
        about: A case
        entries:
          - kind: request.made
            by: sc

        """,
        """
        case.yaml:3:5: error: "asks" is missing
            3 |   - kind: request.made
              |     ^
          asks: text, with people as {name}
        """),
      Example(
        "a misspelled kind",
        """
        about: A case
        entries:
          - kind: notice.givn

        """,
        """
        case.yaml:3:11: error: "notice.givn" is not known here
            3 |   - kind: notice.givn
              |           ^^^^^^^^^^^
          a kind of entry; did you mean notice.given?
        """),
      Example(
        "an entry without a kind",
        """
        about: A case
        entries:
          - label: a

        """,
        """
        case.yaml:3:5: error: "kind" is missing
            3 |   - label: a
              |     ^
          kind: a kind of entry
        """),
      Example(
        "a misspelled field",
        """
        about: A case
        entries:
          - kind: notice.given
            too: members

        """,
        """
        case.yaml:4:5: error: there is no field "too" here
            4 |     too: members
              |     ^^^
          the fields are: kind, case, label, occurred, timing, sources, disputes, corrects, by, to, of, extent, \
        contradicts, answers, says; did you mean to?
        """),
      Example(
        "a body that the charter lacks",
        """
        about: A case
        entries:
          - kind: notice.given
            by: [sc, ncd]

        """,
        """
        case.yaml:4:14: error: no person or body is called "ncd"
            4 |     by: [sc, ncd]
              |              ^^^
          bodies: sc, ndc, nac, branch, members; did you mean ndc?
        """),
      Example(
        "a label that nothing has",
        """
        about: A case
        entries:
          - { label: first, kind: notice.given }
          - { label: second, kind: notice.given, of: frist }

        """,
        """
        case.yaml:4:46: error: no entry is called "frist"
            4 |   - { label: second, kind: notice.given, of: frist }
              |                                              ^^^^^
          the labels are: first, second; did you mean first?
        """),
      Example(
        "a source that is an entry",
        """
        about: A case
        sources: { L: { title: A letter } }
        entries:
          - { label: n, kind: notice.given, sources: [{ n: reported }] }

        """,
        """
        case.yaml:4:49: error: no source is called "n"
            4 |   - { label: n, kind: notice.given, sources: [{ n: reported }] }
              |                                                 ^
          the labels are: L
        """),
      Example(
        "a misspelled basis",
        """
        about: A case
        sources: { L: { title: A letter } }
        entries:
          - { kind: notice.given, sources: [{ L: repotred }] }

        """,
        """
        case.yaml:4:42: error: "repotred" is not known here
            4 |   - { kind: notice.given, sources: [{ L: repotred }] }
              |                                          ^^^^^^^^
          one of: firsthand, reported, inferred; did you mean reported?
        """),
      Example(
        "a source without its basis",
        """
        about: A case
        sources: { L: { title: A letter } }
        entries:
          - { kind: notice.given, sources: [L] }

        """,
        """
        case.yaml:4:37: error: a text stands where a source and its basis: { LABEL: firsthand }, reported or \
        inferred is wanted
            4 |   - { kind: notice.given, sources: [L] }
              |                                     ^
          a source and its basis: { LABEL: firsthand }, reported or inferred
        """),
      Example(
        "a day that the calendar lacks",
        """
        about: A case
        entries:
          - kind: notice.given
            occurred: 2013-11-31

        """,
        """
        case.yaml:4:15: error: "2013-11-31" is not a date: November 2013 has 30 days
            4 |     occurred: 2013-11-31
              |               ^^^^^^^^^^
          a date is a year, a month or a day (2013, 2013-12, 2013-12-05), with ~ for about and ? for uncertain; \
        or two of them as start/end
        """),
      Example(
        "a season",
        """
        about: A case
        entries:
          - kind: notice.given
            occurred: spring 2013

        """,
        """
        case.yaml:4:15: error: this text of 11 characters is not a date
            4 |     occurred: ······ ····
              |               ^^^^^^^^^^^
          a date is a year, a month or a day (2013, 2013-12, 2013-12-05), with ~ for about and ? for uncertain; \
        or two of them as start/end
        """),
      Example(
        "a month that the calendar lacks",
        """
        about: A case
        entries:
          - { kind: notice.given, occurred: 2013-13 }

        """,
        """
        case.yaml:3:37: error: "2013-13" is not a date
            3 |   - { kind: notice.given, occurred: 2013-13 }
              |                                     ^^^^^^^
          a date is a year, a month or a day (2013, 2013-12, 2013-12-05), with ~ for about and ? for uncertain; \
        or two of them as start/end; a month is 01 to 12
        """),
      Example(
        "an interval the wrong way round",
        """
        about: A case
        entries:
          - { kind: notice.given, occurred: 2019/2013 }

        """,
        """
        case.yaml:3:37: error: "2019/2013" ends before it begins
            3 |   - { kind: notice.given, occurred: 2019/2013 }
              |                                     ^^^^^^^^^
          the earlier date first, as in 2013/2019
        """),
      Example(
        "a day to come",
        """
        about: A case
        entries:
          - { kind: notice.given, occurred: 2019-04-20 }

        """,
        """
        case.yaml:3:37: error: this lies after today, 2019-04-19
            3 |   - { kind: notice.given, occurred: 2019-04-20 }
              |                                     ^^^^^^^^^^
          a day that has come; what is planned or promised is an entry of the day it was promised
        """),
      Example(
        "a distance without an entry",
        """
        about: A case
        entries:
          - { kind: notice.given, timing: [{ moreThan: P18M }] }

        """,
        """
        case.yaml:3:36: error: a distance names one other entry and at most one bound
            3 |   - { kind: notice.given, timing: [{ moreThan: P18M }] }
              |                                    ^
          { after: LABEL, moreThan: P18M }
        """),
      Example(
        "a period in words",
        """
        about: A case
        entries:
          - { label: a, kind: notice.given }
          - { kind: notice.given, timing: [{ after: a, about: two weeks }] }

        """,
        """
        case.yaml:4:55: error: this text of 9 characters is not a period
            4 |   - { kind: notice.given, timing: [{ after: a, about: ··· ····· }] }
              |                                                       ^^^^^^^^^
          a period as ISO 8601 writes it: P2D two days, P6W six weeks, P18M eighteen months
        """),
      Example(
        "nobody of that name in a text",
        """
        about: A case
        people: { respondent: { role: respondent } }
        entries:
          - kind: notice.given
            says: What {respondant} did.

        """,
        """
        case.yaml:5:11: error: the text speaks of {respondant}, and nobody is called so in this case
            5 |     says: ···· ············ ····
              |           ^^^^^^^^^^^^^^^^^^^^^^
          the people of this case are: respondent; did you mean respondent?
        """),
      Example(
        "nobody of that name",
        """
        about: A case
        people: { respondent: { role: respondent } }
        entries:
          - { kind: membership.changed, member: respondant, change: left }

        """,
        """
        case.yaml:4:41: error: nobody is called "respondant" in this case
            4 |   - { kind: membership.changed, member: respondant, change: left }
              |                                         ^^^^^^^^^^
          the people of this case are: respondent; did you mean respondent?
        """),
      Example(
        "a role that is none",
        """
        about: A case
        people: { r: { role: accused } }

        """,
        """
        case.yaml:2:22: error: "accused" is not known here
            2 | people: { r: { role: accused } }
              |                      ^^^^^^^
          one of: complainant, respondent, witness, advocate, whistleblower, participant
        """),
      Example(
        "a decision that says nothing",
        """
        about: A case
        entries:
          - kind: decision.taken
            by: ndc

        """,
        """
        case.yaml:3:5: error: nothing says what was decided
            3 |   - kind: decision.taken
              |     ^
          an outcome, the decision it undoes, or a text in "says"
        """),
      Example(
        "an act that is none",
        """
        about: A case
        entries:
          - { kind: decision.taken, outcome: { expell: sc } }

        """,
        """
        case.yaml:3:40: error: "expell" is no act of a decision
            3 |   - { kind: decision.taken, outcome: { expell: ·· } }
              |                                        ^^^^^^
          one of: expel, suspend, remove, acquit, refer, rescind, mistrial, invite, investigate, accept, \
        dissolve, suspend-from-leadership; did you mean expel?
        """),
      Example(
        "a vote that is not counted",
        """
        about: A case
        entries:
          - { kind: decision.taken, outcome: expel, vote: { for: many, against: 1 } }

        """,
        """
        case.yaml:3:58: error: "many" is neither a number nor a share as sources tell it
            3 |   - { kind: decision.taken, outcome: expel, vote: { for: many, against: 1 } }
              |                                                          ^^^^
          a number or a share: 320, nearly 500, about 70 %, over 1/2
        """),
      Example(
        "a flag that is neither",
        """
        about: A case
        entries:
          - { kind: remit.set, of: nac, narrowed: yes }

        """,
        """
        case.yaml:3:43: error: this is neither true nor false
            3 |   - { kind: remit.set, of: ···, narrowed: yes }
              |                                           ^^^
          true or false
        """),
      Example(
        "coverage without a time",
        """
        about: A case
        coverage:
          - kinds: notice.given

        """,
        """
        case.yaml:3:5: error: coverage without a time covers nothing
            3 |   - kinds: notice.given
              |     ^
          from when to when, as 2019/2020
        """),
      Example(
        "a second entry of that label",
        """
        about: A case
        sources:
          L: { title: A letter }
        entries:
          - kind: notice.given
            label: L

        """,
        """
        case.yaml:6:12: error: a second entry is called "L"
            6 |     label: L
              |            ^
          a label stands for one entry; sources, people and entries share one list of labels
        """),
      Example(
        "a person and a source of one label",
        """
        about: A case
        sources: { L: { title: A letter } }
        people: { L: { role: witness } }

        """,
        """
        case.yaml:3:11: error: a second entry is called "L"
            3 | people: { L: { role: witness } }
              |           ^
          a label stands for one entry; sources, people and entries share one list of labels
        """),
      Example(
        "an entry that is a word",
        """
        about: A case
        entries: [nothing]

        """,
        """
        case.yaml:2:11: error: an entry is a group of fields
            2 | entries: [·······]
              |           ^^^^^^^
          kind: …, occurred: …, and the fields of the kind
        """),
      Example(
        "a person who is a word",
        """
        about: A case
        people: { r: respondent }

        """,
        """
        case.yaml:2:14: error: fields are wanted here
            2 | people: { r: respondent }
              |              ^^^^^^^^^^
          { name: value, … }
        """),
      Example(
        "a kind given to a source",
        """
        about: A case
        sources:
          L: { title: A letter, kind: notice.given }

        """,
        """
        case.yaml:3:25: error: there is no field "kind" here
            3 |   L: { title: · ······, kind: notice.given }
              |                         ^^^^
          leave it out: the section says the kind, and the name before the colon is the label
        """),
      Example(
        "a label given to a source",
        """
        about: A case
        sources:
          L: { title: A letter, label: M }

        """,
        """
        case.yaml:3:25: error: there is no field "label" here
            3 |   L: { title: · ······, label: M }
              |                         ^^^^^
          leave it out: the section says the kind, and the name before the colon is the label
        """),
      Example(
        "an identifier given to a person",
        """
        about: A case
        people:
          r: { role: respondent, party: x }

        """,
        """
        case.yaml:3:33: error: nobody is called "x" in this case
            3 |   r: { role: respondent, party: x }
              |                                 ^
          this case has no people yet
        """),
      Example(
        "an entry that disputes itself",
        """
        about: A case
        entries:
          - { label: a, kind: notice.given, disputes: a }

        """,
        """
        case.yaml:3:47: error: the entry refers to itself
            3 |   - { label: a, kind: notice.given, disputes: a }
              |                                               ^
          the label of another entry
        """),
      Example(
        "a name that stands twice",
        """
        about: A case
        about: Another

        """,
        """
        case.yaml:1:1: error: "about" stands here more than once
            1 | about: · ····
              | ^
          each name once
        """),
      Example(
        "an open bracket",
        """
        about: A case
        entries: [

        """,
        """
        case.yaml:3:1: error: this is not YAML: did not find expected node content while parsing a flow node at line 3
            3 |\u{20}
              | ^
          check indentation, quotes and brackets here and just above
        """),
      Example(
        "an open quote",
        "about: \"A case\n",
        """
        case.yaml:2:1: error: this is not YAML: found unexpected end of stream while scanning a quoted scalar at \
        line 1
            2 |\u{20}
              | ^
          check indentation, quotes and brackets here and just above
        """),
      Example(
        "a tab",
        """
        about: A case
        entries:
        \t- kind: notice.given

        """,
        """
        case.yaml:3:1: error: this is not YAML: found character that cannot start any token while scanning for \
        the next token at line 3
            3 |  - kind: notice.given
              | ^
          check indentation, quotes and brackets here and just above
        """),
      Example(
        "an indentation that fits nothing",
        """
        about: A case
          entries:
         - kind: notice.given

        """,
        """
        case.yaml:2:10: error: this is not YAML: mapping values are not allowed in this context
            2 |   entries:
              |          ^
          check indentation, quotes and brackets here and just above
        """),
      Example(
        "two documents",
        """
        about: A case
        ---
        about: Another

        """,
        """
        case.yaml:2:1: error: a second document begins here
            2 | ---
              | ^
          one document a file: what is above, or what is below
        """),
      Example(
        "an anchor and its alias",
        """
        about: &a A case
        issuer: *a

        """,
        """
        case.yaml:2:9: error: anchors and aliases are not read
            2 | issuer: ··
              |         ^
          write the value where it is meant
        """),
      Example(
        "an alias of nothing",
        "about: *a\n",
        """
        case.yaml:1:8: error: this is not YAML: found undefined alias
            1 | about: ··
              |        ^
          check indentation, quotes and brackets here and just above
        """),
      Example(
        "a name that is a list",
        """
        about: A case
        ? [a, b]
        : c

        """,
        """
        case.yaml:2:3: error: a name is a word
            2 | ? [·, ·]
              |   ^
          name: value
        """),
      Example(
        "a control character",
        """
        about: A case
        issuer: a\u{7}b

        """,
        """
        case.yaml:2:10: error: the file holds the character U+7, which no document can carry
            2 | issuer: ···
              |          ^
          a text in UTF-8, without control characters
        """),
      Example(
        "the character zero",
        "about: A case\n\0",
        """
        case.yaml:2:1: error: the file holds the character U+0, which no document can carry
            2 | ·
              | ^
          a text in UTF-8, without control characters
        """),
      Example(
        "an escaped control character",
        "about: \"a\\u0007b\"\n",
        """
        case.yaml:1:8: error: the text holds the character U+7, which no document can carry
            1 | about: "········"
              |        ^^^^^
          text without control characters
        """),
      Example(
        "windows' line ends",
        "about: A case\r\nentries:\r\n  - kind: notice.given\r\n    occurred: spring\r\n",
        """
        case.yaml:4:15: error: "spring" is not a date
            4 |     occurred: spring
              |               ^^^^^^
          a date is a year, a month or a day (2013, 2013-12, 2013-12-05), with ~ for about and ? for uncertain; \
        or two of them as start/end
        """),
      Example(
        "a byte order mark",
        "\u{FEFF}about: A case\nentries: [nothing]\n",
        """
        case.yaml:2:11: error: an entry is a group of fields
            2 | entries: [·······]
              |           ^^^^^^^
          kind: …, occurred: …, and the fields of the kind
        """),
      Example(
        "a line of many scripts",
        """
        about: A case
        sources: { L: { title: "שלום 你好 é 👩‍👩‍👧", by: ncd } }

        """,
        """
        case.yaml:2:48: error: no person or body is called "ncd"
            2 | sources: { L: { title: "···· ·· ·· ·····", by: ncd } }
              |                                                ^^^
          bodies: sc, ndc, nac, branch, members; did you mean ndc?
        """),
    ]

  static let charters: [Example] =
    [
      Example(
        "an empty charter",
        "",
        """
        charter.yaml:1:1: error: the file is empty
            1 |\u{20}
              | ^
          a case file or a charter
        """),
      Example(
        "a charter of nothing",
        "{}\n",
        """
        charter.yaml:1:1: error: "bodies" is missing
            1 | {}
              | ^
          bodies: { sc: { title: … }, … }
        """,
        """
        charter.yaml:1:1: error: "organization" is missing
            1 | {}
              | ^
          organization: a line of text
        """,
        """
        charter.yaml:1:1: error: "timezone" is missing
            1 | {}
              | ^
          timezone: a line of text
        """),
      Example(
        "a zone that is none",
        """
        organization: O
        timezone: Europe/Madird
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }

        """,
        """
        charter.yaml:2:11: error: no time zone is called "Europe/Madird"
            2 | timezone: ·············
              |           ^^^^^^^^^^^^^
          a name of the IANA time zone database, such as America/Chicago or Europe/Madrid
        """),
      Example(
        "bodies that are a list",
        """
        organization: O
        timezone: UTC
        bodies: [sc]

        """,
        """
        charter.yaml:3:9: error: a list stands where bodies, each by its short name is wanted
            3 | bodies: [sc]
              |         ^
          bodies, each by its short name
        """),
      Example(
        "a body without a title",
        """
        organization: O
        timezone: UTC
        bodies:
          sc: {}

        """,
        """
        charter.yaml:4:7: error: "title" is missing
            4 |   sc: {}
              |       ^
          title: a line of text
        """),
      Example(
        "a body below none",
        """
        organization: O
        timezone: UTC
        bodies:
          sc: { title: S, below: convention }

        """,
        """
        charter.yaml:4:26: error: no body is called "convention"
            4 |   sc: { title: ·, below: convention }
              |                          ^^^^^^^^^^
          the charter knows: sc
        """),
      Example(
        "independence of a body that is none",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
          nac: { title: N, independent-of: [sc, scc] }

        """,
        """
        charter.yaml:6:41: error: no body is called "scc"
            6 |   nac: { title: ·, independent-of: [sc, scc] }
              |                                         ^^^
          the charter knows: nac, ndc, sc; did you mean sc?
        """),
      Example(
        "a charter in force from the end",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        in-force: { from: 2019, to: 2013 }

        """,
        """
        charter.yaml:6:11: error: this ends before it begins
            6 | in-force: { from: 2019, to: 2013 }
              |           ^
          the earlier date in "from", the later one in "to"
        """),
      Example(
        "a second clause of that id",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        clauses:
          - { id: 1, title: A, text: B }
          - { id: 1, title: C, text: D }

        """,
        """
        charter.yaml:8:5: error: a second clause is called "1"
            8 |   - { id: ·, title: ·, text: · }
              |     ^
          every clause has an id of its own
        """),
      Example(
        "a clause without its text",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        clauses:
          - { id: 1, title: A }

        """,
        """
        charter.yaml:7:5: error: "text" is missing
            7 |   - { id: ·, title: · }
              |     ^
          text: a line of text
        """),
      Example(
        "a check that is none",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        clauses:
          - id: 1
            title: A
            text: B
            rule: { check: interfernce, body: ndc }

        """,
        """
        charter.yaml:10:20: error: "interfernce" is not known here
           10 |     rule: { check: interfernce, body: ndc }
              |                    ^^^^^^^^^^^
          one of: \(CheckName.names.joined(separator: ", ")); did you mean interference?
        """),
      Example(
        "a rule that is a word",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        clauses:
          - { id: 1, title: A, text: B, rule: interference }

        """,
        """
        charter.yaml:7:39: error: a rule is a group of fields
            7 |   - { id: ·, title: ·, text: ·, rule: interference }
              |                                       ^^^^^^^^^^^^
          a check and its parameters: { check: interim-measure, … }
        """),
      Example(
        "a parameter that the check lacks",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        clauses:
          - id: 1
            title: A
            text: B
            rule: { check: interference, of: ndc }

        """,
        """
        charter.yaml:10:11: error: "body" is missing
           10 |     rule: { check: interference, of: ··· }
              |           ^
          body: a body of the charter
        """,
        """
        charter.yaml:10:34: error: there is no field "of" here
           10 |     rule: { check: interference, of: ··· }
              |                                  ^^
          the fields are: check, body
        """),
      Example(
        "a period that is none",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        clauses:
          - id: 1
            title: A
            text: B
            rule: { check: interim-measure, severity: severe, measure: suspension, within: 2 days }

        """,
        """
        charter.yaml:10:84: error: this text of 6 characters is not a period
           10 |     rule: { check: interim-measure, severity: severe, measure: suspension, within: · ···· }
              |                                                                                    ^^^^^^
          a period as ISO 8601 writes it: P2D two days, P6W six weeks, P18M eighteen months
        """),
      Example(
        "an audience that is none",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        visibility:
          decision.taken: member

        """,
        """
        charter.yaml:7:19: error: no audience is called "member"
            7 |   decision.taken: member
              |                   ^^^^^^
          public, members, case, party, person or body:NAME; did you mean members?
        """),
      Example(
        "an audience of a body that is none",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        visibility:
          decision.taken: body:ncd

        """,
        """
        charter.yaml:7:19: error: no body is called "ncd"
            7 |   decision.taken: ········
              |                   ^^^^^^^^
          the charter knows: ndc, sc; did you mean ndc?
        """),
      Example(
        "a field that a kind lacks",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        visibility:
          decision.taken.outcomes: members

        """,
        """
        charter.yaml:7:3: error: "decision.taken.outcomes" is no kind, field or duty
            7 |   decision.taken.outcomes: members
              |   ^^^^^^^^^^^^^^^^^^^^^^^
          default, a kind (decision.taken), a field of one (decision.taken.outcome), duty.CHECK or duty.*; did \
        you mean decision.taken.outcome?
        """),
      Example(
        "a kind that is none, among who reads what",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        visibility:
          decision.takn: members

        """,
        """
        charter.yaml:7:3: error: "decision.takn" is no kind, field or duty
            7 |   decision.takn: members
              |   ^^^^^^^^^^^^^
          default, a kind (decision.taken), a field of one (decision.taken.outcome), duty.CHECK or duty.*; did \
        you mean decision.taken?
        """),
      Example(
        "a check that is none, among who reads what",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        visibility:
          duty.interfernce: members

        """,
        """
        charter.yaml:7:3: error: "duty.interfernce" is no kind, field or duty
            7 |   duty.interfernce: members
              |   ^^^^^^^^^^^^^^^^
          default, a kind (decision.taken), a field of one (decision.taken.outcome), duty.CHECK or duty.*; did \
        you mean duty.interference?
        """),
      Example(
        "a dot too many",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        visibility:
          decision..taken.outcome: members

        """,
        """
        charter.yaml:7:3: error: "decision..taken.outcome" is no kind, field or duty
            7 |   decision..taken.outcome: members
              |   ^^^^^^^^^^^^^^^^^^^^^^^
          default, a kind (decision.taken), a field of one (decision.taken.outcome), duty.CHECK or duty.*
        """),
      Example(
        "no charter opens person.described",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        visibility:
          person.described: members

        """,
        """
        charter.yaml:7:3: error: no charter can open "person.described"
            7 |   person.described: members
              |   ^^^^^^^^^^^^^^^^
          leave it out: who a person is, and what links an entry to its case, stays with the case
        """),
      Example(
        "no charter opens person.described.names",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        visibility:
          person.described.names: members

        """,
        """
        charter.yaml:7:3: error: no charter can open "person.described.names"
            7 |   person.described.names: members
              |   ^^^^^^^^^^^^^^^^^^^^^^
          leave it out: who a person is, and what links an entry to its case, stays with the case
        """),
      Example(
        "no charter opens party.named.person",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        visibility:
          party.named.person: members

        """,
        """
        charter.yaml:7:3: error: no charter can open "party.named.person"
            7 |   party.named.person: members
              |   ^^^^^^^^^^^^^^^^^^
          leave it out: who a person is, and what links an entry to its case, stays with the case
        """),
      Example(
        "no charter opens decision.taken.case",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        visibility:
          decision.taken.case: members

        """,
        """
        charter.yaml:7:3: error: no charter can open "decision.taken.case"
            7 |   decision.taken.case: members
              |   ^^^^^^^^^^^^^^^^^^^
          leave it out: who a person is, and what links an entry to its case, stays with the case
        """),
      Example(
        "no charter opens decision.taken.label",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        visibility:
          decision.taken.label: members

        """,
        """
        charter.yaml:7:3: error: no charter can open "decision.taken.label"
            7 |   decision.taken.label: members
              |   ^^^^^^^^^^^^^^^^^^^^
          leave it out: who a person is, and what links an entry to its case, stays with the case
        """),
      Example(
        "coverage without a keeper",
        """
        organization: O
        timezone: Europe/Madrid
        bodies:
          sc: { title: Steering Committee }
          ndc: { title: Disciplinary Committee }
        coverage:
          - { kinds: notice.given }

        """,
        """
        charter.yaml:7:5: error: "keeper" is missing
            7 |   - { kinds: notice.given }
              |     ^
          keeper: a body of the charter
        """),
    ]

  @Test(arguments: casefiles)
  func `a mistake in a case file is shown at its place, with what would do`(_ example: Example) throws {
    #expect(try Sample.faults(example.text).map(\.rendered) == example.rendered)
  }

  @Test(arguments: charters)
  func `a mistake in a charter is shown at its place, with what would do`(_ example: Example) throws {
    #expect(try Sample.faults(example.text, isCharter: true).map(\.rendered) == example.rendered)
  }
}
