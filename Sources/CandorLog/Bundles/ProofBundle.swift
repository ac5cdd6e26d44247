import CandorCore
import StrictJSON

/// What a reader is given with a report to hold the record to it: a checkpoint, entries with the values that its readers may read, and the proofs that
/// these entries, and every tree published before, are in the tree that was signed. Nothing in it is proved before ``verdict(trusting:)``.
package struct ProofBundle: Sendable {
  /// An entry, what is opened of it, and where it stands.
  package struct Entry: Hashable, Sendable {
    package let leaf: Leaf
    /// By slot, 0 to 23.
    package let disclosures: [UInt8: Disclosure]
    /// In the tree of the checkpoint that it is handed on with.
    package let proof: InclusionProof

    package init(leaf: Leaf, disclosures: [UInt8: Disclosure], proof: InclusionProof) {
      (self.leaf, self.disclosures, self.proof) = (leaf, disclosures, proof)
    }

    /// Opening no more than a succession needs: its kind, and the new key.
    package var withSigningKeyAlone: Entry {
      Entry(leaf: leaf, disclosures: disclosures.filter { [0, keySlot].contains($0.key) }, proof: proof)
    }
  }

  /// Where a `custody.transferred` names the new key.
  static let keySlot: UInt8 = 12

  /// An older tree, which the checkpoint's goes on from.
  package struct Older: Hashable, Sendable {
    package let head: TreeHead
    package let proof: ConsistencyProof

    package init(head: TreeHead, proof: ConsistencyProof) { (self.head, self.proof) = (head, proof) }
  }

  /// A change of the key that signs the record's checkpoints.
  package struct Succession: Hashable, Sendable {
    /// The tree that the change is the last entry of, signed by both keys.
    package let checkpoint: Checkpoint
    /// Its proof is in that tree.
    package let entry: Entry
    /// From that tree to the bundle's.
    package let proof: ConsistencyProof

    package init(checkpoint: Checkpoint, entry: Entry, proof: ConsistencyProof) {
      (self.checkpoint, self.entry, self.proof) = (checkpoint, entry, proof)
    }
  }

  package let checkpoint: Checkpoint
  /// The key that signed it, as far as the bundle says.
  package let verification: VerificationKey
  /// By number, ascending.
  package let entries: [Entry]
  /// By size, ascending.
  package let older: [Older]
  /// By the size of their checkpoints, ascending.
  package let successions: [Succession]

  package init(checkpoint: Checkpoint, verification: VerificationKey, entries: [Entry], older: [Older], successions: [Succession]) {
    (self.checkpoint, self.verification, self.entries) = (checkpoint, verification, entries)
    (self.older, self.successions) = (older, successions)
  }

  /// The same, with some values not opened.
  package func withholding(_ isWithheld: (Disclosure) -> Bool) -> ProofBundle {
    let rest = entries.map { Entry(leaf: $0.leaf, disclosures: $0.disclosures.filter { !isWithheld($0.value) }, proof: $0.proof) }
    return ProofBundle(checkpoint: checkpoint, verification: verification, entries: rest, older: older, successions: successions)
  }

  /// How its files end, after the report's name.
  package static let ending = "proof.json"
  /// The longest file, in bytes.
  package static let maximumLength = 64 << 20
  fileprivate static let version = 1
}

// MARK: - Its bytes

extension ProofBundle {
  /// The file: canonical JSON and a line's end.
  package var bytes: [UInt8] {
    let object: JSONValue = [
      "candor-bundle": 1, "checkpoint": .string(checkpoint.note.string),
      "consistency": .array(
        older.map { older in
          ["path": path(older.proof.path), "root": .string(older.head.root.base64URL), "size": .integer(older.head.size)]
        }),
      "entries": .array(entries.map(\.json)),
      "successions": .array(
        successions.map { succession in
          [
            "checkpoint": .string(succession.checkpoint.note.string), "entry": succession.entry.json,
            "path": path(succession.proof.path),
          ]
        }),
      "verification": .string(verification.text),
    ]
    return object.canonicalBytes + [UInt8(ascii: "\n")]
  }

  /// Reads a file; believes nothing yet.
  ///
  /// - Throws: ``LogFault/malformed(_:_:)`` unless it has the form that `Docs/log.md` gives, byte for byte.
  package init(parsing bytes: [UInt8]) throws(LogFault) {
    guard bytes.count <= Self.maximumLength else { throw .bundle("it is longer than 64 MiB") }
    guard bytes.last == UInt8(ascii: "\n") else { throw .bundle("it does not end with a line's end") }
    let json: JSONValue
    do { json = try JSONValue(parsing: bytes) } catch { throw .bundle("it is not JSON: \(error)") }
    let object = try json.members(["candor-bundle", "checkpoint", "consistency", "entries", "successions", "verification"], of: "it")
    guard object["candor-bundle"]?.integerValue == Self.version else { throw .bundle("it is of a version that this program does not know") }
    guard json.canonicalBytes.elementsEqual(bytes.dropLast()) else { throw .bundle("it is not in the form of RFC 8785") }
    checkpoint = try Checkpoint(inBundle: object["checkpoint"])
    verification = try VerificationKey(parsing: try object["verification"].string("verification"))
    guard RecordID(origin: verification.name) != nil else { throw .bundle("its verification key is not a record's") }
    older = try object["consistency"].elements("consistency").map { (element: JSONValue) throws(LogFault) in try Older(element) }
    entries = try object["entries"].elements("entries").map { (element: JSONValue) throws(LogFault) in try Entry(element) }
    successions = try object["successions"].elements("successions").map { (element: JSONValue) throws(LogFault) in try Succession(element) }
    guard older.map(\.head.size).isAscending, older.allSatisfy({ 1..<max(1, checkpoint.head.size) ~= $0.head.size }) else {
      throw .bundle("the sizes in \"consistency\" do not ascend, or are not smaller than the checkpoint's")
    }
    guard entries.map(\.leaf.id.number).isAscending else { throw .bundle("its entries do not ascend") }
    guard successions.map(\.checkpoint.head.size).isAscending else { throw .bundle("its successions do not ascend") }
  }
}

