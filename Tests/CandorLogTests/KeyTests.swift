import CandorLog
import Crypto
import Foundation
import Testing

struct RandomnessTests {
  @Test func `the same seed gives the same bytes`() {
    let (one, two) = (Randomness(foreseeableFrom: "s"), Randomness(foreseeableFrom: "s"))
    for count in [1, 16, 32, 33, 500] { #expect(one.bytes(count) == two.bytes(count)) }
    #expect(one.word() == two.word())
    #expect(one.bytes(32) != Randomness(foreseeableFrom: "t").bytes(32))
  }

  @Test func `the system never repeats itself`() {
    #expect(Randomness.system.bytes(32) != Randomness.system.bytes(32))
    #expect(Randomness.system.bytes(1000).count == 1000)
    #expect(Set(Randomness.system.bytes(1000).suffix(300)).count > 100)
  }
}

struct RecoveryKeyTests {
  private let key: RecoveryKey

  init() throws { key = try RecoveryKey(randomness: Randomness(foreseeableFrom: "recovery")) }

  @Test func `fourteen groups of four are read back`() throws {
    #expect(key.text.split(separator: "-").map(\.count) == [Int](repeating: 4, count: 14))
    #expect(try RecoveryKey(parsing: key.text).privateKey.rawRepresentation == key.privateKey.rawRepresentation)
  }

  @Test func `case, blanks, hyphens and misread letters do not matter`() throws {
    let copied = key.text.lowercased().replacing("-", with: " ").replacing("0", with: "O").replacing("1", with: "l") + "\n"
    #expect(try RecoveryKey(parsing: copied).text == key.text)
    #expect(try RecoveryKey(parsing: key.text.replacing("-", with: "").replacing("1", with: "I")).text == key.text)
  }

  @Test func `any one wrong letter is found, and nearly every two that changed places`() {
    let letters = Array(key.text)
    for index in letters.indices where letters[index] != "-" {
      for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where letter != letters[index] {
        var changed = letters
        changed[index] = letter
        #expect(throws: LogFault.self) { try RecoveryKey(parsing: String(changed)) }
      }
    }
  }

  @Test func `each flaw has its message`() throws {
    #expect(throws: LogFault.recoveryKey(.letters)) { try RecoveryKey(parsing: "U" + key.text.dropFirst()) }
    #expect(throws: LogFault.recoveryKey(.length)) { try RecoveryKey(parsing: String(key.text.dropLast(8))) }
    #expect(throws: LogFault.recoveryKey(.length)) { try RecoveryKey(parsing: "") }
    let last: Character = key.text.last == "0" ? "8" : "0"
    #expect(throws: LogFault.recoveryKey(.checksum)) { try RecoveryKey(parsing: key.text.dropLast() + String(last)) }
    #expect(LogFault.recoveryKey(.checksum).message == "this is no recovery key: a letter is wrong somewhere")
  }
}

final class KeyFileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "candor-\(UUID())")
  private let key: CustodianKey
  private var path: String { folder.appending(path: "custodian.key").path }

  init() throws {
    key = try CustodianKey(randomness: Randomness(foreseeableFrom: "key file"))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func put(_ text: String, mode: Int = 0o600) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  private func written() throws -> String {
    try KeyFile.write(key, to: path)
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test func `a key is written for its owner alone and read back`() throws {
    try KeyFile.write(key, to: path)
    let read = try KeyFile.read(path, for: key.record)
    #expect(read.record == key.record)
    #expect(read.signing.rawRepresentation == key.signing.rawRepresentation)
    #expect(read.opening.rawRepresentation == key.opening.rawRepresentation)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a file that is there is not overwritten`() throws {
    try put("precious")
    #expect(throws: LogFault.keyFile(.exists, path: path)) { try KeyFile.write(key, to: path) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
  }

  @Test func `where it cannot be written, there is none`() {
    let nowhere = folder.appending(path: "no/such/folder/key").path
    #expect(throws: LogFault.keyFile(.system("No such file or directory"), path: nowhere)) { try KeyFile.write(key, to: nowhere) }
  }

  @Test func `a missing file, one open to others, another record's`() throws {
    #expect(throws: LogFault.keyFile(.missing, path: path)) { try KeyFile.read(path) }
    let text = try written()
    try put(text, mode: 0o640)
    #expect(throws: LogFault.keyFile(.tooOpen, path: path)) { try KeyFile.read(path) }
    try put(text)
    let other = RecordID(randomness: .system)
    #expect(throws: LogFault.keyFile(.otherRecord(key.record), path: path)) { try KeyFile.read(path, for: other) }
  }

  @Test(arguments: ["", "{}", "{\"candor\":1}", "-----BEGIN KEY-----\n", "\u{0}\u{1}"])
  func `what is no key file is called that`(text: String) throws {
    try put(text)
    #expect(throws: LogFault.keyFile(.foreign, path: path)) { try KeyFile.read(path) }
  }

  @Test func `a folder is no key file`() {
    #expect(throws: LogFault.keyFile(.foreign, path: folder.path)) { try KeyFile.read(folder.path) }
  }

  @Test(arguments: [("\"candor-key\":1", "\"candor-key\":2"), ("\"protection\":\"none\"", "\"protection\":{\"scrypt\":15}")])
  func `a newer or protected key file is called that`(part: String, other: String) throws {
    try put(written().replacing(part, with: other))
    #expect(throws: LogFault.keyFile(.newer, path: path)) { try KeyFile.read(path) }
  }

  @Test func `whatever byte is changed, the key is refused`() throws {
    let bytes = Array(try written().utf8)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1
      try Data(changed).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      #expect(throws: LogFault.self, "byte \(index)") { try KeyFile.read(path) }
    }
  }

  @Test func `the message says what is the case, and the hint what to do`() {
    let fault = LogFault.keyFile(.tooOpen, path: "a.key")
    #expect(
      fault.description
        == "a.key: others than its owner may read or write this key file\n  Run chmod 600 on it, and think who may have copied it.")
  }
}
