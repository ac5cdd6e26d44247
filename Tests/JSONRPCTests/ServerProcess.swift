import Foundation
import JSONRPC
import StrictJSON
import Testing

/// The test server as a process of its own. What it writes to standard error is the test's.
final class ServerProcess: Sendable {
  static let executable = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "JSONRPCTestServer")

  private let identifier: Int32
  /// How it ends: with a status, or null where a signal ended it.
  private let ending: Task<Int32?, Never>
  private let requests: Int32
  /// What it writes to standard output, as it comes.
  private let answers: Int32

  /// Starts it; the first argument may force a framing.
  init(_ arguments: [String] = []) throws {
    let (requests, answers) = (try Conversation.pipe(), try Conversation.pipe())
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.standardInput = FileHandle(fileDescriptor: requests.reading)
    process.standardOutput = FileHandle(fileDescriptor: answers.writing)
    let (ended, continuation) = AsyncStream<Int32?>.makeStream()
    process.terminationHandler = { process in
      continuation.yield(process.terminationReason == .exit ? process.terminationStatus : nil)
      continuation.finish()
    }
    try process.run()
    close(requests.reading)
    close(answers.writing)
    (identifier, self.requests, self.answers) = (process.processIdentifier, requests.writing, answers.reading)
    ending = Task { await ended.first { _ in true } ?? nil }
  }

  /// Its exit status, once it has ended; nil where a signal ended it.
  func status() async -> Int32? { await ending.value }

  /// Writes all; false where nobody reads any more.
  @discardableResult
  func send(_ bytes: [UInt8]) async -> Bool { await Conversation.blocking { self.put(bytes) } }

  /// Writes all, blocking its thread.
  @discardableResult
  func put(_ bytes: [UInt8]) -> Bool { Conversation.put(bytes, to: requests) }

  /// Lets it know that nothing more will come.
  func endInput() { close(requests) }

  /// Lets it find nobody who reads.
  func closeOutput() { close(answers) }

  /// What it writes until it ends.
  func output() -> AsyncStream<[UInt8]> { Conversation.bytes(from: answers) }

  /// Sends it a signal.
  func signal(_ signal: Int32) { kill(identifier, signal) }

  /// The most memory that it has had so far, in bytes; nil where the system does not tell.
  func peakMemory() throws -> Int? {
    let file = URL(filePath: "/proc/\(identifier)/status")
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    let line = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = try #require(line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
    return kilobytes << 10
  }
}
