package import CandorCore
import Foundation
import StrictJSON

/// A charter as its keepers write it, in YAML.
package enum CharterFile {
  /// Reads a charter.
  ///
  /// - Throws: every mistake in it, with its place.
  package static func read(_ text: String, file: String) throws(Faults) -> Charter {
    let source = try YAMLSource(text, file: file)
    let reading = Reading(names: Names(), scalarsAreText: true)
    let charter = Charter(reading.input(source.value))
    if let zone = charter?.timezone, TimeZone(identifier: zone) == nil {
      reading.note(
        Mistake(
          "timezone", at: JSONPointer.root.appending("timezone"), "no time zone is called \"\(zone)\"", found: zone,
          expected: "a name of the IANA time zone database, such as America/Chicago or Europe/Madrid"))
    }
    try source.check(reading)
    guard let charter else { preconditionFailure("a charter that cannot be read has noted why") }
    return charter
  }
}
