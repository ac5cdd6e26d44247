import CandorCore
import CandorLog
import CandorReport
import CandorStore
import StrictJSON

/// The proof that goes with a report, or alone, past the gate: what it opens identifies nobody.
package struct ReleasedProof: Hashable, Sendable {
  package let name: String
  package let bytes: [UInt8]

  /// Proves entries to the readers of an edition, and keeps the checkpoint that it is of.
  ///
  /// - Parameters:
  ///   - entries: which entries; of those that the edition does not open, only that they are there is proved.
  ///   - sizes: older trees to prove from, beside those that were published.
  /// - Throws: `ServiceError` of kind `gate` where a value would identify someone; a fault of the record.
  init(of entries: [EntryID], for audiences: Set<Audience>, since sizes: [Int] = [], named name: String, in session: Session) throws {
    let opened = try session.record.bundle(of: entries, for: audiences, since: sizes)
    // Names go out in no edition, whoever may read them in the record.
    let bundle = opened.withholding { ReleasedProof.identities.contains($0.name) }
    let scan = LeakScan(session.view, isOfProof: true)
    for entry in bundle.entries {
      for disclosure in entry.disclosures.values {
        guard let leak = scan.findings(in: disclosure.value.canonicalBytes, as: .text).first else { continue }
        throw ServiceError(
          .gate, "\"\(disclosure.name)\" of entry \(entry.leaf.id) holds \(leak.what), and would identify someone; no file was written",
          hint: "correct the entry, or take the word out of the names if it is none")
      }
    }
    _ = try session.record.publish()
    self.name = "\(name).\(ProofBundle.ending)"
    bytes = bundle.bytes
  }

  /// The fields that say who someone is.
  private static let identities: Set = ["names", "aliases", "contacts", "person"]
}
