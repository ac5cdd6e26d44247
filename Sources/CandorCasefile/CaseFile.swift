package import CandorCore
import StrictJSON

/// A case as a secretary writes it down: what it is about, the sources, the people by their parts, coverage, and the entries.
package enum CaseFile {
  /// What a file comes to: a new case with its entries, or what it adds to one; in the order in which they will stand in the record.
  package struct Contents: Hashable, Sendable {
    package var id: CaseID
    package var drafts: [Draft]
    /// How many of its entries the record holds already, as they are written.
    package var recognized = 0
  }

  /// A case that the record holds, for a file that tells it again, or more of it.
  package struct Known {
    package var id: CaseID
    /// What can be referred to in it.
    package var names: Names
    package var told: [ToldEntry]

    package init(_ id: CaseID, in view: RecordView) {
      self.id = id
      told = view.told(of: id).compactMap(\.self)
      names = view.names(in: id)
      for entry in told {
        guard let label = entry.label, names.entries[label] == nil else { continue }
        names.entries[label] = (entry.id, entry.kind)
      }
    }
  }

  /// The fields of a case file beside its entries, as they go into `case.opened`.
  package static let opening = ["about", "content-note", "support", "issuer"]
  package static let sections = ["case"] + opening + ["sources", "people", "coverage", "entries"]
  /// What is said of a person, and sealed.
  package static let names = ["names", "aliases", "contacts"]

  /// Reads a case file.
  ///
  /// A file that names a case of the record, or that tells what one is about word for word, tells that case again: what it has in common with the record
  /// is recognized, what is new is to be added, and what is told otherwise is a mistake.
  ///
  /// - Parameter known: the case that a file names, or that is about what it is about; nil where the record has none.
  /// - Throws: every mistake in it, with its place.
  package static func read(
    _ text: String, file: String, in setting: Batch.Setting, known: (_ named: CaseID?, _ about: String?) -> Known? = { _, _ in nil }
  ) throws(Faults) -> Contents {
    let source = try YAMLSource(text, file: file)
    let reading = Reading(names: setting.names, scalarsAreText: true)
    let root = reading.input(source.value)
    guard let object = root.object(sections) else { throw Faults(reading.mistakes.map(source.diagnostic)) }
    let named = object.object["case"]?.stringValue
    let retold = known(named.flatMap { CaseID($0) }, object.object["about"]?.stringValue)
    if let named, retold == nil {
      object.member("case").mistake(
        "unknown-name", "the record holds no case \(named.isQuotable ? named.quoted : "of that name")",
        expected: "a case of this record, as candor show lists them; or no \"case\" at all")
    }
    var setting = setting
    let items = items(of: object, root, isNew: retold == nil, &setting)
    setting.tellsErasures = true
    guard let retold else {
      let id = CaseID(random: setting.randomness())
      let drafts = Batch.read(items, of: id, in: setting)
      try source.check(reading)
      return Contents(id: id, drafts: drafts)
    }
    var first = setting
    first.names = retold.names
    first.names.unreadable = setting.names.unreadable
    first.retold = Set(retold.told.compactMap(\.label))
    first.record = nil
    let drafts = Batch.read(items, of: retold.id, in: first)
    try source.check(reading)
    let new = added(drafts, items, to: retold)
    try source.check(reading)
    var second = setting
    second.names = retold.names
    let added = Batch.read(new, of: retold.id, in: second)
    try source.check(reading)
    return Contents(id: retold.id, drafts: added, recognized: items.count - new.count)
  }

  /// What a file adds to a case; notes what it tells otherwise than the record.
  private static func added(_ drafts: [Draft], _ items: [Batch.Item], to known: Known) -> [Batch.Item] {
    let teller = Teller(
      known.told.map(\.written)
        + drafts.map { draft in
          Teller.Written(id: draft.id, kind: draft.kind, values: draft.values.map { ($0.name, $0.json) })
        })
    let labelled = Dictionary(known.told.compactMap { entry in entry.label.map { ($0, entry) } }) { first, _ in first }
    var unlabelled = known.told.filter { !$0.hasOwnLabel }
    let tellings = drafts.map { draft in
      teller.tell(Teller.Written(id: draft.id, kind: draft.kind, values: draft.values.map { ($0.name, $0.json) }))
    }
    // What is told as it is recorded is recognized before what only may be so, since values of it were erased.
    var recognized: Set<EntryID> = []
    for telling in tellings where !telling.hasOwnLabel {
      guard let place = unlabelled.firstIndex(where: { $0.kind == telling.kind && $0.fields == telling.fields }) else { continue }
      unlabelled.remove(at: place)
      recognized.insert(telling.id)
    }
    return zip(tellings, items).compactMap { told, item -> Batch.Item? in
      if recognized.contains(told.id) { return nil }
      if told.hasOwnLabel, let label = told.label {
        guard let recorded = labelled[label] else { return item }
        let differing = told.differences(from: recorded)
        if !differing.isEmpty {
          refuse(item, "\(label.quoted) is in the record already, and says otherwise in: \(differing.joined(separator: ", "))")
        }
        return nil
      }
      if let place = unlabelled.firstIndex(where: { $0.kind == told.kind && told.differences(from: $0).isEmpty }) {
        unlabelled.remove(at: place)
        return nil
      }
      if told.kind == .caseOpened || told.kind == .personDescribed {
        refuse(
          item,
          told.kind == .caseOpened ? "the record says otherwise what this case is about" : "the record describes this person otherwise")
      }
      return item
    }
  }

  private static func refuse(_ item: Batch.Item, _ message: String) {
    item.input.reading.note(
      Mistake(
        "retold", at: item.labelPath, isAboutName: item.labelIsName, message,
        expected:
          "what stands in the record stays: write it as it was, and what is right as an entry of its own, with a new label and corrects: LABEL"
      ))
  }

  /// What is written in every section, in the order in which it goes into the record.
  private static func items(of object: ObjectInput, _ root: Input, isNew: Bool, _ setting: inout Batch.Setting) -> [Batch.Item] {
    var openingFields = JSONObject()
    for name in opening { openingFields[name] = object.object[name] }
    // A file that only adds to a case need not say again what it is about.
    var items = isNew || !openingFields.isEmpty ? [Batch.Item(.caseOpened, openingFields, at: root)] : []
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

    return items
  }

  /// What is written under a section, but for the fields that the section says itself; nil after having noted that it is no group of fields.
  private static func fields(_ input: Input, fixed: [String] = ["kind", "label"]) -> JSONObject? {
    if let object = input.value.objectValue {
      for name in fixed where object[name] != nil {
        input.reading.note(
          Mistake(
            "unknown-field", at: input.path.appending(name), isAboutName: true, unknownField(name), found: name,
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
