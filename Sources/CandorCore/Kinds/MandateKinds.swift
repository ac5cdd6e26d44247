/// Someone was given a task to carry out, or a body promised to do something.
package struct MandateGiven: Payload {
  package var by = Field<[Actor]>()
  package var to = Field<[Actor]>()
  package var task = Field<Prose>()
  package var due = Field<CivilDate?>()
  package var within = Field<Period?>()
  package var since = Field<EntryID?>()
  package var terms = Field<String?>()
  package var promised = Field<Bool?>()
  package var says = Field<Prose?>()
  package var jointly = Field<Bool?>()

  package init() {}
  package var event: Event { .mandateGiven(self) }

  package static let schema = Schema(
    Self.self, .mandateGiven, "A task was given to a body or to people, or promised by them.",
    Slot("by", \.by, "who gave it, or promised it"),
    Slot("to", \.to, "whose task it is"),
    Slot("task", \.task, "what is to be done", erasable: false),
    Slot("due", \.due, "by when"),
    Slot("within", \.within, "within how long, instead of a date"),
    Slot("since", \.since, "the entry from which that time counts, where not from the mandate itself"),
    Slot("terms", \.terms, "on what terms"),
    Slot("promised", \.promised, "whether those whose task it is promised it themselves"),
    Slot("says", \.says, "what the source tells of it", erasable: false),
    Slot("jointly", \.jointly, "whether it is to be done by all of them together, so that one alone does a part of it"))

  package func refusals(under header: Header) -> [Refusal] {
    var refusals: [Refusal] = []
    if let due = due.shown ?? nil, let given = header.occurred.shown ?? nil, due.range.isBefore(given.range) == .yes {
      refusals.append(
        Refusal(
          field: "due", message: "this is due before it was given, \(given)", expected: "a day on which or after which it was given"))
    }
    if within.is(nil) == .no, due.is(nil) == .no {
      refusals.append(
        Refusal(
          field: "within", message: "it is due by a date and within a time", expected: "one of the two, as the source gives it"))
    }
    return refusals
  }
}

/// How far a mandate was carried out, as someone reports or the record shows.
package struct MandateReported: Payload {
  package var of = Field<EntryID>()
  package var state = Field<State>()
  package var by = Field<[Actor]>()
  package var evidence = Field<[EntryID]>()
  package var says = Field<Prose?>()
  package var due = Field<CivilDate?>()
  package var reason = Field<Prose?>()

  /// How far a mandate was carried out.
  package enum State: String, Choice {
    case begun, done, part
    case notDone = "not-done"
    case overtaken
    /// Its time or its terms were changed by those who gave it.
    case varied
  }

  package init() {}
  package var event: Event { .mandateReported(self) }

  package static let schema = Schema(
    Self.self, .mandateReported, "It was reported how far a mandate was carried out.",
    Slot("of", \.of, to: .mandateGiven, "the mandate"),
    Slot("state", \.state, "how far it was carried out; overtaken where events made it void, varied where its time or terms were changed"),
    Slot("by", \.by, "who reported it; of one that was varied, who changed it"),
    Slot("evidence", \.evidence, "the entries that show it"),
    Slot("says", \.says, "what the source tells of it", erasable: false),
    Slot("due", \.due, "of one that was varied: by when it is due from then on"),
    Slot("reason", \.reason, "the reason given", erasable: false))

  package func refusals(under header: Header) -> [Refusal] {
    guard let state = state.shown, state != .varied, due.is(nil) == .no else { return [] }
    return [
      Refusal(
        field: "due", message: "a new time is set for a mandate that was \(state.rawValue)",
        expected: "\"due\" with state: varied, and not else")
    ]
  }
}

/// Tasks passed from those who had them to others: from a body that ends to one that takes over.
package struct MandateTransferred: Payload {
  package var of = Field<[EntryID]>()
  package var from = Field<[Actor]>()
  package var to = Field<[Actor]>()
  package var by = Field<[Actor]>()
  package var decision = Field<EntryID?>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .mandateTransferred(self) }

  package static let schema = Schema(
    Self.self, .mandateTransferred, "Mandates or promises passed to others, who are to carry them out from then on.",
    Slot("of", \.of, to: .mandateGiven, "the mandates"),
    Slot("from", \.from, "whose task they were"),
    Slot("to", \.to, "whose task they are from then on"),
    Slot("by", \.by, "who passed them on"),
    Slot("decision", \.decision, to: .decisionTaken, "the decision behind it"),
    Slot("says", \.says, "what the source tells of it", erasable: false))

  package func refusals(under header: Header) -> [Refusal] {
    guard to.is([]) == .yes else { return [] }
    return [
      Refusal(field: "to", message: "nobody is named who takes them over", expected: "the body or the people whose task they are now")
    ]
  }
}
