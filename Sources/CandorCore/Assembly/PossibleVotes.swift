/// The votes that sources leave possible: whole numbers within bounds, where nobody votes who is not there and nobody is there who has no vote, and
/// where those for it are such a share of others as is told.
///
/// A result is among those possible where some numbers within the bounds have it. Of up to ``exactly`` numbers of votes for it each is looked at for
/// itself, and no other result is found; beyond that they are taken together, and what is found holds every result that is possible.
struct PossibleVotes {
  var votes: Count
  var against: Count
  var abstained: Count
  var present: Count
  var eligible: Count
  /// How many seats the body has; unknown where the code does not say.
  var seats = Count.unknown
  /// The share of those for it, of whom; nil where none is told.
  var share: (bounds: ShareBounds, of: Threshold.Base)?
  /// How whoever has a casting vote casts it where as many are for it as against; nil where nobody does.
  var casting: RollVote.Vote?

  /// What can come of them.
  func results(majority: Threshold, quorum: Threshold?) -> Set<Reckoning.Result> {
    var found: Set<Reckoning.Result> = []
    let all = Reckoning.Result.allCases.count - (quorum == nil ? 1 : 0)
    for numbers in stretches {
      for way in ways(numbers) {
        if way.canMeet(majority, quorum) { found.insert(.adopted) }
        if way.canMiss(majority, quorum) { found.insert(.rejected) }
        if let quorum, way.canLack(quorum) { found.insert(.noQuorum) }
      }
      if found.count == all { break }
    }
    return found
  }

  /// Of how many numbers of votes for it each is looked at for itself, and how many stretches the others are taken in.
  private static let (exactly, stretches) = (4096, 256)

  /// How many can have voted for it, a stretch after another.
  private var stretches: [ClosedRange<Int>] {
    let limit = min(Stretch(present).most, Stretch(eligible).most) - against.atLeast - abstained.atLeast
    let (least, most) = (votes.atLeast, min(Stretch(votes).most, limit))
    guard least <= most else { return [] }
    let exact = min(most, least + PossibleVotes.exactly - 1)
    let step = (most - exact) / PossibleVotes.stretches + 1
    return (least...exact).map { $0...$0 } + stride(from: exact + 1, through: most, by: step).map { $0...min(most, $0 + step - 1) }
  }

  /// The numbers beside so many votes for it; those of a tie apart, where a casting vote settles it.
  private func ways(_ numbers: ClosedRange<Int>) -> [Way] {
    let cast = Stretch(numbers.lowerBound + against.atLeast, numbers.upperBound + Stretch(against).most)
    var way = Way(
      numbers: numbers, against: Stretch(against), cast: cast, abstained: abstained.atLeast, present: Stretch(present),
      eligible: Stretch(eligible),
      seats: Stretch(seats), share: share)
    if let share {
      let (low, high) = (share.bounds.wholes(of: numbers.lowerBound), share.bounds.wholes(of: numbers.upperBound))
      guard let least = low.least else { return [] }
      // A share of nothing is none.
      way.limit(share.of, to: Stretch(max(1, least), high.most ?? Stretch.unbounded))
    }
    guard let casting else { return [way] }
    let tie = 2 * numbers.lowerBound
    guard numbers.count == 1 else { return [way, way.with(casting)] }
    guard way.cast.contains(tie) else { return [way] }
    var (fewer, tied, more) = (way, way.with(casting), way)
    fewer.cast.most = tie - 1
    more.cast.least = tie + 1
    (tied.cast.least, tied.cast.most) = (tie, tie)
    return [fewer, tied, more]
  }
}

/// Whole numbers from one to another; what is unbounded is more than anything that is counted.
struct Stretch {
  var least: Int
  var most: Int

  init(_ least: Int, _ most: Int) { (self.least, self.most) = (min(least, Stretch.unbounded), min(most, Stretch.unbounded)) }
  init(_ count: Count) { self.init(count.atLeast, count.atMost ?? Stretch.unbounded) }

  /// More than a thousand times of what can be told, and a two thousandth of what can be reckoned with.
  static let unbounded = 2_000_000_000_000_000

  var isEmpty: Bool { least > most }
  func contains(_ number: Int) -> Bool { (least...max(least, most)).contains(number) && !isEmpty }
  func limited(to other: Stretch) -> Stretch { Stretch(max(least, other.least), min(most, other.most)) }
}

