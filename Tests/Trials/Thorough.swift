import Foundation

/// How often tests try what they could try any number of times.
///
/// Each run tries enough to find what is broken; `Tools/test --thorough` sets `CANDOR_THOROUGH=1` and tries all of it.
/// What that adds the tool reads from the calls below, so each stands on one line: how many, of how many, of what.
///
/// ```swift
/// for _ in 0..<Thorough.rounds(200, of: 2_000, "bytes of a record file changed") { … }
/// for place in Thorough.sample(40, of: bytes.indices, "bytes of a checkpoint changed") { … }
/// ```
package enum Thorough {
  package static let isOn = ProcessInfo.processInfo.environment["CANDOR_THOROUGH"] == "1"

  /// How many rounds to make.
  package static func rounds(_ few: Int, of all: Int, _ what: String) -> Int { isOn ? all : few }

  /// Which of these to try: the first, the last and others as far apart from each other, or every one.
  package static func sample<Elements: Collection>(_ few: Int, of all: Elements, _ what: String) -> [Elements.Element] {
    guard !isOn, few < all.count else { return Array(all) }
    precondition(few > 1, "the first and the last are two")
    return (0..<few).map { all[all.index(all.startIndex, offsetBy: $0 * (all.count - 1) / (few - 1))] }
  }
}
