import CandorCore
import CandorLog
import CandorStore
import Foundation
import StrictJSON
import Testing

/// A folder with one record in it, made from a seed; gone with the test.
final class Fixture: Sendable {
  let folder: URL
  let custodian: PersonKey
  let recovery: RecoveryKey
  let randomness: Randomness
  var path: String { folder.appending(path: "test.candor").path }

  static let caseID = CaseID(random: 0x0123_4567_89AB_CDEF)
  static let party = PartyID(random: 0xFEDC_BA98_7654_3210)
  static let audiences: [Audience] = [.members, .case(caseID), .party(party)]

  init(seed: String = "fixture", in parent: URL = FileManager.default.temporaryDirectory) throws {
    folder = parent.appending(path: "candor-\(UUID())")
    randomness = Randomness(foreseeableFrom: seed)
    custodian = try PersonKey(randomness: randomness)
    recovery = try RecoveryKey(randomness: randomness)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The custodian of every record that is made from the seed.
  static func custodian(seed: String = "fixture") throws -> PersonKey { try PersonKey(randomness: Randomness(foreseeableFrom: seed)) }

  /// Someone who is not the custodian, and trusts whoever was when the record was made.
  static func person(_ name: String) throws -> PersonKey {
    let custodian = try custodian()
    return try PersonKey(
      of: custodian.record, trusting: custodian.verificationKey, recovery: nil, randomness: Randomness(foreseeableFrom: name))
  }

  /// Makes the record, with so many entries.
  func create(_ count: Int = 3) throws -> Record {
    try Record.create(at: path, custodian: custodian, recovery: recovery.publicKey, randomness: randomness, first: Self.entries(1...count))
  }

  func open() throws -> Record { try open(as: custodian) }
  func open(as person: PersonKey) throws -> Record { try Record.open(at: path, as: person, randomness: randomness) }

  func bytes(_ suffix: String = "") throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path + suffix))) }

  /// What is in the folder.
  var files: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() } }

  func fault(_ reason: RecordFault.Reason) -> RecordFault { RecordFault(path: path, reason: reason) }

  /// Entries with these numbers; their values go round the audiences.
  static func entries(_ numbers: ClosedRange<Int>, says: (Int) -> String = { "what entry \($0) has to say" }) throws -> [Addressed] {
    try numbers.map { number in
      var names = Names.recorded
      names.bodies = [BodyID("committee")]
      let fields: JSONValue = [
        "kind": "request.made", "label": .string("LABEL-\(number)"), "occurred": "2019-03-11", "by": [.string("party:\(party)")],
        "to": ["body:committee"], "asks": .string(says(number)),
      ]
      let reading = Reading(names: names)
      let day = try #require(Day("2026-11-21"))
      let draft = Draft(
        reading.input(fields), id: EntryID(number), case: caseID, recorded: Instant(seconds: 1_553_000_000), today: day)
      let read = try #require(draft, "\(reading.mistakes)")
      return Addressed(draft: read, audiences: read.values.indices.map { audiences[$0 % audiences.count] }, on: day)
    }
  }

  /// An entry that hands the record over.
  static func custody(_ number: Int, to successor: PersonKey) throws -> Addressed {
    let fields: JSONValue = [
      "kind": "custody.transferred", "from": ["body:committee"], "to": ["body:committee"], "of": "the record",
      "key": .string(successor.verificationKey.text),
    ]
    var names = Names.recorded
    names.bodies = [BodyID("committee")]
    let day = try #require(Day("2026-11-21"))
    let reading = Reading(names: names)
    let draft = try #require(
      Draft(reading.input(fields), id: EntryID(number), case: nil, recorded: Instant(seconds: 1_553_000_000), today: day),
      "\(reading.mistakes)")
    return Addressed(draft: draft, audiences: Visibility().address(draft), on: day)
  }

  /// What a reader who holds all keys sees of entries.
  static func disclosed(_ entries: [Addressed]) -> [Disclosed] {
    entries.map { entry in
      let values = entry.draft.values.enumerated().map { slot, value in
        (UInt8(slot), Disclosed.Value(name: value.name, json: value.json, audiences: [entry.audiences[slot]]))
      }
      return Disclosed(id: entry.draft.id, on: entry.on, values: Dictionary(uniqueKeysWithValues: values))
    }
  }
}
