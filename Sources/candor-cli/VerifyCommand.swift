import ArgumentParser
import CandorLog
import CandorService

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Verify the proof that came with findings; no record and no key are needed.",
    discussion: """
      Findings come with a file that ends in .proof.json. It holds the entries they rest on, as far as their readers may read them, and proves that \
      these are in the record that its custodian signed. Held against the proof of last year's findings, it also proves that the record still \
      contains everything that it contained then.

      Ends with 1 where something does not hold, and says what; with 3 where a file is no such proof.

      Examples:  candor verify findings.members.en.proof.json
                 candor verify findings.members.en.proof.json --since 2025/findings.members.en.proof.json
      """)

  @Argument(help: "The proof: a file that ends in .proof.json.")
  var bundle: String

  @Option(help: "An older proof: whoever signed that must have signed this, and all that it knew must be in this.")
  var since: String?

  @Option(help: "A file with the verification key that must have signed it, as 'candor checkpoint' gives it.")
  var key: String?

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func validate() throws {
    if since != nil, key != nil { throw ValidationError("give --since or --key, not both: the older proof has its key") }
  }

  func run() throws {
    let verification = try BundleVerification(
      of: (try TextFile.bytes(bundle, atMost: ProofBundle.maximumLength), bundle),
      since: try since.map { (try TextFile.bytes($0, atMost: ProofBundle.maximumLength), $0) }, key: try key.map { try TextFile.read($0) })
    switch format {
    case .json: Speech.print(verification.jsonText)
    case .text: tell(verification)
    }
    if verification.failure != nil { throw Ended(status: .found) }
  }

  private func tell(_ verification: BundleVerification) {
    if let failure = verification.failure {
      Speech.complain("candor: \(bundle): \(failure)")
      if let hint = verification.hint { Speech.complain("  \(hint)") }
      return
    }
    let entries = Count.of(verification.entries, "entry", "entries")
    Speech.print(
      "\(bundle): \(entries) shown, \(verification.size - verification.entries) not, all in the record at checkpoint \(verification.size)")
    if let since, let size = verification.olderSize {
      let kept = size == 1 ? "the one entry of that record is still here" : "that record's \(size) entries are all still here"
      Speech.print("signer is the one of \(since); \(kept), unchanged")
    } else if let key {
      Speech.print("signer is the one of \(key)")
    } else {
      Speech.print("signer unchecked: this shows that it holds together, not who signed it; add --since OLDER or --key FILE")
    }
  }
}
