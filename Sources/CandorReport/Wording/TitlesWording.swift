import CandorCore

extension Wording {
  /// The headings and fixed texts of a findings report.
  enum Title {
    static let summary: Sentence = "Summary"
    static let contents: Sentence = "Contents"
    static let skip: Sentence = "Go to the report"
    static let inWords: Sentence = "In words"
    static let contentNote: Sentence = "Before you read"
    static let revisions: Sentence = "Earlier editions"
    static let remits: Sentence = "Terms of reference"
    static let harm: Sentence = "The harm reported"
    static let happened: Sentence = "What happened"
    static let people: Sentence = "Bodies and parties"
    static let allegations: Sentence = "Allegations, and what was found"
    static let decisions: Sentence = "Decisions"
    static let findings: Sentence = "Findings on procedure"
    static let told: Sentence = "Who was told what, and when"
    static let answered: Sentence = "What was done, and after how long"
    static let left: Sentence = "Who left"
    static let mandates: Sentence = "Mandates and promises"
    static let motions: Sentence = "Motions, and what became of them"
    static let votes: Sentence = "Votes"
    static let announced: Sentence = "What was announced"
    static let withheld: Sentence = "What this edition does not show"
    static let evidence: Sentence = "Sources"
    static let verification: Sentence = "How to check this report"
    static let owed: Sentence = "What is owed"
    static let replies: Sentence = "Replies"
    static let dissent: Sentence = "Dissent and minority reports"
    static let courses: Sentence = "What was told of them"
    static let details: Sentence = "Each of them, held against the code"
    static let counted: Sentence = "What was counted"
    static let times: Sentence = "How long it took"
    static let shares: Sentence = "Duties, and how they stand"
  }

  /// What a kind of report is called within a sentence.
  static func name(of kind: ReportKind) -> Sentence {
    switch kind {
    case .findings: "\(as: "a report")findings"
    case .mandates: "\(as: "a report")mandates"
    case .period: "\(as: "a report")period"
    case .duties: "\(as: "a report")duties"
    }
  }

  static func title(_ kind: ReportKind, _ edition: Edition) -> Sentence {
    switch (kind, edition) {
    case (.findings, .case): "Findings for the case"
    case (.findings, .members): "Findings for members"
    case (.findings, .public): "Findings for the public"
    case (.mandates, .case): "Mandates and promises, for the case"
    case (.mandates, .members): "Mandates and promises, for members"
    case (.mandates, .public): "Mandates and promises, for the public"
    case (.period, .case): "Account of a period, for those who keep cases"
    case (.period, .members): "Account of a period, for members"
    case (.period, .public): "Account of a period, for the public"
    case (.duties, .case): "What is owed, for the case"
    case (.duties, .members): "What is owed, for members"
    case (.duties, .public): "What is owed, for the public"
    }
  }

  static func readers(_ edition: Edition) -> Sentence {
    switch edition {
    case .case: "those who may read the case"
    case .members: "all members"
    case .public: "everyone"
    }
  }

  enum Term {
    static let issuer: Sentence = "Issued by"
    static let readers: Sentence = "For"
    static let record: Sentence = "Record"
    static let edition: Sentence = "Edition"
    static let rule: Sentence = "Rule"
    static let state: Sentence = "State"
    static let owedBy: Sentence = "Owed by"
    static let owedTo: Sentence = "Owed to"
    static let occasion: Sentence = "Occasion"
    static let what: Sentence = "What"
    static let due: Sentence = "Due"
    static let late: Sentence = "Late"
    static let duration: Sentence = "How long"
    static let unknown: Sentence = "Not known"
    static let grounds: Sentence = "Rests on"
  }

