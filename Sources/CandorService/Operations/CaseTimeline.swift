package import CandorCore
package import CandorReport
import Foundation
package import StrictJSON

/// What happened in a case, in lines, with who was told of each entry and where it is known from.
package enum CaseTimeline: Operation {
  /// Which case, and which of its lines.
  package struct Parameters: OperationParameters {
    /// Nil where the record has only one case.
    package var `case`: CaseID?
    /// Only lines that show this text, whatever its case and its accents.
    package var grep: String?

    package static let fields = [
      Shape.Member("case", .case, "the case; not needed where there is only one", required: false),
      Shape.Member("grep", .text, "only entries whose line shows this text; case and accents do not count", required: false),
    ]

    package init(case: CaseID?, grep: String? = nil) { (self.case, self.grep) = (`case`, grep) }

    package init?(_ object: ObjectInput) {
      let id = object.caseID()
      let grep: String?? = object.required("grep")
      guard let id, let grep else { return nil }
      (self.case, self.grep) = (id, grep)
    }
  }

  /// The case, who has a part in it, and its entries in their places.
  package struct Output: OperationOutput {
    /// An entry with what the record says of its days and of who was told.
    package struct Row: Sendable {
      package var line: Account.Line
      /// As the entry gives it.
      package var occurred: Field<CivilDate?>
      /// The days on which it can have been.
      package var days: DayRange
      package var tellings: [Knowledge.Telling]
      /// The entries that tell of it, and to whom is hidden.
      package var unseen: [EntryID]
      package var sources: Field<[SourceBasis]>
    }

    package var id: CaseID
    package var about: Field<String>
    package var parties: [Account.Line]
    package var rows: [Row]
    /// The entries of which this reader does not see what they tell.
    package var unopened: [EntryID]

    package static var shape: Shape {
      .fields([
        "case": .case, "about": .open(.text), "parties": .list(.fields(["entry": .entry, "text": .text])),
        "entries": .list(
          .fields([
            "entry": .entry, "kind": .kind, "occurred?": .open(.date), "days": DayRange.shape, "text": .text,
            "told": .list(Knowledge.Telling.shape), "toldUnseen": .list(.entry),
            "sources": .open(.list(.fields(["source": .source, "basis": Basis.shape]))),
          ])), "unopened": .list(.entry),
      ])
    }
    package var json: JSONValue {
      [
        "case": id.json, "about": about.json,
        "parties": .array(parties.map { ["entry": $0.entry.json, "text": .string($0.text)] }),
        "entries": .array(
          rows.map { row in
            [
              "entry": row.line.entry.json, "kind": row.line.kind.json, "occurred": row.occurred.json, "days": row.days.json,
              "text": .string(row.line.text), "told": .array(row.tellings.map(\.json)), "toldUnseen": row.unseen.json,
              "sources": row.sources.json,
            ]
          }), "unopened": unopened.json,
      ]
    }
  }

  package static let description = OperationDescription(
    method: "case/timeline", command: "show",
    about: "Tells what happened in a case, in its order, with who was told of each entry, when, and where it is known from.",
    fields: Parameters.fields, errors: [.input, .notFound, .damaged], example: ["grep": "vote"])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let id = try session.caseID(parameters.case)
    let scene = session.organization.scene(of: id, asOf: session.checkpointDay)
    let (account, knowledge) = (Account(scene), Knowledge(scene))
    func fits(_ line: Account.Line) -> Bool {
      parameters.grep.map { line.shown.range(of: $0, options: [.caseInsensitive, .diacriticInsensitive]) != nil } ?? true
    }
    let rows = scene.chronology.compactMap { entry -> Output.Row? in
      guard let line = account.line(entry, knowledge), fits(line) else { return nil }
      return Output.Row(
        line: line, occurred: entry.header.occurred, days: entry.occurred,
        tellings: knowledge.tellings(of: entry.id).filter { $0.way == .told }, unseen: knowledge.unseen(of: entry.id).map(\.entry).uniqued,
        sources: entry.header.sources)
    }
    return Output(id: id, about: scene.about, parties: account.parties.filter(fits), rows: rows, unopened: scene.unopened)
  }
}

/// The timelines of several cases.
package struct CaseTimelines: OperationOutput {
  package var cases: [CaseTimeline.Output]

  package init(_ cases: [CaseTimeline.Output]) { self.cases = cases }

  package static var shape: Shape { .fields(["cases": .list(CaseTimeline.Output.shape)]) }
  package var json: JSONValue { ["cases": .array(cases.map(\.json))] }
}

extension Knowledge.Telling {
  static var shape: Shape {
    .fields([
      "to": .actor, "by": .entry, "on": DayRange.shape, "way": .choice(["told", "took-part", "acted-on-it"]), "extent?": Extent.shape,
    ])
  }

  /// As programs get it.
  var json: JSONValue {
    [
      "to": to.json, "by": by.json, "on": on.json, "way": .string(way.rawValue), "extent": extent.json,
    ]
  }
}
