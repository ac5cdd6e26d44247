import StrictJSON

/// Takes messages out of a byte stream: bytes go in as they come, messages and violations come out. It does no I/O, and what comes out does
/// not depend on how the bytes were cut.
///
/// ```swift
/// parser.append(bytes)
/// while let event = parser.next() { … }
/// ```
///
/// It holds at most one message and what was appended last; a length that was merely announced allocates nothing.
public struct FrameParser: Sendable {
  /// What comes out.
  public enum Event: Hashable, Sendable {
    /// The bytes of one message; nothing says yet that they are JSON.
    case message([UInt8])
    /// A fault, to be answered; see ``FramingViolation/endsInput``.
    case violation(FramingViolation)
  }

  private enum State {
    case undecided
    case line
    case skippingLine
    case headers(Headers)
    case body(length: Int)
    case skippingBody(remaining: Int)
    case ended
  }

  /// What the headers before one message have said so far.
  private struct Headers {
    var size = 0
    var length: Int?
  }

  private enum Step {
    case proceed
    case emit(Event)
    case wait
  }

  /// How messages are told apart; nil until the first bytes that are not blank have shown it.
  public private(set) var framing: Framing?

  private let limits: Limits
  private var state: State
  private var buffer: [UInt8] = []
  /// How much of the buffer is done with.
  private var consumed = 0
  /// How much of the buffer is done with or known to have no line feed.
  private var scanned = 0
  private var isFinished = false

  /// A parser at the beginning of a stream; without a framing it goes by the first bytes that are not blank.
  public init(framing: Framing? = nil, limits: Limits = Limits()) {
    self.framing = framing
    self.limits = limits
    state = framing.map(Self.firstState) ?? .undecided
  }

  /// Takes bytes in. Take out what ``next()`` has before the following ones.
  public mutating func append(_ bytes: some Collection<UInt8>) {
    buffer.removeSubrange(..<consumed)
    scanned -= consumed
    consumed = 0
    buffer.append(contentsOf: bytes)
  }

  /// Says that no more bytes will come: a last line needs no line feed, while a message cut short is a violation.
  public mutating func finish() { isFinished = true }

  /// The next message or violation, or nil where more bytes are needed.
  public mutating func next() -> Event? {
    while true {
      switch step() {
      case .proceed: continue
      case .emit(let event): return event
      case .wait: return nil
      }
    }
  }

  private mutating func step() -> Step {
    switch state {
    case .undecided: detectFraming()
    case .line: readLine()
    case .skippingLine: skipLine()
    case .headers(let headers): readHeader(headers)
    case .body(let length): readBody(length)
    case .skippingBody(let remaining): skipBody(remaining)
    case .ended: .wait
    }
  }

  // MARK: Telling the framings apart

  private static func firstState(_ framing: Framing) -> State {
    switch framing {
    case .contentLength: .headers(Headers())
    case .lines: .line
    }
  }

  private mutating func detectFraming() -> Step {
    consume(pending.prefix(while: Self.isBlank).count)
    let marker = "content-".utf8
    let beginning = pending.prefix(marker.count)
    guard !beginning.isEmpty else { return .wait }
    let isHeader = zip(beginning, marker).allSatisfy { Self.lowercased($0) == $1 }
    if isHeader, beginning.count < marker.count, !isFinished { return .wait }
    let framing: Framing = isHeader && beginning.count == marker.count ? .contentLength : .lines
    self.framing = framing
    state = Self.firstState(framing)
    return .proceed
  }

  // MARK: Lines

  private mutating func readLine() -> Step {
    let lineFeed = nextLineFeed()
    let line = buffer[consumed..<(lineFeed ?? buffer.count)]
    let isTooLong = line.count > limits.frame
    guard lineFeed != nil || isTooLong || isFinished else { return .wait }
    let message = isTooLong || line.allSatisfy(Self.isBlank) ? nil : Array(line)
    consume(line.count + (lineFeed == nil ? 0 : 1))
    if lineFeed == nil { state = isFinished ? .ended : .skippingLine }
    if isTooLong { return .emit(.violation(tooLong)) }
    return message.map { .emit(.message($0)) } ?? .proceed
  }

  private mutating func skipLine() -> Step {
    guard let lineFeed = nextLineFeed() else {
      consume(pending.count)
      return .wait
    }
    consume(lineFeed + 1 - consumed)
    state = .line
    return .proceed
  }

