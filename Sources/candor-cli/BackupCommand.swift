import ArgumentParser
import CandorService

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy a record into one file, also while it is in use.",
    discussion: """
      The copy is the record as it is at one moment, whoever appends meanwhile. Before it gets its name it is opened as a record and every value in it \
      is held against the log; nothing is overwritten. Copying the file by other means while it is in use may lose entries that lie beside it.

      The key is not in the copy, and without a key the copy cannot be read: keep one elsewhere, and not beside the copy.

      Example:  candor backup union.candor /media/stick/union-2026-11-21.candor
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The file to make; it ends in .candor, and must not be there.")
  var file: String

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func run() throws {
    RecordOptions.warn(of: options.record)
    let session = try options.open()
    let made = try Progress.during("copying \(options.record)") {
      try RecordBackup(of: session, key: options.key, to: file) { share in
        if share < 1 { Progress.reached("copying \(options.record)", share) } else { Progress.reached("reading the copy", 0) }
      }
    }
    switch format {
    case .json: Speech.print(made.jsonText)
    case .text:
      Speech.print(
        """
        copied \(options.record) to \(made.file): \(Count.of(made.entries, "entry", "entries")), verified. checkpoint \(made.entries) · \
        \(made.root)
          the key is not in it  \(made.key)
                                keep a copy of the key elsewhere, not beside this file; without it nothing here can be read
        """)
    }
  }
}

extension RecordOptions {
  /// Warns where a record that is to be written lies on a network file system.
  static func warn(of record: String) {
    guard let network = Session.network(under: record) else { return }
    Speech.complain(
      """
      candor: warning: \(record) is on \(network)
        locks are not to be relied on there: two who write at once may damage it; keep the record on a disk of this machine
      """)
  }
}
