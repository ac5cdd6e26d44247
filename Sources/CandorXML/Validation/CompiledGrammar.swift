import CLibXML2

/// A grammar that libxml2 has compiled: a class, so that what holds elements against it keeps it alive.
final class CompiledGrammar {
  /// Owned.
  fileprivate let schema: xmlRelaxNGPtr

  /// None if the text is no RELAX NG grammar.
  init?(_ text: String) {
    _ = XMLStream.library
    var text = text
    let schema: xmlRelaxNGPtr? = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        guard let parser = xmlRelaxNGNewMemParserCtxt(bytes.baseAddress, Int32(bytes.count)) else { return nil }
        defer { xmlRelaxNGFreeParserCtxt(parser) }
        xmlRelaxNGSetParserStructuredErrors(parser, { _, _ in }, nil)
        return xmlRelaxNGParse(parser)
      }
    }
    guard let schema else { return nil }
    self.schema = schema
  }

  deinit { xmlRelaxNGFree(schema) }
}

/// An element and what it holds on their way past a grammar, each told of as it begins and ends.
///
/// libxml2 keeps the node it was last told of, to speak of it; whoever frees nodes leaves that one until it is told of the next.
final class GrammarRun {
  /// What came of an element's start.
  enum Start {
    case holds
    /// It can only be judged with what it holds, by ``whole(_:)`` at its end.
    case awaitsItsEnd
    /// It may not stand here; what its parent may still hold is lost with it.
    case isStray
    /// It is in its place, and something else is wrong with it.
    case isFaulty
  }

  private let grammar: CompiledGrammar
  /// Owned.
  private let validation: xmlRelaxNGValidCtxtPtr
  /// What was complained of since the last start, text or end.
  private(set) var complaints: [Complaint] = []

  /// None where there is no memory.
  init?(_ grammar: CompiledGrammar) {
    guard let validation = xmlRelaxNGNewValidCtxt(grammar.schema) else { return nil }
    self.grammar = grammar
    self.validation = validation
    xmlRelaxNGSetValidStructuredErrors(
      validation,
      { context, error in
        guard let context, let error else { return }
        // Borrowed from the run that owns what is calling.
        Unmanaged<GrammarRun>.fromOpaque(context).takeUnretainedValue().complaints.append(Complaint(error))
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { xmlRelaxNGFreeValidCtxt(validation) }

  func start(_ node: Node) -> Start {
    complaints.removeAll(keepingCapacity: true)
    switch xmlRelaxNGValidatePushElement(validation, node.pointer.pointee.doc, node.pointer) {
    case 1: return .holds
    case 0: return .awaitsItsEnd
    default:
      let isStray = complaints.contains { xmlRelaxNGValidErr(rawValue: $0.code) == XML_RELAXNG_ERR_ELEMWRONG }
      return isStray ? .isStray : .isFaulty
    }
  }

  /// Whether text may stand where the run is.
  func takesText() -> Bool {
    complaints.removeAll(keepingCapacity: true)
    return xmlRelaxNGValidatePushCData(validation, "x", 1) == 1  // it only looks at whether there is anything but white space
  }

  /// Whether an element that began well, or is faulty, is complete.
  func end(_ node: Node) -> Bool {
    complaints.removeAll(keepingCapacity: true)
    return xmlRelaxNGValidatePopElement(validation, node.pointer.pointee.doc, node.pointer) == 1
  }

  /// Whether an element that awaited its end holds what it should.
  func whole(_ node: Node) -> Bool {
    complaints.removeAll(keepingCapacity: true)
    return xmlRelaxNGValidateFullElement(validation, node.pointer.pointee.doc, node.pointer) == 1
  }
}
