package import CandorCore
import CandorLog
import CandorStore
package import CandorReport
package import StrictJSON

/// Proves entries to the readers of an edition, and that the record goes on from older trees.
package enum LogProve: Operation {
  /// Which entries, to whom, and from which older trees.
  package struct Parameters: OperationParameters {
    package var entries: [EntryID]
    package var edition: Edition
    /// Nil where the record has only one case; of use for the edition of a case alone.
    package var `case`: CaseID?
    /// Older bundles, as their files are.
    package var since: [String]

    package static let fields = [
      Shape.Member(
        "entries", .list(.count), "the entries' numbers; without it only that the record goes on from older trees is proved",
        required: false),
      Shape.Member("edition", Edition.shape, "whose readers it is for; members without it", required: false),
      Shape.Member("case", .case, "the case, for the edition of a case; not needed where there is only one", required: false),
      Shape.Member("since", .list(.text), "older bundles, each its file's text, that it is to go on from", required: false),
    ]

    package init(entries: [EntryID], edition: Edition = .members, case: CaseID? = nil, since: [String] = []) {
      (self.entries, self.edition, self.case, self.since) = (entries, edition, `case`, since)
    }

    package init?(_ object: ObjectInput) {
      let entries: [Int]? = object.required("entries")
      let edition: Edition?? = object.required("edition")
      let id = object.caseID()
      let since: [String]? = object.required("since")
      guard let entries, let edition, let id, let since else { return nil }
      self.init(entries: entries.map(EntryID.init), edition: edition ?? .members, case: id, since: since)
    }
  }

  /// The bundle's file.
  package struct Output: OperationOutput {
    package var bundle: String
    package var size: Int

    package static var shape: Shape {
      .fields(["bundle": .prose, "checkpoint": .count])
    }
    package var json: JSONValue { ["bundle": .string(bundle), "checkpoint": size.json] }
  }

  package static let description = OperationDescription(
    method: "log/prove", command: "prove",
    about: "Proves entries to the readers of an edition, as far as they may read them, and that the record goes on from older bundles.",
    fields: Parameters.fields, errors: [.input, .notFound, .gate, .unavailable, .damaged], isChange: true, example: ["entries": [1]])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    // Only the edition of a case asks for the case.
    let audiences =
      switch parameters.edition {
      case .case: parameters.edition.audiences(of: try session.caseID(parameters.case))
      case .members, .public: parameters.edition.audiences
      }
    let size = session.record.head.head.size
    let older = try parameters.since.map { text in
      let older = try BundleVerification.bundle(Array(text.utf8), named: "since")
      let verification = try LogVerify.verify(older, in: session)
      if let failure = verification.failure { throw ServiceError(.input, "since: \(failure)", hint: verification.hint) }
      return older.checkpoint.head.size
    }
    let proof = try ReleasedProof(of: parameters.entries, for: audiences, since: older, named: "entries", in: session)
    return Output(bundle: String(decoding: proof.bytes, as: UTF8.self), size: size)
  }
}
