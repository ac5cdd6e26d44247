package import CandorCore
package import CandorLog
package import Foundation

/// What the outside lends to the operations: the time, randomness, where this person keeps keys, and who knows their passphrases. Tests and the worked example put their own
/// in its place.
package struct Environment: Sendable {
  package var now: @Sendable () -> Instant
  package var randomness: Randomness
  /// The folder of key files.
  package var keys: URL
  /// Gives the passphrases of key files; without one, what is protected stays shut and what is made stays in clear.
  package var passphrases = Passphrases()

  package init(now: @escaping @Sendable () -> Instant, randomness: Randomness, keys: URL) {
    (self.now, self.randomness, self.keys) = (now, randomness, keys)
  }

  /// The machine's clock and randomness; keys in `$XDG_CONFIG_HOME/candor`, else `~/.config/candor`.
  package static var machine: Environment {
    let variables = ProcessInfo.processInfo.environment
    let home = variables["HOME"].map { URL(filePath: $0) } ?? FileManager.default.homeDirectoryForCurrentUser
    let configuration = variables["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : URL(filePath: $0) } ?? home.appending(path: ".config")
    return Environment(
      now: { Instant(seconds: Int(Date().timeIntervalSince1970.rounded(.down))) }, randomness: .system,
      keys: configuration.appending(path: "candor"))
  }

  /// Where the key of a record is kept unless someone says otherwise. Records in different folders may be files of one name, and a file
  /// may be given another; the record's identifier stays, and is its alone.
  package func keyFile(of record: RecordID) -> String { keys.appending(path: "\(record).key").path(percentEncoded: false) }

  /// The day of a moment in the civil time of a charter's zone.
  package static func day(of instant: Instant, in charter: Charter) -> Day {
    let zone = TimeZone(identifier: charter.timezone)
    let offset = zone?.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.seconds))) ?? 0
    let local = instant.seconds + offset
    return Day(number: (local >= 0 ? local : local - 86_399) / 86_400)
  }
}

/// Who is asked for the passphrases of key files.
package struct Passphrases: Sendable {
  /// Gives the passphrase of the key file at a path; nil where nobody can.
  package var present: @Sendable (_ keyFile: String) throws -> Passphrase?
  /// Gives the passphrase that the key file at a path is to have; nil where it is to have none.
  package var new: @Sendable (_ keyFile: String) throws -> Passphrase?
  /// What guessing one is to cost.
  package var cost: Scrypt.Cost

  /// By themselves they know none.
  package init(
    present: @escaping @Sendable (_ keyFile: String) throws -> Passphrase? = { _ in nil },
    new: @escaping @Sendable (_ keyFile: String) throws -> Passphrase? = { _ in nil }, cost: Scrypt.Cost = .standard
  ) {
    (self.present, self.new, self.cost) = (present, new, cost)
  }
}
