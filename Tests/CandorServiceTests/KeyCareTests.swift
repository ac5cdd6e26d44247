import CandorCore
import CandorLog
import CandorService
import CandorStore
import CandorTestSupport
import Foundation
import StrictJSON
import Synchronization
import Testing

/// Key files as operations make and open them, with passphrases from a test.
@Suite struct KeyCareTests {
  private static let charter = "organization: O\ntimezone: UTC\nbodies: { b: { title: B }, c: { title: C } }\nclauses: []\n"
  private static let cheap = Scrypt.Cost(exponent: 1) ?? .standard

  /// What an environment was asked for.
  private final class Asked: Sendable {
    let files = Mutex<[String]>([])
    func note(_ file: String) { files.withLock { $0.append(URL(filePath: file).lastPathComponent) } }
  }

  private static func example(present: String? = nil, new: String? = nil, asked: Asked = Asked()) throws -> Example {
    var example = try Example()
    set(&example, present: present, new: new, asked: asked)
    return example
  }

  private static func set(_ example: inout Example, present: String? = nil, new: String? = nil, asked: Asked = Asked()) {
    func giving(_ text: String?) -> @Sendable (String) throws -> Passphrase? {
      { file in
        asked.note(file)
        guard let text else { return nil }
        return try Passphrase(Array(text.utf8))
      }
    }
    example.environment.passphrases = Passphrases(present: giving(present), new: giving(new), cost: cheap)
  }

