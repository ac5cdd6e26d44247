package import CandorCore
import StrictJSON

/// Entries of a case in a file of their own: one, or a list of them, in YAML, of which JSON is a part.
package enum EntriesFile {
  /// Reads them.
  ///
  /// - Throws: every mistake in the file, with its place.
  package static func read(_ text: String, file: String, of case: CaseID?, in setting: Batch.Setting) throws(Faults) -> [Draft] {
    let source = try YAMLSource(text, file: file)
    let reading = Reading(names: setting.names, scalarsAreText: true)
    let root = reading.input(source.value)
    if case .object(let object) = source.value, object["kind"] == nil, object["entries"] != nil || object["about"] != nil {
      root.mistake(
        "type", "this is a case file, and not an entry", expected: "candor import, for a case file; here an entry, or a list of them")
      throw Faults(reading.mistakes.map(source.diagnostic))
    }
    let drafts = Batch.read(root.elements.map { Batch.Item($0) }, of: `case`, in: setting)
    try source.check(reading)
    return drafts
  }
}