extension ProofBundle.Entry {
  fileprivate var json: JSONValue {
    let opened = disclosures.sorted { $0.key < $1.key }
    return [
      "disclosures": .array(opened.map { ["slot": .integer(Int($0.key)), "text": .string($0.value.text)] }),
      "leaf": .string(String(decoding: leaf.bytes, as: UTF8.self)), "path": path(proof.path),
    ]
  }

  fileprivate init(_ json: JSONValue) throws(LogFault) {
    let object = try json.members(["disclosures", "leaf", "path"], of: "an entry")
    leaf = try Leaf(parsing: Array(try object["leaf"].string("leaf").utf8))
    proof = InclusionProof(path: try object["path"].hashes(atMost: 53))
    var disclosures: [UInt8: Disclosure] = [:]
    var last = -1
    for element in try object["disclosures"].elements("disclosures") {
      let part = try element.members(["slot", "text"], of: "a disclosure")
      guard let slot = part["slot"]?.integerValue, (last + 1)..<Leaf.slots ~= slot else {
        throw .bundle("the slots of entry \(leaf.id) do not ascend from 0 to 23")
      }
      guard let array = Base64.url.bytes(try part["text"].string("text").utf8) else {
        throw .bundle("a disclosure of entry \(leaf.id) is not base64url")
      }
      disclosures[UInt8(slot)] = try Disclosure(json: array)
      last = slot
    }
    self.disclosures = disclosures
  }
}

extension ProofBundle.Older {
  fileprivate init(_ json: JSONValue) throws(LogFault) {
    let object = try json.members(["path", "root", "size"], of: "an element of \"consistency\"")
    guard let size = object["size"]?.integerValue, let root = Digest(base64URL: Array(try object["root"].string("root").utf8)) else {
      throw .bundle("an element of \"consistency\" has no size and root")
    }
    self.init(head: TreeHead(size: size, root: root), proof: ConsistencyProof(path: try object["path"].hashes(atMost: 54)))
  }
}

extension ProofBundle.Succession {
  fileprivate init(_ json: JSONValue) throws(LogFault) {
    let object = try json.members(["checkpoint", "entry", "path"], of: "a succession")
    self.init(
      checkpoint: try Checkpoint(inBundle: object["checkpoint"]), entry: try ProofBundle.Entry(object["entry"] ?? .null),
      proof: ConsistencyProof(path: try object["path"].hashes(atMost: 54)))
  }
}

private func path(_ hashes: [Digest]) -> JSONValue { .array(hashes.map { .string($0.base64URL) }) }

extension Checkpoint {
  fileprivate init(inBundle json: JSONValue?) throws(LogFault) {
    try self.init(try SignedNote(parsing: Array(try json.string("checkpoint").utf8)))
    guard RecordID(origin: origin) != nil else { throw .bundle("a checkpoint in it is of no record") }
  }
}

extension LogFault {
  fileprivate static func bundle(_ flaw: String) -> LogFault { .malformed(.bundle, flaw) }
}

extension JSONValue {
  fileprivate static func integer(_ number: Int) -> JSONValue { JSONNumber(exactly: number).map(JSONValue.number) ?? .null }

  fileprivate func members(_ names: [String], of what: String) throws(LogFault) -> JSONObject {
    guard let object = objectValue, object.names.sorted() == names else {
      throw .bundle("\(what) does not have exactly the members \(names.joined(separator: ", "))")
    }
    return object
  }
}

extension JSONValue? {
  fileprivate func string(_ name: String) throws(LogFault) -> String {
    guard let text = self?.stringValue else { throw .bundle("\"\(name)\" is not a string") }
    return text
  }

  fileprivate func elements(_ name: String) throws(LogFault) -> [JSONValue] {
    guard let elements = self?.arrayValue else { throw .bundle("\"\(name)\" is not an array") }
    return elements
  }

  fileprivate func hashes(atMost limit: Int) throws(LogFault) -> [Digest] {
    let letters = try elements("path")
    guard letters.count <= limit else { throw .bundle("a path has more than \(limit) hashes") }
    return try letters.map { (text: JSONValue) throws(LogFault) in
      guard let digest = text.stringValue.flatMap({ Digest(base64URL: Array($0.utf8)) }) else {
        throw .bundle("a path holds something other than a hash")
      }
      return digest
    }
  }
}

extension [Int] {
  fileprivate var isAscending: Bool { zip(self, dropFirst()).allSatisfy { $0 < $1 } }
}
