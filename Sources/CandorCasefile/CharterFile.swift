package import CandorCore
import Foundation
import StrictJSON

/// A charter as its keepers write it, in YAML.
package enum CharterFile {
  /// Reads a charter.
  ///
  /// - Throws: every mistake in it, with its place.
  package static func read(_ text: String, file: String) throws(Faults) -> Charter {
    let (charter, source) = try open(text, file: file)
    let refused = charter.advice.filter { $0.grade == .error }
    guard refused.isEmpty else { throw Faults(refused.map { source.diagnostic($0.mistake) }) }
    return charter
  }

  /// Everything that is wrong with a charter, or hardly meant, or worth knowing, in the order of its lines. One that cannot be read has only
  /// mistakes.
  package static func findings(in text: String, file: String) -> [Diagnostic] {
    do throws(Faults) {
      let (charter, source) = try open(text, file: file)
      let found = charter.advice.map { advice in
        var diagnostic = source.diagnostic(advice.mistake)
        diagnostic.grade = advice.grade
        return diagnostic
      }
      return Faults(found).diagnostics
    } catch {
      return error.diagnostics
    }
  }

  private static func open(_ text: String, file: String) throws(Faults) -> (Charter, YAMLSource) {
    let source = try YAMLSource(text, file: file)
    let reading = Reading(names: Names(), scalarsAreText: true)
    let charter = Charter(reading.input(source.value))
    if let zone = charter?.timezone, TimeZone(identifier: zone) == nil {
      // The form of such names is that of nobody's.
      let isZone = zone.utf8.count <= 48 && zone.wholeMatch(of: /[A-Za-z_]+(\/[A-Za-z_]+)+|[A-Z]{1,4}/) != nil
      reading.note(
        Mistake(
          "timezone", at: JSONPointer.root.appending("timezone"), "no time zone is called \(isZone ? "\"\(zone)\"" : zone.quoted)",
          found: isZone ? zone : nil,
          expected: "a name of the IANA time zone database, such as America/Chicago or Europe/Madrid"))
    }
    try source.check(reading)
    guard let charter else { preconditionFailure("a charter that cannot be read has noted why") }
    return (charter, source)
  }
}
