package import StrictJSON

/// Entries that are written together: each may refer to every other by its label, whichever comes first.
package struct Batch {
  /// An entry to be read, with where it stands.
  package struct Item {
    package var input: Input
    /// Where its label stands, and whether that is the name of a member rather than a value.
    package var labelPath: JSONPointer
    package var labelIsName: Bool

    /// An entry written out.
    package init(_ input: Input) {
      self.input = input
      (labelPath, labelIsName) = (input.path.appending("label"), false)
    }

    /// An entry that says its kind by where it stands, and its label by its name.
    package init(_ kind: Kind, _ fields: JSONObject, at place: Input, label: String? = nil) {
      var fields = fields
      fields["kind"] = kind.json
      if let label { fields["label"] = .string(label) }
      input = place.inner(.object(fields), at: place.path)
      (labelPath, labelIsName) = (place.path, true)
    }

    private func text(_ field: String) -> String? { input.value.objectValue?[field]?.stringValue }
    var kind: Kind? { text("kind").flatMap(Kind.init(rawValue:)) }
    var label: String? { text("label") }
  }

  /// The record as it stands, and the present.
  package struct Setting {
    /// What can be referred to that is in the record already.
    package var names: Names
    /// Labels of the record that these entries tell again.
    package var retold: Set<String> = []
    /// The number that the first new entry will have.
    package var next: EntryID
    package var recorded: Instant
    /// The present day in the organization's civil time.
    package var today: Day
    /// The cases of the record, of which entries that name none might be.
    package var cases: [CaseID] = []
    /// Random bits, for new identifiers.
    package var randomness: () -> UInt64
    /// The record that erasures are held against; nil where entries that it holds are only told again.
    package var record: RecordView?
    /// Whether entries come with the erasures that they went through where they are told from: what was erased there is not given here.
    package var tellsErasures = false

    package init(names: Names, next: EntryID, recorded: Instant, today: Day, record: RecordView?, randomness: @escaping () -> UInt64) {
      (self.names, self.next, self.recorded, self.today, self.randomness) = (names, next, recorded, today, randomness)
      self.record = record
    }
  }

  /// Reads entries of a case, or of the organization; where one cannot be read, has noted every reason.
  package static func read(_ items: [Item], of case: CaseID?, in setting: Setting) -> [Draft] {
    var names = setting.names
    var items = items
    var seen: Set<String> = []
    for (offset, item) in items.enumerated() {
      let id = EntryID(setting.next.number + offset)
      guard let kind = item.kind else {
        if let label = item.label { names.unreadable.insert(label) }
        continue
      }
      names.kinds[id] = kind
      if let opened = `case`, kind == .caseOpened { names.cases.insert(opened) }
      if kind == .partyNamed, var object = item.input.value.objectValue, object["party"].map(\.isNull) ?? true {
        // Whoever writes down a part has no identifier for it: the record gives one. A part that is corrected stays the part it is.
        let party = object["corrects"]?.stringValue.flatMap { names.parties[$0] } ?? PartyID(random: setting.randomness())
        object["party"] = party.json
        items[offset].input.value = .object(object)
        names.parties[item.label ?? party.text] = party
      }
      if kind == .partyNamed, let label = item.label, names.bodies.contains(BodyID(label)) {
        item.input.reading.note(
          Mistake(
            "duplicate", at: item.labelPath, isAboutName: item.labelIsName, "a body is called \(label.quoted) too", found: label,
            expected: "another name for the part: where someone acts, one name stands for one of them"))
      }
      guard let label = item.label else { continue }
      let isKnown = names.entries.updateValue((id, kind), forKey: label) != nil
      guard !seen.insert(label).inserted || (isKnown && !setting.retold.contains(label)) else { continue }
      item.input.reading.note(
        Mistake(
          "duplicate", at: item.labelPath, isAboutName: item.labelIsName, "a second entry is called \(label.quoted)",
          found: label.isQuotable ? label : nil,
          expected: "a label stands for one entry; sources, people and entries share one list of labels"))
    }
    if `case` == nil { refuseUnplaced(items, in: setting) }
    let erased = setting.tellsErasures ? erasures(told: items) : [:]
    let drafts: [Draft] = items.enumerated().compactMap { offset, item in
      if item.input.reading.isFull { return nil }
      var input = item.input
      input.names = names
      let id = EntryID(setting.next.number + offset)
      let missing = item.label.flatMap { erased[$0] } ?? []
      return Draft(input, id: id, case: `case`, recorded: setting.recorded, today: setting.today, erased: missing)
    }
    refuseCircles(of: drafts, items, from: setting.next)
    refuseErasures(among: drafts, items, in: setting)
    for draft in drafts {
      guard let corrected = draft.corrects, let kind = names.kinds[corrected], kind != draft.kind else { continue }
      let input = items[draft.id.number - setting.next.number].input
      input.reading.note(
        Mistake(
          "wrong-kind", at: input.path.appending("corrects"), "this corrects an entry of the kind \(kind.rawValue)",
          expected: "an entry of the kind \(draft.kind.rawValue): a correction says anew what the other says, and all of it"))
    }
    return drafts
  }

  /// Where the record has several cases, an entry says of which it is, or that it is of none: nobody guesses, since a case's own would be read by every
  /// member if it were taken for the organization's. What can only be the organization's need not say so.
  private static func refuseUnplaced(_ items: [Item], in setting: Setting) {
    guard setting.cases.count > 1 else { return }
    for item in items {
      guard let kind = item.kind, !kind.isOfOrganization, item.input.value.objectValue?["case"] == nil else { continue }
      item.input.reading.note(
        Mistake(
          "which-case", at: item.input.path, "this does not say of which case it is, and the record holds \(setting.cases.count)",
          expected: "one of the cases \(setting.cases.map(\.text).joined(separator: ", ")), or case: null where it is of none"))
    }
  }

  /// Each of two decisions that undo one another would have come after the other.
  private static func refuseCircles(of drafts: [Draft], _ items: [Item], from next: EntryID) {
    var undoes: [EntryID: EntryID] = [:]
    for draft in drafts where draft.kind == .decisionTaken { undoes[draft.id] = draft.undoes }
    for draft in drafts {
      var (reached, seen) = (undoes[draft.id], Set<EntryID>())
      while let id = reached, id != draft.id, seen.insert(id).inserted { reached = undoes[id] }
      guard reached == draft.id else { continue }
      let input = items[draft.id.number - next.number].input
      input.reading.note(
        Mistake(
          "circle", at: input.path.appending("undoes"), "this decision undoes one that undoes it in turn",
          expected: "the decision that came before; what came later undoes it, and not the other way round"))
    }
  }
}
