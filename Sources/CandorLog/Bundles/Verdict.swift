package import CandorCore
import StrictJSON

/// Whom a reader trusts to sign a record's checkpoints.
package enum Trust: Sendable {
  /// Nobody yet: whether a bundle holds together is all that can be said.
  case nobody
  /// A key that reached the reader another way.
  case key(VerificationKey)
  /// Whoever signed an older bundle, which is to be found in this one.
  case older(ProofBundle)
}

/// What verifying a bundle comes to.
package enum Verdict: Hashable, Sendable {
  /// It holds together, and is signed by whoever is trusted; where nobody is, the signer is unchecked.
  case holds(signerChecked: Bool)
  /// It does not.
  case fails(BundleFailure)
}

/// Why a bundle does not hold; `Docs/log.md` lists the names in the order of the looking.
package enum BundleFailure: Error, Hashable, Sendable {
  case unsigned, forged, otherOrigin
  case notIncluded(EntryID)
  case uncommitted(EntryID, slot: UInt8)
  case equivocal(EntryID, slot: UInt8)
  /// The tree does not go on from one of that size, as it says.
  case inconsistent(size: Int)
  /// A change of keys at that size is not what it says; nil where the last one's key is not the bundle's.
  case unsucceeded(size: Int?)
  case otherSigner
  case smaller(than: Int, size: Int)
  case forked(size: Int)
  case unproven(size: Int)
  /// The older bundle does not hold by itself.
  indirect case older(BundleFailure)

  /// What verifiers call it.
  package var name: String {
    switch self {
    case .unsigned: "unsigned"
    case .forged: "forged"
    case .otherOrigin: "other-origin"
    case .notIncluded: "not-included"
    case .uncommitted: "uncommitted"
    case .equivocal: "equivocal"
    case .inconsistent: "inconsistent"
    case .unsucceeded: "unsucceeded"
    case .otherSigner: "other-signer"
    case .smaller: "smaller"
    case .forked: "forked"
    case .unproven: "unproven"
    case .older(let failure): failure.name
    }
  }

  /// What is the case, without capital and period.
  package var message: String {
    switch self {
    case .unsigned: "its checkpoint is not signed by the key that it names"
    case .forged: "its checkpoint bears a signature that the key did not make"
    case .otherOrigin: "it is of another record"
    case .notIncluded(let entry): "entry \(entry) is not in the tree that was signed"
    case .uncommitted(let entry, let slot): "what it says of field \(slot) of entry \(entry) is not what the entry committed to"
    case .equivocal(let entry, let slot):
      "entry \(entry) commits to a value where none of that name can be (field \(slot)): it says one thing to some and another to others"
    case .inconsistent(let size): "the tree that was signed does not go on from the one of \(entries(size)) that was published"
    case .unsucceeded(let size):
      size.map { "the signing key's change at entry \($0) is not proved" }
        ?? "the key that signed it is not the one that the last change named"
    case .otherSigner: "it is signed by a key that is not the trusted one, and that the trusted one has not handed over to"
    case .smaller(let older, let size): "it is older: it has \(entries(size)), and the one that it is held against has \(older)"
    case .forked(let size):
      "it tells another story of the same \(entries(size)): the record was forked, and someone was shown what it does not contain"
    case .unproven(let size): "it does not hold the proof that goes back to the tree of \(entries(size))"
    case .older(let failure): "the older bundle does not hold by itself: \(failure.message)"
    }
  }

  /// The next step.
  package var hint: String {
    switch self {
    case .unsigned, .forged, .notIncluded, .uncommitted, .equivocal, .inconsistent, .unsucceeded:
      "Keep it: it shows what was handed out. Ask for another copy, and if that fails too, ask the custodian in front of others."
    case .otherOrigin: "Check that both are of the same record."
    case .otherSigner: "Ask the organization by another way which key signs its record."
    case .smaller: "Hold the newer one against the older: candor verify NEWER --since OLDER."
    case .forked:
      "Keep both, and show them to others who hold a bundle: two signed checkpoints of one size with different roots are proof of it."
    case .unproven: "Ask the custodian for it: candor prove RECORD --since OLDER."
    case .older: "Keep it, and take another copy of the older one."
    }
  }
}

private func entries(_ count: Int) -> String { count == 1 ? "1 entry" : "\(count) entries" }

