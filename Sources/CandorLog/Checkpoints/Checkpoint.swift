/// A tree head that a record's custodian has signed: https://c2sp.org/tlog-checkpoint.
package struct Checkpoint: Hashable, Sendable {
  /// Which log: `candor/RECORD-ID`.
  package let origin: String
  /// What is signed for.
  package let head: TreeHead
  /// Further lines, which mean nothing to this program; the record writes none.
  package let extensions: [String]
  /// What is signed, with its signatures.
  package let note: SignedNote

  /// Signs a tree head.
  package init(_ head: TreeHead, signedBy custodian: PersonKey) throws {
    (self.head, origin, extensions) = (head, custodian.record.origin, [])
    let text = "\(origin)\n\(head.size)\n\(Base64.standard.text(head.root.bytes))\n"
    note = try SignedNote(signing: text, as: custodian.verificationKey, with: custodian.signing)
  }

  /// The same, signed by another key of the same record too.
  package func signed(also custodian: PersonKey) throws -> Checkpoint {
    try Checkpoint(try note.signed(also: custodian.verificationKey, with: custodian.signing))
  }

  /// Reads the text of a note as a checkpoint; believes nothing yet.
  ///
  /// - Throws: ``LogFault/malformed(_:_:)`` unless there are an origin, a size in decimal without leading zeros up to 2⁵³ − 1, and a root of 32
  ///   bytes in base64, each on its line.
  package init(_ note: SignedNote) throws(LogFault) {
    func malformed(_ flaw: String) -> LogFault { .malformed(.checkpoint, flaw) }
    let lines = note.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 4, lines.last == "", !lines.dropLast().contains("") else {
      throw malformed("it is not an origin, a size and a root, each on its line")
    }
    let digits = Array(lines[1].utf8)
    guard digits.count <= 16, digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let size = Int(lines[1]),
      String(size) == lines[1], size < 1 << 53
    else { throw malformed("its size is not a whole number up to 2^53 - 1") }
    guard let root = Base64.standard.bytes(lines[2].utf8).flatMap({ Digest(bytes: $0) }) else {
      throw malformed("its root is not 32 bytes in base64")
    }
    guard size > 0 || root == Tree().head.root else { throw malformed("a tree without leaves has another root") }
    self.note = note
    origin = lines[0]
    head = TreeHead(size: size, root: root)
    extensions = Array(lines[3..<(lines.count - 1)])
  }

  /// Reads a note's bytes as a checkpoint that this key signed under its own name.
  ///
  /// - Throws: ``LogFault`` where it is no note, not signed by the key, no checkpoint, or another log's.
  package init(parsing bytes: [UInt8], signedBy key: VerificationKey) throws(LogFault) {
    let note = try SignedNote(parsing: bytes)
    try note.verify(by: key)
    try self.init(note)
    guard origin == key.name else { throw .otherOrigin }
  }
}
