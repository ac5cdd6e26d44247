import CandorCore
import CandorLog
import CandorStore
import Foundation
import StrictJSON
import Testing

struct ConfidentialityTests {
  /// Every string of eight bytes of these texts, as the file would show them: as they are, in hexadecimal, and in
  /// base64url at its three alignments.
  private func traces(of texts: [String]) -> Set<[UInt8]> {
    var traces: Set<[UInt8]> = []
    for text in texts {
      let bytes = Array(text.utf8)
      guard bytes.count >= 8 else { continue }
      for start in 0...(bytes.count - 8) {
        let part = Array(bytes[start..<(start + 8)])
        traces.insert(part)
        let hexadecimal = part.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        traces.insert(Array(hexadecimal.utf8.prefix(8)))
        traces.insert(Array(hexadecimal.uppercased().utf8.prefix(8)))
        for alignment in 0..<3 {
          // Letters that stand for bits of the eight bytes alone: after the first bytes' letters, before the last
          // incomplete ones.
          let letters = Array(Base64.url.text([UInt8](repeating: 0, count: alignment) + part).utf8)
          let first = (alignment * 8 + 5) / 6
          traces.insert(Array(letters[first..<(first + 8)]))
        }
      }
    }
    return traces
  }

  @Test func `neither the file nor its -wal holds eight characters of any value, label or audience`() throws {
    let fixture = try Fixture()
    let entries = try Fixture.entries(1...60, says: { "Rosalind Wetherby told the committee, on page \($0), what Ambrose Quill did" })
    let record = try Record.create(
      at: fixture.path, custodian: fixture.custodian, recovery: fixture.recovery.publicKey, randomness: fixture.randomness,
      first: Array(entries.prefix(30)))
    try record.append(Array(entries.dropFirst(30)))
    var texts = entries.flatMap { entry in entry.draft.values.flatMap { [$0.name, $0.json.canonicalText] } }
    texts += Fixture.audiences.map(\.description) + ["audience", "request.made", "\"epoch\":"]
    let traces = traces(of: Array(Set(texts)))
    #expect(traces.count > 500)
    for suffix in ["", "-wal"] {
      let bytes = try fixture.bytes(suffix)
      #expect(bytes.count > 20_000)
      for start in 0...(bytes.count - 8) {
        let part = Array(bytes[start..<(start + 8)])
        if traces.contains(part) {
          Issue.record("\(suffix) at \(start): \(String(decoding: part, as: UTF8.self))")
          return
        }
      }
    }
  }

  @Test func `the boxes of an entry do not show whose they are by their order`() throws {
    let fixture = try Fixture()
    try fixture.create(40).close()
    let locators = try RawRecord.values(fixture.path, "SELECT locator FROM box ORDER BY rowid")
    #expect(locators.count == 120)
    for entry in 0..<40 {
      let three = Array(locators[(entry * 3)..<(entry * 3 + 3)])
      #expect(three.sorted { $0.lexicographicallyPrecedes($1) } == three)
    }
  }
}
