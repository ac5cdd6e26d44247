import CandorCore

extension English {
  /// The headings and fixed texts of a findings report.
  enum Title {
    static let summary = "Summary"
    static let contentNote = "Before you read"
    static let revisions = "Earlier editions"
    static let harm = "The harm reported"
    static let happened = "What happened"
    static let people = "Bodies and parties"
    static let allegations = "Allegations, and what was found"
    static let decisions = "Decisions"
    static let findings = "Findings on procedure"
    static let told = "Who was told what, and when"
    static let answered = "What was done, and after how long"
    static let left = "Who left"
    static let mandates = "Mandates and promises"
    static let motions = "Motions, and what became of them"
    static let announced = "What was announced"
    static let withheld = "What this edition does not show"
    static let evidence = "Sources"
    static let verification = "How to check this report"
  }

  static func title(_ edition: Edition) -> String {
    switch edition {
    case .case: "Findings for the case"
    case .members: "Findings for members"
    case .public: "Findings for the public"
    }
  }

  static func readers(_ edition: Edition) -> String {
    switch edition {
    case .case: "those who may read the case"
    case .members: "all members"
    case .public: "everyone"
    }
  }

  enum Term {
    static let issuer = "Issued by"
    static let readers = "For"
    static let record = "Record"
    static let edition = "Edition"
    static let rule = "Rule"
    static let state = "State"
    static let owedBy = "Owed by"
    static let owedTo = "Owed to"
    static let occasion = "Occasion"
    static let what = "What"
    static let due = "Due"
    static let late = "Late"
    static let duration = "How long"
    static let unknown = "Not known"
    static let grounds = "Rests on"
  }

  enum Table {
    static let decisions = "Decisions, with the vote as far as it is told"
    static let decisionColumns = ["Entry", "When", "By", "What", "Vote", "Sources"]
    static let told = "Notices, statements and reports"
    static let toldColumns = ["Entry", "When", "To", "Of", "Sources"]
    static let mandates = "What was mandated or promised, and how it stands"
    static let mandateColumns = ["What", "By", "Terms", "State", "Sources"]
    static let motions = "What was moved"
    static let motionColumns = ["Entry", "When", "By", "What", "What became of it", "Sources"]
    static let withheld = "Fields of the entries shown that this edition does not open"
    static let withheldColumns = ["Entries of the kind", "Field", "Count", "Why"]
    static let erased = "Fields of the entries shown whose values were erased for good"
    static let erasedColumns = ["Entries of the kind", "Field", "Count", "When and on what ground"]
  }

  static let notStated = "not stated"
  static let notJudged = "no clause that this edition may show asks for it"
  static let undoing = "undoes"
  static let lapsed = "It lapsed: what came to pass overtook it."
  static let excused = "It stayed undone, for a reason on record that the code allows."

  /// What an entry does not say, as the subject of a sentence.
  static func unstated(_ field: String) -> String {
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
    default: field
    }
  }
  static let by = "by"
  static let left = "Of those who have a part in the case, as far as the sources tell:"
  static let othersLeft = "How many others left, the record does not count."
  static let nothingAlleged = "This record holds no allegation that this edition opens."

  /// What stands where the note of a case is not open to an edition's readers.
  static let standingNote = "This report may speak of abuse, and of how an organization dealt with it."
  static func checkpoint(_ size: Int) -> String { "checkpoint \(size), " }
  static func edition(of day: Day) -> String { "of \(English.day(day)), in English" }
  static func support(_ place: String) -> String { "Support: \(place)." }
  static func published(_ date: String) -> String { "published \(date)" }

  /// How many mandates and promises stand in which state.
  static func mandates(_ counts: [(state: Duty.State, count: Int)]) -> String {
    let told = counts.map { state, count in
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
    return "Mandates and promises: \(told.joined(separator: "; "))."
  }

  static func duties(met count: Int) -> Sentence {
    count == 1 ? "One duty on record was met." : "\(English.number(count)) duties on record were met."
  }

  static func number(_ count: Int) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    return words.indices.contains(count) ? words[count] : String(count)
  }

  /// - Parameter knownFrom: where the code is known from, where that is not the code itself.
  static func findingsLead(knownFrom: [String]) -> String {
    let known =
      knownFrom.isEmpty ? "" : " That code is known here \(knownFrom.joined(separator: "; ")); it may say more than is known of it."
    return """
      What the record shows is held here against the organization's own code, each act against what was in force on its day.\(known) These findings \
      are on procedure. They say nothing of anyone's guilt.
      """
  }

  static func exits(_ change: MembershipChanged.Change, _ count: Int) -> String {
    let what =
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

  static let sealedEverywhere =
    "The identifier of the case, and the labels by which entries refer to one another, are sealed to those who keep the case in every entry."

  /// A field in words, where its name is not one.
  static func field(_ name: String) -> String {
    switch name {
    case "says": "what the source tells, in words"
    case "person": "who it is"
    case "by", "to": "\(name) whom"
    case "against", "from", "of", "on": "\(name) whom or what"
    case "after": "what it followed"
    case "arises-from": "the cases it arose from"
    case "asks": "what it asks for"
    case "at": "the meeting"
    case "because": "what brought it about"
    case "content-note": "the note on its content"
    case "in": "what it bears on"
    case "root": "the digest of the record"
    case "since": "from when its time counts"
    case "size": "how many entries the record had"
    case "who": "whom it concerns"
    case "within": "within what time"
    default: name
    }
  }

  /// A language by its tag, where this catalogue knows its name.
  static func language(_ tag: String) -> String {
    switch tag {
    case "en": "English"
    case "es": "Spanish"
    default: tag
    }
  }

  static func reason(_ why: Gap.Why) -> String {
    switch why {
    case .withheld: "sealed to others"
    case .erased: "not open to the readers of this edition"
    case .unread: "not read"
    }
  }

  static func unopened(_ count: Int, of size: Int) -> String {
    let what =
      count == 0 ? "This edition opens every entry" : count == 1 ? "One entry is not opened here" : "\(count) entries are not opened here"
    return
      "\(what) of the \(size) that the record holds\(count == 0 ? "." : "; of what kind is not said.") What is withheld is withheld visibly: a label stands in its place."
  }

  static func verification(size: Int) -> String {
    """
    This report rests on the record as it stood when it held \(size) entries. The digest of that record, the root of its Merkle tree (RFC 9162, \
    SHA-256), in base64:
    """
  }

  static func verificationByProof(edition: Edition) -> String {
    let file = "findings.\(edition.rawValue).\(language).proof.json"
    return """
      With this report comes a file of proof. It holds the entries that the report rests on, as far as its readers may read them, and shows that they \
      are in that record: candor verify \(file). With the proof of an earlier edition at hand, add --since and its name: that also shows whether all that \
      the record contained then is still in it. If an entry was changed or taken away, it says so.
      """
  }

  static func verificationAgainstKeeper(size: Int) -> String {
    """
    Keep this digest. Whoever keeps the record must be able to show a record of \(size) entries with this digest, at any later time. If they cannot, \
    an entry that this report rests on was changed or taken away.
    """
  }
}