extension ProofBundle {
  /// Verifies all that the bundle says: of itself first, then that whoever is trusted has signed it.
  package func verdict(trusting trust: Trust = .nobody) -> Verdict {
    do throws(BundleFailure) {
      if case .older(let older) = trust {
        do { try older.verify() } catch { throw .older(error) }
      }
      try verify()
      switch trust {
      case .nobody: return .holds(signerChecked: false)
      case .key(let key): try verify(by: key)
      case .older(let older):
        try verify(by: older.verification)
        try verifyGoesOn(from: older.checkpoint.head)
      }
      return .holds(signerChecked: true)
    } catch {
      return .fails(error)
    }
  }

  private func verify() throws(BundleFailure) {
    do { try checkpoint.note.verify(by: verification) } catch { throw error == .unsigned ? .unsigned : .forged }
    guard checkpoint.origin == verification.name else { throw .otherOrigin }
    for entry in entries { try entry.verifyIncluded(in: checkpoint.head) }
    for entry in entries { try entry.verifyCommitted() }
    for entry in entries { try entry.verifyPlaces() }
    for older in older where !older.proof.proves(checkpoint.head, goesOnFrom: older.head) { throw .inconsistent(size: older.head.size) }
    var former: VerificationKey?
    for succession in successions {
      try succession.verify(until: checkpoint, after: former)
      former = succession.entry.successor
    }
    if let last = successions.last, last.entry.successor?.text != verification.text { throw .unsucceeded(size: nil) }
  }

  /// Makes sure that this key signed, or handed over to the one that did.
  private func verify(by key: VerificationKey) throws(BundleFailure) {
    guard key.name == checkpoint.origin else { throw .otherOrigin }
    guard key.text != verification.text else { return }
    var trusted = key
    for succession in successions where (try? succession.checkpoint.note.verify(by: trusted)) != nil {
      if let successor = succession.entry.successor { trusted = successor }
    }
    guard trusted.text == verification.text else { throw .otherSigner }
  }

  private func verifyGoesOn(from head: TreeHead) throws(BundleFailure) {
    // Every tree goes on from the one without leaves.
    guard head.size > 0 else { return }
    guard head.size <= checkpoint.head.size else { throw .smaller(than: head.size, size: checkpoint.head.size) }
    let same = head.size == checkpoint.head.size ? checkpoint.head : older.first { $0.head.size == head.size }?.head
    guard let same else { throw .unproven(size: head.size) }
    guard same.root == head.root else { throw .forked(size: head.size) }
  }
}

extension ProofBundle.Entry {
  /// Verifies that the entry is in the tree.
  fileprivate func verifyIncluded(in head: TreeHead) throws(BundleFailure) {
    guard proof.proves(leaf.hash, at: leaf.id.number - 1, in: head) else { throw .notIncluded(leaf.id) }
  }

  /// Verifies that what is opened of it is what it committed to.
  fileprivate func verifyCommitted() throws(BundleFailure) {
    for (slot, disclosure) in disclosures.sorted(by: { $0.key < $1.key }) where disclosure.digest != leaf.commitments[Int(slot)] {
      throw .uncommitted(leaf.id, slot: slot)
    }
  }

  /// Verifies that it says everything once, in its place.
  fileprivate func verifyPlaces() throws(BundleFailure) {
    if let slot = Slots.misplaced(disclosures.mapValues { ($0.name, $0.value) }) { throw .equivocal(leaf.id, slot: slot) }
  }

  /// The key that a change of custody names.
  fileprivate var successor: VerificationKey? {
    guard let kind = disclosures[0]?.value.arrayValue, kind.count == 2, kind[0].stringValue == Kind.custodyTransferred.rawValue,
      let version = kind[1].integerValue, version >= 1
    else { return nil }
    let key = disclosures[ProofBundle.keySlot].flatMap { $0.name == "key" ? $0.value.stringValue : nil }
    return key.flatMap { try? VerificationKey(parsing: $0) }
  }
}

extension ProofBundle.Entry {
  fileprivate func isSound(in head: TreeHead) -> Bool {
    do throws(BundleFailure) {
      try verifyIncluded(in: head)
      try verifyCommitted()
      try verifyPlaces()
      return true
    } catch {
      return false
    }
  }
}

extension ProofBundle.Succession {
  fileprivate func verify(until newest: Checkpoint, after former: VerificationKey?) throws(BundleFailure) {
    let size = checkpoint.head.size
    let holds =
      checkpoint.origin == newest.origin && entry.leaf.id.number == size && entry.isSound(in: checkpoint.head)
      && entry.successor.map { $0.name == newest.origin && (try? checkpoint.note.verify(by: $0)) != nil } == true
      && (former.map { (try? checkpoint.note.verify(by: $0)) != nil } ?? true) && proof.proves(newest.head, goesOnFrom: checkpoint.head)
    guard holds else { throw .unsucceeded(size: size) }
  }
}
