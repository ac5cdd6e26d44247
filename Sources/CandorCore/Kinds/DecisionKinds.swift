package import StrictJSON

/// What a decision does: `expel: respondent`, `refer: nac`, or a word alone.
package struct Outcome: Hashable, Sendable {
  /// What is done to whom, or with the matter.
  package enum Act: String, Choice {
    case expel, suspend, remove, acquit, refer, rescind, mistrial, invite, investigate, accept, dissolve
    case suspendFromLeadership = "suspend-from-leadership"
  }

  package var act: Act
  /// Whom or which body it concerns; none where the act says it all.
  package var of: Actor?
}

extension Outcome: Datum {
  package static var shape: Shape {
    .other(
      "an act, alone or with whom it concerns: { expel: respondent }; acts: \(Act.names.joined(separator: ", "))",
      [Act.shape, .pair(Act.shape, .actor)])
  }

  package init?(_ input: Input) {
    if case .string = input.value {
      guard let act = Act(input) else { return nil }
      self.init(act: act, of: nil)
      return
    }
    guard let members = input.members(expected: Self.shape.summary) else { return nil }
    guard members.count == 1, let act = Act(rawValue: members[0].name) else {
      let written = members.map(\.name).joined(separator: ", ")
      let quoted = members.allSatisfy(\.name.isQuotable) ? "\"\(written)\"" : written.quoted
      let place = members.count == 1 ? members[0].input.name(written) : input
      place.mistake(
        "unknown-name", "\(quoted) is no act of a decision",
        expected: "one of: \(Act.names.joined(separator: ", "))" + suggestion(for: written, among: Act.names))
      return nil
    }
    guard let actor = Actor(members[0].input) else { return nil }
    self.init(act: act, of: actor)
  }

  package var json: JSONValue {
    guard let of else { return act.json }
    return [act.rawValue: of.json]
  }
}

/// That a decision was taken under the pressure of an entry, and on what basis that is said: the sources tell it, or it is inferred from them.
package struct Pressure: Hashable, Sendable {
  package var entry: EntryID
  package var basis: Basis
}

extension Pressure: Datum {
  package static var shape: Shape {
    .other("an entry, alone or with the basis: { LABEL: inferred }; reported without it", [.entry] + Basis.forms("entry", .entry))
  }

  package init?(_ input: Input) {
    guard case .object = input.value else {
      guard let entry = EntryID(input) else { return nil }
      self.init(entry: entry, basis: .reported)
      return
    }
    guard let named = input.based("entry", EntryID.self, Self.shape, example: "[{ letter: inferred }]") else { return nil }
    self.init(entry: named.value, basis: named.basis)
  }

  package var json: JSONValue { ["basis": basis.json, "entry": entry.json] }
}

/// A body or an officer decided.
package struct DecisionTaken: Payload {
  package var by = Field<[Actor]>()
  package var outcome = Field<[Outcome]>()
  package var vote = Field<Tally?>()
  package var grounds = Field<[String]>()
  package var undoes = Field<EntryID?>()
  package var under = Field<[Pressure]>()
  package var answers = Field<[EntryID]>()
  package var says = Field<Prose?>()
  package var power = Field<String?>()
  package var reasons = Field<Prose?>()
  package var evidence = Field<[EntryID]>()

  package init() {}
  package var event: Event { .decisionTaken(self) }

  package static let schema = Schema(
    Self.self, .decisionTaken, "A body or an officer decided.",
    Slot("by", \.by, "who decided; several where they met jointly"),
    Slot("outcome", \.outcome, "what was decided"),
    Slot("vote", \.vote, "how the vote went, as far as it is told"),
    Slot("grounds", \.grounds, "the grounds given"),
    Slot("undoes", \.undoes, to: .decisionTaken, "the decision it undoes"),
    Slot("under", \.under, "the entries whose pressure it was taken under, each with the basis for that"),
    Slot("answers", \.answers, "the reports, allegations or requests it answers"),
    Slot("says", \.says, "what the source tells of it", erasable: false),
    Slot("power", \.power, "the rule or mandate it was taken by, as the source states it"),
    Slot("reasons", \.reasons, "the reasons given for it", erasable: false),
    Slot("evidence", \.evidence, "the evidence it names"))

  package func refusals(under header: Header) -> [Refusal] {
    guard outcome.is([]) == .yes, undoes.is(nil) == .yes, says.is(nil) == .yes else { return [] }
    return [
      Refusal(
        field: "outcome", message: "nothing says what was decided", expected: "an outcome, the decision it undoes, or a text in \"says\"")
    ]
  }
}