  enum Table {
    static let decisions: Sentence = "Decisions, with the vote as far as it is told"
    static let decisionColumns: [Sentence] = ["Entry", "When", "By", "What", "Vote", "Sources"]
    static let vote: Sentence = "The numbers of the vote"
    static let counted: Sentence = "Counted"
    static let result: Sentence = "Result"
    static let told: Sentence = "Notices, statements and reports"
    static let toldColumns: [Sentence] = ["Entry", "When", "To", "Of", "Sources"]
    static let mandates: Sentence = "What was mandated or promised, and how it stands"
    static let mandateColumns: [Sentence] = ["What", "By", "Terms", "State", "Sources"]
    static let figures: Sentence = "Votes, as sources tell them in shares and numbers"
    static let figureColumns: [Sentence] = ["Entry", "On", "\(as: "a column")Votes", "Announced", "Under the rule", "Sources"]
    static let motions: Sentence = "What was moved"
    static let motionColumns: [Sentence] = ["Entry", "When", "By", "What", "What became of it", "Sources"]
    static let owed: Sentence = "What is owed, the most urgent first"
    static let owedColumns: [Sentence] = ["Due", "What", "Owed by", "Owed to", "State"]
    static let period: Sentence = "What came to pass in this time"
    static let countedColumns: [Sentence] = ["What", "How many"]
    static let times: Sentence = "Days from what gave rise to a duty until it was met"
    static let timesColumns: [Sentence] = ["Duty", "Counted", "Median", "Shortest and longest"]
    static let shares: Sentence = "Duties that arose in this time, by clause"
    static let sharesColumns: [Sentence] = [
      "Duty", "Met in time", "Met late", "Met in part", "Not met", "Open", "Excused or overtaken", "Cannot be told", "Met in time, of all",
    ]
    static let withheld: Sentence = "Fields of the entries shown that this edition does not open"
    static let withheldColumns: [Sentence] = ["Entries of the kind", "Field", "Count", "Why"]
    static let erased: Sentence = "Fields of the entries shown whose values were erased for good"
    static let erasedColumns: [Sentence] = ["Entries of the kind", "Field", "Count", "When and on what ground"]
  }

  static let notStated: Sentence = "not stated"
  static let notJudged: Sentence = "no clause that this edition may show asks for it"
  static let undoing: Sentence = "undoes"
  static let lapsed: Sentence = "It lapsed: what came to pass overtook it."
  static let excused: Sentence = "It stayed undone, for a reason on record that the code allows."

  /// What an entry does not say, as the subject of a sentence.
  static func unstated(_ field: String) -> Sentence {
    switch field {
    case "standard": "by which standard of proof"
    case "evidence": "which evidence was weighed and how"
    case "considerations": "what was considered"
    case "power": "by what power it was decided"
    case "silence": "how far the silence went"
    case "seats": "on which bodies they sat"
    case "reasons": "what the reasons were"
    case "agreed": "whether those whom it was to protect agreed"
    case "votes": "how many voted for it and how many against"
    case "roll": "who voted how"
    case "present": "how many were present"
    case "eligible": "how many could vote"
    case "majority": "which majority it took"
    case "until": "until when the measure held"
    default: Wording.field(field)
    }
  }
  static let by: Sentence = "by"
  static let left: Sentence = "Of those who have a part in the case, as far as the sources tell:"
  static let othersLeft: Sentence = "How many others left, the record does not count."
  static let nobodyAsked: Sentence = "Nothing that this edition opens says whether anyone was asked what they needed."
  static let nothingAlleged: Sentence = "This record holds no allegation that this edition opens."

  /// What stands where the note of a case is not open to an edition's readers.
  static let standingNote: Sentence = "This report may speak of abuse, and of how an organization dealt with it."
  static func checkpoint(_ size: Int, root: String) -> Sentence { "checkpoint \(size), \(.literal(root))" }
  static func edition(of day: Day) -> Sentence { "of \(Wording.day(day)), in English" }
  static func support(_ place: String) -> Sentence { "Support: \(place)." }
  static func published(_ date: Sentence) -> Sentence { "published \(date)" }

  /// How many mandates and promises stand in which state.
  static func mandates(_ counts: [(state: Duty.State, count: Int)]) -> Sentence {
    let told = counts.map { state, count -> Sentence in
      let number = number(count)
      return switch state {
      case .breached: "\(number) not done in time"
      case .undetermined: "of \(number) it cannot be told"
      case .open: "\(number) not done by the last that is known"
      case .met: "\(number) done, whole or in part"
      case .lapsed: "\(number) overtaken by what came to pass"
      case .excused: "\(number) not done, for a reason that the code allows"
      }
    }
    return "Mandates and promises: \(told.joined(by: "; "))."
  }

