package import CandorCore
package import StrictJSON

/// Who has a part in the cases: by label, role, office and seats; by name only where asked for, and where the reader's key opens it.
package enum PeopleList: Operation {
  /// Which case, and whether names are wanted.
  package struct Parameters: OperationParameters {
    /// Nil for every case.
    package var `case`: CaseID?
    package var names: Bool

    package static let fields = [
      Shape.Member("case", .case, "only this case", required: false),
      Shape.Member("names", .flag, "with names, aliases and contacts; without it they are not even read", required: false),
    ]

    package init(case: CaseID?, names: Bool = false) { (self.case, self.names) = (`case`, names) }

    package init?(_ object: ObjectInput) {
      let id = object.caseID()
      let names: Bool?? = object.required("names")
      guard let id, let names else { return nil }
      (self.case, self.names) = (id, names ?? false)
    }
  }

  /// The parts of each case, in the order in which they were named.
  package struct Output: OperationOutput {
    /// A case with its parts.
    package struct Case: Sendable {
      package var id: CaseID
      package var about: Field<String>
      package var parts: [Part]
    }

    /// Someone's part in a case.
    package struct Part: Sendable {
      package var entry: EntryID
      package var label: Field<Label?>
      package var named: PartyNamed
      /// Every body it is known to have sat on.
      package var seats: Field<[BodyID]>
      /// The entries by which it left, or lost, its membership or a seat.
      package var exits: [EntryID]
      /// Nil where names are not asked for, not on record, or not open to this reader.
      package var person: PersonDescribed?
      /// What hides the names that are asked for; nil where nothing does.
      package var unseen: Gap?
    }

    package var cases: [Case]
    /// Who has the same part in several of all cases.
    package var recurrences: [Recurrence]

    package static var shape: Shape {
      .fields([
        "cases": .list(
          .fields([
            "case": .case, "about": .open(.text),
            "people": .list(
              .fields([
                "entry": .entry, "label?": .open(Label.shape), "party": .open(.party), "role?": .open(.text), "office?": .open(.text),
                "part?": .open(.text), "body?": .open(.body), "seats": .open(.list(.body)), "exits": .list(.entry),
                "names?": .open(.list(.text)),
                "aliases?": .open(.list(.text)), "contacts?": .open(.list(.text)),
              ])),
          ])),
        "recurring": .list(.fields(["as": Recurrence.Part.shape, "cases": .list(.case), "entries": .list(.entry)])),
      ])
    }
    package var json: JSONValue {
      [
        "cases": .array(
          cases.map { listed in
            ["case": listed.id.json, "about": listed.about.json, "people": .array(listed.parts.map(\.json))]
          }),
        "recurring": .array(recurrences.map { ["as": $0.part.json, "cases": $0.cases.json, "entries": $0.entries.json] }),
      ]
    }
  }

  package static let description = OperationDescription(
    method: "people/list", command: "people",
    about:
      "Lists who has a part in the cases, by label, role, office and seats, who left, and who has the same part in several; with names only where asked for.",
    fields: Parameters.fields, errors: [.input, .notFound, .damaged], example: [:])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let cases = try parameters.case.map { [try session.caseID($0)] } ?? session.organization.cases
    return Output(
      cases: cases.map { id in
        let scene = session.organization.scene(of: id, asOf: session.checkpointDay)
        let people = parameters.names ? scene.all(PersonDescribed.self).map(\.payload) : []
        let parts = scene.all(PartyNamed.self).map { named in
          let person = named.person.shown.flatMap(\.self)
          let described = person.flatMap { person in people.first { $0.person.is(person) == .yes } }
          let known = named.party.shown.flatMap { scene.parties[$0] }.map { $0.seats.sorted() } ?? []
          return Output.Part(
            entry: named.id, label: named.entry.header.label, named: named.payload,
            seats: (named.party.gap ?? named.seats.gap).map { .hidden($0) } ?? .shown(known),
            exits: named.party.shown.map(scene.exits) ?? [], person: described,
            unseen: parameters.names && described == nil ? unseen(named.person, people, in: scene) : nil)
        }
        return Output.Case(id: id, about: scene.about, parts: parts)
      },
      recurrences: parameters.case == nil ? session.organization.recurrences(asOf: session.checkpointDay) : [])
  }

  /// What hides who a part is of: its link to a person; where that is seen, the link of a description, or an entry that may be one.
  private static func unseen(_ link: Field<PersonID?>, _ people: [PersonDescribed], in scene: Scene) -> Gap? {
    if link.is(nil) == .yes { return nil }
    return link.gap ?? people.compactMap(\.person.gap).first ?? scene.unsettled([.personDescribed]).first
  }
}

extension PeopleList.Output.Part {
  fileprivate var json: JSONValue {
    var object: JSONObject = [
      "entry": entry.json, "label": label.json, "party": named.party.json, "role": named.role.json, "office": named.office.json,
      "part": named.part.json, "body": named.body.json, "seats": seats.json, "exits": exits.json,
    ]
    if let person {
      object["names"] = person.names.json
      object["aliases"] = person.aliases.json
      object["contacts"] = person.contacts.json
    } else if let unseen {
      for name in ["names", "aliases", "contacts"] { object[name] = ["hidden": .string(unseen.why.word)] }
    }
    return .object(object)
  }
}
