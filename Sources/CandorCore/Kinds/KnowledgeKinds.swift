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
    Slot("says", \.says, "what the notice said"))
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
    Slot("asks", \.asks, "what was asked"),
    Slot("on", \.on, "the entries it is about"))
}

/// Something was published.
package struct StatementPublished: Payload {
  package var by = Field<[Actor]>()
  package var to = Field<[BodyID]>()
  package var title = Field<String?>()
  package var of = Field<[EntryID]>()
  package var extent = Field<Extent?>()
  package var promises = Field<[Prose]>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .statementPublished(self) }

  package static let schema = Schema(
    Self.self, .statementPublished, "A statement was published.",
    Slot("by", \.by, "who published it"),
    Slot("to", \.to, "to whom"),
    Slot("title", \.title, "what it is called"),
    Slot("of", \.of, "the entries it tells of or acknowledges"),
    Slot("extent", \.extent, "whether it tells of them in full or in part"),
    Slot("promises", \.promises, "what it promises"),
    Slot("says", \.says, "what it says"))
}
