import CandorCore
import CandorLog
import CandorReport
import CandorStore
import StrictJSON

/// The proof that goes with a report, or alone, past the gate: what it opens identifies nobody.
package struct ReleasedProof: Hashable, Sendable {
  package let name: String
  package let bytes: [UInt8]
  /// Whether the record keeps that this checkpoint was handed out; an older copy and a file that cannot be written do not.
  package let isKept: Bool

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
        guard let leak = disclosure.value.strings.lazy.compactMap({ scan.findings(in: Array($0.utf8), as: .text).first }).first else {
          continue
        }
        throw ServiceError(
          .gate, "\"\(disclosure.name)\" of entry \(entry.leaf.id) holds \(leak.what), and would identify someone; no file was written",
          hint: "correct the entry, or take the word out of the names if it is none")
      }
    }
    bytes = bundle.bytes
    let leaks = scan.messages(in: bytes, written: .json, named: "\(name).\(ProofBundle.ending)")
    if !leaks.isEmpty {
      throw ServiceError(
        .gate, "the proof would identify someone; no file was written", hint: leaks.prefix(20).joined(separator: "\n"))
    }
    // What is written is read again, as its readers will.
    let written: Verdict
    do { written = try ProofBundle(parsing: bytes).verdict() } catch {
      throw ServiceError(.gate, "the proof cannot be read: \(error.message)", hint: "prove fewer entries at a time")
    }
    if case .fails(let failure) = written { throw ServiceError(.gate, "the proof does not hold: \(failure.message)", hint: failure.hint) }
    isKept = try session.record.publish()
    self.name = "\(name).\(ProofBundle.ending)"
  }

  /// The fields that say who someone is.
  private static let identities: Set = ["names", "aliases", "contacts", "person"]
}

extension JSONValue {
  /// Every text in it, as people read it.
  fileprivate var strings: [String] {
    switch self {
    case .string(let text): [text]
    case .array(let elements): elements.flatMap(\.strings)
    case .object(let object): object.flatMap { [$0.name] + $0.value.strings }
    case .null, .bool, .number: []
    }
  }
}
