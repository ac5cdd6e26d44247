package import CandorCore

/// Why a duty stands as it does, in plain words: the clause, each fact with its entry and source, the arithmetic with its dates.
package struct Explanation {
  private let wording: Wording
  private let scene: Scene
  private let duty: Duty

  package init(of duty: Duty, in scene: Scene) {
    (self.duty, self.scene) = (duty, scene)
    wording = Wording(scene)
  }

  /// A heading and what stands under it.
  package struct Part: Hashable, Sendable {
    package var title: String
    package var lines: [String]
  }

  /// The parts in the order in which one reads them.
  package var parts: [Part] {
    [
      Part(
        title: Wording.Explained.conclusion, lines: ["\(wording.state(duty.state).plain): \(wording.conclusion(duty).capitalized.plain)"]),
      Part(title: Wording.Explained.clause, lines: [wording.ruleLine(duty).plain]),
      Part(title: Wording.Explained.occasion, lines: told([duty.subject])),
      Part(title: Wording.Explained.facts, lines: wording.facts(duty).map(\.plain)),
      Part(title: Wording.Explained.entries, lines: told(duty.entries.filter { $0 != duty.subject })),
      Part(title: Wording.Explained.arithmetic, lines: arithmetic),
      Part(title: Wording.Explained.unknown, lines: wording.causes(duty).map(\.plain)),
    ].filter { !$0.lines.isEmpty }
  }

  /// Each entry with its date, what it tells, and its sources with their basis.
  private func told(_ ids: [EntryID]) -> [String] {
    ids.compactMap { scene[$0] }.map { entry in
      let what = wording.event(entry)?.plain ?? Wording.Explained.unopened
      let sources = (entry.header.sources.shown ?? []).compactMap { cited in
        wording.designation(of: cited.source).map { "\($0) \(Wording.basis(cited.basis).plain)" }
      }
      return "entry \(entry.id), \(wording.when(entry).plain): \(what)\(sources.isEmpty ? "" : " [\(sources.joined(separator: ", "))]")"
    }
  }

  private var arithmetic: [String] {
    var lines = [Wording.Explained.days(Wording.Explained.since, duty.since)]
    if let due = duty.due { lines.append(Wording.Explained.days(Wording.Explained.due, due)) }
    let ends = duty.facts.filter(\.isAnswer).compactMap { scene[$0.entry] }
    for end in ends { lines.append(Wording.Explained.days("entry \(end.id)", end.occurred)) }
    if ends.isEmpty, duty.lasted != nil { lines.append(Wording.Explained.days(Wording.Explained.present, DayRange(scene.asOf))) }
    if let late = duty.late { lines.append(Wording.Explained.span(Wording.Explained.late, late)) }
    if let lasted = duty.lasted { lines.append(Wording.Explained.span(Wording.Explained.lasted, lasted)) }
    return lines
  }
}

extension Wording {
  /// The words of an explanation.
  enum Explained {
    static let conclusion = "What it comes to"
    static let clause = "The clause"
    static let occasion = "The occasion"
    static let facts = "The facts"
    static let entries = "The entries they rest on"
    static let arithmetic = "The days"
    static let unknown = "What is not known"
    static let unopened = "an entry that is not opened here"
    static let since = "since"
    static let due = "due"
    static let present = "as of"
    static let late = "so it was late"
    static let lasted = "so it lasted"

    static func days(_ what: String, _ range: DayRange) -> String {
      switch (range.first, range.last) {
      case (let first?, let last?) where first == last: "\(what): \(Wording.day(first).plain)"
      case (let first?, let last?): "\(what): some day from \(Wording.day(first).plain) to \(Wording.day(last).plain)"
      case (let first?, nil): "\(what): \(Wording.day(first).plain) or later"
      case (nil, let last?): "\(what): \(Wording.day(last).plain) or earlier"
      case (nil, nil): "\(what): a day not known"
      }
    }

    static func span(_ what: String, _ span: Span) -> String {
      guard let most = span.atMost else {
        return "\(what): \(Wording.days(span.atLeast).plain) or more, from the latest start to the earliest end"
      }
      if most == span.atLeast { return "\(what): \(Wording.days(most).plain)" }
      return """
        \(what): from the latest start to the earliest end \(Wording.days(span.atLeast).plain), from the earliest start to the latest end \
        \(Wording.days(most).plain)
        """
    }
  }
}
