package import CandorCore
import CandorLog
import CandorStore
package import StrictJSON

/// A verified copy of a record, made while it is in use. It is no method of the server: whoever drives that has no business with the places of the
/// machine it runs on, and a script calls `candor backup`.
package struct RecordBackup: OperationOutput {
  /// Where it is.
  package var file: String
  /// How many entries it holds, and the root of their tree.
  package var entries: Int
  package var root: String
  package var bytes: Int
  /// Where the key is that opens it; it is not in the copy.
  package var key: String

  /// - Parameters:
  ///   - file: where to; nothing is overwritten.
  ///   - progress: hears how much of it is copied, from 0 to 1.
  /// - Throws: ``ServiceError`` or a fault of the record; there is no such file then.
  package init(of session: Session, key: String?, to file: String, progress: (Double) -> Void) throws {
    try self.init(of: session, key: key, to: file) { try session.record.backup(to: $0, progress: progress) }
  }

  init(of session: Session, key: String?, to file: String, _ copy: (String) throws -> Backup) throws {
    guard file.hasSuffix(".candor") else {
      throw ServiceError(.input, "\"\(file)\" does not end in .candor", hint: "a copy is a record: name it NAME.candor")
    }
    let backup = try copy(file)
    (self.file, bytes) = (file, backup.bytes)
    (entries, root) = (backup.head.head.size, backup.head.head.root.base64)
    self.key = key ?? session.environment.keyFile(of: session.record.id)
  }

  package static var shape: Shape {
    .fields(["file": .text, "entries": .count, "root": .text, "bytes": .count, "key": .text])
  }
  package var json: JSONValue {
    ["file": .string(file), "entries": entries.json, "root": .string(root), "bytes": bytes.json, "key": .string(key)]
  }
}

extension Session {
  /// The network file system that a record is on, where it is on one: its locks are not to be relied on there.
  package static func network(under path: String) -> String? { FileSystem.network(at: path) }
}
