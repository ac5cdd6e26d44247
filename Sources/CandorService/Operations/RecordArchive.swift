package import CandorCore
import CandorStore
package import StrictJSON

/// A verified copy of a record that is closed for good. As the backup it is no method of the server.
package struct RecordArchive: OperationOutput {
  /// The copy, as backups tell it.
  package var copy: RecordBackup

  /// - Parameters:
  ///   - file: where to; nothing is overwritten.
  ///   - progress: hears how much of it is copied, from 0 to 1.
  /// - Throws: ``ServiceError`` or a fault of the record; there is no such file then.
  package init(of session: Session, key: String?, to file: String, progress: (Double) -> Void) throws {
    copy = try RecordBackup(of: session, key: key, to: file) { try session.record.archive(to: $0, progress: progress) }
  }

  package static var shape: Shape { RecordBackup.shape }
  package var json: JSONValue { copy.json }
}
