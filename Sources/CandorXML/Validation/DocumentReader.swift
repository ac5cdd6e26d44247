import CLibXML2

/// What looks at a document as it passes.
class DocumentVisitor {
  /// Whether elements are to be there as nodes while they are open, each within those that enclose it.
  var wantsNodes: Bool { true }
  /// Whether nothing more is to be read.
  var isDone: Bool { false }

  func start(_ tag: Tag, _ node: Node?, at place: Place) {}
  func end() {}
  /// A piece of the text between two tags, and the place of that text's first sign; none as long as it is white space.
  func text(_ text: Span<UInt8>, at place: Place?) {}
  func comment(at place: Place) {}
  func instruction(_ name: String, at place: Place) {}
}

/// Reads a document in pieces, with the network, external entities and DTDs off and libxml2's limits on depth and length on, and tells a
/// visitor what passes. Nothing of what has passed is kept, but for the elements that are open.
final class DocumentReader {
  private let visitor: DocumentVisitor
  private let next: () throws -> [UInt8]
  private var passage = Passage()
  /// Up to where the parser has asked for bytes.
  private var given = 0
  /// The bytes of a character that began at the end of the last piece.
  private var unfinished: [UInt8] = []
  private var isAtEnd = false
  /// Where the last thing ended that the visitor was told of: what comes next begins there or later.
  private var passed = 0
  /// The first sign of the text between two tags.
  private var textPlace: Place?

  private var complaint: Complaint?
  private var doctype: Place?
  private var unreadable: Fault?
  private var failure: (any Error)?

  private var elements: [UnsafePointer<xmlChar>: Element] = [:]
  private var attributes: [UnsafePointer<xmlChar>: Attribute] = [:]
  private var xmlPrefix: UnsafePointer<xmlChar>?
  private var namespace: UnsafePointer<xmlChar>?

  /// `next` gives the pieces one after the other, and an empty one at the end.
  init(_ visitor: DocumentVisitor, _ next: @escaping () throws -> [UInt8]) {
    self.visitor = visitor
    self.next = next
  }

