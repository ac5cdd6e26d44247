package import CandorCore

/// A case in plain lines, as a terminal shows it.
package struct Account {
  private let wording: Wording
  private let scene: Scene

  package init(_ scene: Scene) {
    self.scene = scene
    wording = Wording(scene)
  }

  /// What the case is about; nil where the view does not show it.
  package var about: String? { scene.all(CaseOpened.self).first.flatMap(\.about.shown) }

  /// An entry in a line: its number, its date, what it tells; below it, who was told of it and where it is known from.
  package struct Line: Hashable, Sendable {
    package var entry: EntryID
    package var kind: Kind
    /// As sharp as the source, and no sharper: `2013`, `about 2013`, `2013?`, `2013 or later`; of an entry without one, after what it came.
    package var date: String
    package var text: String
    /// How far it was from other entries, where the sources give distances.
    package var when: String?
    /// Who was told of it and when: `branch (2013, in part)`.
    package var told: [String] = []
    /// Its sources, each with its basis: `L firsthand`.
    package var sources: [String] = []

    /// All that is shown of it, in one text.
    package var shown: String {
      ([entry.description, date, text, when ?? ""] + told + sources).filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  /// What happened: in the order of its dates, and where those leave it open, of the distances that sources give.
  package var timeline: [Line] {
    let knowledge = Knowledge(scene)
    return scene.chronology.compactMap { entry in line(entry, knowledge) }
  }

  /// An entry in a line; nil where it is not part of what happened.
  package func line(_ entry: Entry, _ knowledge: Knowledge) -> Line? {
    guard let kind = entry.kind, let told = wording.event(entry) else { return nil }
    let distances = (entry.header.timing.shown ?? []).contains { $0.distance != nil }
    return Line(
      entry: entry.id, kind: kind, date: date(entry), text: told.plain, when: distances ? wording.when(entry).plain : nil,
      told: self.told(of: entry.id, knowledge), sources: sources(of: entry))
  }

  /// The date as it is given; where there is none, after or before which entries it was.
  private func date(_ entry: Entry) -> String {
    switch entry.header.occurred {
    case .hidden: return wording.shown(entry.header.occurred, "date") { _ in "" }.plain
    case .shown(let date?): return Account.date(date)
    case .shown(nil):
      let timings = entry.header.timing.shown ?? []
      let sides = Timing.Side.allCases.compactMap { side -> String? in
        let others = timings.filter { $0.side == side }.map(\.entry.description)
        return others.isEmpty ? nil : "\(side.rawValue) \(others.joined(separator: ", "))"
      }
      return sides.isEmpty ? "no date" : sides.joined(separator: ", ")
    }
  }

  /// A date in digits: `about 2013`, `2013?`, `2013 to 2019-03-15`, `2013 or later`, `2013 to ?`.
  package static func date(_ date: CivilDate) -> String {
    let ends = date.text.split(separator: "/", omittingEmptySubsequences: false).map { end in
      switch end.last {
      case "~"?: "about \(end.dropLast())"
      case "%"?: "about \(end.dropLast())?"
      default: end.isEmpty ? "?" : String(end)
      }
    }
    guard ends.count == 2 else { return ends.joined() }
    return ends[1] == ".." ? "\(ends[0]) or later" : ends[0] == ".." ? "\(ends[1]) or earlier" : "\(ends[0]) to \(ends[1])"
  }

  /// Who was told of an entry: bodies by their short names, parties by their part.
  private func told(of id: EntryID, _ knowledge: Knowledge) -> [String] {
    let tellings = knowledge.tellings(of: id).filter { $0.way == .told }
    let told = tellings.map(\.to).uniqued.map { actor in
      let times = tellings.filter { $0.to == actor }.map { telling in
        (scene[telling.by].map(date) ?? "") + (telling.extent == .part ? ", in part" : "")
      }
      return "\(name(actor)) (\(times.uniqued.joined(separator: "; ")))"
    }
    return told + knowledge.unseen(of: id).map { _ in wording.withheld("identity").plain }
  }

  /// A body by its short name, a party by its part.
  package func name(_ actor: Actor) -> String {
    switch actor {
    case .body(let body): body.name
    case .party(let party): wording.party(party).plain
    }
  }

  /// What a vote comes to, with its counts, in a line.
  package func result(_ reckoning: Reckoning) -> String { Wording.comes(reckoning).plain }

  /// By what someone was conflicted, in a few words: `a party of the case`.
  package func ground(_ rule: ConflictRule) -> String { Wording.ground(rule).plain }

  private func sources(of entry: Entry) -> [String] {
    switch entry.header.sources {
    case .hidden: [wording.withheld("sources").plain]
    case .shown(let sources):
      sources.compactMap { source in wording.designation(of: source.source).map { "\($0) \(Wording.basis(source.basis).plain)" } }
    }
  }

  /// By what someone knew of an entry, in a few words: `told by entry 21 (2013, in part)`.
  package func ground(_ telling: Knowledge.Telling) -> String {
    let date = scene[telling.by].map(date) ?? ""
    return switch telling.way {
    case .told: "told by entry \(telling.by) (\(date)\(telling.extent == .part ? ", in part" : ""))"
    case .part: "by its own part in it (\(date))"
    case .act: "acted on it in entry \(telling.by) (\(date))"
    }
  }

  /// What sources say of time that cannot all be, a line each.
  package var disagreements: [String] { scene.contradictions.map { wording.disagreement($0).plain } }

  /// Who has a part in it.
  package var parties: [Line] {
    scene.entries.compactMap { entry in
      guard case .partyNamed(let named) = entry.event, let party = named.party.shown else { return nil }
      return Line(
        entry: entry.id, kind: .partyNamed, date: "", text: wording.party(party).capitalized.plain + ": " + wording.standing(named).plain)
    }
  }

  /// By whom a duty is owed, and to whom; empty where the clause says neither.
  package func owed(_ duty: Duty) -> String {
    [
      duty.owedBy.isEmpty ? nil : "owed by \(wording.debtors(duty).plain)",
      duty.owedTo.isEmpty ? nil : "owed to \(wording.creditors(duty).plain)",
    ]
    .compactMap(\.self).joined(separator: ", ")
  }

  /// A duty's clause in a line, and what it rests on in some more.
  package func duty(_ duty: Duty) -> (title: String, lines: [String]) {
    let clause = wording.clause(of: duty)
    let title = (clause?.title ?? duty.clause.name) + (clause?.implied == nil ? "" : " (implied)")
    var lines = [wording.conclusion(duty).capitalized.plain]
    lines += wording.facts(duty).map(\.plain)
    if let subject = scene[duty.subject], duty.facts.isEmpty {
      lines.append("It is about \(wording.entry(subject.id).plain), \(wording.when(subject).plain).")
    }
    lines += [wording.duration(duty)?.capitalized.plain].compactMap(\.self)
    lines += wording.causes(duty).map(\.plain)
    let sources = wording.citedSources(wording.openEntries(duty))
    if !sources.isEmpty { lines.append("Sources: " + sources.map { "\($0.label) \($0.basis.plain)" }.joined(separator: ", ") + ".") }
    return (title, lines)
  }
}
