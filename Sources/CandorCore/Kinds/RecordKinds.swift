package import StrictJSON

/// A source, and what its writer can know.
package struct SourceDescribed: Payload {
  package var title = Field<String>()
  package var by = Field<[Actor]>()
  package var published = Field<CivilDate?>()
  package var note = Field<Prose?>()

  package init() {}
  package var event: Event { .sourceDescribed(self) }

  package static let schema = Schema(
    Self.self, .sourceDescribed, "A source that entries rest on.",
    Slot("title", \.title, "what it is, in words that identify nobody who is owed privacy"),
    Slot("by", \.by, "who issued it"),
    Slot("published", \.published, "when it was published"),
    Slot("note", \.note, "what its writer took part in, and what not", erasable: true))
}

/// Who a person is: the one place where names stand.
package struct PersonDescribed: Payload {
  package var person = Field<PersonID>()
  package var names = Field<[String]>()
  package var aliases = Field<[String]>()
  package var contacts = Field<[String]>()

  package init() {}
  package var event: Event { .personDescribed(self) }

  package static let schema = Schema(
    Self.self, .personDescribed, "Who a person is. Names stand here and nowhere else.",
    Slot("person", \.person, "the person's identifier"),
    Slot("names", \.names, "names", erasable: true),
    Slot("aliases", \.aliases, "other names, initials, handles", erasable: true),
    Slot("contacts", \.contacts, "addresses and numbers", erasable: true))

  /// Without a case there is no narrower audience than all members.
  package func refusals(under header: Header) -> [Refusal] {
    guard header.case.is(nil) == .yes else { return [] }
    return [
      Refusal(field: "case", message: "a person is described in a case, and this entry names none", expected: "the case it has a part in")
    ]
  }
}

/// Someone may read more of the record from here on.
package struct AccessGranted: Payload {
  package var to = Field<[PartyID]>()
  package var person = Field<PersonID?>()
  package var audience = Field<Visibility.Level>()
  package var by = Field<[Actor]>()
  package var ground = Field<String?>()
  package var says = Field<Prose?>()
  package var party = Field<PartyID?>()
  package var key = Field<String?>()
  package var seat = Field<BodyID?>()
  package var consent = Field<EntryID?>()

  package init() {}
  package var event: Event { .accessGranted(self) }

  package static let schema = Schema(
    Self.self, .accessGranted, "Someone was granted access to what an audience may read.",
    Slot("to", \.to, "to whom"),
    Slot("person", \.person, "the person, where that is no party of the case"),
    Slot("audience", \.audience, "the audience joined"),
    Slot("by", \.by, "who granted it"),
    Slot("ground", \.ground, "on what ground"),
    Slot("says", \.says, "what the source tells of it", erasable: false),
    Slot("party", \.party, "of the audience party: whose accounts"),
    Slot("key", \.key, "the person's public key, which opens it from here on; granting access writes it"),
    Slot("seat", \.seat, "the body for whose sake they read; their access ends with their seat there"),
    Slot("consent", \.consent, to: .consentChanged, "of a party's accounts: the party's consent"))

  package func refusals(under header: Header) -> [Refusal] {
    refusalsOfPerson(person, beside: to, called: "to") + refusalsOfAudience(audience, header, party, person, key)
  }
}

