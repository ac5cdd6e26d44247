/// Someone was asked what they need.
package struct NeedAsked: Payload {
  package var by = Field<[Actor]>()
  package var to = Field<[PartyID]>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .needAsked(self) }

  package static let schema = Schema(
    Self.self, .needAsked, "Someone was asked what was needed.",
    Slot("by", \.by, "who asked"),
    Slot("to", \.to, "whom"),
    Slot("says", \.says, "what the source tells of it", erasable: true))
}

/// Someone said what they need.
package struct NeedStated: Payload {
  package var from = Field<PartyID>()
  package var need = Field<Prose>()
  package var answers = Field<[EntryID]>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .needStated(self) }

  package static let schema = Schema(
    Self.self, .needStated, "Someone stated a need.",
    Slot("from", \.from, "whose need"),
    Slot("need", \.need, "what is needed", erasable: true),
    Slot("answers", \.answers, "the questions it answers"),
    Slot("says", \.says, "what the source tells of it", erasable: true))
}

/// Someone got support.
package struct SupportGiven: Payload {
  package var by = Field<[Actor]>()
  package var to = Field<[PartyID]>()
  package var what = Field<String>()
  package var answers = Field<[EntryID]>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .supportGiven(self) }

  package static let schema = Schema(
    Self.self, .supportGiven, "Someone was given support.",
    Slot("by", \.by, "who gave it"),
    Slot("to", \.to, "to whom"),
    Slot("what", \.what, "what was given", erasable: true),
    Slot("answers", \.answers, "the needs, reports or requests it answers"),
    Slot("says", \.says, "what the source tells of it", erasable: true))
}

/// Someone is said to be worse off, by what others did.
package struct DetrimentReported: Payload {
  package var against = Field<[PartyID]>()
  package var by = Field<[Actor]>()
  package var what = Field<String>()
  package var after = Field<[EntryID]>()
  package var ground = Field<String?>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .detrimentReported(self) }

  package static let schema = Schema(
    Self.self, .detrimentReported, "It was reported that others left someone worse off.",
    Slot("against", \.against, "who was worse off"),
    Slot("by", \.by, "who did it"),
    Slot("what", \.what, "what was done, as a noun: suspension, removal from a list, a reproach"),
    Slot("after", \.after, "the reports, testimony or dissent it followed"),
    Slot("ground", \.ground, "the ground stated for it, independent of those"),
    Slot("says", \.says, "what the source tells of it", erasable: true))
}
