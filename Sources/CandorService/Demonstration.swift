package import CandorCore
import CandorReport
import Foundation

/// The worked example, from case file to findings, in a folder.
package struct Demonstration {
  package var session: Session
  package var recordFile: String
  package var appended: RecordAppend.Output
  package var duties: [Duty]
  package var reports: [ReleasedReport]

  /// The example's clock: the day of its last events. Its record says what stood then.
  package static let present = Instant(seconds: 1_555_675_200)

  /// Makes `2013-case.candor` in a folder, with its key beside it, and writes the findings for members next to them.
  ///
  /// - Parameters:
  ///   - folder: made where it is not there; a record in it is not overwritten.
  ///   - environment: its clock is the example's, whatever it says.
  package init(in folder: String, environment: Environment) throws {
    let directory = URL(filePath: folder, directoryHint: .isDirectory)
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    } catch {
      throw ServiceError(.unavailable, "cannot make the folder \(folder)", hint: "name a folder that you may write in")
    }
    var environment = environment
    environment.now = { Demonstration.present }
    recordFile = directory.appending(path: "2013-case.candor").path(percentEncoded: false)
    let names = [
      "2013-case.candor", "2013-case.key", "case.yaml", "charter.yaml", "findings.members.en.html", "findings.members.en.proof.json",
      "findings.members.en.timeline.svg", "findings.members.en.txt", "findings.members.en.xml",
    ]
    for name in names where FileManager.default.fileExists(atPath: directory.appending(path: name).path(percentEncoded: false)) {
      throw ServiceError(.file, "\(folder)/\(name) is there already", hint: "name another folder, or take that one away: candor demo OTHER")
    }
    try AtomicFile.write(
      [("charter.yaml", Array(WorkedExample.charter.utf8)), ("case.yaml", Array(WorkedExample.casefile.utf8))], into: folder,
      replacing: false)
    session = try RecordInit(
      at: recordFile, charter: (WorkedExample.charter, "charter.yaml"),
      key: directory.appending(path: "2013-case.key").path(percentEncoded: false), environment: environment
    ).session
    appended = try RecordAppend.run(RecordAppend.Parameters(casefile: WorkedExample.casefile, name: "case.yaml"), in: session)
    duties = try CheckRun.run(CheckRun.Parameters(case: nil, asOf: nil), in: session).duties
    reports = try ReportExport.run(
      ReportExport.Parameters(ReportRequest(for: .members), formats: ReportFormat.allCases, out: folder), in: session
    ).reports
  }
}