  // MARK: Headers and bodies

  private mutating func readHeader(_ headers: Headers) -> Step {
    var headers = headers
    let lineFeed = nextLineFeed()
    let isFirst = headers.size == 0
    headers.size += lineFeed.map { $0 + 1 - consumed } ?? pending.count
    guard headers.size <= limits.header else {
      return end(.headerTooLong, found: "more than \(limits.header) bytes", expected: "an empty line before that")
    }
    guard let lineFeed else {
      guard isFinished else { return .wait }
      return headers.size == 0 ? end() : end(.truncated, found: "the end of the input", expected: "an empty line after the headers")
    }
    var line = buffer[consumed..<lineFeed]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    consume(lineFeed + 1 - consumed)
    if line.isEmpty { return isFirst ? .proceed : endHeaders(headers) }
    let name = line.prefix { $0 != UInt8(ascii: ":") }
    guard !name.isEmpty, name.count < line.count, name.allSatisfy(Self.isNameByte) else {
      return end(.malformedHeader, found: Self.quoted(line), expected: "a name, a colon and a value")
    }
    if name.map(Self.lowercased).elementsEqual("content-length".utf8) {
      let value = line.dropFirst(name.count + 1).drop(while: Self.isBlank)
      guard let length = Self.length(value) else {
        return end(.malformedLength, found: Self.quoted(value), expected: "a number of bytes in decimal digits")
      }
      if let earlier = headers.length, earlier != length {
        return end(.conflictingLengths, found: "\(earlier) and \(length)", expected: "one length")
      }
      headers.length = length
    }
    state = .headers(headers)
    return .proceed
  }

  private mutating func endHeaders(_ headers: Headers) -> Step {
    guard let length = headers.length else {
      return end(.missingLength, found: "an empty line", expected: "Content-Length before it")
    }
    guard length <= limits.frame else {
      state = .skippingBody(remaining: length)
      return .emit(.violation(tooLong))
    }
    state = .body(length: length)
    return .proceed
  }

  private mutating func readBody(_ length: Int) -> Step {
    guard pending.count >= length else {
      return isFinished ? end(.truncated, found: "\(pending.count) bytes", expected: "\(length) bytes") : .wait
    }
    let message = Array(pending.prefix(length))
    consume(length)
    state = .headers(Headers())
    return .emit(.message(message))
  }

  private mutating func skipBody(_ remaining: Int) -> Step {
    let count = min(remaining, pending.count)
    consume(count)
    state = count == remaining ? .headers(Headers()) : .skippingBody(remaining: remaining - count)
    return count == remaining ? .proceed : .wait
  }

  // MARK: The buffer

  private var pending: ArraySlice<UInt8> { buffer[consumed...] }

  private mutating func consume(_ count: Int) {
    consumed += count
    scanned = max(scanned, consumed)
  }

  /// The next line feed; no byte is looked at twice, however the bytes come.
  private mutating func nextLineFeed() -> Int? {
    let index = Channel.firstIndex(of: UInt8(ascii: "\n"), in: buffer, from: scanned)
    scanned = index ?? buffer.count
    return index
  }

  // MARK: Violations

  private var tooLong: FramingViolation {
    FramingViolation(reason: .messageTooLong, found: "more than \(limits.frame) bytes", expected: "at most \(limits.frame)")
  }

  private mutating func end(_ reason: FramingViolation.Reason, found: String, expected: String) -> Step {
    state = .ended
    return .emit(.violation(FramingViolation(reason: reason, found: found, expected: expected)))
  }

  private mutating func end() -> Step {
    state = .ended
    return .wait
  }

  // MARK: Bytes

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0A ~= byte || byte == 0x0D }

  /// A byte of a header's name: RFC 9110 §5.6.2.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte + 0x20 : byte }

  private static func length(_ value: ArraySlice<UInt8>) -> Int? {
    let digits = value.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    // The initializer gives nil for what no Int holds, and would take a sign.
    guard value.dropFirst(digits.count).allSatisfy(isBlank) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// What a client wrote, short enough for a message and safe on a terminal.
  private static func quoted(_ bytes: ArraySlice<UInt8>) -> String {
    JSONValue.string(String(decoding: bytes.prefix(40), as: UTF8.self)).canonicalText
  }
}
