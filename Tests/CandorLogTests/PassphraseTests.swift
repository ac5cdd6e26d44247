import CandorLog
import Crypto
import Foundation
import Testing

struct ScryptTests {
  struct Vector: CustomTestStringConvertible, Sendable {
    var passphrase: String
    var salt: String
    var (rounds, blockSize, parallelism): (Int, Int, Int)
    var key: String
    var testDescription: String { "\"\(passphrase)\", \"\(salt)\", \(rounds), \(blockSize), \(parallelism)" }
  }

  /// RFC 7914 §12; its last vector takes a gigabyte.
  @Test(arguments: [
    Vector(
      passphrase: "", salt: "", rounds: 16, blockSize: 1, parallelism: 1,
      key: """
        77 d6 57 62 38 65 7b 20 3b 19 ca 42 c1 8a 04 97 f1 6b 48 44 e3 07 4a e8 df df fa 3f ed e2 14 42
        fc d0 06 9d ed 09 48 f8 32 6a 75 3a 0f c8 1f 17 e8 d3 e0 fb 2e 0d 36 28 cf 35 e2 0c 38 d1 89 06
        """),
    Vector(
      passphrase: "password", salt: "NaCl", rounds: 1024, blockSize: 8, parallelism: 16,
      key: """
        fd ba be 1c 9d 34 72 00 78 56 e7 19 0d 01 e9 fe 7c 6a d7 cb c8 23 78 30 e7 73 76 63 4b 37 31 62
        2e af 30 d9 2e 22 a3 88 6f f1 09 27 9d 98 30 da c7 27 af b9 4a 83 ee 6d 83 60 cb df a2 cc 06 40
        """),
    Vector(
      passphrase: "pleaseletmein", salt: "SodiumChloride", rounds: 16384, blockSize: 8, parallelism: 1,
      key: """
        70 23 bd cb 3a fd 73 48 46 1c 06 cd 81 fd 38 eb fd a8 fb ba 90 4f 8e 3e a9 b5 43 f6 54 5d a1 f2
        d5 43 29 55 61 3f 0f cf 62 d4 97 05 24 2a 9a f9 e6 1e 85 dc 0d 65 1e 40 df cf 01 7b 45 57 58 87
        """),
  ])
  func `the vectors of RFC 7914 come out`(vector: Vector) throws {
    let key = try Scrypt.key(
      from: Passphrase(Array(vector.passphrase.utf8)), salt: Array(vector.salt.utf8), rounds: vector.rounds, blockSize: vector.blockSize,
      parallelism: vector.parallelism, length: 64)
    let expected = try vector.key.split(whereSeparator: \.isWhitespace).map { try #require(UInt8($0, radix: 16)) }
    #expect(key.bytes == expected)
  }

  @Test(arguments: [(0, false), (1, true), (15, true), (18, true), (19, false), (40, false), (-1, false), (Int.max, false)])
  func `a cost that takes more memory than a machine has is none`(exponent: Int, isOne: Bool) {
    #expect((Scrypt.Cost(exponent: exponent) != nil) == isOne)
  }
}

struct PassphraseTests {
  struct Line: CustomTestStringConvertible, Sendable {
    var given: String
    var passphrase: String
    var rest = ""
    var testDescription: String { given.debugDescription }
  }

  @Test(arguments: [
    Line(given: "correct horse\n", passphrase: "correct horse"),
    Line(given: "correct horse", passphrase: "correct horse"),
    Line(given: "correct horse\r\n", passphrase: "correct horse"),
    Line(given: "one\ntwo\n", passphrase: "one", rest: "two\n"),
    Line(given: " one \t\n", passphrase: " one \t"),
    Line(given: "\n", passphrase: ""),
    Line(given: "", passphrase: ""),
    // The letter with its accent, the letter and the accent, and the unit that looks like the letter.
    Line(given: "caf\u{E9}\n", passphrase: "caf\u{E9}"),
    Line(given: "cafe\u{301}\n", passphrase: "caf\u{E9}"),
    Line(given: "\u{212B}\n", passphrase: "\u{C5}"),
    Line(given: "\u{1112}\u{1161}\u{11AB}", passphrase: "\u{D55C}"),
  ])
  func `the first line is the passphrase, in form NFC, and nothing after it is read`(line: Line) throws {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data(line.given.utf8))
    try pipe.fileHandleForWriting.close()
    let passphrase = try Passphrase(lineFrom: pipe.fileHandleForReading.fileDescriptor)
    #expect(passphrase.isEmpty == line.passphrase.isEmpty)
    #expect(Array(try Self.key(of: passphrase)) == Array(try Self.key(of: Passphrase(Array(line.passphrase.utf8)))))
    #expect(passphrase.isSame(as: try Passphrase(Array(line.passphrase.utf8))))
    #expect(!passphrase.isSame(as: try Passphrase(Array((line.passphrase + "x").utf8))))
    #expect(Array(try pipe.fileHandleForReading.readToEnd() ?? Data()) == Array(line.rest.utf8))
  }

  private static func key(of passphrase: borrowing Passphrase) throws -> [UInt8] {
    let key = try Scrypt.key(from: passphrase, salt: [1], rounds: 2, blockSize: 1, parallelism: 1, length: 16)
    return key.bytes
  }

  @Test func `what is no passphrase is called that`() throws {
    #expect(throws: LogFault.passphrase(.tooLong)) { _ = try Passphrase([UInt8](repeating: 0x61, count: 1025)) }
    #expect(throws: Never.self) { _ = try Passphrase([UInt8](repeating: 0x61, count: 1024)) }
    #expect(throws: LogFault.passphrase(.notText)) { _ = try Passphrase([0x61, 0xFF]) }
    #expect(throws: LogFault.passphrase(.notText)) { _ = try Passphrase([0xC0, 0x80]) }
    // In form NFC it may be longer than as it was typed.
    #expect(throws: LogFault.passphrase(.tooLong)) { _ = try Passphrase(Array(String(repeating: "\u{FB2C}", count: 341).utf8)) }
    #expect(throws: LogFault.passphrase(.unreadable("Bad file descriptor"))) { _ = try Passphrase(lineFrom: -1) }
    let messages: [(Passphrase.Flaw, String)] = [
      (.empty, "the passphrase is empty\n  Take several words that nobody would guess."),
      (.tooLong, "the passphrase is longer than 1024 bytes\n  The first line is the passphrase, and nothing else belongs there."),
      (.notText, "the passphrase is not a text in UTF-8\n  Set the terminal, or save the file, to UTF-8."),
      (
        .unreadable("Bad file descriptor"),
        "the passphrase cannot be read: Bad file descriptor\n  Check the file or the descriptor that it is to come from."
      ),
    ]
    for (flaw, message) in messages { #expect(LogFault.passphrase(flaw).description == message) }
  }
}

extension SymmetricKey {
  // The pointer is to the key's own memory, which is copied during the call.
  fileprivate var bytes: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }
}
