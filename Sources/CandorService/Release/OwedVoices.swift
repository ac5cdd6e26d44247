import CandorCore
import CandorReport

/// What must come with a report: the replies and minority reports on what it tells, and the corrections of what its readers have seen.
enum OwedVoices {
  /// Refuses to publish a report to readers who would not see what is owed with it.
  ///
  /// - Parameters:
  ///   - scene: the case, as far as the exporter can open it.
  ///   - seen: the same as the edition's readers see it.
  ///   - view: the record as they see it, with what was corrected.
  /// - Throws: `ServiceError` of kind `gate`.
  static func check(_ scene: Scene, seen: Scene, for edition: Edition, in view: RecordView) throws {
    var faults: [(message: String, hint: String)] = []
    if let clause = scene.charter?.bindings.first(where: { $0.clause.rule?.check == .attachedReply })?.clause {
      for voice in Voice.all(in: scene) where !seen.opens(voice) {
        let what = voice.part == .reply ? "a reply" : "a minority report"
        faults.append(
          (
            "entry \(voice.statement) is \(what) to what is reported, and clause \(clause.id.name) has it come with it; the edition \(edition.rawValue) does not open it",
            "open it to those readers with its author's consent (an entry of the kind disclosure.widened), or publish for the case"
          ))
      }
    }
    for entry in scene.entries {
      guard let corrected = entry.header.corrects.shown ?? nil, view[corrected]?.kind != nil, seen[entry.id]?.kind == nil else { continue }
      faults.append(
        (
          "entry \(entry.id) corrects entry \(corrected), and the edition \(edition.rawValue) does not open it",
          "open the correction to those who could read what it corrects"
        ))
    }
    guard let first = faults.first else { return }
    throw ServiceError(
      .gate,
      faults.count == 1 ? first.message : "\(faults.count) things that are owed with this report would be left out; no file was written",
      hint: faults.count == 1 ? first.hint : faults.map { "\($0.message): \($0.hint)" }.joined(separator: "\n"))
  }
}

extension Scene {
  /// Whether its reader sees who speaks, on what, and all that they say.
  fileprivate func opens(_ voice: Voice) -> Bool {
    guard case .statementPublished(let statement)? = self[voice.statement]?.event else { return false }
    return statement.by.gap == nil && statement.of.gap == nil && statement.says.gap == nil
  }
}
