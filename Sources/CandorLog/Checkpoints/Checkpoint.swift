/// A tree head that a record's custodian has signed: https://c2sp.org/tlog-checkpoint.
package struct Checkpoint: Hashable, Sendable {
  /// Which log: `candor/RECORD-ID`.
  package let origin: String
  /// What is signed for.
  package let head: TreeHead
  /// What the wraps beside the tree come to (``WrapChain``), where the checkpoint says so: whoever can write a record file could add keys of their own
  /// otherwise, and what is recorded later would be sealed under them.
  package let wraps: Digest?
  /// Further lines, which mean nothing to this program.
  package let extensions: [String]
  /// What is signed, with its signatures.
  package let note: SignedNote

  private static let wrapsMark = "wraps "

  /// Signs a tree head, and what the wraps beside the tree come to.
  package init(_ head: TreeHead, wraps: Digest? = nil, signedBy custodian: PersonKey) throws {
    (self.head, self.wraps, origin, extensions) = (head, wraps, custodian.record.origin, [])
    let last = wraps.map { "\(Self.wrapsMark)\(Base64.standard.text($0.bytes))\n" } ?? ""
    let text = "\(origin)\n\(head.size)\n\(Base64.standard.text(head.root.bytes))\n\(last)"
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
    let further = Array(lines[3..<(lines.count - 1)])
    wraps = further.first.flatMap { line in
      line.hasPrefix(Self.wrapsMark) ? Base64.standard.bytes(line.dropFirst(Self.wrapsMark.count).utf8).flatMap { Digest(bytes: $0) } : nil
    }
    extensions = wraps == nil ? further : Array(further.dropFirst())
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