  static func duties(met count: Int) -> Sentence {
    .counted(count, one: "One duty on record was met.", other: "\(Wording.number(count)) duties on record were met.")
  }

  static func number(_ count: Int) -> Sentence {
    let words: [Sentence] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    return words.indices.contains(count) ? words[count] : "\(count)"
  }

  /// - Parameter knownFrom: where the code is known from, where that is not the code itself.
  static func findingsLead(knownFrom: [String]) -> Sentence {
    let known: Sentence =
      knownFrom.isEmpty ? .nothing : " That code is known here \(knownFrom.joined(separator: "; ")); it may say more than is known of it."
    return """
      What the record shows is held here against the organization's own code, each act against what was in force on its day.\(known) These findings \
      are on procedure. They say nothing of anyone's guilt.
      """
  }

  static func exits(_ change: MembershipChanged.Change, _ count: Int) -> Sentence {
    let what: Sentence =
      switch change {
      case .left: "left"
      case .expelled: "lost membership by expulsion"
      case .suspended: "suspended"
      case .leave: "on leave"
      case .joined: "joined"
      case .remained: "remained"
      }
    return "\(number(count)) \(what)"
  }

  static func announced(_ by: Sentence, _ what: Sentence) -> Sentence {
    by.isEmpty ? "Announced: \(what)." : "\(by.capitalized) announced \(what)."
  }

  static let sealedEverywhere: Sentence =
    "The identifier of the case, and the labels by which entries refer to one another, are sealed to those who keep the case in every entry."

  /// A field in words, where its name is not one.
  static func field(_ name: String) -> Sentence {
    switch name {
    case "says": "what the source tells, in words"
    case "person": "who it is"
    case "by": "by whom"
    case "to": "to whom"
    case "against": "against whom or what"
    case "from": "from whom or what"
    case "of": "of whom or what"
    case "on": "on whom or what"
    case "after": "what it followed"
    case "arises-from": "the cases it arose from"
    case "asks": "what it asks for"
    case "at": "the meeting"
    case "because": "what brought it about"
    case "content-note": "the note on its content"
    case "first": "the first day of the period"
    case "in": "what it bears on"
    case "last": "the last day of the period"
    case "root": "the digest of the record"
    case "since": "from when its time counts"
    case "size": "how many entries the record had"
    case "who": "whom it concerns"
    case "within": "within what time"
    default: "\(name)"
    }
  }

  /// A language by its tag, where this catalogue knows its name.
  static func language(_ tag: String) -> Sentence {
    switch tag {
    case "en": "English"
    case "es": "Spanish"
    default: "\(tag)"
    }
  }

  static func reason(_ why: Gap.Why) -> Sentence {
    switch why {
    case .withheld: "sealed to others"
    case .erased: "not open to the readers of this edition"
    case .unread: "not read"
    }
  }

  static func unopened(_ count: Int, of size: Int) -> Sentence {
    let what: Sentence =
      count == 0 ? "This edition opens every entry" : count == 1 ? "One entry is not opened here" : "\(count) entries are not opened here"
    return
      "\(what) of the \(size) that the record holds\(count == 0 ? "." : "; of what kind is not said.") What is withheld is withheld visibly: a label stands in its place."
  }

  static func verification(size: Int) -> Sentence {
    """
    This report rests on the record as it stood when it held \(size) entries. The digest of that record, the root of its Merkle tree (RFC 9162, \
    SHA-256), in base64:
    """
  }

  static func verificationByProof(_ kind: ReportKind, _ edition: Edition, language: String) -> Sentence {
    let file = Sentence.literal("\(kind.rawValue).\(edition.rawValue).\(language).proof.json")
    return """
      With this report comes a file of proof. It holds the entries that the report rests on, as far as its readers may read them, and shows that they \
      are in that record: candor verify \(file). With the proof of an earlier edition at hand, add --since and its name: that also shows whether all that \
      the record contained then is still in it. If an entry was changed or taken away, it says so.
      """
  }

  static func verificationAgainstKeeper(size: Int) -> Sentence {
    """
    Keep this digest. Whoever keeps the record must be able to show a record of \(size) entries with this digest, at any later time. If they cannot, \
    an entry that this report rests on was changed or taken away.
    """
  }
}
