package import CandorCore
package import StrictJSON

/// A version of the charter as the record holds it: by which acts of its time are judged.
package enum CharterShow: Operation {
  /// In force on which day.
  package struct Parameters: OperationParameters {
    /// Nil for the newest version, in force or not.
    package var on: Day?

    package static let fields = [
      Shape.Member("on", .day, "the version in force on this day; without it the one adopted last", required: false)
    ]

    package init(on: Day?) { self.on = on }

    package init?(_ object: ObjectInput) {
      guard let on: Day? = object.required("on") else { return nil }
      self.on = on
    }
  }

  /// The version, and when each of them is in force.
  package struct Output: OperationOutput {
    /// A version by the entry that adopted it, with the days on which it is in force; none where another took its place at once.
    package struct Version: Sendable {
      package var entry: EntryID
      package var charter: Charter
      package var isReplaced: Bool { charter.inForce.isEmpty }

      /// When it is in force, in words.
      package var term: String {
        if isReplaced { return "never in force: another took its place" }
        let (from, to) = (charter.inForce.first.map { " from \($0)" } ?? "", charter.inForce.last.map { " to \($0)" } ?? "")
        return "in force\(from)\(to)"
      }
    }

    package var shown: Version
    package var versions: [Version]
    /// Entries by which a version may have been adopted, or taken back, that this reader cannot read: it may hold in the place of those shown.
    package var unseen: [EntryID]

    package static var shape: Shape {
      .fields([
        "entry": .entry, "charter": Charter.shape,
        "versions": .list(.fields(["entry": .entry, "from?": .day, "to?": .day, "replaced": .flag])), "unseen": .list(.entry),
      ])
    }
    package var json: JSONValue {
      [
        "entry": shown.entry.json, "charter": shown.charter.json,
        "versions": .array(
          versions.map { version in
            [
              "entry": version.entry.json, "from": (version.isReplaced ? nil : version.charter.inForce.first).json,
              "to": (version.isReplaced ? nil : version.charter.inForce.last).json, "replaced": .bool(version.isReplaced),
            ]
          }), "unseen": unseen.json,
      ]
    }
  }

  package static let description = OperationDescription(
    method: "charter/show", command: "charter",
    about: "Gives the charter as the record holds it, and from when to when each version is in force.",
    fields: Parameters.fields, errors: [.input, .notFound, .notPermitted, .damaged], example: ["on": "2019-03-14"])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let adopted = session.view.standing(session.view.corrections).compactMap { entry -> EntryID? in
      guard case .charterAdopted(let adopted) = entry.event, adopted.charter.shown != nil else { return nil }
      return entry.id
    }
    let versions = zip(adopted, session.organization.charters).map { Output.Version(entry: $0, charter: $1) }
    let shown = versions.last { version in
      guard let day = parameters.on else { return true }
      return version.charter.inForce.contains(day)
    }
    guard let shown else {
      guard let day = parameters.on, session.organization.unseenCharters.isEmpty else { throw session.noCharter }
      let first = versions.compactMap(\.charter.inForce.first).min().map { "the code in this record is in force from \($0) on" }
      throw ServiceError(.notFound, "no code was in force on \(day)", hint: first)
    }
    return Output(shown: shown, versions: versions, unseen: session.organization.unseenCharters.map(\.entry).uniqued)
  }
}
