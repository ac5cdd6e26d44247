package import CandorCore
package import CandorLog
package import Foundation

/// What the outside lends to the operations: the time, randomness, and where this person keeps keys. Tests and the worked example put their own
/// in its place.
package struct Environment: Sendable {
  package var now: @Sendable () -> Instant
  package var randomness: Randomness
  /// The folder of key files.
  package var keys: URL

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
