package import StrictJSON

/// Someone who stood in an election: `{ who: respondent, votes: 12, elected: true }`.
package struct Candidate: Hashable, Sendable {
  package var who: PartyID
  package var votes: Figure?
  /// Nil where it is not told.
  package var elected: Bool?
  /// The slate on which they stood; nil where they stood for themselves.
  package var slate: String?
  /// What they stated of their positions.
  package var statement: EntryID?
}

extension Candidate: Datum {
  private static let fields = [
    Shape.Member("who", .party, "who stood", required: true),
    Shape.Member("votes", Figure.shape, "how many voted for them, or which share of those who voted", required: false),
    Shape.Member("elected", .flag, "whether they were elected, as announced", required: false),
    Shape.Member("slate", .text, "the slate on which they stood", required: false),
    Shape.Member("statement", .entry, "the entry of what they stated of their positions", required: false),
  ]

  package static var shape: Shape {
    .other("a candidate: respondent, or { who: respondent, votes: 12, elected: true }", [.party, .record(fields)])
  }

  package init?(_ input: Input) {
    guard case .object = input.value else {
      guard let who = PartyID(input) else { return nil }
      self.init(who: who, votes: nil, elected: nil, slate: nil, statement: nil)
      return
    }
    guard let object = input.object(Self.fields.map(\.name)) else { return nil }
    let (who, votes) = (object.required("who", PartyID.self), object.required("votes", Figure?.self))
    let (elected, slate) = (object.required("elected", Bool?.self), object.required("slate", String?.self))
    let statement: EntryID?? = object.required("statement")
    guard let who, let votes, let elected, let slate, let statement else { return nil }
    self.init(who: who, votes: votes, elected: elected, slate: slate, statement: statement)
  }

  package var json: JSONValue {
    ["elected": elected.json, "slate": slate.json, "statement": statement.json, "votes": votes.json, "who": who.json]
  }
}

/// How many of those who sit somewhere are of a group, as a source tells it; nobody is named: `{ group: members of color, number: over 50 % }`.
package struct GroupFigure: Hashable, Sendable {
  package var group: String
  /// Nil where a source tells of some, and not how many.
  package var number: Figure?
}

extension GroupFigure: Datum {
  private static let fields = [
    Shape.Member("group", .text, "the group, in the charter's words where it is one that the charter names", required: true),
    Shape.Member("number", Figure.shape, "how many of those who sit there, or which share of them, where it is told", required: false),
  ]

  package static var shape: Shape {
    .other("a group: members of the board, or { group: members of color, number: over 50 % }", [.text, .record(fields)])
  }

  package init?(_ input: Input) {
    guard case .object = input.value else {
      guard let group = String(input) else { return nil }
      self.init(group: group, number: nil)
      return
    }
    guard let object = input.object(Self.fields.map(\.name)) else { return nil }
    let (group, number) = (object.required("group", String.self), object.required("number", Figure?.self))
    guard let group, let number else { return nil }
    self.init(group: group, number: number)
  }

  package var json: JSONValue { ["group": group.json, "number": number.json] }
}

/// People were elected to a body, one by one or by slates. How papers were counted is not for the record to repeat: it holds what was announced.
package struct ElectionHeld: Payload {
  package var to = Field<BodyID>()
  package var by = Field<[BodyID]>()
  package var at = Field<EntryID?>()
  package var manner = Field<Manner?>()
  package var seats = Field<Int?>()
  package var candidates = Field<[Candidate]>()
  package var eligible = Field<ToldCount?>()
  package var present = Field<ToldCount?>()
  package var electorate = Field<[Electors]>()
  package var until = Field<CivilDate?>()
  package var composition = Field<[GroupFigure]>()
  package var says = Field<Prose?>()

  /// Whether people were elected for themselves, or as slates.
  package enum Manner: String, Choice {
    case oneByOne = "one-by-one"
    case slate
  }

  package init() {}
  package var event: Event { .electionHeld(self) }

  package static let schema = Schema(
    Self.self, .electionHeld, "People were elected to a body.",
    Slot("to", \.to, "to which body"),
    Slot("by", \.by, "the bodies that elected"),
    Slot("at", \.at, to: .meetingHeld, "the meeting"),
    Slot("manner", \.manner, "whether person by person, or by slates"),
    Slot("seats", \.seats, "how many seats were to be filled"),
    Slot("candidates", \.candidates, "who stood, and who was elected, as far as it is told"),
    Slot("eligible", \.eligible, "how many could vote"),
    Slot("present", \.present, "how many of those took part"),
    Slot("electorate", \.electorate, "who could vote, by classes"),
    Slot("until", \.until, "until when those elected hold their seats"),
    Slot("composition", \.composition, "of those elected, how many are of which groups"),
    Slot("says", \.says, "what the source tells of it", erasable: false))

  package func refusals(under header: Header) -> [Refusal] { refusals(ofEnd: until, under: header) }
}

extension Payload {
  /// That something ends before it begins.
  func refusals(ofEnd until: Field<CivilDate?>, under header: Header) -> [Refusal] {
    guard let until = until.shown ?? nil, let began = header.occurred.shown ?? nil, until.range.isBefore(began.range) == .yes else {
      return []
    }
    return [Refusal(field: "until", message: "this ends before it began, \(began)", expected: "a day on which or after which it began")]
  }
}
