@testable import CandorCore
import StrictJSON
import Testing
import Trials

/// What votes come to near the line: held against every number that there can be.
@Suite("Possible votes")
struct PossibleVotesTests {
  /// Votes that can be, with all that bounds them; nobody knows more of them.
  private struct Known {
    var votes: Count, against: Count, abstained: Count, present: Count, eligible: Count
    var seats: Int?
    var share: (bounds: ShareBounds, of: Threshold.Base)?
    var casting: RollVote.Vote?
    var majority: Threshold
    var quorum: Threshold?

    init(seed: Int) throws {
      var numbers = SeededGenerator(seed: UInt64(seed))
      let most = PossibleVotesTests.most
      (votes, against, abstained) = (numbers.count(to: 4), numbers.count(to: 3), numbers.count(to: 2))
      (present, eligible) = (numbers.count(to: most), numbers.count(to: most))
      eligible.atMost = min(eligible.atMost ?? most, most)
      seats = numbers.below(3) == 0 ? numbers.below(most) : most
      let shares = [
        "about 70 %", "over 1/2", "50 %", "nearly 2/3", "under 1/2", "at least 2/3", "1/3", "33.3 %", "at most 60 %", "40 % to 60 %",
        "100 %", "0 %",
      ]
      let bases: [Threshold.Base] = [.cast, .present, .eligible, .seats]
      if numbers.below(3) > 0 {
        let told = try #require(ToldShare(numbers.one(of: shares)))
        share = (told.bounds, numbers.one(of: bases))
      }
      casting = numbers.one(of: [nil, nil, .for, .against])
      func threshold(_ bases: [Threshold.Base]) -> Threshold {
        let part = 1 + numbers.below(3)
        let amount: Threshold.Amount =
          numbers.below(5) == 0
          ? .count(1 + numbers.below(5)) : .share(Share(part, of: part + numbers.below(3)), of: numbers.one(of: bases))
        return Threshold(amount: amount, isExceeded: numbers.below(2) == 0)
      }
      majority = threshold(bases)
      quorum = numbers.below(3) == 0 ? nil : threshold([.eligible, .seats])
    }

    var possible: PossibleVotes {
      PossibleVotes(
        votes: votes, against: against, abstained: abstained, present: present, eligible: eligible,
        seats: seats.map { Count($0) } ?? .unknown,
        share: share, casting: casting)
    }

    /// Every result of every number that there can be, one after another.
    var results: Set<Reckoning.Result> {
      func within(_ count: Count, _ most: Int) -> ClosedRange<Int>? {
        let top = min(count.atMost ?? most, most)
        return count.atLeast <= top ? count.atLeast...top : nil
      }
      let most = PossibleVotesTests.most
      var found: Set<Reckoning.Result> = []
      guard let votes = within(votes, most), let against = within(against, most), let abstained = within(abstained, most),
        let present = within(present, most), let eligible = within(eligible, most)
      else { return [] }
      for number in votes {
        for opposed in against {
          for others in abstained {
            for there in present where there >= number + opposed + others {
              for entitled in eligible where entitled >= there {
                if let share {
                  let whole =
                    switch share.of {
                    case .cast: number + opposed
                    case .present: there
                    case .eligible: entitled
                    case .seats: seats ?? 0
                    }
                  guard whole > 0, isIn(share.bounds, number, of: whole) else { continue }
                }
                found.insert(result(number, opposed, there, entitled))
              }
            }
          }
        }
      }
      return found
    }

    private func isIn(_ bounds: ShareBounds, _ part: Int, of whole: Int) -> Bool {
      let (least, most) = (bounds.least, bounds.most)
      let low = part * least.whole - least.part * whole
      let high = most.part * whole - part * most.whole
      return (bounds.isMore ? low > 0 : low >= 0) && (bounds.isLess ? high > 0 : high >= 0)
    }

    private func result(_ number: Int, _ opposed: Int, _ there: Int, _ entitled: Int) -> Reckoning.Result {
      if let quorum {
        let all = quorum.base == .seats ? seats ?? 0 : entitled
        guard isReached(quorum, by: there, of: all) else { return .noQuorum }
      }
      var (votes, cast) = (number, number + opposed)
      if number == opposed, casting == .for || casting == .against {
        cast += 1
        if casting == .for { votes += 1 }
      }
      let all =
        switch majority.base {
        case .cast?: cast
        case .present?: there
        case .eligible?: entitled
        case .seats?: seats ?? 0
        case nil: 0
        }
      return isReached(majority, by: votes, of: all) ? .adopted : .rejected
    }

    /// By fractions, not by the program's own comparison.
    private func isReached(_ threshold: Threshold, by count: Int, of all: Int) -> Bool {
      guard count > 0 else { return false }
      switch threshold.amount {
      case .count(let number): return threshold.isExceeded ? count > number : count >= number
      case .share(let share, _):
        let surplus = count * share.whole - all * share.part
        return threshold.isExceeded ? surplus > 0 : surplus >= 0
      }
    }
  }

