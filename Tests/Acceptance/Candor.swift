import Foundation
import Testing

/// The built program, run as a person or a script would run it, in a folder of its own.
struct Candor {
  struct Outcome {
    var status: Int32
    var out: String
    var err: String
  }

  let folder: URL
  /// What the program finds in its environment, beside where it is at home.
  var environment: [String: String] = [:]

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "candor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// The program beside the test bundle.
  static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "candor")
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
  static let example = root.appending(path: "Exports/2013-case")

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Starts the program; its keys go into the folder.
  func start(
    _ arguments: [String], program: URL = Candor.program, in: Any = FileHandle.nullDevice, out: Any, err: Any
  ) throws -> Process {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let home = ["HOME": folder.path, "XDG_CONFIG_HOME": folder.path, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
    process.environment = home.merging(environment) { $1 }
    process.standardInput = `in`
    process.standardOutput = out
    process.standardError = err
    try process.run()
    return process
  }

  @discardableResult
  func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

  func run(_ arguments: [String], program: URL = Candor.program, input: Any = FileHandle.nullDevice) throws -> Outcome {
    // Files rather than pipes: nothing has to be read while the program runs.
    let (out, err) = (folder.appending(path: ".out"), folder.appending(path: ".err"))
    for file in [out, err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    let process = try start(
      arguments, program: program, in: input, out: try FileHandle(forWritingTo: out), err: try FileHandle(forWritingTo: err))
    process.waitUntilExit()
    defer { for file in [out, err] { try? FileManager.default.removeItem(at: file) } }
    return Outcome(
      status: process.terminationStatus, out: try String(contentsOf: out, encoding: .utf8),
      err: try String(contentsOf: err, encoding: .utf8))
  }

  func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: folder.appending(path: name)) }
  func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }

  /// Every file in the folder, by its path within.
  var files: [String] {
    let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return found.filter { name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)
      return attributes?[.type] as? FileAttributeType == .typeRegular && !name.hasPrefix(".")
    }.sorted()
  }

  /// A record of the worked example's charter.
  func initRecord(_ name: String = "union") throws -> Outcome {
    try run("init", "\(name).candor", "--charter", Candor.example.appending(path: "charter.yaml").path)
  }

  /// The key that the one record's making put into the folder of keys.
  var key: String { files.first { $0.hasPrefix("candor/") && $0.hasSuffix(".key") } ?? "" }

  /// The key, and the newest checkpoint beside it.
  var keys: [String] { [key, key + ".checkpoint"] }

  func bytes(of name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }
}
