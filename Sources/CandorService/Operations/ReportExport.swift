package import CandorCore
import CandorReport
import CandorLog
import CandorStore
package import StrictJSON

/// Writes the findings of a case for an edition, or gives them back: past the gate, or not at all.
package enum ReportExport: Operation {
  /// Which report of which case, for whom, in which formats, and where to.
  package struct Parameters: OperationParameters {
    package var request: ReportRequest
    package var formats: [ReportFormat]
    /// The folder to write into; nil to have the report itself in the answer.
    package var out: String?
    /// Whether files of an earlier export that differ give way.
    package var replace: Bool
    /// Whether the record is to say that it was published.
    package var publish: Bool

    package static let fields =
      ReportRequest.fields + [
        Shape.Member("format", .list(ReportFormat.shape), "docbook, html, text, or several; all without it", required: false),
        Shape.Member("out", .text, "the folder to write into; without it the answer holds the report", required: false),
        Shape.Member(
          "replace", Bool.shape, "whether files there that differ give way; without it, one that differs keeps all from being written",
          required: false),
        Shape.Member(
          "publish", .flag, "to append an entry that says that it was published; the next edition tells what changed since",
          required: false),
      ]

    package init(_ request: ReportRequest, formats: [ReportFormat], out: String?, replace: Bool = false, publish: Bool = false) {
      (self.request, self.formats, self.out, self.replace, self.publish) = (request, formats, out, replace, publish)
    }

    package init?(_ object: ObjectInput) {
      let request = ReportRequest(object)
      let formats: [ReportFormat]? = object.required("format")
      let out: String?? = object.required("out")
      let replace: Bool?? = object.required("replace")
      let publish: Bool?? = object.required("publish")
      guard let request, let formats, let out, let replace, let publish else { return nil }
      self.init(
        request, formats: formats.isEmpty ? ReportFormat.allCases : formats, out: out, replace: replace ?? false,
        publish: publish ?? false)
    }
  }

  /// The reports, past the gate, with their proof; and whether they were written.
  package struct Output: OperationOutput {
    package var reports: [ReleasedReport]
    package var proof: ReleasedProof
    package var written: Bool
    package var size: Int
    /// The entry that says that it was published; nil where none does.
    package var published: EntryID?

    package static var shape: Shape {
      .fields([
        "written": .flag, "checkpoint": .count, "published?": .entry, "proof": .fields(["name": .text, "bytes": .count, "text?": .prose]),
        "reports": .list(
          .fields([
            "name": .text, "format": ReportFormat.shape, "bytes": .count, "text?": .prose,
            "pictures": .list(.fields(["name": .text, "bytes": .count, "text?": .prose])),
          ])),
      ])
    }
    package var json: JSONValue {
      var proof: JSONObject = ["name": .string(proof.name), "bytes": proof.bytes.count.json]
      if !written { proof["text"] = .string(String(decoding: self.proof.bytes, as: UTF8.self)) }
      return [
        "written": .bool(written), "checkpoint": size.json, "published": published.json, "proof": .object(proof),
        "reports": .array(
          reports.map { report in
            var object: JSONObject = ["name": .string(report.name), "format": report.format.json, "bytes": report.bytes.count.json]
            if !written { object["text"] = .string(String(decoding: report.bytes, as: UTF8.self)) }
            object["pictures"] = .array(
              report.pictures.map { picture in
                var object: JSONObject = ["name": .string(picture.name), "bytes": picture.bytes.count.json]
                if !written { object["text"] = .string(String(decoding: picture.bytes, as: UTF8.self)) }
                return .object(object)
              })
            return .object(object)
          }),
      ]
    }
  }

  package static let description = OperationDescription(
    method: "report/export", command: "export",
    about:
      "Writes a report for an edition, with the proof that the record holds what they rest on: past the gate, or not at all.",
    fields: Parameters.fields, errors: [.input, .notFound, .notPermitted, .file, .gate, .unavailable, .damaged], isChange: true,
    example: ["edition": "members", "format": ["text"]])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    // What cannot be put on record as published is not written either.
    if parameters.publish { try session.checkWritable() }
    if let out = parameters.out { try AtomicFile.check(out) }
    let report = try EditionReport(parameters.request, in: session)
    try report.holdAgainstPublished(in: session)
    let scan = LeakScan(session.view)
    let released = try parameters.formats.enumerated().map { index, format in
      try session.reached("writing \(format.rawValue)", 0.2 + 0.6 * Double(index) / Double(parameters.formats.count))
      return try report.released(as: format, past: scan)
    }
    let publication = parameters.publish ? try report.publication(in: session) : nil
    try session.reached("proving", 0.8)
    let proof = try ReleasedProof(of: report.entries, for: report.audiences, named: report.name, in: session)
    if let out = parameters.out {
      let files = released.flatMap(\.files).map { ($0.name, $0.bytes) } + [(proof.name, proof.bytes)]
      try AtomicFile.write(files, into: out, replacing: parameters.replace)
    }
    let size = session.checkpoint.size
    // Only what is there is said to be published.
    if let publication { try session.append([publication]) }
    return Output(
      reports: released, proof: proof, written: parameters.out != nil, size: size, published: publication.map { _ in EntryID(size + 1) })
  }
}
