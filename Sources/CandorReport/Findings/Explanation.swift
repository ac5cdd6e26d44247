package import CandorCore

/// Why a duty stands as it does, in plain words: the clause, each fact with its entry and source, the arithmetic with its dates.
package struct Explanation {
  private let english: English
  private let scene: Scene
  private let duty: Duty

  package init(of duty: Duty, in scene: Scene) {
    (self.duty, self.scene) = (duty, scene)
    english = English(scene)
  }

  /// A heading and what stands under it.
  package struct Part: Hashable, Sendable {
    package var title: String
    package var lines: [String]
  }

  /// The parts in the order in which one reads them.
  package var parts: [Part] {
    [
      Part(title: English.Explained.conclusion, lines: ["\(english.state(duty.state)): \(english.conclusion(duty).capitalized.plain)"]),
      Part(title: English.Explained.clause, lines: [english.ruleLine(duty).plain]),
      Part(title: English.Explained.occasion, lines: told([duty.subject])),
      Part(title: English.Explained.facts, lines: english.facts(duty).map(\.plain)),
      Part(title: English.Explained.entries, lines: told(duty.entries.filter { $0 != duty.subject })),
      Part(title: English.Explained.arithmetic, lines: arithmetic),
      Part(title: English.Explained.unknown, lines: english.causes(duty).map(\.plain)),
    ].filter { !$0.lines.isEmpty }
  }

  /// Each entry with its date, what it tells, and its sources with their basis.
  private func told(_ ids: [EntryID]) -> [String] {
    ids.compactMap { scene[$0] }.map { entry in
      let what = english.event(entry)?.plain ?? English.Explained.unopened
      let sources = (entry.header.sources.shown ?? []).compactMap { cited in
        english.designation(of: cited.source).map { "\($0) \(English.basis(cited.basis))" }
      }
      return "entry \(entry.id), \(english.when(entry).plain): \(what)\(sources.isEmpty ? "" : " [\(sources.joined(separator: ", "))]")"
    }
  }

  private var arithmetic: [String] {
    var lines = [English.Explained.days(English.Explained.since, duty.since)]
    if let due = duty.due { lines.append(English.Explained.days(English.Explained.due, due)) }
    let ends = duty.facts.filter(\.isAnswer).compactMap { scene[$0.entry] }
    for end in ends { lines.append(English.Explained.days("entry \(end.id)", end.occurred)) }
    if ends.isEmpty, duty.lasted != nil { lines.append(English.Explained.days(English.Explained.present, DayRange(scene.asOf))) }
    if let late = duty.late { lines.append(English.Explained.span(English.Explained.late, late)) }
    if let lasted = duty.lasted { lines.append(English.Explained.span(English.Explained.lasted, lasted)) }
    return lines
  }
}

extension English {
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
      case (let first?, let last?) where first == last: "\(what): \(English.day(first))"
      case (let first?, let last?): "\(what): some day from \(English.day(first)) to \(English.day(last))"
      case (let first?, nil): "\(what): \(English.day(first)) or later"
      case (nil, let last?): "\(what): \(English.day(last)) or earlier"
      case (nil, nil): "\(what): a day not known"
      }
    }

    static func span(_ what: String, _ span: Span) -> String {
      guard let most = span.atMost else {
        return "\(what): \(English.count(span.atLeast, "day")) or more, from the latest start to the earliest end"
      }
      if most == span.atLeast { return "\(what): \(English.count(most, "day"))" }
      return """
        \(what): from the latest start to the earliest end \(English.count(span.atLeast, "day")), from the earliest start to the latest end \
        \(English.count(most, "day"))
        """
    }
  }
}
