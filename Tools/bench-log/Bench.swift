import CandorLog
import Foundation

/// What `Tools/bench` runs to measure the log. Each call measures once, prints a name, a blank and what was measured, a line each, and decides nothing;
/// times are in nanoseconds for all of the work.
@main
enum Bench {
  static let usage = """
    candor-bench leaves FILE COUNT      writes real leaves, each after its length in 2 bytes
    candor-bench tree FILE              hashes them, and grows the tree over them
    candor-bench import FOLDER COUNT    seals entries into a new record, in one commit
    candor-bench syncs FOLDER           counts the syncs of one append, and of 64 at a time
    candor-bench fill RECORD COUNT      imports entries until the record has so many; makes it where it is not there
    candor-bench prove RECORD COUNT     proves entries at random, and verifies that
    candor-bench last RECORD            opens the record, and reads its last entry with its proof
    candor-bench holders FOLDER COUNT   appends and reads entries where so many people hold the keys, at most 6
    candor-bench cases RECORD COUNT     makes a record of so many cases, granted to someone one by one, and their key file beside it
    candor-bench granted RECORD COUNT   the same, granted at once
    candor-bench key RECORD             opens that key file
    candor-bench held RECORD            opens that key file, and the record with it
    candor-bench check CASES            holds a record of so many cases against a code, in memory, and goes on with appends and a day
    candor-bench declare FILE           holds cases given as lists of activities against the bare forms of the checks

    """

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let (path, count) = (arguments.dropFirst().first ?? "", arguments.dropFirst(2).first.flatMap { Int($0) } ?? 0)
    switch (arguments.first, arguments.count) {
    case ("leaves", 3): try writeLeaves(path, count)
    case ("tree", 2): try measureTree(path)
    case ("import", 3): try measureImport(path, count)
    case ("syncs", 2): try countSyncs(path)
    case ("fill", 3): try fill(path, count)
    case ("prove", 3): try measureProofs(path, count)
    case ("last", 2): try measureLast(path)
    case ("holders", 3): try measureHolders(path, count)
    case ("cases", 3): try makeCases(path, count, isTogether: false)
    case ("granted", 3): try makeCases(path, count, isTogether: true)
    case ("key", 2): try measureHeld(path, isKeyAlone: true)
    case ("held", 2): try measureHeld(path, isKeyAlone: false)
    case ("declare", 2): try Declare.check(path)
    case ("check", 2):
      guard let cases = Int(path), cases > 0 else { fallthrough }
      measureCheck(cases)
    default:
      FileHandle.standardError.write(Data(usage.utf8))
      exit(2)
    }
  }

  /// How long something takes, in nanoseconds.
  static func time(_ body: () throws -> Void) rethrows -> Int {
    let duration = try ContinuousClock().measure(body)
    return Int(duration / .nanoseconds(1))
  }

  static func report(_ name: String, _ value: some CustomStringConvertible) { print(name, value) }
}
