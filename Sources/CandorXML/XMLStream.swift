import CLibXML2
import CandorReport

/// An XML document on its way out, through libxml2's streaming writer: what is open, and nothing of what was written.
struct XMLStream: ~Copyable {
  /// How a document begins, and how its empty elements end.
  enum Form {
    case xml
    /// A page that HTML's parsers and XML's read alike: only ``empty(_:_:)`` elements end in their start tag.
    case page

    fileprivate var prologue: String {
      switch self {
      case .xml: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
      case .page: "<!DOCTYPE html>"
      }
    }
  }

  /// Owned; writes into `outlet` until it is freed.
  private let writer: xmlTextWriterPtr
  /// The C callback holds it unretained, so it must live as long as the writer does.
  private let outlet: Outlet
  private let form: Form
  private var depth = 0

  /// Begins a document of which pieces go to `accept` as they come.
  init(_ form: Form = .xml, to accept: @escaping (Span<UInt8>) throws -> Void) throws {
    _ = Self.library
    self.form = form
    outlet = Outlet(accept)
    let buffer = xmlOutputBufferCreateIO(
      { context, bytes, count in
        guard let context, let bytes, count > 0 else { return 0 }
        // Lent by `init` for the writer's life.
        Unmanaged<Outlet>.fromOpaque(context).takeUnretainedValue().take(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
        return count  // even where it failed: libxml2 would print an error; `Outlet` keeps it instead
      }, nil, Unmanaged.passUnretained(outlet).toOpaque(), nil)
    guard let buffer else { throw OutOfMemory() }
    guard let writer = xmlNewTextWriter(buffer) else {
      xmlOutputBufferClose(buffer)  // a writer would own it; there is none
      throw OutOfMemory()
    }
    self.writer = writer
    raw(form.prologue)
  }

  deinit { xmlFreeTextWriter(writer) }

  /// An element on lines of its own that holds nothing but elements.
  mutating func block(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: (inout Self) throws -> Void) throws {
    startOnNewLine(name, attributes)
    depth += 1
    try content(&self)
    depth -= 1
    newLine()
    end()
    if let failure = outlet.failure { throw failure }
  }

  /// An element on a line of its own that holds text.
  mutating func line(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: (inout Self) -> Void) {
    startOnNewLine(name, attributes)
    content(&self)
    end()
  }

  /// An element within text.
  mutating func inline(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: (inout Self) -> Void = { _ in }) {
    start(name, attributes)
    content(&self)
    end()
  }

  /// An element on a line of its own that never holds anything.
  mutating func empty(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
    startOnNewLine(name, attributes)
    xmlTextWriterEndElement(writer)
  }

  /// Text that a report has checked: nothing in it that XML cannot hold.
  func text(_ text: String) {
    let text = text.written
    guard let first = text.unicodeScalars.first, first.value >= 0x300, first.properties.canonicalCombiningClass != .notReordered else {
      xmlTextWriterWriteString(writer, text)
      return
    }
    // A combining mark after a tag would, in the normalized file, combine with the tag's ">".
    raw("&#x\(String(first.value, radix: 16, uppercase: true));")
    xmlTextWriterWriteString(writer, String(text.unicodeScalars.dropFirst()))
  }

  /// Ends the document and hands on what is left of it.
  consuming func finish() throws {
    // Ends with a line feed.
    let written = xmlTextWriterEndDocument(writer) >= 0 && xmlTextWriterFlush(writer) >= 0
    if let failure = outlet.failure { throw failure }
    if !written { throw OutOfMemory() }
  }

  private func startOnNewLine(_ name: String, _ attributes: KeyValuePairs<String, String?>) {
    newLine()
    start(name, attributes)
  }

  private func start(_ name: String, _ attributes: KeyValuePairs<String, String?>) {
    xmlTextWriterStartElement(writer, name)
    for (name, value) in attributes {
      if let value { xmlTextWriterWriteAttribute(writer, name, value.written) }
    }
  }

  private func end() {
    switch form {
    case .xml: xmlTextWriterEndElement(writer)
    case .page: xmlTextWriterFullEndElement(writer)
    }
  }

  /// A style sheet: HTML reads it as it stands, and no writer may escape it. It must hold none of what XML would read as markup.
  mutating func style(_ sheet: String) {
    startOnNewLine("style", [:])
    raw(sheet)
    end()
  }

  private func newLine() { raw(Self.newLines[min(depth, Self.newLines.count - 1)]) }

  private func raw(_ markup: String) { xmlTextWriterWriteRaw(writer, markup) }

  private static let newLines = (0..<32).map { "\n" + String(repeating: "  ", count: $0) }

  /// libxml2's tables, set up once before any thread uses them.
  static let library: Void = xmlInitParser()
}

/// Memory ran out in libxml2.
struct OutOfMemory: Error {}

/// Where bytes go, and the first error met there: a class, since libxml2's callback can carry only a pointer.
private final class Outlet {
  private let accept: (Span<UInt8>) throws -> Void
  private(set) var failure: (any Error)?

  init(_ accept: @escaping (Span<UInt8>) throws -> Void) { self.accept = accept }

  func take(_ bytes: UnsafeRawBufferPointer) {
    guard failure == nil else { return }
    do { try accept(bytes.assumingMemoryBound(to: UInt8.self).span) } catch { failure = error }
  }
}