/// Someone has a conflict of interest, or is said to have one.
package struct ConflictNoted: Payload {
  package var who = Field<[Actor]>()
  package var `in` = Field<[EntryID]>()
  package var tie = Field<String>()
  package var how = Field<How>()
  package var by = Field<[Actor]>()
  package var says = Field<Prose?>()

  /// Who says that there is a conflict.
  package enum How: String, Choice {
    case declared, asserted
  }

  package init() {}
  package var event: Event { .conflictNoted(self) }

  package static let schema = Schema(
    Self.self, .conflictNoted, "A conflict of interest was declared or asserted.",
    Slot("who", \.who, "whose conflict"),
    Slot("in", \.in, "the decisions, votes, meetings or reviews it bears on"),
    Slot("tie", \.tie, "what ties them to the matter, in the fewest neutral words"),
    Slot("how", \.how, "whether by those who have it or by others"),
    Slot("by", \.by, "who declared or asserted it"),
    Slot("says", \.says, "what the source tells of it", erasable: true))
}

/// Someone was asked to step back from a matter, did, or would not.
package struct RecusalNoted: Payload {
  package var who = Field<[Actor]>()
  package var from = Field<[EntryID]>()
  package var state = Field<State>()
  package var by = Field<[Actor]>()
  package var says = Field<Prose?>()

  /// How far a recusal went.
  package enum State: String, Choice {
    case asked, declared, refused
  }

  package init() {}
  package var event: Event { .recusalNoted(self) }

  package static let schema = Schema(
    Self.self, .recusalNoted, "A recusal was asked for, declared or refused.",
    Slot("who", \.who, "whose recusal"),
    Slot("from", \.from, "the decisions, votes, meetings or reviews it is from"),
    Slot("state", \.state, "whether it was asked for, declared or refused"),
    Slot("by", \.by, "who asked for it"),
    Slot("says", \.says, "what the source tells of it", erasable: true))
}

/// One matter of an instruction: `evidence: written statements are none`.
package struct Instruction: Hashable, Sendable {
  /// What an instruction is about.
  package enum Matter: String, Choice {
    case standard, remit, evidence, consideration, procedure, outcome, confidentiality, appointment
  }

  package var matter: Matter
  package var says: Prose
}

extension Instruction: Datum {
  package static var shape: Shape {
    .other(
      "a matter and what was said of it: { evidence: TEXT }; matters: \(Matter.names.joined(separator: ", "))",
      [.pair(Matter.shape, .prose)])
  }

  package init?(_ input: Input) {
    guard let members = input.members(expected: Self.shape.summary) else { return nil }
    guard members.count == 1, let matter = Matter(rawValue: members[0].name) else {
      let written = members.map(\.name).joined(separator: ", ")
      let quoted = members.allSatisfy(\.name.isQuotable) ? "\"\(written)\"" : written.quoted
      let place = members.count == 1 ? members[0].input.name(written) : input
      place.mistake(
        "unknown-name", "\(quoted) is no matter of an instruction",
        expected: "one of: \(Matter.names.joined(separator: ", "))" + suggestion(for: written, among: Matter.names))
      return nil
    }
    guard let says = Prose(members[0].input) else { return nil }
    self.init(matter: matter, says: says)
  }

  package var json: JSONValue { [matter.rawValue: says.json] }
}

/// Someone told others how to go about their task.
package struct InstructionGiven: Payload {
  package var from = Field<[Actor]>()
  package var to = Field<[Actor]>()
  package var content = Field<[Instruction]>()
  package var on = Field<[EntryID]>()
  package var protects = Field<[PartyID]>()
  package var agreed = Field<[PartyID]>()
  package var until = Field<CivilDate?>()
  package var says = Field<Prose?>()
  package var silence = Field<Silence?>()
  package var standard = Field<String?>()

  /// What a confidentiality keeps from being spoken of.
  package enum Silence: String, Choice {
    case identity, statements, everything
  }

  package init() {}
  package var event: Event { .instructionGiven(self) }

  package static let schema = Schema(
    Self.self, .instructionGiven, "Someone told a body or people how to go about their task, or to keep silent.",
    Slot("from", \.from, "who instructed"),
    Slot("to", \.to, "whom"),
    Slot("content", \.content, "the matters and what was said of each"),
    Slot("on", \.on, "the decisions or allegations it is about"),
    Slot("protects", \.protects, "of a confidentiality: whom it is to protect"),
    Slot("agreed", \.agreed, "of a confidentiality: who agreed to it"),
    Slot("until", \.until, "of a confidentiality: until when"),
    Slot("says", \.says, "what the source tells of it", erasable: false),
    Slot("silence", \.silence, "of a confidentiality: what may not be spoken of, who is concerned, what was stated, or anything of it"),
    Slot("standard", \.standard, "of the standard of proof: which one it named, in the charter's words where it is the charter's"))
}