  /// How many people there are at most, where every number is tried.
  private static let most = 7

  @Test(arguments: 0..<40) func `what can come of votes is what comes of some numbers, and nothing else`(seed: Int) throws {
    for index in 0..<50 {
      let known = try Known(seed: seed * 1000 + index + 1)
      let found = known.possible.results(majority: known.majority, quorum: known.quorum)
      #expect(found == known.results, "\(known)")
    }
  }

  struct Example: CustomTestStringConvertible, Sendable {
    var votes: JSONValue
    var majority: JSONValue
    var present: JSONValue
    var results: [Reckoning.Result]

    init(_ votes: JSONValue, _ majority: JSONValue, present: JSONValue = nil, _ results: Reckoning.Result...) {
      (self.votes, self.majority, self.present, self.results) = (votes, majority, present, results)
    }

    var testDescription: String { "\(votes.canonicalText) by \(majority.canonicalText) of \(present.canonicalText)" }
  }

  @Test(arguments: [
    Example(["for": "about 70 %", "of": "cast"], ["more-than": "1/2"], .adopted),
    Example(["for": "about 70 %", "of": "cast"], ["at-least": "2/3"], .adopted, .rejected),
    Example(["for": "70 %", "of": "cast"], ["at-least": "2/3"], .adopted),
    Example(["for": "66.7 %", "of": "cast"], ["at-least": "2/3"], .adopted, .rejected),
    Example(["for": "2/3", "of": "cast"], ["at-least": "2/3"], .adopted),
    Example(["for": "2/3", "of": "cast"], ["more-than": "2/3"], .rejected),
    Example(["for": "over 50 %", "of": "cast"], ["more-than": "1/2"], .adopted),
    Example(["for": "50 %", "of": "cast"], ["more-than": "1/2"], .adopted, .rejected),
    Example(["for": "1/2", "of": "cast"], ["more-than": "1/2"], .rejected),
    Example(["for": "over 50 %", "of": "cast"], ["more-than": "1/2", "of": "eligible"], present: "nearly 500", .adopted, .rejected),
    Example(["for": "about 70 %", "of": "eligible"], ["more-than": "1/2", "of": "cast"], present: "nearly 500", .adopted),
    Example(["for": "nearly 250"], ["at-least": 250], present: 500, .rejected),
    Example(["for": "over 249"], ["more-than": "1/2", "of": "present"], present: 499, .adopted),
    Example(["for": 249, "against": 249], ["more-than": "1/2"], present: 500, .rejected),
    Example(["for": 250, "against": 249], ["more-than": "1/2"], present: 500, .adopted),
    Example(["for": 333_333, "against": 166_667], ["at-least": "2/3"], .rejected),
    Example(["for": 333_334, "against": 166_667], ["at-least": "2/3"], .adopted),
    Example(["for": 333_334, "against": 166_666], ["at-least": "2/3"], .adopted),
    Example(["for": "at least 600000", "against": "at most 400000"], ["at-least": "3/5"], .adopted),
    Example(["for": "at least 599999", "against": "at most 400000"], ["at-least": "3/5"], .adopted, .rejected),
    Example(["for": "99.9 %", "of": "cast"], ["at-least": "1/1"], .rejected),
    Example(["for": 1_000_000_000_000, "against": 1_000_000_000_000], ["more-than": "1/2"], .rejected),
  ])
  func `near the line there is one answer only where every number gives it`(example: Example) throws {
    let entries: [JSONValue] = [
      ["kind": "motion.moved", "label": "motion", "asks": "Something."],
      JSONValue.object([
        "kind": "vote.held", "label": "vote", "on": "motion", "by": "sc", "votes": example.votes, "result": "adopted",
        "occurred": "2015-03-02",
      ]).with(example.present == nil ? [:] : ["present": example.present]),
    ]
    let bodies: JSONValue = Sample.charter()["bodies"] ?? [:]
    let charter = Sample.charter(clauses: [Sample.clause(["check": "tally", "of": "sc"])]).with([
      "bodies": bodies.with(["sc": ["title": "Steering Committee", "majority": example.majority]])
    ])
    let record = try SampleRecord(charter: charter, entries)
    let duties = try record.duties(asOf: "2019-04-19")
    let reckonings = duties.flatMap(\.facts).compactMap { fact -> Reckoning? in
      if case .underRule(_, let reckoning, _) = fact { reckoning } else { nil }
    }
    #expect(reckonings.map(\.results) == [example.results])
  }
}

extension SeededGenerator {
  fileprivate mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

  /// Bounds of a number of at most so many.
  fileprivate mutating func count(to most: Int) -> Count {
    let least = below(most + 1)
    return Count(atLeast: least, atMost: below(4) == 0 ? nil : least + below(most + 1 - least))
  }
}
