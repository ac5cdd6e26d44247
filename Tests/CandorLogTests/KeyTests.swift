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
