package import StrictJSON

/// A case began to be kept.
package struct CaseOpened: Payload {
  package var about = Field<String>()
  package var arisesFrom = Field<[CaseID]>()
  package var contentNote = Field<String?>()
  package var support = Field<String?>()
  package var issuer = Field<String?>()

  package init() {}
  package var event: Event { .caseOpened(self) }

  package static let schema = Schema(
    Self.self, .caseOpened, "A case was opened in the record.",
    Slot("about", \.about, "what it is about, in a line that names nobody"),
    Slot("arises-from", \.arisesFrom, "earlier cases it grew out of"),
    Slot("content-note", \.contentNote, "what readers of its reports are told before they read on"),
    Slot("support", \.support, "where readers find support"),
    Slot("issuer", \.issuer, "who issues its reports"))
}

/// How grave the charter holds an allegation to be.
package enum Severity: String, Choice, Comparable {
  case minor, serious, severe

  package static func < (one: Severity, other: Severity) -> Bool { one.rank < other.rank }

  private var rank: Int {
    switch self {
    case .minor: 0
    case .serious: 1
    case .severe: 2
    }
  }
}

/// Something was reported to the organization.
package struct ReportReceived: Payload {
  package var from = Field<[Actor]>()
  package var to = Field<[Actor]>()
  package var seeks = Field<Aim?>()
  package var repeats = Field<[EntryID]>()
  package var says = Field<Prose?>()

  /// What a report asks for.
  package enum Aim: String, Choice {
    case decision, support, registration
  }

  package init() {}
  package var event: Event { .reportReceived(self) }

  package static let schema = Schema(
    Self.self, .reportReceived, "Something was reported to a body of the organization.",
    Slot("from", \.from, "who reported"),
    Slot("to", \.to, "the bodies and people it reached"),
    Slot("seeks", \.seeks, "what it asks for"),
    Slot("repeats", \.repeats, to: .allegationMade, "allegations already on record that it brings anew"),
    Slot("says", \.says, "what it reports", erasable: true))
}

/// An allegation against someone.
package struct AllegationMade: Payload {
  package var from = Field<PartyID?>()
  package var against = Field<PartyID>()
  package var of = Field<String>()
  package var severity = Field<Severity>()
  package var to = Field<[BodyID]>()
  package var report = Field<EntryID?>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .allegationMade(self) }

  package static let schema = Schema(
    Self.self, .allegationMade, "An allegation was made against someone.",
    Slot("from", \.from, "who made it"),
    Slot("against", \.against, "whom it concerns"),
    Slot("of", \.of, "what it alleges, in the fewest neutral words"),
    Slot("severity", \.severity, "the charter's grade"),
    Slot("to", \.to, "the bodies it was made to"),
    Slot("report", \.report, to: .reportReceived, "the report that brought it"),
    Slot("says", \.says, "what the source tells of it", erasable: true))
}

/// Someone has a part in the case.
package struct PartyNamed: Payload {
  package var party = Field<PartyID>()
  package var role = Field<Role>()
  package var person = Field<PersonID?>()
  package var body = Field<BodyID?>()
  package var seats = Field<[BodyID]>()
  package var office = Field<String?>()
  package var part = Field<String?>()

  /// The role of a party in a case.
  package enum Role: String, Choice {
    case complainant, respondent, witness, advocate, whistleblower, participant
  }

  package init() {}
  package var event: Event { .partyNamed(self) }

  package static let schema = Schema(
    Self.self, .partyNamed, "Someone has a part in the case.",
    Slot("party", \.party, "the identifier of the part"),
    Slot("role", \.role, "the role in the case"),
    Slot("person", \.person, "who that is; sealed apart", erasable: true),
    Slot("body", \.body, "the body, where the party is one"),
    Slot("seats", \.seats, "bodies it sat on, as far as the sources tell"),
    Slot("office", \.office, "the office it held"),
    Slot("part", \.part, "how reports speak of it, where role, office and seat do not say enough"))

  package func refusals(under header: Header) -> [Refusal] {
    guard header.case.is(nil) == .yes else { return [] }
    return [Refusal(field: "case", message: "a party belongs to a case, and this entry names none", expected: "the case it has a part in")]
  }
}

/// Evidence reached a body.
package struct EvidenceReceived: Payload {
  package var by = Field<[Actor]>()
  package var from = Field<[Actor]>()
  package var what = Field<Nature>()
  package var on = Field<[EntryID]>()
  package var says = Field<Prose?>()

  /// What evidence is.
  package enum Nature: String, Choice {
    case statement, document, testimony, object
  }

  package init() {}
  package var event: Event { .evidenceReceived(self) }

  package static let schema = Schema(
    Self.self, .evidenceReceived, "Evidence reached a body.",
    Slot("by", \.by, "who received or considered it"),
    Slot("from", \.from, "who gave it"),
    Slot("what", \.what, "its nature"),
    Slot("on", \.on, "the allegations it bears on"),
    Slot("says", \.says, "what the source tells of it, not what it contains", erasable: true))
}

