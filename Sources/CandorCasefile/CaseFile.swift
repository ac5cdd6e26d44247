package import CandorCore
import StrictJSON

/// A case as a secretary writes it down: what it is about, the sources, the people by their parts, coverage, and the entries.
package enum CaseFile {
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
  package static func read(_ text: String, file: String, in setting: Batch.Setting) throws(Faults) -> Contents {
    let source = try YAMLSource(text, file: file)
    let reading = Reading(names: setting.names, scalarsAreText: true)
    let root = reading.input(source.value)
    guard let object = root.object(sections) else { throw Faults(reading.mistakes.map(source.diagnostic)) }

    var setting = setting
    var openingFields = JSONObject()
    for name in opening { openingFields[name] = object.object[name] }
    var items = [Batch.Item(.caseOpened, openingFields, at: root)]
    for (label, value) in members(of: "sources", in: object, expected: "sources, each by its label") {
      guard let source = fields(value) else {
        setting.names.unreadable.insert(label)
        continue
      }
      items.append(Batch.Item(.sourceDescribed, source, at: value, label: label))
    }
    for (label, value) in members(of: "people", in: object, expected: "people, each by the name of their part") {
      guard var part = fields(value) else {
        setting.names.unreadable.insert(label)
        continue
      }
      var description = JSONObject()
      for name in names {
        guard let given = part[name] else { continue }
        description[name] = given
        part[name] = Optional.none
      }
      if !description.isEmpty {
        let person = PersonID(random: setting.randomness()).json
        (part["person"], description["person"]) = (person, person)
        items.append(Batch.Item(.personDescribed, description, at: value))
      }
      items.append(Batch.Item(.partyNamed, part, at: value, label: label))
    }
    for value in list("coverage", in: object) {
      guard let attested = fields(value, fixed: ["kind"]) else { continue }
      items.append(Batch.Item(.coverageAttested, attested, at: value))
    }
    items += list("entries", in: object).map { Batch.Item($0) }

    let id = CaseID(random: setting.randomness())
    let drafts = Batch.read(items, of: id, in: setting)
    try source.check(reading)
    return Contents(id: id, drafts: drafts)
  }

  /// What is written under a section, but for the fields that the section says itself; nil after having noted that it is no group of fields.
  private static func fields(_ input: Input, fixed: [String] = ["kind", "label"]) -> JSONObject? {
    if let object = input.value.objectValue {
      for name in fixed where object[name] != nil {
        input.reading.note(
          Mistake(
            "unknown-field", at: input.path.appending(name), isAboutName: true, "there is no field \"\(name)\" here", found: name,
            expected: "leave it out: the section says the kind, and the name before the colon is the label"))
      }
      return object
    }
    input.mistake("type", "fields are wanted here", expected: "{ name: value, … }")
    return nil
  }

  private static func members(of name: String, in object: ObjectInput, expected: String) -> [(name: String, input: Input)] {
    object.has(name) ? object.member(name).members(expected: expected) ?? [] : []
  }

  private static func list(_ name: String, in object: ObjectInput) -> [Input] {
    object.has(name) ? object.member(name).elements : []
  }
}
