import Crypto
import Foundation
import StrictJSON

/// The file that holds a custodian's keys: canonical JSON and a line's end, readable by its owner alone.
///
/// What it says of itself is read without a passphrase; its keys are opened with one, where it is protected:
///
///     let key = try KeyFile(reading: path, for: record).key { path in try Passphrase(lineFrom: descriptor) }
package struct KeyFile: Sendable {
  /// Why a key file cannot be used.
  package enum Flaw: Hashable, Sendable {
    case missing, exists, tooOpen, foreign, otherVersion, damaged
    /// It is protected, and nobody gave a passphrase.
    case protected
    /// The passphrase does not open it.
    case shut
    /// What it says of its protection is nothing to make a key with.
    case parameters
    /// The operating system refuses; its own words.
    case system(String)
    /// It belongs to the record of that id.
    case otherRecord(RecordID)
    /// It, or the file beside it, is not one to be trusted with what it is for.
    case beside(OwnFile.Flaw)

    var message: String {
      switch self {
      case .missing: "there is no such key file"
      case .exists: "there is a file of that name already"
      case .tooOpen: "others than its owner may read or write this key file"
      case .foreign: "this is no key file"
      case .otherVersion: "this key file was written by another version, or is protected in a way that this version does not know"
      case .damaged: "this key file is damaged"
      case .protected: "this key file is protected by a passphrase, and none was given"
      case .shut: "the passphrase does not open this key file"
      case .parameters:
        "this key file asks for a protection that cannot be computed, or only with more than \(Self.mostMemory) MiB of memory"
      case .system(let words): "the key file cannot be used: \(words)"
      case .otherRecord(let record): "this is the key of another record, \(record)"
      case .beside(let flaw): "the file \(flaw.words)"
      }
    }

    var hint: String {
      switch self {
      case .missing: "Give the path of the file that 'candor init', 'candor key new' or 'candor hand-over' made for the record."
      case .exists: "Choose another name; a key file is never overwritten."
      case .tooOpen: "Run chmod 600 on it, and think who may have copied it."
      case .foreign: "Give the path of the file that 'candor init', 'candor key new' or 'candor hand-over' made for the record."
      case .otherVersion: "Use the version of this program that wrote it."
      case .damaged: "Take a copy of it, or use the recovery key."
      case .protected: "Run it on a terminal, or say where the passphrase is: --passphrase-file FILE, or --passphrase-fd N."
      case .shut:
        "Type it again; case, blanks and the keyboard's language count. The file was not damaged by accident: where the passphrase is surely right, "
          + "someone changed the file. Take a copy of it then, or use the recovery key."
      case .parameters: "No version of this program writes such a file: someone changed it. Take a copy of it, or use the recovery key."
      case .system: "Check the path, its permissions and the disk."
      case .otherRecord: "Give the key file that was made for this record."
      case .beside(.severalNames):
        "Find its other name, and keep one: under two names, what is done with the key under one is not seen under the other."
      case .beside: "Look who put it there. Candor made no such file; move it away if it is not yours."
      }
    }

    private static let mostMemory = 1 << (Scrypt.Cost.exponents.upperBound - 10)
  }

  /// How the private keys are kept from whoever gets hold of the file.
  package enum Protection: Hashable, Sendable {
    /// They stand in it in clear.
    case none
    /// They are sealed by ChaCha20-Poly1305 under a key that scrypt makes from a passphrase.
    case scrypt(Scrypt.Cost)
  }

  /// Where it was read.
  package let path: String
  /// The record whose key it is.
  package let record: RecordID
  /// What this key signs is verified by it.
  package let verification: VerificationKey
  /// The public part of that record's recovery key.
  package let recovery: Recipient
  /// Whom data keys are wrapped to, so that this key opens them.
  package let publicKey: Recipient
  /// Whose signature on the record the holder trusts (``PersonKey/trusted``).
  package let trusted: VerificationKey
  /// Whether it takes a passphrase.
  package let protection: Protection
  private let content: Content

  private enum Content {
    case clear(PersonKey)
    /// Nonce, ciphertext and tag, beside the salt and what else was sealed as associated data.
    case sealed([UInt8], salt: [UInt8], facts: [UInt8])
  }

  private static let version = 2
  private static let limit = 16_384
  private static let start = Array("{\"candor-key\":".utf8)
  private static let saltLength = 16
  private static let nonceLength = 12
  private static let keyLength = 32

  // MARK: Reading

  /// Reads what a key file says in clear.
  ///
  /// - Parameter record: the record it must be the key of.
  /// - Throws: ``LogFault/keyFile(_:path:)``.
  package init(reading path: String, for record: RecordID? = nil) throws(LogFault) {
    let bytes = try Self.contents(path)
    guard var object = try? JSONValue(parsing: bytes).objectValue, JSONValue.object(object).canonicalBytes + [UInt8(ascii: "\n")] == bytes,
      let version = object["candor-key"]?.integerValue, version >= 1
    else { throw .keyFile(.damaged, path: path) }
    let isProtected = object["protection"] == "scrypt"
    guard version == Self.version, isProtected || object["protection"] == "none" else { throw .keyFile(.otherVersion, path: path) }
    let written = object["digest"]
    object["digest"] = nil
    guard written?.stringValue == Self.digest(of: object), object.names == Self.names(isProtected: isProtected),
      let id = object["record"]?.stringValue.flatMap({ RecordID($0) }),
      let recovery = Self.bytes("recovery", of: object).flatMap({ Recipient(bytes: $0) }),
      let publicKey = Self.bytes("public", of: object).flatMap({ Recipient(bytes: $0) }),
      let trusted = Self.verificationKey("trusted", of: object, in: id)
    else { throw .keyFile(.damaged, path: path) }
    (self.recovery, self.trusted, self.publicKey) = (recovery, trusted, publicKey)
    if isProtected {
      guard let verification = Self.verificationKey("verification", of: object, in: id), let sealed = Self.bytes("sealed", of: object)
      else { throw .keyFile(.damaged, path: path) }
      // Before anything is computed: whoever wrote the file may have asked for more memory than there is.
      guard let cost = object["cost"]?.integerValue.flatMap({ Scrypt.Cost(exponent: $0) }), let salt = Self.bytes("salt", of: object),
        salt.count == Self.saltLength
      else { throw .keyFile(.parameters, path: path) }
      object["sealed"] = nil
      content = .sealed(sealed, salt: salt, facts: JSONValue.object(object).canonicalBytes)
      (self.verification, protection) = (verification, .scrypt(cost))
    } else {
      guard let signing = Self.bytes("signing", of: object), let opening = Self.bytes("opening", of: object),
        let key = try? PersonKey(record: id, signing: signing, opening: opening, trusted: trusted, recovery: recovery),
        object["verification"]?.stringValue == key.verificationKey.text, publicKey == key.publicKey
      else { throw .keyFile(.damaged, path: path) }
      (verification, protection, content) = (key.verificationKey, .none, .clear(key))
    }
    guard record == nil || record == id else { throw .keyFile(.otherRecord(id), path: path) }
    (self.path, self.record) = (path, id)
  }

  /// The keys.
  ///
  /// - Parameter ask: gives the passphrase of the file at a path, or nil; called only where the file is protected.
  /// - Throws: ``LogFault/keyFile(_:path:)``; what `ask` throws.
  package func key(asking ask: (_ path: String) throws -> Passphrase?) throws -> PersonKey {
    switch content {
    case .clear(let key): return key
    case .sealed:
      guard let passphrase = try ask(path) else { throw LogFault.keyFile(.protected, path: path) }
      return try key(under: passphrase)
    }
  }

  private func key(under passphrase: borrowing Passphrase) throws(LogFault) -> PersonKey {
    guard case .sealed(let sealed, let salt, let facts) = content, case .scrypt(let cost) = protection else {
      throw .keyFile(.damaged, path: path)
    }
    guard let sealing = try? Scrypt.key(from: passphrase, salt: salt, cost: cost) else { throw .keyFile(.parameters, path: path) }
    guard let box = try? ChaChaPoly.SealedBox(combined: sealed),
      var plain = try? ChaChaPoly.open(box, using: sealing, authenticating: facts)
    else { throw .keyFile(.shut, path: path) }
    defer { wipe(&plain) }
    guard plain.count == 2 * Self.keyLength,
      let key = try? PersonKey(
        record: record, signing: plain.prefix(Self.keyLength), opening: plain.suffix(Self.keyLength), trusted: trusted, recovery: recovery),
      key.verificationKey.text == verification.text, key.publicKey == publicKey
    else { throw .keyFile(.damaged, path: path) }
    return key
  }

  private static func names(isProtected: Bool) -> [String] {
    isProtected
      ? ["candor-key", "cost", "protection", "public", "record", "recovery", "salt", "sealed", "trusted", "verification"]
      : ["candor-key", "opening", "protection", "public", "record", "recovery", "signing", "trusted", "verification"]
  }

  private static func verificationKey(_ name: String, of object: JSONObject, in record: RecordID) -> VerificationKey? {
    guard let key = object[name]?.stringValue.flatMap({ try? VerificationKey(parsing: $0) }), key.name == record.origin else { return nil }
    return key
  }

  private static func bytes(_ name: String, of object: JSONObject) -> [UInt8]? {
    object[name]?.stringValue.flatMap { Base64.url.bytes($0.utf8) }
  }

  /// What shows that no byte was changed by accident: SHA-256 of all the other members.
  private static func digest(of object: JSONObject) -> String { Digest(hashing: JSONValue.object(object).canonicalBytes).base64URL }

  private static func contents(_ path: String) throws(LogFault) -> [UInt8] {
    let (bytes, permissions): ([UInt8], Int)
    do throws(OwnFile.Flaw) {
      // A link to a key is followed, once: whatever is done with the key is done at the path that it leads to.
      let file = try OwnFile(resolvedPath(path), besideOwner: .anyone)
      (bytes, permissions) = (try file.bytes(atMost: limit), file.permissions)
    } catch {
      throw .keyFile(Flaw(error), path: path)
    }
    // Whoever names some other file by mistake is not told to lock that up.
    guard bytes.starts(with: start) else { throw .keyFile(.foreign, path: path) }
    guard permissions & 0o077 == 0 else { throw .keyFile(.tooOpen, path: path) }
    return bytes
  }

  // MARK: Writing

  /// Writes a new key file, mode 0600, and returns when it is safely on disk.
  ///
  /// - Parameters:
  ///   - key: whose recovery key is known.
  ///   - passphrase: what it is to be opened with; nil to leave the keys in clear.
  /// - Throws: ``LogFault/keyFile(_:path:)``, ``LogFault/passphrase(_:)``; then there is no new file.
  package static func write(
    _ key: PersonKey, to path: String, under passphrase: borrowing Passphrase?, cost: Scrypt.Cost = .standard, randomness: Randomness
  ) throws(LogFault) {
    // Where the name is taken, nobody waits for scrypt to be told so; access(2) reads the path during the call.
    guard unsafe access(path, F_OK) != 0 else { throw .keyFile(.exists, path: path) }
    try create(path, with: try text(of: key, for: path, under: passphrase, cost, randomness), otherwise: .exists)
  }

  /// Puts the keys into their file anew, under another passphrase. Whoever copied the file before opens the copy as
  /// before.
  ///
  /// - Throws: ``LogFault/keyFile(_:path:)``, ``LogFault/passphrase(_:)``; then the file is as it was.
  package static func rewrite(
    _ path: String, with key: PersonKey, under passphrase: borrowing Passphrase?, cost: Scrypt.Cost = .standard, randomness: Randomness
  ) throws(LogFault) {
    let bytes = try text(of: key, for: path, under: passphrase, cost, randomness)
    // Through a link the file itself is replaced: it would be left, as it was, where the link leads.
    let file = resolvedPath(path)
    // Of a name that nobody else's file has.
    let draft = file + ".new-" + String(randomness.word(), radix: 36)
    // Whoever signs holds a lock on this file, and finds out which file has the name when they have it.
    let flaw = NewestCheckpoint(besideKey: file).alone { () -> Flaw? in
      // unlink(2) and rename(2) read the paths during the call.
      do throws(LogFault) { try create(draft, with: bytes, otherwise: .system("\(draft) is in the way")) } catch {
        guard case .keyFile(let flaw, _) = error else { return .damaged }
        return flaw
      }
      guard unsafe rename(draft, file) == 0 else {
        let flaw = Flaw.current
        _ = unsafe unlink(draft)
        return flaw
      }
      // The draft was durable before it got its name. Where this cannot be made so, a crash may bring the older file
      // back, and that is whole too.
      _ = synchronizeDirectory(of: file)
      return nil
    }
    if let flaw { throw .keyFile(flaw, path: path) }
  }

  /// Puts the keys into their file anew, trusting another's signature, under the passphrase that it has.
  ///
  /// - Throws: ``LogFault/keyFile(_:path:)``, and then the file is as it was; what `ask` throws.
  package func trust(_ verification: VerificationKey, asking ask: (_ path: String) throws -> Passphrase?, randomness: Randomness) throws {
    switch (content, protection) {
    case (.clear(let key), _):
      try Self.rewrite(path, with: PersonKey(key, trusting: verification), under: nil, randomness: randomness)
    case (.sealed, .scrypt(let cost)):
      let passphrase = try ask(path)
      switch passphrase {
      case .none: throw LogFault.keyFile(.protected, path: path)
      case .some(let given):
        let trusting = PersonKey(try key(under: given), trusting: verification)
        try Self.rewrite(path, with: trusting, under: passphrase, cost: cost, randomness: randomness)
      }
    case (.sealed, .none): throw LogFault.keyFile(.damaged, path: path)
    }
  }

  private static func text(
    of key: PersonKey, for path: String, under passphrase: borrowing Passphrase?, _ cost: Scrypt.Cost, _ randomness: Randomness
  ) throws(LogFault) -> [UInt8] {
    guard let recovery = key.recovery else { preconditionFailure("a key file is written for a record whose recovery key is known") }
    var object: JSONObject = [
      "candor-key": 2, "public": .string(Base64.url.text(key.publicKey.bytes)), "record": .string(key.record.text),
      "recovery": .string(Base64.url.text(recovery.bytes)), "trusted": .string(key.trusted.text),
      "verification": .string(key.verificationKey.text),
    ]
    switch passphrase {
    case .none:
      object["protection"] = "none"
      object["signing"] = .string(Base64.url.text(Array(key.signing.rawRepresentation)))
      object["opening"] = .string(Base64.url.text(Array(key.opening.rawRepresentation)))
    case .some(let passphrase):
      guard !passphrase.isEmpty else { throw .passphrase(.empty) }
      let (salt, nonce) = (randomness.bytes(saltLength), randomness.bytes(nonceLength))
      object["protection"] = "scrypt"
      object["cost"] = JSONNumber(exactly: cost.exponent).map(JSONValue.number)
      object["salt"] = .string(Base64.url.text(salt))
      guard
        let sealed = try? seal(
          key, beside: JSONValue.object(object).canonicalBytes, nonce, Scrypt.key(from: passphrase, salt: salt, cost: cost))
      else { throw .keyFile(.system("there is not enough memory to protect it"), path: path) }
      object["sealed"] = .string(Base64.url.text(sealed))
    }
    object["digest"] = .string(digest(of: object))
    return JSONValue.object(object).canonicalBytes + [UInt8(ascii: "\n")]
  }

  private static func seal(_ key: PersonKey, beside facts: [UInt8], _ nonce: [UInt8], _ sealing: SymmetricKey) throws -> [UInt8] {
    var plain = key.signing.rawRepresentation
    plain.append(key.opening.rawRepresentation)
    defer { wipe(&plain) }
    return Array(try ChaChaPoly.seal(plain, using: sealing, nonce: ChaChaPoly.Nonce(data: nonce), authenticating: facts).combined)
  }

  /// Makes a file, whole and durable, or none.
  private static func create(_ path: String, with bytes: [UInt8], otherwise exists: Flaw) throws(LogFault) {
    // open(2) and unlink(2) read the path during the call.
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .keyFile(errno == EEXIST ? exists : .current, path: path) }
    // write(2) takes a pointer; the array outlives the call.
    let written = unsafe bytes.withUnsafeBytes { unsafe Foundation.write(descriptor, $0.baseAddress, $0.count) }
    let isWhole = written == bytes.count && fchmod(descriptor, 0o600) == 0 && fsync(descriptor) == 0
    let flaw = Flaw.current
    close(descriptor)
    guard isWhole, synchronizeDirectory(of: path) else {
      _ = unsafe unlink(path)
      throw .keyFile(flaw, path: path)
    }
  }
}

extension KeyFile.Flaw {
  /// What errno(3) says now.
  static var current: KeyFile.Flaw { .system(systemWords()) }

  /// Why a file beside a key cannot be used.
  init(besideKey flaw: OwnFile.Flaw) {
    self =
      switch flaw {
      case .link, .notAFile, .severalNames, .anothers, .tooLarge: .beside(flaw)
      case .missing: .system("the folder that it is in is not there")
      case .system(let code): .system(OwnFile.Flaw.words(of: code))
      }
  }

  /// Why the file cannot be opened as one's own.
  fileprivate init(_ flaw: OwnFile.Flaw) {
    self =
      switch flaw {
      case .missing: .missing
      case .notAFile, .tooLarge: .foreign
      case .severalNames, .link, .anothers: .beside(flaw)
      case .system(let code): .system(OwnFile.Flaw.words(of: code))
      }
  }
}

/// The folder that a path is in.
package func folder(of path: String) -> String {
  let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
  return slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
}

/// Makes sure that a new name in a file's directory survives a crash.
///
/// - Returns: whether it did.
package func synchronizeDirectory(of path: String) -> Bool {
  // open(2) reads the path during the call.
  let descriptor = unsafe open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  return fsync(descriptor) == 0
}
