/// Something was published.
package struct StatementPublished: Payload {
  package var by = Field<[Actor]>()
  package var to = Field<[BodyID]>()
  package var title = Field<String?>()
  package var of = Field<[EntryID]>()
  package var extent = Field<Extent?>()
  package var promises = Field<[Prose]>()
  package var says = Field<Prose?>()
  package var acknowledges = Field<[EntryID]>()
  package var signed = Field<[Actor]>()
  package var declined = Field<[Actor]>()
  package var replies = Field<[EntryID]>()
  package var dissents = Field<[EntryID]>()
  package var signatories = Field<ToldCount?>()
  package var commits = Field<[EntryID]>()
  package var fulfils = Field<[EntryID]>()

  package init() {}
  package var event: Event { .statementPublished(self) }

  package static let schema = Schema(
    Self.self, .statementPublished, "A statement was published.",
    Slot("by", \.by, "who published it"),
    Slot("to", \.to, "to whom"),
    Slot("title", \.title, "what it is called"),
    Slot("of", \.of, "the entries it tells of"),
    Slot("extent", \.extent, "whether it tells of them in full or in part"),
    Slot("promises", \.promises, "what it promises", erasable: false),
    Slot("says", \.says, "what it says", erasable: false),
    Slot("acknowledges", \.acknowledges, "the entries whose account it acknowledges"),
    Slot("signed", \.signed, "who signed it"),
    Slot("declined", \.declined, "who was asked to sign it, and declined"),
    Slot("replies", \.replies, to: .statementPublished, "the statements attached to it as replies"),
    Slot("dissents", \.dissents, "of a minority's statement: the decisions or votes that it dissents from"),
    Slot("signatories", \.signatories, "how many signed it, beside those who are named"),
    Slot("commits", \.commits, to: .mandateGiven, "the promises that it makes, as mandates of their own"),
    Slot("fulfils", \.fulfils, to: .mandateGiven, "the mandates that it carries out, or those of its issuers' part"))
}

/// An edition of a report was issued, from the record as it then stood.
package struct EditionPublished: Payload {
  package var report = Field<String>()
  package var edition = Field<Readers>()
  package var language = Field<String>()
  package var size = Field<Int>()
  package var root = Field<String>()
  package var first = Field<CivilDate?>()
  package var last = Field<CivilDate?>()
  package var replaces = Field<EntryID?>()
  package var remark = Field<String?>()
  package var says = Field<Prose?>()

  /// Whom an edition is for.
  package enum Readers: String, Choice {
    case `case`, members, `public`
  }

  package init() {}
  package var event: Event { .editionPublished(self) }

  package static let schema = Schema(
    Self.self, .editionPublished, "An edition of a report was published.",
    Slot("report", \.report, "which report: findings, mandates, period or duties"),
    Slot("edition", \.edition, "for whom"),
    Slot("language", \.language, "its language, as a BCP 47 tag"),
    Slot("size", \.size, "how many entries the record had"),
    Slot("root", \.root, "the root of the record's tree at that size, in base64"),
    Slot("replaces", \.replaces, to: .editionPublished, "the edition it replaces"),
    Slot("remark", \.remark, "what changed since then"),
    Slot("says", \.says, "what else is to be told of it", erasable: false),
    Slot("first", \.first, "of a report on a period: its first day"),
    Slot("last", \.last, "of a report on a period: its last day"))
}
