import CandorCore
import CandorLog
import CandorStore
import Foundation
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
    self.record = try record.map { try Record.claim(at: $0).id }
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
  /// What this key signs is verified by it, as `NAME+ID+KEY`.
  package var verification: String
  /// What others grant access to, in letters; nil where the file does not say.
  package var publicKey: String?
  /// Whose signature on the record its holder trusts, as `NAME+ID+KEY`: their own where they keep it.
  package var trusted: String
  /// Short, for people to compare; nil where the file does not say.
  package var recovery: String?

  /// - Throws: a fault of the key file.
  package init(of named: NamedKeyFile) throws {
    let file = try KeyFile(reading: named.path, for: named.record)
    (self.file, record, verification) = (file.path, file.record.text, file.verification.text)
    recovery = file.recovery.fingerprint(in: file.record)
    (publicKey, trusted) = (file.publicKey.text, file.trusted.text)
    switch file.protection {
    case .none: protection = "none"
    case .scrypt(let cost): (protection, self.cost) = ("scrypt", cost.exponent)
    }
  }

  /// As one line of JSON.
  package var jsonText: String {
    let json: JSONValue = [
      "file": .string(file), "record": .string(record), "protection": .string(protection), "cost": cost?.json ?? .null,
      "verification": .string(verification), "trusted": .string(trusted), "public": publicKey.map(JSONValue.string) ?? .null,
      "recovery": recovery.map(JSONValue.string) ?? .null,
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

/// Makes a person's key for a record. It opens nothing until someone who may grants it access.
package struct NewPersonKey {
  /// Where the key file was put.
  package var file: String
  /// What others grant access to, in letters.
  package var publicKey: String
  /// What the record's checkpoints are verified by, as the record file says, and as the key trusts from here on.
  package var trusted: String

  /// - Parameter file: where to put it; nil for the folder of keys, under the record's identifier.
  /// - Throws: a fault of the record or of the key file, or `ServiceError`; there is no new file then.
  package init(of record: String, file: String?, environment: Environment) throws {
    let claim = try Record.claim(at: record)
    let key = try PersonKey(of: claim.id, trusting: claim.verification, recovery: claim.recovery, randomness: environment.randomness)
    self.file = file ?? environment.keyFile(of: claim.id)
    try environment.makeFolder(of: self.file)
    try KeyFile.write(key, to: self.file, lent: environment)
    (publicKey, trusted) = (key.publicKey.text, claim.verification.text)
  }
}

/// Has a key trust another signature on its record: where the record was recovered, and its new custodian told by a way of their own which it is.
package struct NewTrust {
  /// - Parameter verification: `NAME+ID+KEY`.
  /// - Throws: a fault of the key file, or `ServiceError`; the file is as it was then.
  package init(in named: NamedKeyFile, of verification: String, environment: Environment) throws {
    let file = try KeyFile(reading: named.path, for: named.record)
    let key = try VerificationKey(parsing: verification)
    guard key.name == file.record.origin else {
      throw ServiceError(
        .input, "that key signs another record, \(key.name)", hint: "give the one of \(file.record.origin), as its custodian told you")
    }
    try file.trust(key, asking: environment.passphrases.present, randomness: environment.randomness)
  }
}

extension Environment {
  /// Makes the folder that a key file is to be in, for its owner alone.
  func makeFolder(of keyFile: String) throws {
    let folder = URL(filePath: keyFile).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw ServiceError(
        .unavailable, "cannot make the folder of the key file, \(folder.path(percentEncoded: false))",
        hint: "name another place: --key FILE")
    }
  }
}
