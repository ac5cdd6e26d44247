import CandorCore
import CandorLog
import Testing

struct LeafTests {
  private let digests = (0..<24).map { Digest(hashing: [UInt8($0)]) }
  private let day = Day("2026-11-21")

  private func leaf(_ id: Int = 17) throws -> Leaf { Leaf(id: EntryID(id), on: try #require(day), commitments: digests) }

  @Test func `a leaf is written as the specification says`() throws {
    let commitments = digests.map { "\"\($0.base64URL)\"" }.joined(separator: ",")
    #expect(String(decoding: try leaf().bytes, as: UTF8.self) == #"{"c":[\#(commitments)],"id":17,"on":"2026-11-21","v":1}"#)
  }

  @Test(arguments: [1, 17, 9_007_199_254_740_991]) func `a leaf is read back`(id: Int) throws {
    let leaf = try leaf(id)
    #expect(try Leaf(parsing: leaf.bytes) == leaf)
    #expect(leaf.hash == Tree.leafHash(leaf.bytes))
  }

  @Test func `whatever byte is changed, it is another leaf or none`() throws {
    let leaf = try leaf()
    for index in leaf.bytes.indices {
      for bit in 0..<8 {
        var bytes = leaf.bytes
        bytes[index] ^= 1 << UInt8(bit)
        guard let read = try? Leaf(parsing: bytes) else { continue }
        #expect(read.bytes == bytes)
        #expect(read.hash != leaf.hash)
        #expect(read.id != leaf.id || read.on != leaf.on || read.commitments != leaf.commitments)
      }
    }
  }

  @Test(arguments: [
    (#""id":17"#, #""id":017"#), (#""id":17"#, #""id":0"#), (#""id":17"#, #""id":-1"#), (#""id":17"#, #""id":9007199254740992"#),
    (#""id":17"#, #""id": 17"#), (#""id":17"#, #""id":1.7"#), ("2026-11-21", "2026-11-31"), ("2026-11-21", "2026-1-21"),
    (#""v":1"#, #""v":2"#), (#""v":1}"#, #""v":1}\#n"#), (#""v":1}"#, #""v":1"#), (#""v":1"#, #""v":1,"w":1"#), (#"{"c""#, #"{ "c""#),
    (#"],"id""#, #","AAAA"],"id""#),
  ])
  func `any other form is refused`(part: String, other: String) throws {
    let text = String(decoding: try leaf().bytes, as: UTF8.self)
    let changed = text.replacing(part, with: other)
    #expect(changed != text)
    #expect(throws: LogFault.self) { try Leaf(parsing: Array(changed.utf8)) }
  }

  @Test func `a leaf that commits to the same twice is refused`() throws {
    let twice = Leaf(id: EntryID(1), on: try #require(day), commitments: [digests[1]] + digests.dropFirst())
    #expect(throws: LogFault.malformed(.leaf, "it commits to the same value twice")) { try Leaf(parsing: twice.bytes) }
  }

  @Test(arguments: [0, 1, 100, 1109, 1120, 5000]) func `bytes of any length are refused quietly`(count: Int) {
    #expect(throws: LogFault.self) { try Leaf(parsing: [UInt8](repeating: UInt8(ascii: "1"), count: count)) }
  }
}
