/// A sequence kept in pages, for records that grow at their end while others still read what they were: a copy with more at its end shares every page
/// but the last with what it was copied from.
package struct Pages<Element>: RandomAccessCollection, MutableCollection {
  private static var shift: Int { 9 }
  private static var size: Int { 1 << shift }

  /// Each full but the last, and none empty.
  private var pages: [[Element]] = []
  package private(set) var endIndex = 0

  /// Without elements.
  package init() {}

  /// These elements, in their order.
  package init(_ elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }

  package var startIndex: Int { 0 }

  package subscript(index: Int) -> Element {
    get { pages[index >> Self.shift][index & (Self.size - 1)] }
    _modify { yield &pages[index >> Self.shift][index & (Self.size - 1)] }
  }

  /// Puts an element at the end.
  package mutating func append(_ element: Element) {
    if endIndex & (Self.size - 1) == 0 {
      pages.append([])
      pages[pages.count - 1].reserveCapacity(Self.size)
    }
    pages[pages.count - 1].append(element)
    endIndex += 1
  }

  /// The same with more elements at the end.
  package static func + (pages: Pages, elements: some Sequence<Element>) -> Pages {
    var pages = pages
    for element in elements { pages.append(element) }
    return pages
  }
}

extension Pages: Sendable where Element: Sendable {}
