package import CandorCore

/// A case in plain lines, as a terminal shows it.
package struct Account {
  private let english: English
  private let scene: Scene

  package init(_ scene: Scene) {
    self.scene = scene
    english = English(scene)
  }

  /// What the case is about; nil where the view does not show it.
  package var about: String? { scene.all(CaseOpened.self).first.flatMap(\.about.shown) }

  /// An entry in a line: its number, its date as it was given, what it tells.
  package struct Line: Hashable, Sendable {
    package var entry: EntryID
    package var kind: Kind
    package var date: String
    package var text: String
  }

  /// What happened, in the order of its dates.
  package var timeline: [Line] {
    scene.chronology.compactMap { entry in
      guard let kind = entry.kind, let told = english.event(entry) else { return nil }
      let date = (entry.header.occurred.shown ?? nil)?.text ?? ""
      return Line(entry: entry.id, kind: kind, date: date, text: told.plain)
    }
  }

  /// What sources say of time that cannot all be, a line each.
  package var disagreements: [String] { scene.contradictions.map { english.disagreement($0).plain } }

  /// Who has a part in it.
  package var parties: [Line] {
    scene.entries.compactMap { entry in
      guard case .partyNamed(let named) = entry.event, let party = named.party.shown else { return nil }
      return Line(
        entry: entry.id, kind: .partyNamed, date: "", text: english.party(party).capitalized.plain + ": " + english.standing(named).plain)
    }
  }

  /// A duty's clause in a line, and what it rests on in some more.
  package func duty(_ duty: Duty) -> (title: String, lines: [String]) {
    let clause = english.clause(duty.clause)
    let title = (clause?.title ?? duty.clause.name) + (clause?.implied == nil ? "" : " (implied)")
    var lines = [english.conclusion(duty).capitalized.plain]
    lines += english.facts(duty).map(\.plain)
    if let subject = scene[duty.subject], duty.facts.isEmpty {
      lines.append("It is about \(english.entry(subject.id).plain), \(english.when(subject).plain).")
    }
    lines += [english.duration(duty)?.capitalized.plain].compactMap(\.self)
    lines += english.causes(duty).map(\.plain)
    if let citation = english.citation(english.openEntries(duty), numbered: false), case .citation(let cited) = citation,
      !cited.sources.isEmpty
    {
      lines.append("Sources: " + cited.sources.map { "\($0.label) \($0.basis)" }.joined(separator: ", ") + ".")
    }
    return (title, lines)
  }
}
