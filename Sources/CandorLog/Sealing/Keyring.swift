package import CandorCore
package import Crypto
package import Foundation

/// The data keys that one person holds, and where their access came to an end.
package struct Keyring: Sendable {
  /// Every key, in the order in which it was wrapped.
  package private(set) var keys: [DataKey] = []
  private var places: [DataKey.Name: Int] = [:]
  private var newest: [Audience: Int] = [:]
  private var ended: [Audience: Int] = [:]
  /// What is amiss with wraps that were passed over, where that was asked for.
  package private(set) var passedOver: [LogFault] = []

  /// No keys.
  package init() {}

  /// The keys of a person's wraps.
  ///
  /// - Parameters:
  ///   - wraps: all of them, by number.
  ///   - passingOver: whether wraps with something amiss are passed over, and the others opened: so it is with the
  ///     recovery key, which is what is
  ///     left when others fail. They are in ``passedOver``.
  /// - Throws: ``LogFault`` where one is missing, does not open, stands in another's place, says otherwise of a key
  ///   than one before, or goes forward by more than an epoch.
  package init(
    _ wraps: [Wrap], with privateKey: Curve25519.KeyAgreement.PrivateKey, in record: RecordID, passingOver: Bool = false
  ) throws(LogFault) {
    for (number, wrap) in wraps.enumerated() {
      do throws(LogFault) {
        try take(wrap, passingOver ? wrap.number : number, of: passingOver ? [] : wraps, with: privateKey, in: record)
      } catch {
        guard passingOver else { throw error }
        passedOver.append(error)
      }
    }
  }

  /// Takes what a wrap says, all of it or nothing. Where it does not open, the others tell whether it is one of them.
  private mutating func take(
    _ wrap: Wrap, _ number: Int, of wraps: [Wrap], with privateKey: Curve25519.KeyAgreement.PrivateKey, in record: RecordID
  ) throws(LogFault) {
    guard wrap.number == number else { throw .malformed(.wrap, "number \(number) is missing") }
    let content: Wrap.Content
    do { content = try wrap.open(with: privateKey, in: record) } catch {
      // Whose bytes they are, tells what was done to them.
      let origin = wraps.indices.first { other in
        other != number && (try? Wrap(wrap, at: other).open(with: privateKey, in: record)) != nil
      }
      throw origin.map { .movedWrap(number: number, origin: $0) } ?? error
    }
    var after = self
    for key in content.keys.sorted(by: { $0.epoch < $1.epoch }) {
      if let place = after.places[key.name] {
        guard after.keys[place].secret == key.secret else { throw .malformed(.wrap, "a data key is there twice, and not the same") }
      } else {
        // Who held nothing yet may come in at any epoch; from there on it goes forward by one.
        let known = after.epoch(of: key.audience)
        guard known == 0 || key.epoch <= known + 1 else { throw .malformed(.wrap, "it leaves out an epoch") }
        after.add(key)
      }
    }
    for (audience, epoch) in content.ended { after.end(audience, after: epoch) }
    self = after
  }

  /// The place in ``keys`` of the newest key for an audience; nil where there is none.
  package func newestKey(for audience: Audience) -> Int? { newest[audience] }

  /// The audiences of which it holds a key, or did.
  package var audiences: Set<Audience> { Set(newest.keys).union(ended.keys) }

  /// Whether what is recorded now for this audience opens; false where its holder was left out of a later epoch.
  package func isPresent(for audience: Audience) -> Bool { newest[audience].map { keys[$0].epoch > ended[audience] ?? 0 } ?? false }

  /// Whether everything that was recorded for this audience opens, from the first epoch to the present one.
  package func isWhole(for audience: Audience) -> Bool {
    isPresent(for: audience) && (1...epoch(of: audience)).allSatisfy { places[DataKey.Name(audience: audience, epoch: $0)] != nil }
  }

  /// The epoch that an audience is in now, as far as its holder can tell; 0 where it has none.
  package func epoch(of audience: Audience) -> Int { max(newest[audience].map { keys[$0].epoch } ?? 0, (ended[audience] ?? -1) + 1) }

  /// All keys of an audience, from the first epoch on.
  package func keys(for audience: Audience) -> [DataKey] { keys.filter { $0.audience == audience } }

  /// Begins an audience's next epoch, or its first.
  ///
  /// - Returns: the place of its key in ``keys``.
  /// - Throws: ``LogFault/epochs`` where there can be no further one.
  package mutating func makeKey(for audience: Audience, in record: RecordID, randomness: Randomness) throws(LogFault) -> Int {
    guard epoch(of: audience) < DataKey.epochs.upperBound else { throw .epochs }
    add(DataKey(audience: audience, epoch: epoch(of: audience) + 1, secret: randomness.bytes(32), record: record))
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
    places[key.name] = keys.count
    keys.append(key)
  }

  private mutating func end(_ audience: Audience, after epoch: Int) { ended[audience] = max(ended[audience] ?? 0, epoch) }
}
