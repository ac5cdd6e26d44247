import CandorCasefile
import CandorCore
import CandorLog
import CandorStore
import Foundation
import StrictJSON

extension KeyFile {
  /// Writes a new key file, under the passphrase that whoever keeps it gives.
  ///
  /// - Throws: ``LogFault/keyFile(_:path:)``, ``LogFault/passphrase(_:)``, or what came of asking; then there is no new file.
  static func write(_ key: PersonKey, to path: String, lent environment: Environment) throws {
    let passphrase = try environment.passphrases.new(path)
    try write(key, to: path, under: passphrase, cost: environment.passphrases.cost, randomness: environment.randomness)
  }
}

/// Makes a record: its file, the key of its custodian, and the recovery key, which is shown once and kept nowhere.
package struct RecordInit {
  package var session: Session
  /// Where the custodian's key was put.
  package var key: String
  /// To be written down; it opens everything that the record seals.
  package var recovery: String

  /// - Parameters:
  ///   - path: the record file, which must not be there yet.
  ///   - charter: the charter's YAML, and what messages call its file.
  ///   - key: where to put the key file; nil for the folder of keys, under the record's identifier.
  /// - Throws: `ServiceError`; whatever was made is gone again by then.
  package init(at path: String, charter: (text: String, name: String), key: String?, environment: Environment) throws {
    guard path.hasSuffix(".candor") else {
      throw ServiceError(.input, "\"\(path)\" does not end in .candor", hint: "name the record file NAME.candor")
    }
    let charter = try ServiceError.catching { () throws(Faults) in try CharterFile.read(charter.text, file: charter.name) }
    var custodian = try PersonKey(randomness: environment.randomness)
    self.key = key ?? environment.keyFile(of: custodian.record)
    let recovery = try RecoveryKey(randomness: environment.randomness)
    custodian.recovery = recovery.publicKey
    let today = Environment.day(of: environment.now(), in: charter)
    var names = Names()
    names.bodies = charter.bodies.map(\.id)
    let reading = Reading(names: names)
    let fields: JSONValue = ["kind": Kind.charterAdopted.json, "charter": charter.json]
    guard let first = Draft(reading.input(fields), id: EntryID(1), case: nil, recorded: environment.now(), today: today) else {
      throw ServiceError(reading.mistakes)
    }
    try environment.makeFolder(of: self.key)
    try KeyFile.write(custodian, to: self.key, lent: environment)
    let newest = NewestCheckpoint(besideKey: self.key)
    // What stands beside a key that is new was put there by one that is gone.
    newest.remove()
    do {
      let record = try Record.create(
        at: path, custodian: custodian, recovery: recovery.publicKey, randomness: environment.randomness, newest: newest,
        first: [charter.address(first, on: today)])
      session = try Session(record, environment: environment)
    } catch {
      try? FileManager.default.removeItem(atPath: self.key)
      newest.remove()
      throw error
    }
    self.recovery = recovery.text
  }
}
