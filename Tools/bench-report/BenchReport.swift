import CandorReport
import CandorXML
import Foundation

/// What `Tools/bench report` runs. Each call measures once, prints a name, a blank and what was measured, a line each, and decides nothing;
/// times are in nanoseconds, memory in bytes.
@main
enum BenchReport {
  static let usage = """
    candor-bench-report docbook FINDINGS OUT    writes a report of so many findings as DocBook
    candor-bench-report page FINDINGS OUT       the same as a page
    candor-bench-report text FINDINGS OUT       the same as text
    candor-bench-report validate FILE           validates a document

    """

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let (path, out) = (arguments.dropFirst().first ?? "", arguments.dropFirst(2).first ?? "")
    switch (arguments.first, arguments.count, Int(path)) {
    case ("docbook", 3, let count?): try measure(count, out) { report, file in try DocBook.write(report) { file.append($0) } }
    case ("page", 3, let count?): try measure(count, out) { report, file in try HTML.write(report) { file.append($0) } }
    case ("text", 3, let count?): try measure(count, out) { report, file in try PlainText.write(report) { file.append($0) } }
    case ("validate", 2, nil):
      let bytes = try Array(Data(contentsOf: URL(filePath: path)))
      var faults = 0
      print("time", time { faults = DocBook.validate(bytes, named: path).count })
      print("faults", faults)
    default:
      FileHandle.standardError.write(Data(usage.utf8))
      exit(2)
    }
  }

  private static func measure(_ findings: Int, _ path: String, _ write: (Report, OutFile) throws -> Void) throws {
    let report = LongReport.make(findings: findings)
    let file = try OutFile(path)
    let before = mostMemory
    print("time", try time { try write(report, file) })
    print("above", mostMemory - before)
    print("bytes", file.count)
  }

  private static func time(_ body: () throws -> Void) rethrows -> Int { Int(try ContinuousClock().measure(body) / .nanoseconds(1)) }

  /// The most memory that the process has held.
  private static var mostMemory: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1024
  }
}

/// Where a document goes, piece by piece.
private final class OutFile {
  private let file: FileHandle
  private(set) var count = 0

  init(_ path: String) throws {
    try Data().write(to: URL(filePath: path))
    file = try FileHandle(forWritingTo: URL(filePath: path))
  }

  func append(_ piece: Span<UInt8>) {
    // Lent for the call, and copied there.
    file.write(unsafe piece.withUnsafeBufferPointer { unsafe Data(buffer: $0) })
    count += piece.count
  }
}
