/// Someone was told something.
package struct NoticeGiven: Payload {
  package var by = Field<[Actor]>()
  package var to = Field<[Actor]>()
  package var of = Field<[EntryID]>()
  package var extent = Field<Extent?>()
  package var contradicts = Field<[EntryID]>()
  package var answers = Field<[EntryID]>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .noticeGiven(self) }

  package static let schema = Schema(
    Self.self, .noticeGiven, "Someone was told something.",
    Slot("by", \.by, "who told"),
    Slot("to", \.to, "whom"),
    Slot("of", \.of, "the entries it told of"),
    Slot("extent", \.extent, "whether in full or in part"),
    Slot("contradicts", \.contradicts, "the entries that the source says it misrepresented"),
    Slot("answers", \.answers, "the requests or reports it answers"),
    Slot("says", \.says, "what the notice said", erasable: false))
}

/// Whether the whole of a thing, or a part.
package enum Extent: String, Choice {
  case full, part
}

/// Someone asked for something.
package struct RequestMade: Payload {
  package var by = Field<[Actor]>()
  package var to = Field<[Actor]>()
  package var asks = Field<Prose>()
  package var on = Field<[EntryID]>()

  package init() {}
  package var event: Event { .requestMade(self) }

  package static let schema = Schema(
    Self.self, .requestMade, "Someone asked for something.",
    Slot("by", \.by, "who asked"),
    Slot("to", \.to, "whom"),
    Slot("asks", \.asks, "what was asked", erasable: true),
    Slot("on", \.on, "the entries it is about"))
}

/// Someone agreed to a disclosure, would not, or no longer does.
package struct ConsentChanged: Payload {
  package var from = Field<PartyID>()
  package var state = Field<State>()
  package var of = Field<[EntryID]>()
  package var to = Field<[Actor]>()
  package var scope = Field<String?>()
  package var says = Field<Prose?>()
  package var audience = Field<Visibility.Level?>()

  /// Whether consent was given, refused or withdrawn.
  package enum State: String, Choice {
    case given, refused, withdrawn
  }

  package init() {}
  package var event: Event { .consentChanged(self) }

  package static let schema = Schema(
    Self.self, .consentChanged, "Someone gave, refused or withdrew consent to a disclosure.",
    Slot("from", \.from, "whose consent"),
    Slot("state", \.state, "whether it was given, refused or withdrawn"),
    Slot("of", \.of, "the entries that it lets be disclosed"),
    Slot("to", \.to, "to whom"),
    Slot("scope", \.scope, "how far it goes, as the source says"),
    Slot("says", \.says, "what the source tells of it", erasable: true),
    Slot("audience", \.audience, "the audience to which their own words may go; beside it those in \"to\""))
}
