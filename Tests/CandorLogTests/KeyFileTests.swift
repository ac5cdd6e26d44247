import CandorLog
import Crypto
import Foundation
import StrictJSON
import Testing
import Trials

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

final class KeyFileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "candor-\(UUID())")
  private let randomness = Randomness(foreseeableFrom: "key file")
  private let key: PersonKey
  private var path: String { folder.appending(path: "custodian.key").path }
  /// What tests take instead of the standard, to be quick.
  private static let cheap = Scrypt.Cost(exponent: 1) ?? .standard

  init() throws {
    var key = try PersonKey(randomness: randomness)
    key.recovery = try RecoveryKey(randomness: randomness).publicKey
    self.key = key
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func put(_ text: String, mode: Int = 0o600) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  private static func passphrase(_ text: String?) throws -> Passphrase? {
    guard let text else { return nil }
    return try Passphrase(Array(text.utf8))
  }

  private func write(under passphrase: String? = nil, cost: Scrypt.Cost = cheap) throws {
    try KeyFile.write(key, to: path, under: Self.passphrase(passphrase), cost: cost, randomness: randomness)
  }

  private func written(under passphrase: String? = nil) throws -> String {
    try write(under: passphrase)
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  private func read(under passphrase: String? = nil, for record: RecordID? = nil) throws -> PersonKey {
    try KeyFile(reading: path, for: record).key { _ in try Self.passphrase(passphrase) }
  }

  private func fault(_ flaw: KeyFile.Flaw) -> LogFault { .keyFile(flaw, path: path) }

  /// The file as whoever can write it makes it: canonical, and its digest right.
  private func putAnew(_ change: (inout JSONObject) -> Void) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var object = try #require(JSONValue(parsing: Array(text.utf8)).objectValue)
    object["digest"] = nil
    change(&object)
    object["digest"] = .string(Digest(hashing: JSONValue.object(object).canonicalBytes).base64URL)
    try put(JSONValue.object(object).canonicalText + "\n")
  }

  // MARK: Writing and reading

  @Test(arguments: [nil, "correct horse", "caf\u{E9}"])
  func `a key is written for its owner alone and read back`(passphrase: String?) throws {
    try write(under: passphrase)
    let read = try read(under: passphrase, for: key.record)
    #expect(read.record == key.record)
    #expect(read.signing.rawRepresentation == key.signing.rawRepresentation)
    #expect(read.opening.rawRepresentation == key.opening.rawRepresentation)
    #expect(read.recovery?.bytes == key.recovery?.bytes)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    let file = try KeyFile(reading: path)
    #expect(file.record == key.record)
    #expect(file.verification.text == key.verificationKey.text)
    #expect(file.recovery.bytes == key.recovery?.bytes)
    #expect(file.protection == (passphrase == nil ? .none : .scrypt(Self.cheap)))
  }

  @Test func `a protected file has its keys nowhere in clear, and no two are sealed alike`() throws {
    let text = try written(under: "correct horse")
    for secret in [key.signing.rawRepresentation, key.opening.rawRepresentation] {
      #expect(!text.contains(Base64.url.text(Array(secret))))
    }
    try FileManager.default.removeItem(atPath: path)
    #expect(try written(under: "correct horse") != text)
  }

  @Test func `the members of a file are those of its format`() throws {
    let common = ["candor-key", "digest", "protection", "public", "record", "recovery", "trusted", "verification"]
    for (passphrase, others) in [(nil, ["opening", "signing"]), ("correct horse", ["cost", "salt", "sealed"])] {
      let object = try JSONValue(parsing: Array(try written(under: passphrase).utf8)).objectValue
      #expect(object?.names == (common + others).sorted())
      try FileManager.default.removeItem(atPath: path)
    }
  }

  /// A file that another program made from the text of Docs/log.md (Python: hashlib.scrypt, cryptography's ChaCha20Poly1305).
  @Test func `a file made by another program opens`() throws {
    try put(Self.foreignFile)
    let read = try read(under: "caf\u{E9} noir")
    #expect(Array(read.signing.rawRepresentation) == Array(0..<32))
    #expect(Array(read.opening.rawRepresentation) == Array(32..<64))
    #expect(read.recovery?.bytes == [UInt8](repeating: 9, count: 32))
  }

  private static let foreignFile = """
    {"candor-key":2,"cost":4,"digest":"KmugmWh9b3NIO3mIpbdT_Hzv56kkcX-g9tZqtyE93tc","protection":"scrypt","public":"NYBy1jZY\
    gNGu6jKa35EhODhR7SGijjt16WXQ0s0WYlQ","record":"0123456789abcdefghjk","recovery":"CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk\
    JCQk","salt":"QEFCQ0RFRkdISUpLTE1OTw","sealed":"UFFSU1RVVldYWVpbrADUQzhjUkUaRi8AmG4tKI_G_7fafcbiR7-JwAf2lJMhp0PTClpeuRdN\
    Ed4z9ng5hFp5gM23mUpE5ZI8vHL8WQ0U8xsdiRargDiedttqqx0","trusted":"candor/0123456789abcdefghjk+82f91b61+AQOhB7/zzhC+HXDdGOd\
    LwJln5NYwm6UNXx3chmQSVTG4","verification":"candor/0123456789abcdefghjk+82f91b61+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQS\
    VTG4"}

    """

  @Test func `a file of version 1, which names no recovery key, is not read`() throws {
    try put(versionOne)
    #expect(throws: fault(.otherVersion)) { try read() }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == versionOne)
  }

  private var versionOne: String {
    var object: JSONObject = [
      "candor-key": 1, "opening": .string(Base64.url.text(Array(key.opening.rawRepresentation))), "protection": "none",
      "record": .string(key.record.text), "signing": .string(Base64.url.text(Array(key.signing.rawRepresentation))),
    ]
    object["digest"] = .string(Digest(hashing: JSONValue.object(object).canonicalBytes).base64URL)
    return JSONValue.object(object).canonicalText + "\n"
  }

  // MARK: What is refused

  @Test(arguments: [nil, "correct horse"]) func `a file that is there is not overwritten`(passphrase: String?) throws {
    try put("precious")
    #expect(throws: fault(.exists)) { try self.write(under: passphrase) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
  }

  @Test func `where it cannot be written, there is none`() throws {
    let nowhere = folder.appending(path: "no/such/folder/key").path
    #expect(throws: LogFault.keyFile(.system("No such file or directory"), path: nowhere)) {
      try KeyFile.write(self.key, to: nowhere, under: nil, randomness: .system)
    }
  }

  @Test func `an empty passphrase protects nothing`() throws {
    #expect(throws: LogFault.passphrase(.empty)) { try self.write(under: "") }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test(arguments: [nil, "correct horse"]) func `a missing file, one open to others, another record's`(passphrase: String?) throws {
    #expect(throws: fault(.missing)) { try self.read() }
    let text = try written(under: passphrase)
    try put(text, mode: 0o640)
    #expect(throws: fault(.tooOpen)) { try self.read(under: passphrase) }
    try put(text)
    let other = RecordID(randomness: .system)
    // Nobody is asked for the passphrase of a file that would not do.
    #expect(throws: fault(.otherRecord(key.record))) { _ = try KeyFile(reading: self.path, for: other) }
  }

  @Test(arguments: ["", "{}", "{\"candor\":1}", "-----BEGIN KEY-----\n", "\u{0}\u{1}"])
  func `what is no key file is called that`(text: String) throws {
    try put(text)
    #expect(throws: fault(.foreign)) { try self.read() }
  }

  @Test func `a folder is no key file`() {
    #expect(throws: LogFault.keyFile(.foreign, path: folder.path)) { _ = try KeyFile(reading: self.folder.path) }
  }

  @Test(
    arguments: [
      (nil, "\"candor-key\":2", "\"candor-key\":3"), (nil, "\"protection\":\"none\"", "\"protection\":{\"scrypt\":15}"),
      ("correct horse", "\"candor-key\":2", "\"candor-key\":1"),
      ("correct horse", "\"protection\":\"scrypt\"", "\"protection\":\"argon2id\""),
    ] as [(String?, String, String)])
  func `a key file of a newer version or another protection is called that`(passphrase: String?, part: String, other: String) throws {
    try put(written(under: passphrase).replacing(part, with: other))
    #expect(throws: fault(.otherVersion)) { try self.read(under: passphrase) }
  }

  @Test(arguments: [nil, "correct horse"]) func `whatever byte is changed, the key is refused`(passphrase: String?) throws {
    let bytes = Array(try written(under: passphrase).utf8)
    for index in Thorough.sample(80, of: bytes.indices, "bytes of a key file changed") {
      for bit in [1, 0x20] as [UInt8] {
        var changed = bytes
        changed[index] ^= bit
        try Data(changed).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(throws: LogFault.self, "byte \(index)") { try self.read(under: passphrase) }
      }
    }
  }

  @Test(arguments: [nil, "correct horse"]) func `a file that is cut short or goes on is refused`(passphrase: String?) throws {
    let text = try written(under: passphrase)
    for length in Thorough.sample(80, of: 0..<text.utf8.count, "places to cut a key file short at") {
      try put(String(text.prefix(length)))
      #expect(throws: LogFault.self, "\(length) bytes") { try self.read(under: passphrase) }
    }
    try put(text + "\n")
    #expect(throws: fault(.damaged)) { try self.read(under: passphrase) }
  }

  @Test(arguments: ["", "correct hors", "correct horse ", "Correct horse", "correct horse\u{301}"])
  func `another passphrase does not open it, and the file is as it was`(passphrase: String) throws {
    let text = try written(under: "correct horse")
    #expect(throws: fault(.shut)) { try self.read(under: passphrase) }
    #expect(throws: fault(.protected)) { try self.read() }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  struct Change: CustomTestStringConvertible, Sendable {
    var member: String
    var value: JSONValue?
    var flaw: KeyFile.Flaw
    var testDescription: String { "\(member) \(value?.canonicalText ?? "gone")" }
  }

  /// Whoever changes the file makes its digest right.
  @Test(arguments: [
    Change(member: "cost", value: 2, flaw: .shut),
    Change(member: "cost", value: 0, flaw: .parameters),
    Change(member: "cost", value: 19, flaw: .parameters),
    Change(member: "cost", value: 40, flaw: .parameters),
    Change(member: "cost", value: 9_007_199_254_740_991, flaw: .parameters),
    Change(member: "cost", value: -1, flaw: .parameters),
    Change(member: "cost", value: "1", flaw: .parameters),
    Change(member: "cost", value: nil, flaw: .damaged),
    Change(member: "salt", value: "AAAAAAAAAAAAAAAAAAAAAA", flaw: .shut),
    Change(member: "salt", value: "", flaw: .parameters),
    Change(member: "salt", value: "AAAAAAAAAAAAAAAAAAAAAAAA", flaw: .parameters),
    Change(member: "salt", value: 7, flaw: .parameters),
    Change(member: "recovery", value: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", flaw: .shut),
    Change(member: "recovery", value: "AAAA", flaw: .damaged),
    Change(member: "record", value: "0123456789abcdefghjk", flaw: .damaged),
    Change(member: "record", value: "nothing", flaw: .damaged),
    Change(member: "verification", value: "candor/0123456789abcdefghjk+00000000+AAAA", flaw: .damaged),
    Change(member: "sealed", value: "", flaw: .shut),
    Change(member: "sealed", value: "AAAA", flaw: .shut),
    Change(member: "sealed", value: 1, flaw: .damaged),
    Change(member: "signing", value: "AAAA", flaw: .damaged),
    Change(member: "extra", value: true, flaw: .damaged),
  ])
  func `whatever member of a protected file is changed on purpose, the right passphrase opens no other key`(change: Change) throws {
    try write(under: "correct horse")
    try putAnew { $0[change.member] = change.value }
    #expect(throws: fault(change.flaw)) { try self.read(under: "correct horse") }
  }

  @Test func `a record and a key that were changed together do not open either`() throws {
    try write(under: "correct horse")
    let other = try PersonKey(randomness: .system)
    try putAnew {
      $0["record"] = .string(other.record.text)
      for member in ["verification", "trusted"] { $0[member] = .string(other.verificationKey.text) }
    }
    #expect(throws: fault(.shut)) { try self.read(under: "correct horse") }
    try putAnew {
      $0["record"] = .string(self.key.record.text)
      let verification = VerificationKey(name: self.key.record.origin, publicKey: other.signing.publicKey).text
      for member in ["verification", "trusted"] { $0[member] = .string(verification) }
    }
    #expect(throws: fault(.shut)) { try self.read(under: "correct horse") }
  }

  @Test(arguments: [
    Change(member: "verification", value: "candor/0123456789abcdefghjk+00000000+AAAA", flaw: .damaged),
    Change(member: "recovery", value: nil, flaw: .damaged),
    Change(member: "public", value: "AAAA", flaw: .damaged),
    Change(member: "trusted", value: "candor/0123456789abcdefghjk+00000000+AAAA", flaw: .damaged),
    Change(member: "signing", value: "AAAA", flaw: .damaged),
    Change(member: "cost", value: 15, flaw: .damaged),
  ])
  func `an unprotected file holds together`(change: Change) throws {
    try write()
    try putAnew { $0[change.member] = change.value }
    #expect(throws: fault(change.flaw)) { try self.read() }
  }

  // MARK: Another passphrase

  struct Rewriting: CustomTestStringConvertible, Sendable {
    var (before, after): (String?, String?)
    var testDescription: String { "\(before ?? "none") → \(after ?? "none")" }
  }

  @Test(arguments: [Rewriting(before: nil, after: "new"), Rewriting(before: "old", after: "new"), Rewriting(before: "old", after: "old")])
  func `a file is put under another passphrase, and the older one opens it no more`(row: Rewriting) throws {
    let text = try written(under: row.before)
    try KeyFile.rewrite(path, with: read(under: row.before), under: Self.passphrase(row.after), cost: Self.cheap, randomness: randomness)
    #expect(try String(contentsOfFile: path, encoding: .utf8) != text)
    #expect(try read(under: row.after).signing.rawRepresentation == key.signing.rawRepresentation)
    #expect(try read(under: row.after).recovery?.bytes == key.recovery?.bytes)
    if row.before != row.after { #expect(throws: LogFault.self) { try self.read(under: row.before) } }
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["custodian.key"])
  }

  @Test func `through a link, the file that it leads to is put under the passphrase`() throws {
    try write()
    let link = folder.appending(path: "link.key").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "custodian.key")
    try KeyFile.rewrite(link, with: read(), under: Self.passphrase("new"), cost: Self.cheap, randomness: randomness)
    #expect(throws: fault(.protected)) { try self.read() }
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "custodian.key")
  }

  @Test func `what lies beside a key under any name is left as it is`() throws {
    try write()
    try Data("half".utf8).write(to: URL(filePath: path + ".new"))
    try KeyFile.rewrite(path, with: read(), under: Self.passphrase("new"), cost: Self.cheap, randomness: randomness)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["custodian.key", "custodian.key.new"])
    #expect(try String(contentsOfFile: path + ".new", encoding: .utf8) == "half")
  }

  enum Obstacle: CaseIterable { case folder, size, empty }

  @Test(arguments: Obstacle.allCases) func `where it cannot be written anew, it is as it was`(obstacle: Obstacle) async throws {
    let text = try written(under: "old")
    let path = path
    switch obstacle {
    case .empty:
      #expect(throws: LogFault.passphrase(.empty)) {
        try KeyFile.rewrite(path, with: self.read(under: "old"), under: Self.passphrase(""), cost: Self.cheap, randomness: .system)
      }
    case .folder:
      // Whoever may do anything is stopped by no permission.
      guard geteuid() != 0 else { return }
      try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
      defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path) }
      #expect(throws: fault(.system("Permission denied"))) { try self.rewrite() }
    case .size:
      // In a process of its own, whose files may not grow.
      // What a run that was cut short left there is in nobody's way.
      try? FileManager.default.removeItem(atPath: Self.limited)
      try FileManager.default.copyItem(atPath: path, toPath: Self.limited)
      defer { try? FileManager.default.removeItem(atPath: Self.limited) }
      await #expect(processExitsWith: .success) {
        try KeyFileTests.rewriteWithoutRoom()
      }
      #expect(try String(contentsOfFile: Self.limited, encoding: .utf8) == text)
      let (folder, name) = (URL(filePath: Self.limited).deletingLastPathComponent().path, URL(filePath: Self.limited).lastPathComponent)
      #expect(try !FileManager.default.contentsOfDirectory(atPath: folder).contains { $0.hasPrefix(name + ".new") })
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["custodian.key"])
  }

  private func rewrite() throws {
    try KeyFile.rewrite(path, with: read(under: "old"), under: Self.passphrase("new"), cost: Self.cheap, randomness: randomness)
  }

  /// Where another process finds it too.
  private static let limited = FileManager.default.temporaryDirectory.appending(path: "candor-limited-\(getuid()).key").path

  private static func rewriteWithoutRoom() throws {
    let key = try KeyFile(reading: limited).key { _ in try passphrase("old") }
    _ = signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit(rlim_cur: 100, rlim_max: 100)
    // setrlimit(2) reads the structure during the call.
    #if canImport(Glibc)
      _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    #else
      _ = unsafe setrlimit(RLIMIT_FSIZE, &limit)
    #endif
    do {
      try KeyFile.rewrite(limited, with: key, under: passphrase("new"), cost: cheap, randomness: .system)
      exit(1)
    } catch LogFault.keyFile(.system, _) { exit(0) }
  }

  @Test func `who waited to sign while the file was put under another passphrase does not sign beside another`() async throws {
    try write()
    let (path, key) = (path, try read())
    // Each opens the file and waits for the lock; while it waits, the file gets replaced. Two at once would count past each other.
    let counter = folder.appending(path: "counter").path
    try Data("0".utf8).write(to: URL(filePath: counter))
    let isAlone = await withTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          for _ in 0..<20 {
            if task == 0 {
              guard (try? KeyFile.rewrite(path, with: key, under: nil, randomness: .system)) != nil else { return false }
              continue
            }
            NewestCheckpoint(besideKey: path).alone {
              let count = Int((try? String(contentsOfFile: counter, encoding: .utf8)) ?? "") ?? 0
              try? Data("\(count + 1)".utf8).write(to: URL(filePath: counter))
            }
          }
          return true
        }
      }
      return await group.allSatisfy { $0 }
    }
    #expect(isAlone)
    #expect(try String(contentsOfFile: counter, encoding: .utf8) == "140")
  }

  // MARK: Messages

  @Test(
    arguments: [
      (
        KeyFile.Flaw.tooOpen,
        "a.key: others than its owner may read or write this key file\n  Run chmod 600 on it, and think who may have copied it."
      ),
      (
        .protected,
        """
        a.key: this key file is protected by a passphrase, and none was given
          Run it on a terminal, or say where the passphrase is: --passphrase-file FILE, or --passphrase-fd N.
        """
      ),
      (
        .shut,
        """
        a.key: the passphrase does not open this key file
          Type it again; case, blanks and the keyboard's language count. The file was not damaged by accident: where the passphrase is surely right, \
        someone changed the file. Take a copy of it then, or use the recovery key.
        """
      ),
      (.damaged, "a.key: this key file is damaged\n  Take a copy of it, or use the recovery key."),
      (
        .parameters,
        """
        a.key: this key file asks for a protection that cannot be computed, or only with more than 256 MiB of memory
          No version of this program writes such a file: someone changed it. Take a copy of it, or use the recovery key.
        """
      ),
      (
        .otherVersion,
        """
        a.key: this key file was written by another version, or is protected in a way that this version does not know
          Use the version of this program that wrote it.
        """
      ),
      (
        .beside(.severalNames),
        """
        a.key: the file has a second name (a hard link)
          Find its other name, and keep one: under two names, what is done with the key under one is not seen under the other.
        """
      ),
    ] as [(KeyFile.Flaw, String)])
  func `the message says what is the case, and the hint what to do`(flaw: KeyFile.Flaw, message: String) {
    #expect(LogFault.keyFile(flaw, path: "a.key").description == message)
  }
}
