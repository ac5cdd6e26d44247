/// The organization's code as it was adopted: a version of the charter.
package struct CharterAdopted: Payload {
  package var charter = Field<Charter>()
  package var by = Field<BodyID?>()

  package init() {}
  package var event: Event { .charterAdopted(self) }

  package static let schema = Schema(
    Self.self, .charterAdopted, "A version of the organization's code came into the record.",
    Slot("charter", \.charter, "the charter itself, as its file gives it"),
    Slot("by", \.by, "the body that adopted it"))
}

/// A body began.
package struct BodyFormed: Payload {
  package var body = Field<BodyID>()
  package var by = Field<[Actor]>()
  package var state = Field<State?>()
  package var says = Field<Prose?>()
  package var composition = Field<[GroupFigure]>()
  package var decision = Field<EntryID?>()

  /// How far the forming of a body was.
  package enum State: String, Choice {
    case formed, proposed
    case beingFormed = "being-formed"
  }

  package init() {}
  package var event: Event { .bodyFormed(self) }

  package static let schema = Schema(
    Self.self, .bodyFormed, "A body was formed, or was being formed.",
    Slot("body", \.body, "which body"),
    Slot("by", \.by, "who formed it"),
    Slot("state", \.state, "how far it was, where it was not simply formed"),
    Slot("says", \.says, "what the source tells of it", erasable: false),
    Slot("composition", \.composition, "of those who sit on it, how many are of which groups or from which bodies"),
    Slot("decision", \.decision, "the decision or the vote behind it"))
}

/// A body came to an end.
package struct BodyDissolved: Payload {
  package var body = Field<BodyID>()
  package var by = Field<[Actor]>()
  package var decision = Field<EntryID?>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .bodyDissolved(self) }

  package static let schema = Schema(
    Self.self, .bodyDissolved, "A body came to an end.",
    Slot("body", \.body, "which body"),
    Slot("by", \.by, "who dissolved it"),
    Slot("decision", \.decision, to: .decisionTaken, "the decision behind it"),
    Slot("says", \.says, "what the source tells of it", erasable: false))
}

/// The organization came to an end: who was to carry on what, mandates that passed to others say.
package struct OrganizationDissolved: Payload {
  package var by = Field<[Actor]>()
  package var decision = Field<EntryID?>()
  package var successors = Field<[BodyID]>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .organizationDissolved(self) }

  package static let schema = Schema(
    Self.self, .organizationDissolved, "The organization came to an end.",
    Slot("by", \.by, "who dissolved it"),
    Slot("decision", \.decision, "the decision or the vote behind it"),
    Slot("successors", \.successors, "the bodies that go on with what is left"),
    Slot("says", \.says, "what the source tells of it", erasable: false))
}

/// A caucus, a faction or a platform was registered: people who act together within the organization, with the rights that the code gives them.
package struct GroupingRegistered: Payload {
  package var grouping = Field<Actor>()
  package var type = Field<GroupingType>()
  package var by = Field<[Actor]>()
  package var platform = Field<EntryID?>()
  package var members = Field<ToldCount?>()
  package var until = Field<CivilDate?>()
  package var says = Field<Prose?>()

  package init() {}
  package var event: Event { .groupingRegistered(self) }

  package static let schema = Schema(
    Self.self, .groupingRegistered, "A caucus, a faction or a platform was registered.",
    Slot("grouping", \.grouping, "which: a body of the charter, or a part that stands for its members"),
    Slot("type", \.type, "what it is"),
    Slot("by", \.by, "who registered it"),
    Slot("platform", \.platform, "the entry of what it stands for"),
    Slot("members", \.members, "how many they are"),
    Slot("until", \.until, "until when it is registered"),
    Slot("says", \.says, "what the source tells of it", erasable: false))

  package func refusals(under header: Header) -> [Refusal] { refusals(ofEnd: until, under: header) }
}

/// What people are who act together within an organization.
package enum GroupingType: String, Choice {
  case caucus, faction, platform
}

/// Someone took a seat on a body.
package struct SeatTaken: Payload {
  package var holder = Field<PartyID>()
  package var body = Field<BodyID>()
  package var capacity = Field<Capacity?>()
  package var represents = Field<BodyID?>()
  package var how = Field<How?>()
  package var by = Field<[Actor]>()
  package var says = Field<Prose?>()
  package var until = Field<CivilDate?>()
  package var election = Field<EntryID?>()

  /// Whether a seat has a vote.
  package enum Capacity: String, Choice {
    case vote, advice
  }

  /// How someone came to a seat.
  package enum How: String, Choice {
    case elected, appointed
    case byOffice = "by-office"
  }

  package init() {}
  package var event: Event { .seatTaken(self) }

  package static let schema = Schema(
    Self.self, .seatTaken, "Someone took a seat on a body.",
    Slot("holder", \.holder, "who"),
    Slot("body", \.body, "on which body"),
    Slot("capacity", \.capacity, "whether with a vote or for advice only, where the source says"),
    Slot("represents", \.represents, "the body it speaks for there, if any"),
    Slot("how", \.how, "how it came to the seat"),
    Slot("by", \.by, "who elected or appointed"),
    Slot("says", \.says, "what the source tells of it", erasable: false),
    Slot("until", \.until, "until when, where it is for a term"),
    Slot("election", \.election, to: .electionHeld, "the election by which"))

  package func refusals(under header: Header) -> [Refusal] { refusals(ofEnd: until, under: header) }
}

/// Someone left a seat.
package struct SeatVacated: Payload {
  package var holder = Field<PartyID>()
  package var body = Field<BodyID>()
  package var why = Field<Why?>()
  package var says = Field<Prose?>()

  /// How a seat came to be left.
  package enum Why: String, Choice {
    case resigned, removed
    case termEnded = "term-ended"
  }

  package init() {}
  package var event: Event { .seatVacated(self) }

  package static let schema = Schema(
    Self.self, .seatVacated, "Someone left a seat.",
    Slot("holder", \.holder, "who"),
    Slot("body", \.body, "on which body"),
    Slot("why", \.why, "how it ended"),
    Slot("says", \.says, "what the source tells of it", erasable: false))
}

/// Someone's membership began, ended or rested.
package struct MembershipChanged: Payload {
  package var member = Field<PartyID>()
  package var change = Field<Change>()
  package var says = Field<Prose?>()
  package var count = Field<Int?>()

  /// What changed in a membership.
  package enum Change: String, Choice {
    case joined, left, suspended, expelled, leave, remained
  }

  package init() {}
  package var event: Event { .membershipChanged(self) }

  package static let schema = Schema(
    Self.self, .membershipChanged, "Someone's membership began, ended, rested or was stated to go on.",
    Slot("member", \.member, "whose"),
    Slot("change", \.change, "what changed"),
    Slot("says", \.says, "why, and what the source tells of it", erasable: true),
    Slot("count", \.count, "how many they are, where the part stands for several"))
}
