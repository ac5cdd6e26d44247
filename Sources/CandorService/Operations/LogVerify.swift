package import CandorCore
import CandorLog
import CandorStore
import StrictJSON

/// Verifies a bundle, against an older one, a key, or the record that is open.
package enum LogVerify: Operation {
  /// Which bundle, and whom to trust.
  package struct Parameters: OperationParameters {
    package var bundle: String
    package var since: String?
    package var key: String?

    package static let fields = [
      Shape.Member("bundle", .text, "the bundle, its file's text", required: true),
      Shape.Member("since", .text, "an older bundle, its file's text: all that it knew must be in this one", required: false),
      Shape.Member("key", .text, "the verification key that must have signed it, as NAME+ID+KEY", required: false),
    ]

    package init(bundle: String, since: String? = nil, key: String? = nil) {
      (self.bundle, self.since, self.key) = (bundle, since, key)
    }

    package init?(_ object: ObjectInput) {
      let bundle = object.file("bundle")
      let since = object.optionalFile("since")
      let key: String?? = object.required("key")
      guard let bundle, let since, let key else { return nil }
      self.init(bundle: bundle, since: since, key: key)
    }
  }

  /// What it comes to.
  package typealias Output = BundleVerification

  package static let description = OperationDescription(
    method: "log/verify", command: "verify",
    about:
      "Verifies a bundle: against an older one, a key, or, with neither, the record that is open: whether it still contains what was handed out.",
    fields: Parameters.fields, errors: [.input, .damaged], example: ["bundle": "the text of a file that ends in .proof.json"])

  package static func run(_ parameters: Parameters, in session: Session) throws -> BundleVerification {
    let given = (bytes: Array(parameters.bundle.utf8), name: "bundle")
    if parameters.since != nil || parameters.key != nil {
      return try BundleVerification(of: given, since: parameters.since.map { (Array($0.utf8), "since") }, key: parameters.key)
    }
    return try verify(try BundleVerification.bundle(given.bytes, named: given.name), in: session)
  }

  /// Whether the record that is open still contains what a bundle knows.
  static func verify(_ bundle: ProofBundle, in session: Session) throws -> BundleVerification {
    guard case .holds = bundle.verdict() else { return BundleVerification(bundle, bundle.verdict()) }
    let present = try session.record.bundle(of: [], for: [], since: [bundle.checkpoint.head.size])
    let verdict = present.verdict(trusting: .older(bundle))
    var verification = BundleVerification(bundle, verdict)
    if case .fails(.smaller(let known, let held)) = verdict {
      verification.failure =
        "the record holds \(held) entries, and this proof knows \(known): the record is an older copy, or entries were taken away"
      verification.hint = "Look for the newer copy. Keep the proof: it shows what was there."
    }
    return verification
  }
}