/// Someone reads no further in the record; what could be read before may have been read.
package struct AccessEnded: Payload {
  package var of = Field<[PartyID]>()
  package var person = Field<PersonID?>()
  package var audience = Field<Visibility.Level>()
  package var by = Field<[Actor]>()
  package var ground = Field<String?>()
  package var says = Field<Prose?>()
  package var party = Field<PartyID?>()
  package var key = Field<String?>()
  package var because = Field<EntryID?>()

  package init() {}
  package var event: Event { .accessEnded(self) }

  package static let schema = Schema(
    Self.self, .accessEnded, "Someone's access to what an audience may read came to an end.",
    Slot("of", \.of, "whose access"),
    Slot("person", \.person, "the person, where that is no party of the case"),
    Slot("audience", \.audience, "the audience left"),
    Slot("by", \.by, "who ended it"),
    Slot("ground", \.ground, "on what ground"),
    Slot("says", \.says, "what the source tells of it", erasable: false),
    Slot("party", \.party, "of the audience party: whose accounts"),
    Slot("key", \.key, "only this key of theirs; every one where none is named"),
    Slot("because", \.because, "the entry that brought it about"))

  package func refusals(under header: Header) -> [Refusal] {
    refusalsOfPerson(person, beside: of, called: "of") + refusalsOfAudience(audience, header, party, person, .shown(nil))
  }
}

/// An audience that the entry does not say whose it is would be nobody's.
private func refusalsOfAudience(
  _ audience: Field<Visibility.Level>, _ header: Header, _ party: Field<PartyID?>, _ person: Field<PersonID?>, _ key: Field<String?>
) -> [Refusal] {
  var refusals: [Refusal] = []
  if audience.is(.case) == .yes, header.case.is(nil) == .yes {
    refusals.append(Refusal(field: "audience", message: "the entry names no case", expected: "the case that they may read, in \"case\""))
  }
  if audience.is(.party) == .yes, party.is(nil) == .yes, person.is(nil) == .no {
    refusals.append(Refusal(field: "party", message: "no party is named", expected: "the party whose accounts they may read"))
  }
  if key.is(nil) == .no, person.is(nil) == .yes {
    refusals.append(Refusal(field: "person", message: "a key is somebody's, and nobody is named", expected: "whose key it is"))
  }
  return refusals
}

/// Which person a party is, only the sealed field of its naming says.
private func refusalsOfPerson(_ person: Field<PersonID?>, beside parties: Field<[PartyID]>, called name: String) -> [Refusal] {
  guard person.is(nil) == .no, parties.is([]) == .no else { return [] }
  return [
    Refusal(
      field: "person", message: "beside the party this would tell which person it is",
      expected: "\"\(name)\" for a party of the case, or \"person\" for someone who is none")
  ]
}

/// Fields of entries were opened to a wider audience than they had.
package struct DisclosureWidened: Payload {
  package var of = Field<[EntryID]>()
  package var fields = Field<[String]>()
  package var to = Field<Visibility.Level>()
  package var consent = Field<EntryID?>()
  package var ground = Field<String?>()
  package var by = Field<[Actor]>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .disclosureWidened(self) }

  package static let schema = Schema(
    Self.self, .disclosureWidened, "Entries were opened to a wider audience.",
    Slot("of", \.of, "which entries"),
    Slot("fields", \.fields, "which fields of them; all where none is named"),
    Slot("to", \.to, "to which audience"),
    Slot("consent", \.consent, to: .consentChanged, "the consent it rests on"),
    Slot("ground", \.ground, "on what ground"),
    Slot("by", \.by, "who opened them"),
    Slot("says", \.says, "what the source tells of it", erasable: false))
}

/// Values of an entry were removed for good; that they were committed stays in the log.
package struct DisclosureErased: Payload {
  package var of = Field<EntryID>()
  package var fields = Field<[String]>()
  package var ground = Field<ErasureGround>()
  package var by = Field<[Actor]>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .disclosureErased(self) }

  package static let schema = Schema(
    Self.self, .disclosureErased, "Values of an entry were erased.",
    Slot("of", \.of, "which entry"),
    Slot("fields", \.fields, "which fields of it"),
    Slot("ground", \.ground, "the request or the clause it rests on"),
    Slot("by", \.by, "who erased them"),
    Slot("says", \.says, "what is to be told of it", erasable: false))

  package func refusals(under header: Header) -> [Refusal] {
    var refusals: [Refusal] = []
    if fields.is([]) == .yes {
      refusals.append(Refusal(field: "fields", message: "no field is named", expected: "which fields of the entry were erased: says"))
    }
    if by.is([]) == .yes {
      refusals.append(Refusal(field: "by", message: "nobody is named who erased it", expected: "the body or the party that did"))
    }
    return refusals
  }
}

