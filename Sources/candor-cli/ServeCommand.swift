import ArgumentParser
import CandorServer
import CandorService
import JSONRPC

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve a record by JSON-RPC 2.0 on stdin and stdout.",
    discussion: """
      Messages come with Content-Length headers or one a line; which, is told from the first bytes. Methods: initialize, shutdown, exit, ping, \
      record/append, record/entries, case/list, case/timeline, knowledge/at, people/list, check/run, report/export, charter/check. Tools/examples/drive.py does the whole demo this way.
      """)

  enum FramingOption: String, CaseIterable, ExpressibleByArgument {
    case headers, lines
  }

  @OptionGroup var options: RecordOptions

  @Option(help: "The framing, where it is not to be told from the first bytes.")
  var framing: FramingOption?

  func run() async throws {
    let framing = framing
    let options = options
    RecordOptions.warn(of: options.record)
    try await RecordServer.serve(framing: framing.map { $0 == .headers ? .contentLength : .lines }) { try options.open() }
  }
}
