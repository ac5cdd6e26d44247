import CandorCore
import CandorService
import Foundation
import StrictJSON

extension Bench {
  /// Reads a record of so many cases into a view, holds it against its code, appends, and lets a day pass.
  ///
  /// Opening is the reading of what was disclosed, as it comes opened and parsed from the record's file, into a view and into cases; what lies before
  /// it, `log` measures. The floor goes once through all entries and everything they say.
  static func measureCheck(_ count: Int) {
    var opening = RecordView.Opening(holding: nil)
    var reading = 0
    for disclosed in Cases(count: count) { reading += time { opening.append(disclosed) } }
    let view = opening.view
    var organization = Organization(RecordView([]))
    let ordering = time { organization = Organization(view) }
    for entry in view.entries {
      for gap in entry.gaps {
        fatalError("entry \(entry.id), \(entry.kind?.rawValue ?? "of no kind"): \(entry.kind?.field(of: gap.slot) ?? "")")
      }
    }
    report("entries", view.entries.count)
    report("open", reading + ordering)
    report("opened", peak)
    report("floor", floor(view))
    var ledger = Ledger(Organization(RecordView([])), asOf: Cases.today)
    report("check", time { ledger = Ledger(organization, asOf: Cases.today, Ledger.onEveryCore) })
    report("duties", ledger.counts.values.reduce(0, +))
    report("checked", peak)
    measureAppends(ledger)
    var next = ledger
    report("day", time { next = ledger.passing(to: Cases.today + 1, Ledger.onEveryCore) })
    guard next.counts == Ledger(organization, asOf: Cases.today + 1, Ledger.onEveryCore).counts else {
      fatalError("what a day changes is not what it comes to")
    }
  }

  /// Goes through everything that the entries say.
  private static func floor(_ view: RecordView) -> Int {
    var hasher = Hasher()
    let taken = time { for entry in view.entries { hasher.combine(entry) } }
    withExtendedLifetime(hasher.finalize()) {}
    return taken
  }

  /// Entries of different cases, one at a time, each beside the ledger before it, as someone who still reads it holds it.
  private static func measureAppends(_ first: Ledger) {
    let cases = first.organization.cases
    var (ledger, taken): (Ledger, [Int]) = (first, [])
    for number in 0..<1_000 {
      let place = number * 7919 % cases.count
      let entry = Cases.appended(number, to: place, as: EntryID(ledger.organization.view.entries.count + 1))
      let before = ledger
      taken.append(time { (ledger, _) = before.appending([entry]) })
    }
    guard ledger.counts == Ledger(Organization(ledger.organization.view), asOf: Cases.today).counts else {
      fatalError("what appends change is not what they come to")
    }
    taken.sort()
    report("append", taken[taken.count / 2])
    report("append99", taken[taken.count * 99 / 100])
    report("appendMost", taken[taken.count - 1])
  }

  /// The most memory that the process had in use, in bytes.
  private static var peak: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1_024
  }
}

extension Cases {
  /// An entry that comes to a case: a notice, a report on a mandate, a decision, a measure, a part in it, in turn.
  fileprivate static func appended(_ number: Int, to place: Int, as entry: EntryID) -> Addressed {
    let first = common + place * entriesInCase + 1
    let party = party(1, of: place)
    let fields: JSONValue =
      switch number % 5 {
      case 0: ["kind": "notice.given", "by": ["body:sc"], "to": ["body:members"], "of": [(first + 33).json], "extent": "full"]
      case 1: ["kind": "mandate.given", "by": ["body:ndc"], "to": ["body:sc"], "task": "A report.", "within": "P1M"]
      case 2: ["kind": "decision.taken", "by": ["body:ndc"], "outcome": [["expel": .string("party:" + (party.stringValue ?? ""))]]]
      case 3: ["kind": "measure.imposed", "on": [party], "measure": "warning", "by": ["body:sc"]]
      default: ["kind": "seat.taken", "holder": party, "body": "branch"]
      }
    let reading = Reading(names: .recorded)
    guard
      let draft = Draft(
        reading.input(fields), id: entry, case: id(place), recorded: Instant(seconds: today.number * 86_400), today: today)
    else { fatalError("an entry of the bench cannot be read: \(reading.mistakes)") }
    return Addressed(draft: draft, audiences: draft.values.map { _ in .case(id(place)) }, on: today)
  }
}