/// Some votes for it, and the numbers beside them.
private struct Way {
  var numbers: ClosedRange<Int>
  var against: Stretch
  /// Votes for and against.
  var cast: Stretch
  /// The least number of abstentions.
  var abstained: Int
  var present: Stretch
  var eligible: Stretch
  var seats: Stretch
  var share: (bounds: ShareBounds, of: Threshold.Base)?
  /// A casting vote that is counted beside those.
  var casting: RollVote.Vote?

  func with(_ casting: RollVote.Vote) -> Way {
    var way = self
    way.casting = casting
    return way
  }

  mutating func limit(_ base: Threshold.Base, to stretch: Stretch) {
    switch base {
    case .cast: cast = cast.limited(to: stretch)
    case .present: present = present.limited(to: stretch)
    case .eligible: eligible = eligible.limited(to: stretch)
    case .seats: seats = seats.limited(to: stretch)
    }
  }

  /// Votes for it, and of how many more votes, with the casting vote.
  private func counted(_ number: Int) -> Int { casting == .for ? number + 1 : number }
  private var others: Int { casting == .for || casting == .against ? 1 : 0 }

  // MARK: What can come of it

  /// Whether it can have been adopted: enough votes for it, and enough there.
  func canMeet(_ majority: Threshold, _ quorum: Threshold?) -> Bool {
    let number = counted(numbers.upperBound)
    var way = self
    switch majority.base {
    case nil:
      guard majority.isReached(by: number, of: 0) else { return false }
    case .seats?:
      guard !seats.isEmpty, majority.isReached(by: number, of: seats.least) else { return false }
    case .cast?:
      // The more are for it, the larger their share beside as few against it as can be.
      guard let most = majority.largest(by: number), numbers.upperBound + against.least + others <= most else { return false }
      way.limit(.cast, to: Stretch(0, most - others))
    case let base?:
      guard let most = majority.largest(by: number) else { return false }
      way.limit(base, to: Stretch(0, most))
    }
    return isOfShare(majority, { $0.canReach($1) }) && way.canDecide(quorum)
  }

  /// Whether it can have been rejected: too few votes for it, and enough there.
  func canMiss(_ majority: Threshold, _ quorum: Threshold?) -> Bool {
    let number = counted(numbers.lowerBound)
    var way = self
    switch majority.base {
    case nil:
      guard !majority.isReached(by: number, of: 0) else { return false }
    case .seats?:
      guard !seats.isEmpty, !majority.isReached(by: number, of: seats.most) else { return false }
    case .cast?:
      let least = (majority.largest(by: number) ?? -1) + 1
      guard numbers.lowerBound + against.most + others >= least else { return false }
      way.limit(.cast, to: Stretch(least - others, Stretch.unbounded))
    case let base?:
      way.limit(base, to: Stretch((majority.largest(by: number) ?? -1) + 1, Stretch.unbounded))
    }
    return isOfShare(majority, { $0.canMiss($1) }) && way.canDecide(quorum)
  }

  /// Whether too few can have been there to decide.
  func canLack(_ quorum: Threshold) -> Bool {
    guard let (there, _) = those else { return false }
    return !quorum.isReached(by: there.least, of: quorum.base == .seats ? seats.most : eligible.most)
  }

  /// Whether enough can have been there; where the code has no quorum, whether there can be such numbers at all.
  private func canDecide(_ quorum: Threshold?) -> Bool {
    guard let (there, entitled) = those else { return false }
    guard let quorum else { return true }
    // The more are there, the nearer they come to all who could be.
    return quorum.isReached(by: there.most, of: quorum.base == .seats ? seats.least : max(entitled.least, there.most))
  }

  /// Who can be there, and who can be eligible; nil where no numbers fit together.
  private var those: (there: Stretch, entitled: Stretch)? {
    let there = Stretch(max(present.least, cast.least + abstained), min(present.most, eligible.most))
    let entitled = Stretch(max(eligible.least, there.least), eligible.most)
    return cast.isEmpty || seats.isEmpty || there.isEmpty || entitled.isEmpty ? nil : (there, entitled)
  }

  /// Of numbers that are taken together, whether the share told of the same ones fits; of one number, its wholes say it.
  private func isOfShare(_ majority: Threshold, _ fits: (Threshold, ShareBounds) -> Bool) -> Bool {
    guard numbers.count > 1, casting == nil, let share, share.of == majority.base else { return true }
    return fits(majority, share.bounds)
  }
}

extension Threshold {
  /// The most of whom so many are as large a share as it takes; nil where they are of none, and where it takes a number.
  fileprivate func largest(by number: Int) -> Int? {
    guard case .share(let share, _) = amount, number > 0 else { return nil }
    return isExceeded ? (number * share.whole - 1) / share.part : number * share.whole / share.part
  }
}
