import CandorCore

/// Numbers and shares as sources tell them, and of whom they are.
extension Wording {
  static func figure(_ figure: Figure) -> Sentence {
    switch figure {
    case .count(let count): self.figure(count)
    case .share(let share): self.figure(share)
    }
  }

  /// `480`, `nearly 500`, `fewer than 24`.
  static func figure(_ count: ToldCount) -> Sentence { told(count, under: { "fewer than \($0)" }) { "\($0)" } }

  /// `2/3`, `about 70 %`, `less than half`.
  static func figure(_ share: ToldShare) -> Sentence { told(share, under: { "less than \($0)" }, portion) }

  private static func told<Number>(_ told: Told<Number>, under: (Sentence) -> Sentence, _ words: (Number) -> Sentence) -> Sentence {
    switch told {
    case .one(let sharpness, let number):
      switch sharpness {
      case .exact: words(number)
      case .about: "\(as: "a number")about \(words(number))"
      case .nearly: "nearly \(words(number))"
      case .over: "over \(words(number))"
      case .under: under(words(number))
      case .atLeast: "at least \(words(number))"
      case .atMost: "at most \(words(number))"
      }
    case .between(let low, let high): "\(words(low)) to \(words(high))"
    }
  }

  private static func portion(_ portion: Portion) -> Sentence {
    switch portion {
    case .fraction(let share): Sentence(verbatim: share.description)
    case .percent(let tenths, true): "\(tenths / 10).\(tenths % 10) %"
    case .percent(let tenths, false): "\(tenths / 10) %"
    }
  }

  /// Of whom a share is.
  static func whole(_ base: Threshold.Base) -> Sentence {
    switch base {
    case .cast: "of those who voted"
    case .present: "of those who took part"
    case .eligible: "of those who could vote"
    case .seats: "of all seats"
    }
  }

  /// The figure of one side of a vote, with of whom it is.
  private func figure(_ figure: Figure, _ whole: ToldVotes.Whole?) -> Sentence {
    guard case .share = figure, let whole else { return Wording.figure(figure) }
    return switch whole {
    case .base(let base): "\(Wording.figure(figure)) \(Wording.whole(base))"
    case .members(let body): "\(Wording.figure(figure)) of \(self.body(body))"
    }
  }

  /// Votes in figures: `with about 70 % of those who voted in favor`.
  func votes(_ told: ToldVotes) -> Sentence {
    let against: Sentence = told.against.map { ", \(Wording.figure($0)) against" } ?? .nothing
    let abstained: Sentence = told.abstained.map { ", \(Wording.figure($0)) abstaining" } ?? .nothing
    return "with \(figure(told.for, told.of)) in favor\(against)\(abstained)"
  }

  /// Who could vote, a class after another: `members, as of 1 March 2019, nearly 500 of them`.
  func electors(_ classes: [Electors]) -> Sentence {
    classes.map { one -> Sentence in
      let body: Sentence = one.body.map { " (\(self.body($0)))" } ?? .nothing
      let asOf: Sentence = one.asOf.map { ", as of \(Wording.date($0))" } ?? .nothing
      let count: Sentence = one.count.map { ", \(Wording.figure($0)) of them" } ?? .nothing
      return "\(one.name)\(body)\(asOf)\(count)"
    }.joined(by: "; ")
  }

  /// Of which groups some people are, in numbers.
  static func composition(_ groups: [GroupFigure]) -> Sentence {
    groups.map { one in one.number.map { "“\(one.group)”: \(figure($0))" } ?? "“\(one.group)”" }.joined(by: "; ")
  }
}
