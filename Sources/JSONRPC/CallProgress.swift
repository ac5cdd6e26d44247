public import StrictJSON

/// Tells a client how far its request has come, where its parameters have a `workDoneToken` (Language Server Protocol 3.17).
public struct CallProgress: Sendable {
  /// Tells nobody.
  public static let unwanted = CallProgress(send: nil)

  let send: (@Sendable (JSONValue) -> Void)?

  /// Whether the client wants to know.
  public var isWanted: Bool { send != nil }

  /// Sends `$/progress` with a value, at most ten times a second: what comes sooner is left out, as is what comes after the answer.
  public func report(_ value: @autoclosure () -> JSONValue) { send?(value()) }
}

/// Lets something through ten times a second at most.
package struct RateLimit: Sendable {
  private var last: ContinuousClock.Instant?

  /// One that has let nothing through yet.
  package init() {}

  /// Whether it may pass now.
  package mutating func admits(at now: ContinuousClock.Instant) -> Bool {
    if let last, now - last < .milliseconds(100) { return false }
    last = now
    return true
  }
}