  /// Reads to the end or to the first thing that is not XML. Throws what `next` throws.
  func read(named name: String) throws -> ReadingFailure? {
    _ = XMLStream.library
    guard let parser = xmlNewParserCtxt() else { return ReadingFailure() }
    defer { xmlFreeParserCtxt(parser) }
    // The callbacks borrow the reader, which outlives the parser.
    let borrowed = Unmanaged.passUnretained(self).toOpaque()
    parser.pointee._private = borrowed
    learnNames(parser)
    listen(parser)
    // What is neither well-formedness nor grammar libxml2 says apart, and to stderr unless this thread's own handler takes it.
    xmlSetStructuredErrorFunc(nil) { _, _ in }
    defer { xmlSetStructuredErrorFunc(nil, nil) }
    // The encoding that the document declares was looked at before.
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue | XML_PARSE_IGNORE_ENC.rawValue
    let document = xmlCtxtReadIO(
      parser,
      { context, buffer, count in
        guard let context, let buffer, count > 0 else { return 0 }
        let reader = Unmanaged<DocumentReader>.fromOpaque(context).takeUnretainedValue()
        return reader.supply(UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)))
      }, nil, borrowed, name, nil, Int32(options))
    xmlFreeDoc(document)
    if let failure { throw failure }
    if let unreadable { return ReadingFailure(unreadable: unreadable) }
    if let doctype { return ReadingFailure(doctype: doctype) }
    return complaint.map { ReadingFailure(complaint: $0) } ?? (document == nil && !visitor.isDone ? ReadingFailure() : nil)
  }

  // MARK: Bytes

  /// Fills libxml2's buffer, which it lends for the call, to the brim: it takes less for a document that ends soon. A failure ends the document
  /// here; `read` tells of it.
  private func supply(_ buffer: UnsafeMutableRawBufferPointer) -> Int32 {
    var count = 0
    while count < buffer.count {
      if given == passage.end, !isAtEnd {
        do { passage.append(try piece(), forgetting: passed) } catch {
          failure = error
          isAtEnd = true
        }
      }
      if unreadable != nil || failure != nil { return 0 }
      let bytes = passage.bytes(from: given, atMost: buffer.count - count)
      if bytes.isEmpty, isAtEnd { break }
      UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyBytes(from: bytes)
      count += bytes.count
      given += bytes.count
    }
    return Int32(count)
  }

  /// The next piece that has any bytes, up to what is not UTF-8 in it.
  private func piece() throws -> [UInt8] {
    while true {
      let next = try next()
      isAtEnd = next.isEmpty
      let piece = unfinished.isEmpty ? next : unfinished + next
      let whole = isAtEnd ? piece.count : piece.count - piece.bytesOfUnfinishedCharacter
      unfinished = Array(piece[whole...])
      let readable = piece.prefix(whole)
      if let fault = DocBook.unreadable(readable) {
        isAtEnd = true
        // The fault's place can be counted once its bytes are there.
        passage.append(Array(readable.prefix(fault.index)), forgetting: passed)
        let place = passage.place(of: passage.end)
        unreadable = Fault(fault.message, fault.hint, place: place)
        return []
      }
      if isAtEnd || whole > 0 { return unfinished.isEmpty ? piece : Array(readable) }
    }
  }

  // MARK: Events

  /// The names that the document may use, as this parser keeps them: each only once, so that pointers tell them apart.
  private func learnNames(_ parser: xmlParserCtxtPtr) {
    func kept(_ name: String) -> UnsafePointer<xmlChar>? { xmlDictLookup(parser.pointee.dict, name, -1) }
    for element in Element.allCases where element != .other { if let name = kept(element.rawValue) { elements[name] = element } }
    for attribute in Attribute.allCases {
      let name = attribute.rawValue.split(separator: ":").last.map(String.init) ?? ""
      if let name = kept(name) { attributes[name] = attribute }
    }
    xmlPrefix = kept("xml")
    namespace = kept(DocBook.namespace)
  }

  private func listen(_ parser: xmlParserCtxtPtr) {
    let sax = parser.pointee.sax
    sax?.pointee.serror = { context, error in
      guard let context, let error else { return }
      // Ids are looked at elsewhere, with better words.
      let isOfID = error.pointee.domain == Int32(XML_FROM_VALID.rawValue) || error.pointee.code == Int32(XML_DTD_XMLID_VALUE.rawValue)
      let reader = DocumentReader.of(context)
      // What follows the first error comes of it.
      guard error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue, !isOfID, reader.complaint == nil else { return }
      reader.complaint = Complaint(error)
    }
    sax?.pointee.internalSubset = { context, _, _, _ in
      guard let context else { return }
      let reader = DocumentReader.of(context)
      reader.doctype = reader.place(of: "<!DOCTYPE")
      xmlStopParser(context.assumingMemoryBound(to: xmlParserCtxt.self))  // before a single declaration is read
    }
    sax?.pointee.startDocument = { context in
      guard let context else { return }
      xmlSAX2StartDocument(context)
      DocumentReader.of(context).pass(context)
    }
    sax?.pointee.startElementNs = { context, name, prefix, uri, spaceCount, spaces, count, defaulted, attributes in
      guard let context, let name else { return }
      let reader = DocumentReader.of(context)
      let isSeen = reader.visitor.wantsNodes
      if isSeen { xmlSAX2StartElementNs(context, name, prefix, uri, spaceCount, spaces, count, defaulted, attributes) }
      let node = isSeen ? context.assumingMemoryBound(to: xmlParserCtxt.self).pointee.node : nil
      reader.start(context, reader.tag(name, uri, attributes, Int(count)), node.map { Node($0) })
    }
    sax?.pointee.endElementNs = { context, name, prefix, uri in
      guard let context else { return }
      let reader = DocumentReader.of(context)
      reader.visitor.end()
      // Its node stays until a sibling begins or its parent goes: the grammar may speak of it until then.
      if context.assumingMemoryBound(to: xmlParserCtxt.self).pointee.node != nil { xmlSAX2EndElementNs(context, name, prefix, uri) }
      reader.pass(context)
      reader.textPlace = nil
    }
    let characters: charactersSAXFunc = { context, bytes, count in DocumentReader.text(context, bytes, count) }
    sax?.pointee.characters = characters
    sax?.pointee.ignorableWhitespace = characters  // the same, or libxml2 would guess which white space matters
    sax?.pointee.cdataBlock = characters
    sax?.pointee.comment = { context, _ in
      guard let context else { return }
      let reader = DocumentReader.of(context)
      reader.visitor.comment(at: reader.place(of: "<!--"))
      reader.pass(context)
    }
    sax?.pointee.processingInstruction = { context, name, _ in
      guard let context else { return }
      let reader = DocumentReader.of(context)
      reader.visitor.instruction(name.map { String(cString: $0) } ?? "", at: reader.place(of: "<?"))
      reader.pass(context)
    }
    sax?.pointee.reference = { _, _ in }
  }

  /// The reader of the parser that is a callback's context.
  private static func of(_ context: UnsafeMutableRawPointer) -> DocumentReader {
    let parser = context.assumingMemoryBound(to: xmlParserCtxt.self)
    // Set before the parser runs, and borrowed for as long.
    return Unmanaged<DocumentReader>.fromOpaque(parser.pointee._private).takeUnretainedValue()
  }

  /// Remembers that everything up to where the parser is has been told of, and ends the reading if that is enough.
  private func pass(_ context: UnsafeMutableRawPointer) {
    passed = offset(context)
    if visitor.isDone { xmlStopParser(context.assumingMemoryBound(to: xmlParserCtxt.self)) }
  }

  private func offset(_ context: UnsafeMutableRawPointer) -> Int {
    guard let input = context.assumingMemoryBound(to: xmlParserCtxt.self).pointee.input else { return passed }
    return Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
  }

  private func place(of mark: String) -> Place { passage.place(of: passage.first(Array(mark.utf8), from: passed) ?? passed) }

  private func start(_ context: UnsafeMutableRawPointer, _ tag: Tag, _ node: Node?) {
    let place = passage.place(of: passage.start(ofTagEndingAt: offset(context)))
    visitor.start(tag, node, at: place)
    pass(context)
    textPlace = nil
    passed = passage.end(ofTagReadTo: passed)
  }

  /// An element's start: libxml2 gives five pointers an attribute, its name, prefix, namespace, and where its value begins and ends.
  private func tag(
    _ name: UnsafePointer<xmlChar>, _ uri: UnsafePointer<xmlChar>?, _ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ count: Int
  ) -> Tag {
    guard uri == namespace, let element = elements[name] else { return Tag(.other) }
    var tag = Tag(element)
    guard let list else { return tag }
    for index in 0..<count {
      let (name, prefix, start, end) = (list[5 * index], list[5 * index + 1], list[5 * index + 3], list[5 * index + 4])
      guard let name, let attribute = attributes[name], let start, let end else { continue }
      guard prefix == (attribute == .id || attribute == .language ? xmlPrefix : nil) else { continue }
      tag[attribute] = String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
    }
    return tag
  }

  private static func text(_ context: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<xmlChar>?, _ count: Int32) {
    guard let context, let bytes else { return }
    let reader = of(context)
    let text = UnsafeBufferPointer(start: bytes, count: Int(count))  // lent by libxml2 for the call
    if reader.textPlace == nil, text.contains(where: { !$0.isWhiteSpace }) {
      reader.textPlace = reader.passage.place(of: reader.passage.firstText(from: reader.passed))
    }
    reader.visitor.text(text.span, at: reader.textPlace)
    reader.passed = reader.offset(context)
  }
}

/// Why a document cannot be read to its end.
struct ReadingFailure {
  /// The first error of XML.
  var complaint: Complaint?
  /// Where a DOCTYPE is.
  var doctype: Place?
  /// What is not text.
  var unreadable: Fault?
}

extension [UInt8] {
  /// How many of the last bytes begin a character that is not finished.
  fileprivate var bytesOfUnfinishedCharacter: Int {
    for length in 1...3 where length <= count {
      let byte = self[count - length]
      if byte & 0xC0 == 0x80 { continue }
      let whole = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return whole > length ? length : 0
    }
    return 0
  }
}