/// A body or an officer would not receive evidence, or ruled it out.
package struct EvidenceRefused: Payload {
  package var by = Field<[Actor]>()
  package var from = Field<[Actor]>()
  package var what = Field<EvidenceReceived.Nature?>()
  package var evidence = Field<EntryID?>()
  package var on = Field<[EntryID]>()
  package var ground = Field<String?>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .evidenceRefused(self) }

  package static let schema = Schema(
    Self.self, .evidenceRefused, "Evidence was not received, or was ruled out.",
    Slot("by", \.by, "who refused it"),
    Slot("from", \.from, "who offered it"),
    Slot("what", \.what, "its nature, where the source says"),
    Slot("evidence", \.evidence, to: .evidenceReceived, "its receipt, where that is on record"),
    Slot("on", \.on, "the allegations it bears on"),
    Slot("ground", \.ground, "the ground given"),
    Slot("says", \.says, "what the source tells of it, not what it contains", erasable: false))
}

/// A meeting, a hearing or not.
package struct MeetingHeld: Payload {
  package var bodies = Field<[BodyID]>()
  package var present = Field<[Actor]>()
  package var hearing = Field<Bool?>()
  package var open = Field<[BodyID]>()
  package var says = Field<Prose?>()
  package var excused = Field<[Actor]>()
  package var debate = Field<Prose?>()

  package init() {}
  package var event: Event { .meetingHeld(self) }

  package static let schema = Schema(
    Self.self, .meetingHeld, "One or more bodies met.",
    Slot("bodies", \.bodies, "the bodies that met"),
    Slot("present", \.present, "others known to have been there"),
    Slot("hearing", \.hearing, "whether it was a hearing"),
    Slot("open", \.open, "to whom it was open"),
    Slot("says", \.says, "what the source tells of it", erasable: false),
    Slot("excused", \.excused, "who was absent and excused"),
    Slot("debate", \.debate, "a summary of the debate, without who said what; who may read it is the charter's to say", erasable: false))
}

/// A measure that can be taken against someone.
package enum Measure: String, Choice {
  case suspension, expulsion, removal, leave, warning
  case removalFromLeadership = "removal-from-leadership"
}

/// A measure took effect.
package struct MeasureImposed: Payload {
  package var on = Field<[PartyID]>()
  package var measure = Field<Measure>()
  package var purpose = Field<Purpose?>()
  package var by = Field<[Actor]>()
  package var decision = Field<EntryID?>()
  package var answers = Field<[EntryID]>()
  package var until = Field<String?>()
  package var review = Field<CivilDate?>()
  package var says = Field<Prose?>()

  /// Whether a measure holds until a decision, or is its outcome.
  package enum Purpose: String, Choice {
    case interim, sanction
  }

  package init() {}
  package var event: Event { .measureImposed(self) }

  package static let schema = Schema(
    Self.self, .measureImposed, "A measure took effect.",
    Slot("on", \.on, "on whom"),
    Slot("measure", \.measure, "which"),
    Slot("purpose", \.purpose, "whether until a decision or as its outcome"),
    Slot("by", \.by, "who imposed it"),
    Slot("decision", \.decision, to: .decisionTaken, "the decision behind it"),
    Slot("answers", \.answers, "the reports or allegations it answers"),
    Slot("until", \.until, "until when, as the source says"),
    Slot("review", \.review, "when it is to be reviewed"),
    Slot("says", \.says, "what the source tells of it", erasable: false))
}

/// A measure ended before its time, or was taken back.
package struct MeasureLifted: Payload {
  package var on = Field<[PartyID]>()
  package var measure = Field<Measure>()
  package var imposed = Field<EntryID?>()
  package var by = Field<[Actor]>()
  package var decision = Field<EntryID?>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .measureLifted(self) }

  package static let schema = Schema(
    Self.self, .measureLifted, "A measure was lifted.",
    Slot("on", \.on, "from whom"),
    Slot("measure", \.measure, "which"),
    Slot("imposed", \.imposed, to: .measureImposed, "the entry by which it was imposed"),
    Slot("by", \.by, "who lifted it"),
    Slot("decision", \.decision, to: .decisionTaken, "the decision behind it"),
    Slot("says", \.says, "what the source tells of it", erasable: false))
}

/// What a body was to deal with.
package struct RemitSet: Payload {
  package var of = Field<BodyID>()
  package var by = Field<[Actor]>()
  package var on = Field<[EntryID]>()
  package var narrowed = Field<Bool?>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .remitSet(self) }

  package static let schema = Schema(
    Self.self, .remitSet, "It was set what a body was to deal with.",
    Slot("of", \.of, "whose remit"),
    Slot("by", \.by, "who set it"),
    Slot("on", \.on, "the entries it deals with"),
    Slot("narrowed", \.narrowed, "whether it was narrower than what had been brought"),
    Slot("says", \.says, "what the source tells of it", erasable: false))
}