/// Someone attests that the record holds everything of some kinds over some time, so that silence means something.
package struct CoverageAttested: Payload {
  package var kinds = Field<[Kind]>()
  package var by = Field<[Actor]>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .coverageAttested(self) }

  package static let schema = Schema(
    Self.self, .coverageAttested,
    "The record holds every entry of these kinds for the time in \"occurred\"; without a case, of every case.",
    Slot("kinds", \.kinds, "the kinds it holds completely"),
    Slot("by", \.by, "who attests it"),
    Slot("says", \.says, "on what ground", erasable: false))

  package func refusals(under header: Header) -> [Refusal] {
    guard header.occurred.is(nil) == .yes else { return [] }
    return [Refusal(field: "occurred", message: "coverage without a time covers nothing", expected: "from when to when, as 2019/2020")]
  }
}

/// What a source says did not happen.
package struct Omission: Hashable, Sendable {
  package var kind: Kind
  package var about: [EntryID]
  package var to: [Actor]
}

extension Omission: Datum {
  package static var shape: Shape {
    .record([
      Shape.Member("kind", .kind, "the kind of entry that there was none of", required: true),
      Shape.Member("about", .list(.entry), "about which entries", required: false),
      Shape.Member("to", .list(.actor), "to whom", required: false),
    ])
  }

  package init?(_ input: Input) {
    guard let object = input.object(["kind", "about", "to"]) else { return nil }
    let (kind, about, to) = (
      object.required("kind", Kind.self), object.required("about", [EntryID].self), object.required("to", [Actor].self)
    )
    guard let kind, let about, let to else { return nil }
    self.init(kind: kind, about: about, to: to)
  }

  package var json: JSONValue { ["kind": kind.json, "about": about.json, "to": to.json] }
}

/// A source states that something did not happen over some time.
package struct OmissionStated: Payload {
  package var of = Field<Omission>()
  package var says = Field<Prose?>()
  package var reason = Field<String?>()

  package init() {}
  package var event: Event { .omissionStated(self) }

  package static let schema = Schema(
    Self.self, .omissionStated, "A source states that something did not happen during the time in \"occurred\".",
    Slot("of", \.of, "what did not happen"),
    Slot("says", \.says, "what the source tells of it", erasable: false),
    Slot("reason", \.reason, "the reason stated for it, in the charter's words where it is one that the charter allows"))

  package func refusals(under header: Header) -> [Refusal] {
    guard header.occurred.is(nil) == .yes else { return [] }
    return [
      Refusal(field: "occurred", message: "an omission without a time says nothing", expected: "from when to when, as 2013/2019-03-15")
    ]
  }
}

/// The record, or something that belongs to it, changed hands.
package struct CustodyTransferred: Payload {
  package var from = Field<[Actor]>()
  package var to = Field<[Actor]>()
  package var of = Field<String>()
  package var key = Field<String?>()
  package var says = Field<Prose?>()
  package var with = Field<[EntryID]>()

  package init() {}
  package var event: Event { .custodyTransferred(self) }

  package static let schema = Schema(
    Self.self, .custodyTransferred, "Custody of the record, or of something that belongs to it, passed on.",
    Slot("from", \.from, "who had it"),
    Slot("to", \.to, "who has it now"),
    Slot("of", \.of, "of what, with its article: the minutes of 2013, the recovery key"),
    Slot("key", \.key, "the key that signs the record from here on; handing the record over writes it"),
    Slot("says", \.says, "what the source tells of it", erasable: false),
    Slot("with", \.with, "the entries of what passed on with it: mandates that go on, evidence in keeping"))
}
