import CandorCore
import CandorLog
import CandorStore
import Foundation

/// What it costs that several people hold the keys of a record, and that one person holds very many.
extension Bench {
  private static let mostHolders = 6
  private static let passphrase = Array("bench".utf8)

  /// Appends and reads entries of a record that so many people read; before them it has the same number, however many these are.
  static func measureHolders(_ folder: String, _ count: Int) throws {
    let path = "\(folder)/holders-\(UUID()).candor"
    let record = try Entries.record(at: path, Entries.make(1, from: 1))
    var reader = try Entries.custodian()
    for holder in 1..<mostHolders {
      var change = AccessChange()
      if holder < count {
        reader = try Entries.person("holder \(holder)")
        change.grants = [AccessChange.Grant(of: Entries.audiences, to: reader.publicKey)]
      }
      try record.append(Entries.make(1, from: holder + 1), changing: change)
    }
    let entries = Entries.make(20_000, from: mostHolders + 1)
    report("append", try time { try record.append(entries) })
    let singles = Entries.make(200, from: record.head.head.size + 1)
    report("one", try time { for entry in singles { try record.append([entry]) } } / singles.count)
    try record.close()
    var values = 0
    let reading = try time {
      let record = try Record.open(at: path, as: reader, randomness: .system)
      values = try record.disclosed().reduce(0) { $0 + $1.values.count }
    }
    guard values > 13 * entries.count else { preconditionFailure("a holder does not read what they should") }
    report("read", reading)
    try FileManager.default.removeItem(atPath: path)
  }

  /// Makes a record with so many cases, an entry each, and a key file for someone who holds all of them: with a grant each, or one for all.
  static func makeCases(_ path: String, _ count: Int, isTogether: Bool) throws {
    let holder = try Entries.person("holder")
    try KeyFile.write(holder, to: path + ".key", under: Passphrase(passphrase), randomness: .system)
    let record = try Entries.record(at: path, Entries.make(1, from: 1))
    let cases = (1...count).map { Audience.case(CaseID(random: UInt64($0))) }
    let entries = zip(cases, Entries.make(count, from: 2)).map { audience, entry in
      Addressed(draft: entry.draft, audiences: entry.audiences.map { _ in audience }, on: entry.on)
    }
    func grant(_ audiences: [Audience]) -> AccessChange {
      var change = AccessChange()
      change.grants = [AccessChange.Grant(of: audiences, to: holder.publicKey)]
      return change
    }
    if isTogether {
      try record.append(entries, changing: grant(cases))
    } else {
      for (audience, entry) in zip(cases, entries) { try record.append([entry], changing: grant([audience])) }
    }
    try record.close()
  }

  /// Opens the key file beside a record, and then the record with it, unless the key file is all that is asked for.
  static func measureHeld(_ path: String, isKeyAlone: Bool) throws {
    let file = try KeyFile(reading: path + ".key")
    var holder: PersonKey?
    report("key", try time { holder = try file.key { _ in try Passphrase(passphrase) } })
    guard !isKeyAlone, let holder else { return }
    var held = 0
    let opened = try time { held = try Record.open(at: path, as: holder, randomness: .system).audiences.count }
    report("open", opened)
    report("held", held)
  }
}
