/// The ids of a document and what refers to them, in a few bytes each: all that is kept of what has passed.
struct References {
  /// A reference to what has not passed yet.
  private struct Awaited {
    var name: UInt32
    var isCitation: Bool
    var line: UInt32
    var column: UInt32
  }

  private var names = NameTable()
  /// By the name's number: the element that has it as its id, as its place among all elements and from 1, or 0 for none.
  private var owners: [UInt8] = []
  /// By the name's number: the line of its owner.
  private var lines: [UInt32] = []
  /// By the name's number: how often it was awaited.
  private var mentions: [UInt8] = []
  private var awaited: [Awaited] = []
  private var known: [Fault] = []

  /// References to one name that are listed when it is nowhere; to list more helps nobody, and costs memory.
  private static let mostMentions: UInt8 = 16

  mutating func add(_ tag: Tag, at place: Place) {
    if let id = tag[.id] { define(id, tag.element, place) }
    if let id = tag[.linkend] { refer(id, tag.element, place) }
  }

  /// What is wrong, now that all has passed.
  var faults: [Fault] {
    let late = awaited.compactMap { reference in
      fault(
        Int(reference.name), reference.isCitation ? .biblioref : .link,
        Place(line: Int(reference.line), column: Int(reference.column)))
    }
    return (known + late).sorted { ($0.place ?? Self.start) < ($1.place ?? Self.start) }
  }

  private static let start = Place(line: 1, column: 1)
  private static let elements = Element.allCases
  private static let numbers = Dictionary(uniqueKeysWithValues: zip(Element.allCases, UInt8(1)...))

  private mutating func define(_ id: String, _ element: Element, _ place: Place) {
    let name = number(of: id)
    guard let owner = owner(of: name) else {
      owners[name] = Self.numbers[element] ?? 0
      lines[name] = UInt32(clamping: place.line)
      return
    }
    guard known.count < DocBook.mostFaults else { return }
    let message = "the xml:id “\(id.shown)” is already that of the \(owner) in line \(lines[name])"
    known.append(Fault(message, "Give each element an xml:id of its own.", place: place))
  }

  private mutating func refer(_ id: String, _ element: Element, _ place: Place) {
    let name = number(of: id)
    if owner(of: name) != nil {
      if known.count < DocBook.mostFaults, let fault = fault(name, element, place) { known.append(fault) }
    } else if mentions[name] < Self.mostMentions {
      mentions[name] += 1
      awaited.append(
        Awaited(
          name: UInt32(name), isCitation: element == .biblioref, line: UInt32(clamping: place.line), column: UInt32(clamping: place.column))
      )
    }
  }

  private func fault(_ name: Int, _ element: Element, _ place: Place) -> Fault? {
    let owner = owner(of: name)
    if let owner, (element == .biblioref) == (owner == .bibliomixed) { return nil }
    let message = "this \(element) refers to “\(names[name].shown)”, which is the xml:id of "
    guard let owner else {
      return Fault(message + "nothing", "Correct the linkend, or say in words what is not shown.", place: place)
    }
    return Fault(message + "a \(owner)", "A biblioref cites a bibliomixed; a link refers to anything else.", place: place)
  }

  private func owner(of name: Int) -> Element? { owners[name] == 0 ? nil : Self.elements[Int(owners[name]) - 1] }

  private mutating func number(of id: String) -> Int {
    let number = names.number(of: id)
    if number == owners.count {
      owners.append(0)
      lines.append(0)
      mentions.append(0)
    }
    return number
  }
}

/// Names, each with a number from 0: their bytes one after the other, and a table to find them by.
struct NameTable {
  private var bytes: [UInt8] = []
  /// Where each name ends.
  private var ends: [Int] = []
  /// Numbers from 1 by hash, or 0; never more than half full.
  private var slots = [UInt32](repeating: 0, count: 64)

  subscript(number: Int) -> String { String(decoding: bytes[range(number)], as: UTF8.self) }

  /// A name's number; a new one where it is new. Names are told apart by their bytes, as XML does.
  mutating func number(of name: String) -> Int {
    var name = name
    return name.withUTF8 { name in
      var slot = home(of: UnsafeRawBufferPointer(name))
      while slots[slot] != 0 {
        let number = Int(slots[slot]) - 1
        if range(number).count == name.count, bytes[range(number)].elementsEqual(name) { return number }
        slot = (slot + 1) & (slots.count - 1)
      }
      bytes.append(contentsOf: name)
      ends.append(bytes.count)
      slots[slot] = UInt32(ends.count)
      if ends.count * 2 > slots.count { grow() }
      return ends.count - 1
    }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for number in ends.indices {
      var slot = bytes[range(number)].withUnsafeBytes { home(of: $0) }
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }

  private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

  /// Hashed with a seed of this process, so that nobody can make names that meet. The bytes are read during the call.
  private func home(of name: UnsafeRawBufferPointer) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: name)
    return hasher.finalize() & (slots.count - 1)
  }
}
