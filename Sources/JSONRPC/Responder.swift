package import StrictJSON
import Synchronization

/// The obligation to answer one request, which is met exactly once: a second answer does not compile, and forgetting stops the program.
package struct Responder: ~Copyable, Sendable {
  private let id: RequestID
  private let send: @Sendable ([UInt8]) -> Void
  private var hasAnswered = false

  /// The obligation to answer under an id; `send` takes the answer's bytes.
  package init(_ id: RequestID, send: @escaping @Sendable ([UInt8]) -> Void) {
    self.id = id
    self.send = send
  }

  /// Answers with a result, or with an error object (JSON-RPC 2.0 §5).
  package consuming func answer(_ outcome: Result<JSONValue, RPCError>) {
    var bytes = Array(#"{"jsonrpc":"2.0","id":"#.utf8) + id.bytes
    switch outcome {
    case .success(let result):
      bytes.append(contentsOf: #","result":"#.utf8)
      result.appendCanonical(to: &bytes)
    case .failure(let error):
      bytes.append(contentsOf: #","error":{"code":\#(error.code.rawValue),"message":"#.utf8)
      JSONValue.string(error.message).appendCanonical(to: &bytes)
      if let data = error.data {
        bytes.append(contentsOf: #","data":"#.utf8)
        data.appendCanonical(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
    bytes.append(UInt8(ascii: "}"))
    send(bytes)
    hasAnswered = true
  }

  deinit { precondition(hasAnswered, "request never answered") }
}

/// The answers to one message, sent when the last of them is there: alone, or for a batch as an array in the order of its requests
/// (JSON-RPC 2.0 §6), in whatever order they were given.
final class PendingAnswers: Sendable {
  private struct State {
    var answers: [[UInt8]]
    var missing: Int
  }

  private let state: Mutex<State>
  private let isBatch: Bool
  private let send: @Sendable ([UInt8]) -> Void

  init(count: Int, isBatch: Bool, send: @escaping @Sendable ([UInt8]) -> Void) {
    state = Mutex(State(answers: Array(repeating: [], count: count), missing: count))
    self.isBatch = isBatch
    self.send = send
  }

  /// The obligation to give one of the answers.
  func responder(_ id: RequestID, at index: Int) -> Responder {
    Responder(id) { self.put($0, at: index) }
  }

  private func put(_ answer: [UInt8], at index: Int) {
    let complete: [[UInt8]]? = state.withLock { state in
      state.answers[index] = answer
      state.missing -= 1
      return state.missing == 0 ? state.answers : nil
    }
    guard let complete else { return }
    send(isBatch ? [UInt8(ascii: "[")] + complete.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")] : answer)
  }
}
