package import CandorCore
import StrictJSON

/// A case as a secretary writes it down: what it is about, the sources, the people by their parts, coverage, and the entries.
package enum CaseFile {
  /// What a file is read against: the record as it stands, the present, and where new identifiers come from.
  package struct Setting {
    /// What entries of the organization can be referred to.
    package var names: Names
    /// The number that the first new entry will have.
    package var next: EntryID
    package var recorded: Instant
    /// The present day in the organization's civil time.
    package var today: Day
    package var randomness: () -> UInt64

    package init(names: Names, next: EntryID, recorded: Instant, today: Day, randomness: @escaping () -> UInt64) {
      self.names = names
      self.next = next
      self.recorded = recorded
      self.today = today
      self.randomness = randomness
    }
  }

  /// What a file comes to: one new case with its entries, in the order in which they will stand in the record.
  package struct Contents: Hashable, Sendable {
    package var id: CaseID
    package var drafts: [Draft]
  }

  /// The fields of a case file beside its entries, as they go into `case.opened`.
  private static let opening = ["about", "content-note", "support", "issuer"]
  private static let sections = opening + ["sources", "people", "coverage", "entries"]
  private static let names = ["names", "aliases", "contacts"]

  /// Reads a case file.
  ///
  /// - Throws: every mistake in it, with its place.
  package static func read(_ text: String, file: String, in setting: Setting) throws(Faults) -> Contents {
    let source = try YAMLSource(text, file: file)
    let reading = Reading(names: setting.names, scalarsAreText: true)
    let root = reading.input(source.value)
    let id = CaseID(random: setting.randomness())
    guard let object = root.object(sections) else { throw Faults(reading.mistakes.map(source.diagnostic)) }

    var plans: [Plan] = []
    var openingFields = JSONObject()
    for name in opening { openingFields[name] = object.object[name] }
    plans.append(Plan(.caseOpened, openingFields, at: .root))
    for (label, value) in members(of: "sources", in: object, expected: "sources, each by its label") {
      plans.append(Plan(.sourceDescribed, fields(value), at: value.path, label: label))
    }
    var parties: [String: PartyID] = [:]
    for (label, value) in members(of: "people", in: object, expected: "people, each by the name of their part") {
      let party = PartyID(random: setting.randomness())
      parties[label] = party
      var (part, description) = (fields(value), JSONObject())
      part["party"] = .string(party.text)
      for name in names where part[name] != nil {
        description[name] = part[name]
        part[name] = nil
      }
      if !description.isEmpty {
        let person = JSONValue.string(PersonID(random: setting.randomness()).text)
        (part["person"], description["person"]) = (person, person)
        plans.append(Plan(.personDescribed, description, at: value.path))
      }
      plans.append(Plan(.partyNamed, part, at: value.path, label: label))
    }
    for value in list("coverage", in: object) { plans.append(Plan(.coverageAttested, fields(value), at: value.path)) }
    for value in list("entries", in: object) { plans.append(Plan(value)) }

    var names = setting.names
    names.parties.merge(parties) { $1 }
    for (offset, plan) in plans.enumerated() {
      let entry = EntryID(setting.next.number + offset)
      if let kind = plan.kind { names.kinds[entry] = kind }
      guard let label = plan.label, let kind = plan.kind else { continue }
      if names.entries.updateValue((entry, kind), forKey: label) != nil {
        reading.note(
          Mistake(
            "duplicate", at: plan.labelPath, isAboutName: plan.labelIsName, "a second entry is called \"\(label)\"", found: label,
            expected: "a label stands for one entry; sources, people and entries share one list of labels"))
      }
    }
    var drafts: [Draft] = []
    for (offset, plan) in plans.enumerated() {
      var input = reading.input(.object(plan.fields), at: plan.path)
      if plan.isMisplaced { input.value = plan.misplaced }
      input.names = names
      let entry = EntryID(setting.next.number + offset)
      if let draft = Draft(input, id: entry, case: id, recorded: setting.recorded, today: setting.today) { drafts.append(draft) }
    }
    try source.check(reading)
    return Contents(id: id, drafts: drafts)
  }

  /// An entry to be read, with where it stands in the file.
  private struct Plan {
    var kind: Kind?
    var label: String?
    var labelPath: JSONPointer
    var labelIsName: Bool
    var fields: JSONObject
    var path: JSONPointer
    /// Something that is no group of fields where an entry should be.
    var misplaced: JSONValue = .null
    var isMisplaced = false

    /// A section's item, which says its kind by where it stands, and its label by its name.
    init(_ kind: Kind, _ fields: JSONObject, at path: JSONPointer, label: String? = nil) {
      (self.kind, self.label, self.path, self.fields) = (kind, label, path, fields)
      (labelPath, labelIsName) = (path, true)
      self.fields["kind"] = .string(kind.rawValue)
      if let label { self.fields["label"] = .string(label) }
    }

    /// An entry written out.
    init(_ input: Input) {
      path = input.path
      fields = input.value.objectValue ?? JSONObject()
      (misplaced, isMisplaced) = (input.value, input.value.objectValue == nil)
      kind = fields["kind"]?.stringValue.flatMap(Kind.init(rawValue:))
      label = fields["label"]?.stringValue
      (labelPath, labelIsName) = (input.path.appending("label"), false)
    }
  }

  private static func fields(_ input: Input) -> JSONObject {
    if let object = input.value.objectValue { return object }
    input.mistake("type", "fields are wanted here", expected: "{ name: value, … }")
    return JSONObject()
  }

  private static func members(of name: String, in object: ObjectInput, expected: String) -> [(name: String, input: Input)] {
    object.has(name) ? object.member(name).members(expected: expected) ?? [] : []
  }

  private static func list(_ name: String, in object: ObjectInput) -> [Input] {
    object.has(name) ? object.member(name).elements : []
  }
}
