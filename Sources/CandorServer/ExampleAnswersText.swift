extension ExampleAnswers {
  /// Made by running the examples; CANDOR_REGENERATE=1 writes this file anew.
  static let text = #"""
    {
      "access/end": {
        "audiences": ["public","person:9shkmt3s4x4a"],
        "checkpoint": {"root":"FqquIeXNyFZxnYa1aXtu/7ePalKcgagC1381g6TMpdM=","size":134},
        "entries": [132,133],
        "person": "9shkmt3s4x4a"
      },
      "access/grant": {
        "audience": "members",
        "checkpoint": {"root":"TrwZqCCSceImWR+UKZbqJ8LwmbUwYs3nUz3u5ie1nJE=","size":131},
        "entry": 131,
        "person": "9shkmt3s4x4a"
      },
      "access/list": {
        "audiences": [
          {"audience":"case:3n50516ezk9m","ended":[],"open":true,"present":[]},
          {"audience":"members","ended":[],"open":true,"present":[]}
        ]
      },
      "case/list": {
        "cases": [
          {
            "about": "How an allegation of rape was decided in 2013, how it came to light in 2019, and what followed",
            "case": "3n50516ezk9m",
            "entries": 129
          }
        ]
      },
      "case/timeline": {
        "about": "How an allegation of rape was decided in 2013, how it came to light in 2019, and what followed",
        "case": "3n50516ezk9m",
        "entries": [
          {
            "days": {"atEarliest":"2013-01-01","atLatest":"2013-12-31"},
            "entry": 46,
            "kind": "seat.taken",
            "occurred": "2013",
            "sources": [{"basis":"reported","source":6},{"basis":"reported","source":12}],
            "text": "The Steering Committee's representative sat with the National Disciplinary Committee, for the Steeri…",
            "told": [],
            "toldUnseen": []
          },
          {
            "days": {"atEarliest":"2013-01-01","atLatest":"2013-12-31"},
            "entry": 58,
            "kind": "notice.given",
            "occurred": "2013",
            "sources": [{"basis":"firsthand","source":12}],
            "text": "Notice was given to the respondent's branch of entry 56, in part. That committees had come to this c…",
            "told": [],
            "toldUnseen": []
          }
        ],
        "parties": [],
        "unopened": []
      },
      "casefile/export": {"casefile":"# candor: case\nabout: How an allegation of rape was decided in 2013, how it came to light in 2019, a…"},
      "charter/adopt": {"checkpoint":{"root":"eQCVQ1rrkuqOqaHZCfscd0uoHxYz4YBZQttJgLodMtM=","size":131},"entry":131},
      "charter/check": {
        "errors": 1,
        "findings": [
          {
            "column": 41,
            "expected": "of two bodies at most one is below the other; leave out \"below\" where neither is",
            "file": "charter",
            "grade": "error",
            "kind": "circle",
            "line": 3,
            "message": "\"board\" stands below itself"
          }
        ],
        "notes": 0,
        "warnings": 0
      },
      "charter/show": {
        "charter": {
          "bodies": {
            "branch": {"below":"convention","title":"the respondent's branch"},
            "city": {"below":"nc","title":"the leadership of one city"},
            "clt": {"title":"Crisis Leadership Team"},
            "convention": {"decides":["elections","mandates"],"title":"National Convention"},
            "members": {"title":"members"},
            "metoo": {"below":"convention","title":"#MeToo commission"},
            "nac": {"below":"convention","decides":["appeals"],"independent-of":["sc"],"title":"National Appeals Committee"},
            "nbc": {"below":"convention","title":"National Branch Council"},
            "nc": {"below":"convention","decides":["leadership between conventions"],"title":"National Committee"},
            "ndc": {"below":"convention","decides":["discipline"],"independent-of":["sc"],"title":"National Disciplinary Committee"},
            "poc": {"below":"convention","title":"the caucus of members of color"},
            "sc": {"below":"convention","decides":["day-to-day leadership"],"title":"Steering Committee"},
            "survivors": {"below":"convention","title":"Survivors' Caucus"},
            "trans": {"below":"convention","title":"the caucus of trans members"}
          },
          "clauses": [
            {
              "id": "1",
              "rule": {"check":"interim-measure","measure":"suspension","severity":"severe"},
              "text": "After a severe accusation the member is suspended at once, until it is known what happened.",
              "title": "Suspension on a severe accusation"
            },
            {
              "id": "2",
              "rule": {"body":"ndc","check":"interference"},
              "text": "The National Disciplinary Committee decides cases independently of the Steering Committee.",
              "title": "The disciplinary committee is independent"
            }
          ],
          "in-force": {"from":"2013"},
          "known-from": "from what the sources of this case tell of it",
          "organization": "The organization",
          "standards": ["preponderance of the evidence"],
          "timezone": "America/Chicago",
          "visibility": {
            "allegation.made": "members",
            "allegation.made.says": "party",
            "appeal.lodged": "members",
            "body.dissolved": "members",
            "body.formed": "members",
            "case.closed": "members",
            "case.opened": "members",
            "conflict.noted": "members",
            "decision.taken": "members",
            "default": "case",
            "detriment.reported": "members",
            "duty.*": "members",
            "election.held": "members",
            "evidence.received": "members",
            "evidence.received.says": "party",
            "evidence.refused": "members",
            "finding.made": "members",
            "instruction.given": "members",
            "mandate.given": "members",
            "mandate.reported": "members",
            "mandate.transferred": "members",
            "measure.imposed": "members",
            "measure.lifted": "members",
            "meeting.held": "members",
            "membership.changed": "members",
            "motion.changed": "members",
            "motion.moved": "members",
            "notice.given": "members",
            "omission.stated": "members",
            "party.named": "members",
            "recusal.noted": "members",
            "remit.set": "members",
            "report.received": "members",
            "request.made": "members",
            "seat.taken": "members",
            "seat.vacated": "members",
            "source.described": "members",
            "statement.published": "members",
            "support.given": "members",
            "vote.held": "members"
          }
        },
        "entry": 1,
        "unseen": [],
        "versions": [{"entry":1,"from":"2013-01-01","replaced":false,"to":null}]
      },
      "check/explain": {
        "duty": {
          "case": "3n50516ezk9m",
          "causes": [],
          "check": "concealment",
          "clause": "7",
          "due": null,
          "duty": "7/48",
          "entries": [48,58],
          "extent": "whole",
          "facts": [{"entry":61,"fact":"stated-omission"},{"entry":59,"fact":"silenced"}],
          "lasted": {"atLeast":"P1900D","atMost":"P2264D"},
          "late": null,
          "owedBy": [],
          "owedTo": ["body:members"],
          "since": {"atEarliest":"2013-01-01","atLatest":"2013-12-31"},
          "state": "breached"
        },
        "explanation": [
          {
            "lines": ["breached: What was decided had to be told to members. As far as the sources show, it was not until 1…"],
            "title": "What it comes to"
          },
          {
            "lines": ["7: Members are told that a case was decided, and how, with nobody identified who is owed privacy. Th…"],
            "title": "The clause"
          }
        ]
      },
      "check/run": {
        "asOf": "2019-04-19",
        "duties": [
          {
            "case": "3n50516ezk9m",
            "causes": [{"cause":"coverage","keeper":null,"kind":"measure.imposed"}],
            "check": "interim-measure",
            "clause": "1",
            "due": null,
            "duty": "1/43",
            "entries": [43],
            "extent": "whole",
            "facts": [],
            "lasted": null,
            "late": null,
            "owedBy": [],
            "owedTo": [],
            "since": {"atEarliest":"2013-01-01","atLatest":"2013-12-31"},
            "state": "undetermined"
          },
          {
            "case": "3n50516ezk9m",
            "causes": [],
            "check": "interim-measure",
            "clause": "1",
            "due": null,
            "duty": "1/84",
            "entries": [43,84],
            "extent": "whole",
            "facts": [{"entry":91,"fact":"answered"}],
            "lasted": {"atLeast":"P1D","atMost":"P1D"},
            "late": null,
            "owedBy": [],
            "owedTo": [],
            "since": "2019-03-11",
            "state": "met"
          }
        ]
      },
      "duties/due": {"asOf":"2019-04-19","duties":[]},
      "knowledge/at": {
        "at": "2019-03-14",
        "body": "members",
        "case": "3n50516ezk9m",
        "entries": [
          {"answer":"not-on-record","by":[],"denied":[],"entry":36,"gaps":[]},
          {"answer":"not-on-record","by":[],"denied":[],"entry":37,"gaps":[]}
        ]
      },
      "log/checkpoint": {
        "archive": false,
        "day": "2019-04-19",
        "note": "candor/wvhqkazs73k7sw37hppf\n130\n5I55aKD6NJ+y912DUx6dSAfb1ZcCXqgd/GFpSulRavM=\n\n— candor/wvhqkazs73k7s…",
        "origin": "candor/wvhqkazs73k7sw37hppf",
        "published": [],
        "root": "5I55aKD6NJ+y912DUx6dSAfb1ZcCXqgd/GFpSulRavM=",
        "size": 130,
        "verification": "candor/wvhqkazs73k7sw37hppf+96ece828+AfOz+6AGF2UW7q89lm/L8Dpa5a4TmRd39mHX9CHVab8d"
      },
      "log/integrity": {"checkpoints":1,"entries":130,"erased":0,"faults":[],"shut":0,"values":2183},
      "log/prove": {
        "bundle": "{\"candor-bundle\":1,\"checkpoint\":\"candor/wvhqkazs73k7sw37hppf\\n130\\n5I55aKD6NJ+y912DUx6dSAfb1ZcCXqgd/…",
        "checkpoint": 130
      },
      "log/verify": {"entries":1,"origin":"candor/wvhqkazs73k7sw37hppf","signerChecked":true,"size":130,"values":11,"verdict":"holds"},
      "mandates/list": {
        "asOf": "2019-04-19",
        "case": "3n50516ezk9m",
        "mandates": [
          {
            "by": ["body:convention"],
            "due": null,
            "duties": [
              {
                "case": "3n50516ezk9m",
                "causes": [],
                "check": "carry-out",
                "clause": "5",
                "due": null,
                "duty": "5/73",
                "entries": [73,101],
                "extent": "whole",
                "facts": [{"entry":101,"fact":"begun"}],
                "lasted": {"atLeast":"P19D","atMost":"P47D"},
                "late": null,
                "owedBy": ["body:sc","body:nc"],
                "owedTo": ["body:convention"],
                "since": {"atEarliest":"2019-02-01","atLatest":"2019-02-28"},
                "state": "open"
              }
            ],
            "entry": 73,
            "on": {"atEarliest":"2019-02-01","atLatest":"2019-02-28"},
            "promised": null,
            "reports": [{"entry":101,"on":{"atEarliest":"2019-03-19","atLatest":"2019-03-20"},"state":"begun"}],
            "reportsUnseen": [],
            "statements": [],
            "task": "the #MeToo commission",
            "to": ["body:sc","body:nc"],
            "transfers": [],
            "within": null
          },
          {
            "by": ["body:convention"],
            "due": null,
            "duties": [
              {
                "case": "3n50516ezk9m",
                "causes": [{"cause":"coverage","keeper":null,"kind":"mandate.reported"}],
                "check": "carry-out",
                "clause": "5",
                "due": null,
                "duty": "5/74",
                "entries": [74],
                "extent": "whole",
                "facts": [],
                "lasted": null,
                "late": null,
                "owedBy": ["body:sc","body:nc"],
                "owedTo": ["body:convention"],
                "since": {"atEarliest":"2019-02-01","atLatest":"2019-02-28"},
                "state": "undetermined"
              }
            ],
            "entry": 74,
            "on": {"atEarliest":"2019-02-01","atLatest":"2019-02-28"},
            "promised": null,
            "reports": [],
            "reportsUnseen": [],
            "statements": [],
            "task": "plans for a conference",
            "to": ["body:sc","body:nc"],
            "transfers": [],
            "within": null
          }
        ],
        "unopened": []
      },
      "people/list": {
        "cases": [
          {
            "about": "How an allegation of rape was decided in 2013, how it came to light in 2019, and what followed",
            "case": "3n50516ezk9m",
            "people": [
              {
                "body": null,
                "entry": 13,
                "exits": [],
                "label": "advocate",
                "office": null,
                "part": null,
                "party": "80m061cyqkts",
                "role": "advocate",
                "seats": ["branch"]
              },
              {
                "body": null,
                "entry": 14,
                "exits": [],
                "label": "allies",
                "office": null,
                "part": "allies outside the organization",
                "party": "pfdr01fh5g8w",
                "role": "participant",
                "seats": []
              }
            ]
          }
        ],
        "recurring": []
      },
      "record/append": {
        "cases": [],
        "changes": {"breaches":[],"ends":[],"excuses":[],"lapses":[],"meets":[],"opens":[],"unsettles":[]},
        "checkpoint": {"root":"RyIMXKYr2PBVKc9x4qqq1jaeJSxsD/D1Fs65e5XDjF4=","size":131},
        "duties": {"breached":10,"excused":0,"lapsed":1,"met":3,"open":3,"undetermined":14},
        "ended": [],
        "entries": [131],
        "parties": 0,
        "recognized": 0,
        "written": true
      },
      "record/entries": {
        "entries": [
          {
            "body": "ndc",
            "case": "3n50516ezk9m",
            "day": "2019-04-19",
            "entry": 46,
            "holder": "nrt7y2ak9wa0",
            "kind": "seat.taken",
            "label": "sc-rep-with-ndc",
            "occurred": "2013",
            "recorded": "2019-04-19T12:00:00Z",
            "represents": "sc",
            "says": "It was with the committee as it dealt with the case; whether with a vote is not stated.",
            "sources": [{"basis":"reported","source":6},{"basis":"reported","source":12}]
          },
          {
            "asks": "Whether there was a history of using position to find partners.",
            "by": ["body:ndc"],
            "case": "3n50516ezk9m",
            "day": "2019-04-19",
            "entry": 47,
            "kind": "request.made",
            "label": "history-asked",
            "occurred": "2013",
            "on": [43],
            "recorded": "2019-04-19T12:00:00Z",
            "sources": [{"basis":"reported","source":12}],
            "timing": [{"after":43}],
            "to": ["body:branch"]
          }
        ],
        "next": 47,
        "unsure": []
      },
      "record/show": {
        "cases": 1,
        "checkpoint": {"root":"5I55aKD6NJ+y912DUx6dSAfb1ZcCXqgd/GFpSulRavM=","size":130},
        "day": "2019-04-19",
        "organization": "The organization",
        "record": "wvhqkazs73k7sw37hppf",
        "timezone": "America/Chicago",
        "today": "2019-04-19"
      },
      "report/export": {
        "checkpoint": 130,
        "proof": {
          "bytes": 388281,
          "name": "findings.members.en.proof.json",
          "text": "{\"candor-bundle\":1,\"checkpoint\":\"candor/wvhqkazs73k7sw37hppf\\n130\\n5I55aKD6NJ+y912DUx6dSAfb1ZcCXqgd/…"
        },
        "published": null,
        "reports": [
          {
            "bytes": 77833,
            "format": "text",
            "name": "findings.members.en.txt",
            "pictures": [],
            "text": "FINDINGS FOR MEMBERS\n\nHow an allegation of rape was decided in 2013, how it came to light in\n2019, a…"
          }
        ],
        "written": false
      },
      "report/preview": {
        "format": "text",
        "name": "findings.members.en.txt",
        "text": "FINDINGS FOR MEMBERS\n\nHow an allegation of rape was decided in 2013, how it came to light in\n2019, a…"
      },
      "report/validate": {
        "faults": [
          {
            "column": 1,
            "expected": "Findings are DocBook 5: xmlns=\"http://docbook.org/ns/docbook\" on the outermost element.",
            "file": "document",
            "kind": "vocabulary",
            "line": 1,
            "message": "this is not DocBook: its outermost element, article, is in no namespace"
          }
        ],
        "valid": false
      },
      "report/withheld": {
        "case": "3n50516ezk9m",
        "entries": [
          {"entry":43,"kind":"allegation.made","unopened":false,"values":[{"field":"says","openTo":["party"]}]},
          {"entry":44,"kind":"evidence.received","unopened":false,"values":[{"field":"says","openTo":["party"]}]}
        ],
        "size": 130
      },
      "votes/list": {
        "case": "3n50516ezk9m",
        "unopened": [],
        "votes": [
          {
            "by": ["body:ndc"],
            "casting": null,
            "conflicted": [],
            "electorate": [],
            "eligible": null,
            "entry": 48,
            "ineligible": [],
            "matters": [48],
            "on": {"atEarliest":"2013-01-01","atLatest":"2013-12-31"},
            "place": null,
            "present": null,
            "proposal": null,
            "proposals": null,
            "recused": [],
            "result": null,
            "roll": [],
            "threshold": null,
            "underRule": null,
            "votes": "unanimous",
            "withoutConflicted": null
          },
          {
            "by": ["body:convention"],
            "casting": null,
            "conflicted": [],
            "electorate": [],
            "eligible": null,
            "entry": 70,
            "ineligible": [],
            "matters": [69],
            "on": {"atEarliest":"2015-01-01","atLatest":"2015-12-31"},
            "place": null,
            "present": null,
            "proposal": null,
            "proposals": null,
            "recused": [],
            "result": "not-voted",
            "roll": [],
            "threshold": null,
            "underRule": null,
            "votes": null,
            "withoutConflicted": null
          }
        ]
      }
    }
    """#
}
