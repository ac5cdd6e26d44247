import CFaultVFS
import Foundation

/// The disk that a folder is on, as SQLite meets it: it counts what is done to it, and fails when a test says so.
///
/// Each write, sync, truncation and deletion is a point; they are numbered from 1 on.
final class Disk: Sendable {
  /// What happens at a point; `fault_vfs.h` says it exactly.
  enum Fault: String, CaseIterable, Codable, Sendable {
    case none, error, errors, full, kill, tear, power, powerSome
  }

  /// How often something was done to the files of a kind.
  struct Work: Hashable {
    var writes = 0
    var syncs = 0
    var truncations = 0
    var deletions = 0
  }

  /// Where syncing costs nothing: what a power cut takes is settled here, not by the machine's own disk.
  static let folder =
    FileManager.default.isWritableFile(atPath: "/dev/shm") ? URL(filePath: "/dev/shm") : FileManager.default.temporaryDirectory

  private let watch: Int32

  /// Files that are open already are not on it.
  ///
  /// - Parameter folder: its name is in no other test's paths.
  init(under folder: URL) {
    precondition(fault_install() == 0, "SQLite takes no file system")
    // Its text is copied during the call.
    watch = unsafe fault_watch(folder.lastPathComponent)
    precondition(watch != 0, "no memory for a watch")
  }

  deinit { fault_unwatch(watch) }

  /// Lets a fault happen at a point from now on; without one, points are counted.
  func arm(_ fault: Fault = .none, at point: Int = 0) {
    let effect =
      switch fault {
      case .none: FAULT_NONE
      case .error: FAULT_ERROR
      case .errors: FAULT_ERRORS
      case .full: FAULT_FULL
      case .kill: FAULT_KILL
      case .tear: FAULT_TEAR
      case .power: FAULT_POWER
      case .powerSome: FAULT_POWER_SOME
      }
    fault_arm(watch, effect, point)
  }

  /// How many points there were since it was armed.
  var points: Int { fault_points(watch) }

  var database: Work { work(FAULT_DATABASE) }
  var wal: Work { work(FAULT_WAL) }
  var journal: Work { work(FAULT_JOURNAL) }

  private func work(_ kind: fault_file_kind) -> Work {
    func count(_ operation: fault_operation) -> Int { fault_count(watch, kind, operation) }
    return Work(
      writes: count(FAULT_WRITE), syncs: count(FAULT_SYNC), truncations: count(FAULT_TRUNCATE), deletions: count(FAULT_DELETE))
  }

  /// How often a closure has the write-ahead log synced; from every thread that it waits for.
  func syncs(_ body: () throws -> Void) rethrows -> Int {
    arm()
    try body()
    return wal.syncs
  }
}
