import CandorCasefile
package import CandorCore
package import CandorLog
import CandorStore
package import StrictJSON

/// Takes a case file, or entries, into the record: all or nothing.
package enum RecordAppend: Operation {
  /// What is to be taken in.
  package struct Parameters: OperationParameters {
    /// A whole case file, or entries.
    package enum Matter {
      case casefile(String, name: String)
      /// Entries in YAML or JSON, as a file has them.
      case entriesFile(String, name: String, of: CaseID?)
      case entries(Input, of: CaseID?)
    }

    package var matter: Matter
    /// Whether nothing is to be written: only to see what it would do.
    package var isDry = false

    package static let fields = [
      Shape.Member("casefile", .prose, "a whole case file, as YAML", required: false),
      Shape.Member("name", .text, "what messages call that file", required: false),
      Shape.Member("entry", .draft, "one entry", required: false),
      Shape.Member(
        "entries", .list(.draft), "several entries; they may refer to each other by label",
        required: false),
      Shape.Member("case", .case, "the case that entries belong to where they name none", required: false),
      Shape.Member("dryRun", .flag, "to see what it would do, and write nothing", required: false),
    ]

    package init(casefile: String, name: String) { matter = .casefile(casefile, name: name) }
    /// The entry that erases fields of another, which it gives by label or number, on the ground of a clause or of a request in words.
    package init(erasing fields: [String], of entry: String, clause: String?, request: String?, by: String, on day: Day, case: CaseID?) {
      let ground: JSONValue = clause.map { ["clause": .string($0)] } ?? .string(request ?? "")
      let erasure: JSONValue = [
        "kind": Kind.disclosureErased.json, "occurred": day.json, "of": Int(entry)?.json ?? .string(entry), "fields": fields.json,
        "ground": ground, "by": .string(by),
      ]
      matter = .entries(Reading(names: Names()).input(erasure), of: `case`)
    }
    package init(entriesFile: String, name: String, case: CaseID?) { matter = .entriesFile(entriesFile, name: name, of: `case`) }

    package init?(_ object: ObjectInput) {
      let isDry: Bool?? = object.required("dryRun")
      let name: String?? = object.required("name")
      guard let isDry, let name, let id = object.caseID() else { return nil }
      self.isDry = isDry ?? false
      let given = ["casefile", "entry", "entries"].filter(object.has)
      guard given.count == 1 else {
        object.input.mistake(
          "missing-field", "there is \(given.isEmpty ? "nothing to append" : "more than one thing to append")",
          expected: "one of: casefile, entry, entries")
        return nil
      }
      if given == ["casefile"] {
        guard id == nil else {
          object.member("case").mistake("unknown-field", "a case file says itself which case it is of", expected: "casefile without case")
          return nil
        }
        guard let text = object.file("casefile") else { return nil }
        matter = .casefile(text, name: name ?? "casefile")
      } else {
        matter = .entries(object.member(given[0]), of: id)
      }
    }
  }

  /// What was taken in, or would be, and what the record is then.
  package struct Output: OperationOutput {
    package var written: Bool
    package var entries: [EntryID]
    /// How many entries of a case file the record held already.
    package var recognized: Int
    package var cases: [CaseID]
    package var parties: Int
    /// The record's newest, with the entries where they were written.
    package var checkpoint: Checkpoint
    /// How many duties of the record's cases stand in each state with them.
    package var duties: [Duty.State: Int]
    package var changes: DutyChanges
    /// Whose access ends with them.
    package var ended: [Settled.EndedAccess]
    /// With them, for whoever puts the changes in words.
    package var organization: Organization
    package var today: Day

    package static var shape: Shape {
      .fields([
        "written": .flag, "entries": .list(.entry), "recognized": .count, "cases": .list(.case), "parties": .count,
        "checkpoint": .checkpoint,
        "duties": .members(.choice(Duty.State.allCases.map(\.rawValue)), .count), "changes": DutyChanges.shape,
        "ended": .list(
          .fields(["person": .person, "audience": .text, "entry": .entry, "because": .entry, "leavesNobody": .flag])),
      ])
    }
    package var json: JSONValue {
      [
        "written": .bool(written), "entries": .array(entries.map(\.json)), "recognized": recognized.json,
        "cases": .array(cases.map(\.json)), "parties": parties.json,
        "checkpoint": checkpoint.json, "changes": changes.json,
        "ended": .array(ended.map(\.json)),
        "duties": .object(Duty.State.allCases.reduce(into: JSONObject()) { $0[$1.rawValue] = (duties[$1] ?? 0).json }),
      ]
    }
  }

  package static let description = OperationDescription(
    method: "record/append", command: "import",
    about:
      "Takes a case file or entries into the record, all of it or nothing, and says what that opens, meets and breaches; or only says what it would.",
    fields: Parameters.fields,
    errors: [.input, .notFound, .notPermitted, .unavailable, .damaged], isChange: true,
    example: ["entry": ["kind": "meeting.held", "occurred": "2019-03-16", "bodies": ["sc", "nc"]]])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let today = try session.today
    try session.reached("reading", 0)
    let (drafts, recognized) = try read(parameters, in: session)
    try session.reached(parameters.isDry ? "looking ahead" : "writing", 0.3)
    let settled = try session.settled(drafts, isDry: parameters.isDry)
    try session.reached("checking", 0.6)
    let before = try session.ledger(asOf: today, shares: 0.6...1)
    var (after, touched) = try session.foreseen(settled)
    if !parameters.isDry {
      try session.append(settled, foreseen: after)
      // Where keys changed with it, the reader may see more of the record, or less.
      if !settled.change.isEmpty { (after, touched) = (try session.ledger(asOf: today), session.organization.matters) }
    }
    let old = touched.count == 1 ? touched : before.organization.matters.filter(Set(touched).contains)
    return Output(
      written: !parameters.isDry && !drafts.isEmpty, entries: settled.entries.map(\.draft.id), recognized: recognized,
      cases: touched.compactMap(\.self).filter { !before.organization.holds($0) && after.organization.holds($0) },
      parties: drafts.count { $0.kind == .partyNamed },
      checkpoint: session.checkpoint, duties: after.counts.filter { $0.value > 0 },
      changes: DutyChanges(from: before.duties(ofThese: old), to: after.duties(ofThese: touched)), ended: settled.ended,
      organization: after.organization, today: today)
  }

  /// What there is to be taken in, as it would be; nothing is written.
  package static func read(_ parameters: Parameters, in session: Session) throws -> (drafts: [Draft], recognized: Int) {
    switch parameters.matter {
    case .casefile(let text, let name): try read(text, name, in: session)
    case .entries(let input, let id): (try read(input, of: id, in: session), 0)
    case .entriesFile(let text, let name, let id): (try read(text, name, of: id, in: session), 0)
    }
  }

  /// A file tells the case that it names, or else the only one that is about the same, word for word.
  private static func read(_ text: String, _ name: String, in session: Session) throws -> ([Draft], recognized: Int) {
    let setting = try session.setting(in: nil)
    let organization = session.organization
    var isPartlyHidden = false
    let contents = Result {
      try ServiceError.catching { () throws(Faults) in
        try CaseFile.read(text, file: name, in: setting) { named, about in
          let fitting = organization.cases.filter { id in
            named == id || (named == nil && about != nil && organization.about(id) == about)
          }
          guard fitting.count == 1 else { return nil }
          isPartlyHidden = session.view.hidesPart(of: fitting[0])
          return isPartlyHidden ? nil : CaseFile.Known(fitting[0], in: session.view)
        }
      }
    }
    // What is told again could not be told from what is new.
    guard !isPartlyHidden else {
      throw ServiceError(
        .notPermitted, "this case is not wholly open to you, and what of it a case file tells again cannot be recognized",
        hint: "append what is new as entries (record/append with entries, candor append), or ask someone who can read all of the case")
    }
    return (try contents.get().drafts, try contents.get().recognized)
  }

  private static func read(_ text: String, _ name: String, of named: CaseID?, in session: Session) throws -> [Draft] {
    if let named { _ = try session.caseID(named) }
    let id = named ?? session.onlyCase
    var setting = try session.setting(in: id)
    setting.cases = session.organization.cases
    return try ServiceError.catching { () throws(Faults) in try EntriesFile.read(text, file: name, of: id, in: setting) }
  }

  /// Entries belong to the case that the caller names; where one of them opens a case, to that one.
  private static func read(_ input: Input, of named: CaseID?, in session: Session) throws -> [Draft] {
    let items = input.elements
    let opens = items.contains { $0.value.objectValue?["kind"]?.stringValue == Kind.caseOpened.rawValue }
    if let named, !opens { _ = try session.caseID(named) }
    // Where every entry names the same case, they are read among its labels.
    let given = Set(items.map { $0.value.objectValue?["case"]?.stringValue })
    let told = given.count == 1 ? given.first.flatMap(\.self).flatMap { CaseID($0) } : nil
    let own = told.flatMap { id in session.organization.cases.contains(id) ? id : nil }
    let id = opens ? CaseID(random: session.environment.randomness.word()) : named ?? own ?? session.onlyCase
    var setting = try session.setting(in: opens ? nil : id)
    setting.cases = session.organization.cases
    let reading = Reading(names: setting.names)
    let drafts = Batch.read(items.map { Batch.Item(reading.input($0.value, at: $0.path)) }, of: id, in: setting)
    guard reading.mistakes.isEmpty else { throw ServiceError(reading.mistakes) }
    return drafts
  }
}

extension Settled.EndedAccess {
  fileprivate var json: JSONValue {
    [
      "person": person.json, "audience": .string(audience.description), "entry": by.json, "because": because.json,
      "leavesNobody": .bool(leavesNobody),
    ]
  }
}

extension RecordView {
  /// Whether something of a case is sealed to others, as far as this reader sees what is the case's.
  fileprivate func hidesPart(of id: CaseID) -> Bool {
    entries.contains { entry in
      entry.header.case.shown == .some(id) && (entry.kind == nil || entry.gaps.contains { $0.why == .withheld })
    }
  }
}

extension Organization {
  /// What a case is about; nil where this reader may not know it.
  fileprivate func about(_ id: CaseID) -> String? {
    for entry in view.entries where entry.header.case.shown == .some(id) {
      if case .caseOpened(let opened) = entry.event { return opened.about.shown }
    }
    return nil
  }
}