  private static func files(_ example: Example) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: example.folder.path).sorted()
  }

  private static func open(_ example: Example, key: String? = nil) throws -> Session {
    try Session(opening: example.path("record.candor"), key: key, environment: example.environment)
  }

  @Test func `a record is made under a passphrase, and opens with it only`() throws {
    var example = try Self.example(new: "correct horse")
    defer { example.remove() }
    let key = example.environment.keyFile(of: try example.record(Self.charter).record.id)
    #expect(try KeyFile(reading: key).protection == .scrypt(Self.cheap))
    #expect(throws: LogFault.keyFile(.protected, path: key)) { try Self.open(example) }
    Self.set(&example, present: "correct hors")
    #expect(throws: LogFault.keyFile(.shut, path: key)) { try Self.open(example) }
    let asked = Asked()
    Self.set(&example, present: "correct horse", asked: asked)
    #expect(try Self.open(example).view.entries.count == 1)
    #expect(asked.files.withLock { $0.count } == 1)
  }

  @Test func `without a passphrase nobody is asked for one`() throws {
    var example = try Self.example()
    defer { example.remove() }
    _ = try example.record(Self.charter)
    let asked = Asked()
    Self.set(&example, asked: asked)
    #expect(try Self.open(example).view.entries.count == 1)
    #expect(asked.files.withLock { $0 } == [])
  }

  @Test func `where no passphrase can be had, no record is made`() throws {
    var example = try Example()
    defer { example.remove() }
    struct Refusal: Error {}
    example.environment.passphrases.new = { _ in throw Refusal() }
    #expect(throws: Refusal.self) { try example.record(Self.charter) }
    Self.set(&example, new: "")
    #expect(throws: LogFault.passphrase(.empty)) { try example.record(Self.charter) }
    #expect(try Self.files(example) == [])
  }

  @Test func `a mistake in the charter is told before anyone is asked`() throws {
    let asked = Asked()
    let example = try Self.example(new: "correct horse", asked: asked)
    defer { example.remove() }
    #expect(throws: ServiceError.self) { try example.record("organization: [\n") }
    #expect(asked.files.withLock { $0 } == [])
  }

  @Test func `the key file that a record is handed over to has its own passphrase, and names the same recovery key`() throws {
    var example = try Self.example(new: "old")
    defer { example.remove() }
    let session = try example.record(Self.charter)
    let (key, newKey) = (example.environment.keyFile(of: session.record.id), example.path("new.key"))
    let asked = Asked()
    Self.set(&example, present: "old", new: "new", asked: asked)
    _ = try CustodyHandOver(of: try Self.open(example), from: ["body:b"], to: ["body:c"], successor: .newKey(file: newKey))
    #expect(asked.files.withLock { $0 } == [URL(filePath: key).lastPathComponent, "new.key"])
    #expect(try KeyFile(reading: newKey).recovery.bytes == KeyFile(reading: key).recovery.bytes)
    #expect(throws: LogFault.keyFile(.shut, path: newKey)) { try Self.open(example, key: newKey) }
    Self.set(&example, present: "new")
    #expect(try Self.open(example, key: newKey).view.entries.count == 2)
  }

  @Test func `where the new key gets no passphrase that will do, nothing is handed over`() throws {
    var example = try Self.example()
    defer { example.remove() }
    _ = try example.record(Self.charter)
    let before = try Self.files(example)
    Self.set(&example, new: "")
    #expect(throws: LogFault.passphrase(.empty)) {
      try CustodyHandOver(of: try Self.open(example), from: ["body:b"], to: ["body:c"], successor: .newKey(file: example.path("new.key")))
    }
    #expect(try Self.files(example) == before)
    #expect(try Self.open(example).view.entries.count == 1)
  }

  @Test func `what a key file says of itself is shown without a passphrase`() throws {
    let example = try Self.example(new: "correct horse")
    defer { example.remove() }
    let session = try example.record(Self.charter)
    let path = example.environment.keyFile(of: session.record.id)
    let named = try NamedKeyFile(of: example.path("record.candor"), at: nil, environment: example.environment)
    #expect(named.path == path)
    let facts = try KeyFacts(of: named)
    #expect(facts.record == session.record.id.text)
    #expect(facts.protection == "scrypt" && facts.cost == 1)
    #expect(facts.verification == session.record.verification.text)
    #expect(facts.recovery == session.record.recovery.fingerprint(in: session.record.id))
    #expect(facts.recovery?.wholeMatch(of: /[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}/) != nil)
    #expect(
      try JSONValue(parsing: Array(facts.jsonText.utf8)).objectValue?.names == [
        "cost", "file", "protection", "public", "record", "recovery", "trusted", "verification",
      ])
    #expect(throws: ServiceError.self) { try NamedKeyFile(of: nil, at: nil, environment: example.environment) }
  }

  @Test func `a passphrase is set and changed, and where none is given nothing changes`() throws {
    var example = try Self.example()
    defer { example.remove() }
    let path = example.environment.keyFile(of: try example.record(Self.charter).record.id)
    let named = try NamedKeyFile(of: example.path("record.candor"), at: nil, environment: example.environment)
    func bytes() throws -> Data { try Data(contentsOf: URL(filePath: path)) }
    let clear = try bytes()
    #expect(throws: ServiceError.self) { try PassphraseChange(of: named, environment: example.environment) }
    #expect(try bytes() == clear)
    Self.set(&example, new: "one")
    #expect(try PassphraseChange(of: named, environment: example.environment).wasProtected == false)
    let first = try bytes()
    #expect(throws: LogFault.keyFile(.protected, path: path)) { try PassphraseChange(of: named, environment: example.environment) }
    Self.set(&example, present: "two", new: "two")
    #expect(throws: LogFault.keyFile(.shut, path: path)) { try PassphraseChange(of: named, environment: example.environment) }
    #expect(try bytes() == first)
    Self.set(&example, present: "one", new: "two")
    #expect(try PassphraseChange(of: named, environment: example.environment).wasProtected)
    Self.set(&example, present: "two")
    #expect(try Self.open(example).view.entries.count == 1)
  }

  @Test func `each fault has the exit status of its kind`() {
    let faults: [(LogFault, ServiceError.Kind)] = [
      (.keyFile(.protected, path: "k"), .notPermitted), (.keyFile(.shut, path: "k"), .notPermitted),
      (.keyFile(.damaged, path: "k"), .file), (.keyFile(.parameters, path: "k"), .file), (.keyFile(.otherVersion, path: "k"), .file),
      (.passphrase(.empty), .input),
    ]
    for (fault, kind) in faults { #expect(ServiceError(explaining: fault).kind == kind, "\(fault)") }
  }
}
