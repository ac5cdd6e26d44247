import Foundation
import Testing

/// Clients that others wrote, in what they send and in what they insist on: Emacs's `jsonrpc.el`, and in Python `python-lsp-jsonrpc` and `pygls`.
///
/// The drivers lie beside the checkout. Nothing is installed for them: the Python that can import the libraries is plain `python3`, or the one
/// that the variable `CANDOR_CLIENTS_PYTHON` names.
@Suite struct ClientDriverTests {
  private static let folder = Candor.root.appending(path: "../shared/clients").standardized
  private static func driver(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }
  private static func hasDriver(_ name: String) -> Bool { FileManager.default.fileExists(atPath: driver(name)) }
  private static let python = ProcessInfo.processInfo.environment["CANDOR_CLIENTS_PYTHON"] ?? "python3"

  /// Whether the Python at hand can import a module.
  private static func canImport(_ module: String) -> Bool {
    let process = Process()
    process.executableURL = Tool.env
    process.arguments = [python, "-c", "import \(module)"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private func serving(_ candor: Candor) throws -> [String] {
    try #require(candor.initRecord().status == 0)
    let path = { (name: String) in candor.folder.appending(path: name).path(percentEncoded: false) }
    return [Candor.program.path(percentEncoded: false), "serve", path("union.candor"), "--key", path(candor.key)]
  }

  @Test(
    .enabled(if: hasDriver("emacs_driver.el"), "there is no ../shared/clients/emacs_driver.el beside this checkout"),
    .enabled(if: Tool.isThere("emacs"), "emacs is not on this machine: apt-get install emacs-nox"))
  func `Emacs's own client is answered, told of its mistakes, and ended with`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    let arguments = ["emacs", "--batch", "-Q", "-l", ClientDriverTests.driver("emacs_driver.el"), "--", "ping"] + (try serving(candor))
    let outcome = try candor.run(arguments, program: Tool.env)
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(outcome.out.contains("init-keys=(:capabilities :serverInfo)\n"), "\(outcome.out)")
    #expect(outcome.out.contains("(jsonrpc-error-code . -32601)"), "\(outcome.out)")
    #expect(outcome.out.contains("async=20/20 notifications=0\n"), "\(outcome.out)")
    #expect(outcome.out.contains("\nPASS\nexit-status=0 live=nil\n"), "\(outcome.out)")
  }

  @Test(
    .enabled(if: hasDriver("py_driver.py"), "there is no ../shared/clients/py_driver.py beside this checkout"),
    .enabled(if: canImport("pylsp_jsonrpc"), "no Python here imports pylsp_jsonrpc; CANDOR_CLIENTS_PYTHON can name one that does"))
  func `the client of python-lsp-jsonrpc is answered, told of its mistakes, and ended with`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    let arguments = [ClientDriverTests.python, ClientDriverTests.driver("py_driver.py"), "pylsp", "ping"] + (try serving(candor))
    let outcome = try candor.run(arguments, program: Tool.env)
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(outcome.out.contains("unknown-method JsonRpcMethodNotFound("), "\(outcome.out)")
    #expect(outcome.out.hasSuffix("\nexit 0\nPASS\n"), "\(outcome.out)")
  }

  @Test(
    .enabled(if: hasDriver("py_driver.py"), "there is no ../shared/clients/py_driver.py beside this checkout"),
    .enabled(if: canImport("pygls.lsp.client"), "no Python here imports pygls; CANDOR_CLIENTS_PYTHON can name one that does"))
  func `the client of pygls is answered and ended with`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    let arguments = [ClientDriverTests.python, ClientDriverTests.driver("py_driver.py"), "pygls", "ping"] + (try serving(candor))
    let outcome = try candor.run(arguments, program: Tool.env)
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(outcome.out.contains("initialize ServerInfo(name='candor'"), "\(outcome.out)")
    #expect(outcome.out.hasSuffix("\nexit 0\nPASS\n"), "\(outcome.out)")
  }
}
