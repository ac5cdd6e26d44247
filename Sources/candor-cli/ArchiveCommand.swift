import ArgumentParser
import CandorService

struct ArchiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "Close a record for good: a copy that is read and proved from, and written to by nobody.",
    discussion: """
      For the record of a body that has ended, or of a time that is over. The copy is made and verified as a backup is; then it is marked as an archive. \
      Whatever would change it is refused, whoever's key it is: by this program, and by the file itself to others. All that only reads works as before: show, \
      check, check --integrity, verify, prove, export, serve.

      It is one file that may only be read (mode 0400), and can lie on a disk or in a folder where nothing can be written. The record that it was made from \
      goes on as it was, and keeps that this checkpoint was handed out: its later proofs go back to those of the archive.

      The key is not in it. What is erased from the record later stays in archives made before: make another, and destroy the older one.

      Example:  candor archive union.candor union-2013-2026.candor
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The file to make; it ends in .candor, and must not be there.")
  var file: String

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func run() throws {
    let session = try options.open()
    let made = try Progress.during("copying \(options.record)") {
      try RecordArchive(of: session, key: options.key, to: file) { share in
        if share < 1 { Progress.reached("copying \(options.record)", share) } else { Progress.reached("reading the copy", 0) }
      }
    }
    switch format {
    case .json: Speech.print(made.jsonText)
    case .text:
      Speech.print(
        """
        archived \(options.record) as \(made.copy.file): \(Count.of(made.copy.entries, "entry", "entries")), verified. checkpoint \(made.copy.entries) · \
        \(made.copy.root)
          nobody writes to it   it is read, checked, proved from and exported as it is
          the key is not in it  \(made.copy.key)
                                keep a copy of the key elsewhere, not beside this file; without it nothing here can be read
        """)
    }
  }
}
