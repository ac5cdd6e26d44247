package import CandorCore
package import Crypto
package import Foundation

/// The data keys that one person holds.
package struct Keyring: Sendable {
  /// Every key, in the order in which it was wrapped.
  package private(set) var keys: [DataKey] = []
  private var newest: [Audience: Int] = [:]

  /// No keys.
  package init() {}

  /// The keys of a person's wraps.
  ///
  /// - Parameter wraps: all of them, by number.
  /// - Throws: ``LogFault`` where one is missing, does not open, or holds a key twice.
  package init(_ wraps: [Wrap], with privateKey: Curve25519.KeyAgreement.PrivateKey, in record: RecordID) throws(LogFault) {
    for (number, wrap) in wraps.enumerated() {
      guard wrap.number == number else { throw .malformed(.wrap, "number \(number) is missing") }
      for key in try wrap.open(with: privateKey, in: record) {
        guard !keys.contains(where: { $0.audience == key.audience && $0.epoch == key.epoch }) else {
          throw .malformed(.wrap, "a data key is there twice")
        }
        add(key)
      }
    }
  }

  /// The place in ``keys`` of the key under which an audience is written to now; nil where there is none yet.
  package func newestKey(for audience: Audience) -> Int? { newest[audience] }

  /// Makes an audience's first key.
  ///
  /// - Returns: its place in ``keys``.
  package mutating func makeKey(for audience: Audience, in record: RecordID, randomness: Randomness) -> Int {
    add(DataKey(audience: audience, epoch: 1, secret: randomness.bytes(32), record: record))
    return keys.count - 1
  }

  /// Opens a box with the key that fits, newest first; nil where none does.
  ///
  /// - Parameter audiences: whose keys are tried; nil for all.
  package func open(_ sealed: Data, beside leafHash: Digest, for audiences: Set<Audience>? = nil) -> (
    key: DataKey, contents: [Box.Content]
  )? {
    for key in keys.reversed() where audiences?.contains(key.audience) ?? true {
      if let contents = try? Box.open(sealed, under: key, leafHash: leafHash) { return (key, contents) }
    }
    return nil
  }

  private mutating func add(_ key: DataKey) {
    let isNewest = newest[key.audience].map { keys[$0].epoch < key.epoch } ?? true
    if isNewest { newest[key.audience] = keys.count }
    keys.append(key)
  }
}
