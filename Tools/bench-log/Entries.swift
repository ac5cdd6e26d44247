import CandorCore
import CandorLog
import CandorStore
import StrictJSON

/// Entries and keys for records that nobody reads.
enum Entries {
  private static let caseID = CaseID(random: 0x0123_4567_89AB_CDEF)
  private static let party = PartyID(random: 0xFEDC_BA98_7654_3210)
  /// The entries' values go round these, so that each has three boxes.
  static let audiences: [Audience] = [.members, .case(caseID), .party(party)]

  /// The same for every record, so that one that was kept opens again.
  static func custodian() throws -> PersonKey { try PersonKey(randomness: Randomness(foreseeableFrom: "bench")) }

  private static func recovery() throws -> Recipient {
    try RecoveryKey(randomness: Randomness(foreseeableFrom: "bench recovery")).publicKey
  }

  /// Someone who is granted access.
  static func person(_ name: String) throws -> PersonKey {
    let custodian = try custodian()
    return try PersonKey(
      of: custodian.record, trusting: custodian.verificationKey, recovery: recovery(), randomness: Randomness(foreseeableFrom: name))
  }

  static func record(at path: String, _ first: [Addressed]) throws -> Record {
    try Record.create(at: path, custodian: custodian(), recovery: recovery(), randomness: .system, first: first)
  }

  static func open(_ path: String) throws -> Record { try Record.open(at: path, as: custodian(), randomness: .system) }

  /// So many entries, numbered from one on.
  static func make(_ count: Int, from first: Int) -> [Addressed] {
    (first..<(first + count)).map { number in
      var names = Names.recorded
      names.bodies = [BodyID("committee")]
      let fields: JSONValue = [
        "kind": "request.made", "label": .string("LABEL-\(number)"), "occurred": "2019-03-11", "by": [.string("party:\(party)")],
        "to": ["body:committee"], "asks": .string("Request number \(number) asks for what had been promised, and had not been given."),
      ]
      let reading = Reading(names: names)
      guard let day = Day("2026-11-21"),
        let draft = Draft(
          reading.input(fields), id: EntryID(number), case: caseID, recorded: Instant(seconds: 1_553_000_000), today: day)
      else { preconditionFailure("an entry of the bench cannot be read: \(reading.mistakes)") }
      return Addressed(draft: draft, audiences: draft.values.indices.map { audiences[$0 % audiences.count] }, on: day)
    }
  }
}
