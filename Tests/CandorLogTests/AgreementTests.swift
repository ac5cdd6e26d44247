import CandorCore
import CandorLog
import Foundation
import StrictJSON
import Testing
import Trials

/// The verifier in Python was written from `Docs/log.md` alone: on good bundles and bad ones it and this one say the same.
struct AgreementTests {
  private static let tool = URL(filePath: #filePath).appending(path: "../../../Tools/verify-bundle.py").standardized

  /// Whether Python is there, and what it verifies Ed25519 with.
  private static let isThere = (try? python("import cryptography")) != nil

  /// A bundle, and whom its reader trusts.
  private struct Question {
    var bundle: [UInt8]
    var key: VerificationKey?
    var older: [UInt8]?

    /// What this program says.
    var verdict: String {
      do {
        let older = try older.map { try ProofBundle(parsing: $0) }
        let bundle = try ProofBundle(parsing: bundle)
        switch bundle.verdict(trusting: older.map { .older($0) } ?? key.map { .key($0) } ?? .nobody) {
        case .holds(let signerChecked): return signerChecked ? "holds" : "holds, signer unchecked"
        case .fails(let failure): return failure.name
        }
      } catch {
        return "malformed"
      }
    }
  }

  @Test(.enabled(if: isThere, "python3 with the package cryptography is not on this machine"), .timeLimit(.minutes(60)))
  func `two verifiers agree on every bundle`() throws {
    var questions: [Question] = []
    var random = SeededGenerator(seed: 9162)
    let (log, keys, successions) = try BundleTests().handedOver()
    let plain = try BundleTests.Log.withMeetings(11)
    let whole = try log.bundle([1, 12], since: [5, 11, 12, 14], signedBy: keys[2], successions: successions(15))
    let bundles = try [whole, plain.bundle([1, 4, 11], since: [1, 8]), BundleTests.Log().bundle()]
    for (place, bundle) in bundles.enumerated() {
      questions.append(Question(bundle: bundle.bytes))
      for key in keys { questions.append(Question(bundle: bundle.bytes, key: key.verificationKey)) }
      for older in bundles { questions.append(Question(bundle: bundle.bytes, older: older.bytes)) }
      for _ in 0..<(place == 0 ? 4 : 1) * Thorough.rounds(30, of: 150, "bundles changed for two verifiers to judge") {
        var value = try JSONValue(parsing: bundle.bytes)
        for _ in 0..<(1 + random.below(2)) { value = random.changed(value) }
        questions.append(
          Question(bundle: value.canonicalBytes + [0x0A], key: random.below(2) == 0 ? keys[random.below(3)].verificationKey : nil))
      }
    }
    let said = questions.map(\.verdict)
    let answers = try Self.answers(questions)
    #expect(answers.count == questions.count)
    for (question, (ours, theirs)) in zip(questions, zip(said, answers)) where ours != theirs {
      Issue.record("here \(ours), there \(theirs): \(String(decoding: question.bundle, as: UTF8.self))")
    }
    #expect(Set(said).count >= 10, "\(Dictionary(grouping: said, by: \.self).mapValues(\.count))")
  }

  private static func answers(_ questions: [Question]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "candor-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (number, question) in questions.enumerated() {
      try Data(question.bundle).write(to: folder.appending(path: "\(number).bundle"))
      if let key = question.key { try Data(key.text.utf8).write(to: folder.appending(path: "\(number).key")) }
      if let older = question.older { try Data(older).write(to: folder.appending(path: "\(number).older")) }
    }
    let program = """
      import importlib.util, pathlib, sys
      specification = importlib.util.spec_from_file_location("verifier", sys.argv[1])
      verifier = importlib.util.module_from_spec(specification)
      sys.modules["verifier"] = verifier
      specification.loader.exec_module(verifier)
      folder = pathlib.Path(sys.argv[2])
      for number in range(int(sys.argv[3])):
          part = lambda kind: folder / f"{number}.{kind}"
          key = verifier.verification_key_of(part("key").read_text(), "key") if part("key").exists() else None
          older = part("older").read_bytes() if part("older").exists() else None
          print(verifier.judge(part("bundle").read_bytes(), key, older).name)
      """
    return try python(program, tool.path, folder.path, String(questions.count)).split(separator: "\n").map(String.init)
  }

  private static func python(_ program: String, _ arguments: String...) throws -> String {
    struct Failed: Error {}
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program] + arguments
    process.standardOutput = output
    try process.run()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed() }
    return String(decoding: said, as: UTF8.self)
  }
}

extension SeededGenerator {
  /// The value with one thing in it changed: a member or an element left out, doubled or moved, a letter, a number.
  fileprivate mutating func changed(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(var object):
      let name = object.names[below(object.count)]
      if below(12) == 0 { object[name] = nil } else { object[name] = object[name].map { changed($0) } }
      return .object(object)
    case .array(var elements):
      guard !elements.isEmpty else { return .array([below(2) == 0 ? "" : 0]) }
      let place = below(elements.count)
      switch below(8) {
      case 0: elements.remove(at: place)
      case 1: elements.insert(elements[place], at: place)
      case 2: elements.swapAt(place, below(elements.count))
      default: elements[place] = changed(elements[place])
      }
      return .array(elements)
    case .string(let text):
      var bytes = Array(text.utf8)
      guard !bytes.isEmpty else { return .string("A") }
      let place = below(bytes.count)
      switch below(6) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(UInt8(ascii: "A"), at: place)
      default: bytes[place] = Array("ABab01-_+/=\n".utf8)[below(12)]
      }
      return .string(String(decoding: bytes, as: UTF8.self))
    case .number(let number): return JSONNumber(exactly: (number.integer ?? 0) + below(5) - 2).map(JSONValue.number) ?? .null
    case .bool, .null: return 0
    }
  }
}
