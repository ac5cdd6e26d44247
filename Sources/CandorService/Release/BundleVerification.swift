package import CandorCore
import CandorLog
package import StrictJSON

/// What verifying a bundle says, in words for its reader. It takes no record: a member who was given findings needs nothing else.
package struct BundleVerification: OperationOutput {
  /// What verifiers call the outcome: `holds`, or what `Docs/log.md` calls the failure.
  package var verdict: String
  /// Whether it was held against someone whom the reader trusts.
  package var signerChecked: Bool
  /// What does not hold, and what to do about it; nil where it holds.
  package var failure: String?
  package var hint: String?
  /// Which record it is of: the origin of its checkpoint.
  package var origin: String
  package var size: Int
  /// How many entries it opens, and how many values of them.
  package var entries: Int
  package var values: Int
  /// How many entries the older bundle's tree had, where there is one.
  package var olderSize: Int?

  /// - Parameters:
  ///   - bundle: a file that ends in `.proof.json`.
  ///   - older: an older bundle; with it, whoever signed that one must have signed this, and all of that record must be in this.
  ///   - key: a verification key, as `NAME+ID+KEY`; with it, that key must have signed, or handed over to whoever did.
  /// - Throws: `ServiceError` of kind `input` where a file is not what it should be.
  package init(of bundle: (bytes: [UInt8], name: String), since older: (bytes: [UInt8], name: String)? = nil, key: String? = nil) throws {
    let bundle = try Self.bundle(bundle.bytes, named: bundle.name)
    var trust = Trust.nobody
    if let older {
      let read = try Self.bundle(older.bytes, named: older.name)
      trust = .older(read)
    } else if let key {
      do { trust = .key(try VerificationKey(parsing: key.trimmed)) } catch {
        throw ServiceError(
          .input, "the key: \(error.message)", hint: "it is one line, as 'candor checkpoint' gives it: candor/RECORD+ID+KEY")
      }
    }
    self.init(bundle, bundle.verdict(trusting: trust))
    if case .older(let read) = trust { olderSize = read.checkpoint.head.size }
  }

  init(_ bundle: ProofBundle, _ verdict: Verdict) {
    switch verdict {
    case .holds(let signerChecked): (self.verdict, self.signerChecked) = ("holds", signerChecked)
    case .fails(let failure):
      (self.verdict, signerChecked) = (failure.name, false)
      (self.failure, hint) = (failure.message, failure.hint)
    }
    (origin, size, entries) = (bundle.checkpoint.origin, bundle.checkpoint.head.size, bundle.entries.count)
    values = bundle.entries.reduce(0) { $0 + $1.disclosures.count }
  }

  static func bundle(_ bytes: [UInt8], named name: String) throws -> ProofBundle {
    do { return try ProofBundle(parsing: bytes) } catch { throw ServiceError(.input, "\(name): \(error.message)", hint: error.hint) }
  }

  package static var shape: Shape {
    .fields([
      "verdict": .text, "signerChecked": .flag, "origin": .text, "size": .count, "entries": .count, "values": .count, "message?": .text,
      "expected?": .text,
    ])
  }
  package var json: JSONValue {
    var object: JSONObject = [
      "verdict": .string(verdict), "signerChecked": .bool(signerChecked), "origin": .string(origin), "size": size.json,
      "entries": entries.json, "values": values.json,
    ]
    if let failure { object["message"] = .string(failure) }
    if let hint { object["expected"] = .string(hint) }
    return .object(object)
  }
}

extension String {
  /// Without the line's end that files have.
  fileprivate var trimmed: String { String(split(whereSeparator: \.isNewline).first ?? "") }
}