/// A piece of evidence, and what weight a finding gave it: `testimony: relied`.
package struct WeighedEvidence: Hashable, Sendable {
  /// What weight a piece of evidence was given.
  package enum Weight: String, Choice {
    case relied, partly
    /// Not called none, which of an optional weight would be its absence.
    case disregarded = "none"
  }

  package var entry: EntryID
  /// Nil where no source says what weight it was given.
  package var weight: Weight?
  /// The reason given for that weight.
  package var why: String?
}

extension WeighedEvidence: Datum {
  package static var shape: Shape {
    .other(
      "an entry, alone or with its weight: { LABEL: relied }; with the reason: { entry: LABEL, weight: none, why: TEXT }; "
        + "weights: \(Weight.names.joined(separator: ", "))",
      [
        .entry,
        .record([
          Shape.Member("entry", .entry, "the evidence", required: true),
          Shape.Member("weight", Weight.shape, "the weight it was given", required: false),
          Shape.Member("why", .text, "the reason given for that", required: false),
        ]), .pair(.entry, Weight.shape),
      ])
  }

  package init?(_ input: Input) {
    guard case .object = input.value else {
      guard let entry = EntryID(input) else { return nil }
      self.init(entry: entry, weight: nil, why: nil)
      return
    }
    let names = ["entry", "weight", "why"]
    guard let members = input.members(expected: Self.shape.summary) else { return nil }
    if members.contains(where: { names.contains($0.name) }) {
      guard let object = input.object(names) else { return nil }
      let (entry, weight, why) = (
        object.required("entry", EntryID.self), object.required("weight", Weight?.self), object.required("why", String?.self)
      )
      guard let entry, let weight, let why else { return nil }
      self.init(entry: entry, weight: weight, why: why)
      return
    }
    guard members.count == 1 else {
      input.mistake(
        "type", "this names \(members.count) in one item", expected: "one entry an item: [{ testimony: relied }, { letter: none }]")
      return nil
    }
    let (entry, weight) = (EntryID(members[0].input.name(members[0].name)), Weight(members[0].input))
    guard let entry, let weight else { return nil }
    self.init(entry: entry, weight: weight, why: nil)
  }

  package var json: JSONValue {
    var object: JSONObject = ["entry": entry.json]
    if let weight { object["weight"] = weight.json }
    if let why { object["why"] = why.json }
    return .object(object)
  }
}

/// What a body found.
package struct FindingMade: Payload {
  package var by = Field<[BodyID]>()
  package var on = Field<[EntryID]>()
  package var result = Field<Result>()
  package var standard = Field<String?>()
  package var says = Field<Prose?>()
  package var harm = Field<String?>()
  package var considerations = Field<[String]>()
  package var evidence = Field<[WeighedEvidence]>()

  /// What became of an allegation.
  package enum Result: String, Choice {
    case substantiated, unsubstantiated
    case partly, none
  }

  package init() {}
  package var event: Event { .findingMade(self) }

  package static let schema = Schema(
    Self.self, .findingMade, "A body found on allegations.",
    Slot("by", \.by, "the body"),
    Slot("on", \.on, "the allegations"),
    Slot("result", \.result, "what it found"),
    Slot("standard", \.standard, "the standard of proof it applied, where the source says"),
    Slot("says", \.says, "what the source tells of it", erasable: false),
    Slot("harm", \.harm, "the harm it found, in the fewest neutral words"),
    Slot("considerations", \.considerations, "what it took into consideration beside the evidence, as the source calls it"),
    Slot("evidence", \.evidence, "the evidence before it, each with the weight it was given and why, where the source says"))
}

/// Someone asked a body to look anew at what was decided or found.
package struct AppealLodged: Payload {
  package var by = Field<[Actor]>()
  package var against = Field<EntryID>()
  package var to = Field<[BodyID]>()
  package var grounds = Field<[String]>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .appealLodged(self) }

  package static let schema = Schema(
    Self.self, .appealLodged, "An appeal was lodged.",
    Slot("by", \.by, "who appealed"),
    Slot("against", \.against, "the decision, finding or measure appealed against"),
    Slot("to", \.to, "the bodies appealed to"),
    Slot("grounds", \.grounds, "the grounds of the appeal"),
    Slot("says", \.says, "what the source tells of it", erasable: true))
}

/// A case was closed.
package struct CaseClosed: Payload {
  package var by = Field<[Actor]>()
  package var why = Field<Why?>()
  package var says = Field<Prose?>()

  /// Why a case was closed.
  package enum Why: String, Choice {
    /// `dissolved`: the organization, or the body that dealt with it, had ended.
    case decided, withdrawn, merged, dissolved, other
  }

  package init() {}
  package var event: Event { .caseClosed(self) }

  package static let schema = Schema(
    Self.self, .caseClosed, "The case was closed.",
    Slot("by", \.by, "who closed it"),
    Slot("why", \.why, "on what occasion; dissolved where the organization or the body that dealt with it had ended"),
    Slot("says", \.says, "what the source tells of it", erasable: false))
}
