import CandorLog
import StrictJSON
import Testing

struct CheckpointTests {
  private let custodian: PersonKey
  private let head = TreeHead(size: 8, root: Digest(hashing: Array("root".utf8)))

  init() throws { custodian = try PersonKey(randomness: Randomness(foreseeableFrom: "checkpoint")) }

  /// A checkpoint whose text is this, signed or not.
  private func checkpoint(_ text: String) throws -> Checkpoint {
    try Checkpoint(SignedNote(signing: text, as: custodian.verificationKey, with: custodian.signing))
  }

  @Test func `what is signed is read back`() throws {
    let checkpoint = try Checkpoint(head, signedBy: custodian)
    let read = try Checkpoint(parsing: checkpoint.note.bytes, signedBy: custodian.verificationKey)
    #expect(read == checkpoint)
    #expect(read.head == head)
    #expect(read.origin == "candor/\(custodian.record)")
    #expect(read.note.text == "candor/\(custodian.record)\n8\n\(Base64.standard.text(head.root.bytes))\n")
  }

  @Test func `whatever byte of a checkpoint is changed, it is refused`() throws {
    let bytes = try Checkpoint(head, signedBy: custodian).note.bytes
    for index in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[index] ^= 1 << UInt8(bit)
        #expect(throws: LogFault.self) { try Checkpoint(parsing: changed, signedBy: custodian.verificationKey) }
      }
    }
  }

  @Test func `another record's checkpoint is refused though it is signed`() throws {
    let text = "candor/other\n8\n\(Base64.standard.text(head.root.bytes))\n"
    let note = try SignedNote(signing: text, as: custodian.verificationKey, with: custodian.signing)
    #expect(throws: LogFault.otherOrigin) { try Checkpoint(parsing: note.bytes, signedBy: custodian.verificationKey) }
  }

  @Test func `further lines are kept`() throws {
    #expect(try checkpoint("o\n8\n\(Base64.standard.text(head.root.bytes))\nlots\nof lines\n").extensions == ["lots", "of lines"])
  }

  @Test(arguments: [
    "o\n", "o\n8\n", "\n8\nROOT\n", "o\n8\nROOT\n\n", "o\n08\nROOT\n", "o\n-8\nROOT\n", "o\n+8\nROOT\n", "o\n \nROOT\n",
    "o\nbananas\nROOT\n",
    "o\n9007199254740992\nROOT\n", "o\n3438945738945739845734895735\nROOT\n", "o\n8\nROO\n", "o\n8\nYmFuYW5hcw==\n", "o\n8\nROOT\n\nmore\n",
  ])
  func `malformed checkpoints are refused`(text: String) {
    let text = text.replacing("ROOT", with: Base64.standard.text(head.root.bytes))
    #expect(throws: LogFault.self) { try checkpoint(text) }
  }

  @Test(Vectors.has("signed-note/notes.json"))
  func `the published checkpoints are read or refused, and a root of other than 32 bytes always`() throws {
    let vectors = try Vectors.read("signed-note/notes.json")
    for vector in try #require(vectors["checkpoint_parse"]).elements {
      let body = try #require(vector["body"]).text
      guard body.hasSuffix("\n") else { continue }
      let root = Base64.standard.bytes((body.split(separator: "\n").dropFirst(2).first ?? "").utf8)
      let isSound = vector["ok"] == true && root?.count == 32
      #expect((try? checkpoint(body)) == nil || isSound, "\(body)")
    }
    let tree = try checkpoint(#require(vectors["tree_note"]).text)
    #expect(tree.head.size == 123_456_789_012)
  }

  @Test(Vectors.has("derived/checkpoint-cosigned.json"))
  func `a cosigned checkpoint verifies by its log's key`() throws {
    let vectors = try Vectors.read("derived/checkpoint-cosigned.json")
    let key = try VerificationKey(parsing: #require(vectors["log_vkey"]).text)
    let checkpoint = try Checkpoint(parsing: Array(#require(vectors["checkpoint"]).text.utf8), signedBy: key)
    #expect(checkpoint.head.size == 8)
    #expect(try checkpoint.head.root.bytes == bytes(hexadecimal: TreeTests.roots[7]))
  }
}

struct RecordIDTests {
  @Test func `an id has twenty letters and digits and is read back`() {
    let id = RecordID(randomness: Randomness(foreseeableFrom: "id"))
    #expect(id.text.utf8.count == 20)
    #expect(RecordID(id.text) == id)
    #expect(RecordID(randomness: .system) != RecordID(randomness: .system))
  }

  @Test(arguments: [
    "", "0123456789abcdefghj", "0123456789abcdefghjkm", "0123456789ABCDEFGHJK", "0123456789abcdefghil", "0123456789abcdefgh-k",
  ])
  func `other texts are no ids`(text: String) { #expect(RecordID(text) == nil) }
}
