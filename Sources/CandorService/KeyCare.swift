import CandorCore
import CandorLog
import CandorStore
import StrictJSON

/// A key file, by its own path or as the one of a record.
package struct NamedKeyFile: Sendable {
  /// Where it is.
  package let path: String
  /// The record that it must belong to.
  let record: RecordID?

  /// The record's own in the folder of keys, where no path is given.
  ///
  /// - Throws: a fault of the record, where it is looked at.
  package init(of record: String?, at path: String?, environment: Environment) throws {
    self.record = try record.map { try Record.id(at: $0) }
    guard let path = path ?? self.record.map(environment.keyFile(of:)) else {
      throw ServiceError(.input, "neither a record nor a key file is named", hint: "name a record, or a key file: --key FILE")
    }
    self.path = path
  }
}

/// What a key file says of itself to whoever may read the file; nothing of it is secret.
package struct KeyFacts {
  package var file: String
  package var record: String
  /// `none` or `scrypt`.
  package var protection: String
  /// Of scrypt's N, the binary logarithm.
  package var cost: Int?
  /// What the record's checkpoints are verified by, as `NAME+ID+KEY`.
  package var verification: String
  /// Short, for people to compare; nil where the file does not say.
  package var recovery: String?

  /// - Throws: a fault of the key file.
  package init(of named: NamedKeyFile) throws {
    let file = try KeyFile(reading: named.path, for: named.record)
    (self.file, record, verification) = (file.path, file.record.text, file.verification.text)
    recovery = file.recovery?.fingerprint(in: file.record)
    switch file.protection {
    case .none: protection = "none"
    case .scrypt(let cost): (protection, self.cost) = ("scrypt", cost.exponent)
    }
  }

  /// As one line of JSON.
  package var jsonText: String {
    let json: JSONValue = [
      "file": .string(file), "record": .string(record), "protection": .string(protection), "cost": cost?.json ?? .null,
      "verification": .string(verification), "recovery": recovery.map(JSONValue.string) ?? .null,
    ]
    return json.canonicalText
  }
}

/// Puts a key file under another passphrase, or the first one.
package struct PassphraseChange {
  /// Whether it had one before.
  package var wasProtected: Bool

  /// - Throws: a fault of the key file, or `ServiceError`; the file is as it was then.
  package init(of named: NamedKeyFile, environment: Environment) throws {
    let file = try KeyFile(reading: named.path, for: named.record)
    wasProtected = file.protection != .none
    guard file.recovery != nil else { throw LogFault.keyFile(.older, path: named.path) }
    let key = try file.key(asking: environment.passphrases.present)
    let passphrase = try environment.passphrases.new(named.path)
    guard passphrase != nil else {
      throw ServiceError(
        .input, "nobody gave a new passphrase; nothing was changed",
        hint: "run it on a terminal, or say where it is: --new-passphrase-file FILE, or --new-passphrase-fd N")
    }
    try KeyFile.rewrite(
      named.path, with: key, under: passphrase, cost: environment.passphrases.cost, randomness: environment.randomness)
  }
}
