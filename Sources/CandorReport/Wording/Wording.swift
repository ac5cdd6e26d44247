import CandorCore

/// The findings' wording: neutral, without a gender, and no surer than the source. Every word of a report that is not the record's own
/// stands in the files of this folder.
struct Wording {
  let scene: Scene
  /// Whether what sources add in their own words is left out, as in a summary.
  private(set) var isBrief = false
  let designations: [PartyID: Designation]
  private let sourceLabels: [EntryID: String]
  /// The case's entries that a report tells of in a place of their own.
  private let placed: Set<EntryID>
  /// The kinds of which some entry is opened and some value of it is not, beside its prose and what no charter can open.
  let partlyShown: Set<Kind>
  private(set) var hidden: Hidden

  /// - Parameters:
  ///   - kinds: the kinds of entries that have a place of their own; nil for all that happened.
  ///   - hidden: what the view's readers do not see of the case, and could be told by a duty.
  init(_ scene: Scene, placing kinds: Set<Kind>? = nil, hidden: Hidden = Hidden()) {
    self.scene = scene
    self.hidden = hidden
    designations = Designation.all(in: scene)
    let labels = scene.all(SourceDescribed.self).enumerated().map { ($1.id, ($1.entry.header.label.shown ?? nil)?.text ?? "S\($0 + 1)") }
    sourceLabels = Dictionary(uniqueKeysWithValues: labels)
    placed = Set(
      scene.entries.filter { entry in
        switch entry.event {
        case .charterAdopted, .caseOpened, .partyNamed, .personDescribed, .opaque: false
        case .sourceDescribed: true
        default: kinds.map { entry.kind.map($0.contains) ?? false } ?? true
        }
      }.map(\.id))
    partlyShown = Set(
      scene.entries.compactMap { entry in
        guard let kind = entry.kind else { return nil }
        return entry.gaps.map { kind.field(of: $0.slot) }.contains { $0 != "says" && !Visibility.isSealed($0, of: kind) } ? kind : nil
      })
  }

  /// The same wording without what sources add in words.
  var brief: Wording {
    var brief = self
    brief.isBrief = true
    return brief
  }

  // MARK: Who

  func party(_ id: PartyID) -> Sentence {
    switch designations[id] {
    case .part(let words)?: "\(words)"
    case .office(let office)?: "\(as: "an office")the \(office)"
    case .role(let role, let letter?)?: "\(word(role)) \(letter)"
    case .role(let role, nil)?: role.isOneOfMany ? "\(as: "a role")a \(word(role))" : "\(as: "a role")the \(word(role))"
    case .member(let body, let letter?)?: "a member of \(self.body(body)) (\(letter))"
    case .member(let body, nil)?: "a member of \(self.body(body))"
    case .body(let body)?: self.body(body)
    case nil: withheld("identity")
    }
  }

  func word(_ role: PartyNamed.Role) -> Sentence {
    switch role {
    case .complainant: "complainant"
    case .respondent: "respondent"
    case .witness: "witness"
    case .advocate: "advocate"
    case .whistleblower: "whistleblower"
    case .participant: "participant"
    }
  }

  /// A title that begins with a small letter stands as it is; a name takes the article.
  func body(_ id: BodyID) -> Sentence {
    let title = scene.charters.lazy.compactMap { $0.body(id)?.title }.first ?? id.name
    return title.first?.isLowercase == true ? "\(title)" : "\(as: "a body")the \(title)"
  }

  /// What the code says of a body.
  func standing(_ body: Body) -> Sentence {
    let decides: Sentence = body.decides.isEmpty ? "" : "decides \(body.decides.map { "\($0)" }.listed())"
    let below: Sentence = body.below.map { "below \(self.body($0))" } ?? ""
    let independent: Sentence = body.independentOf.isEmpty ? "" : "independent of \(bodies(body.independentOf))"
    let parts = [decides, below, independent].filter { !$0.isEmpty }
    return parts.isEmpty ? "the code says no more of it." : "\(parts.reduce(.nothing) { $0.isEmpty ? $1 : "\($0); \($1)" })."
  }

  /// The role of a party, and where it sat.
  func standing(_ named: PartyNamed) -> Sentence {
    let role = shown(named.role, "role") { "\(word($0))" }
    let seats = listed(named.seats, "seat", bodies)
    return seats.isEmpty ? "\(role)." : "\(role); of \(seats)."
  }

  func extent(_ extent: Extent) -> Sentence { extent == .part ? ", in part" : "" }

  func actor(_ actor: Actor) -> Sentence {
    switch actor {
    case .party(let id): party(id)
    case .body(let id): body(id)
    }
  }

  func actors(_ actors: [Actor]) -> Sentence { actors.map(actor).listed() }
  func bodies(_ bodies: [BodyID]) -> Sentence { bodies.map(body).listed() }
  func parties(_ parties: [PartyID]) -> Sentence { parties.map(party).listed() }

  // MARK: What

  /// `entry 14`, as a reference to its place in the chronology; a label where this edition does not open it.
  func entry(_ id: EntryID) -> Sentence {
    guard scene[id]?.kind != nil else { return withheld("an entry") }
    return place(of: id, "entry \(id.number)")
  }

  /// Words that lead to an entry's place, where the report tells of it in one.
  private func place(of id: EntryID, _ words: Sentence) -> Sentence {
    placed.contains(id) ? .reference(to: Wording.anchor(id), words) : words
  }

  /// `entries 25, 30 and 51`.
  func entries(_ ids: [EntryID]) -> Sentence {
    let open = ids.filter { scene[$0]?.kind != nil }
    guard open.count > 1, open.count == ids.count else { return ids.map(entry).listed() }
    return "entries \(open.map { place(of: $0, "\($0.number)") }.listed())"
  }

  static func anchor(_ id: EntryID) -> String { "entry-\(id)" }

  func prose(_ prose: Prose) -> Sentence {
    prose.pieces.map { piece in
      switch piece {
      case .text(let text): Sentence(verbatim: text.replacing("\n", with: " "))
      case .party(let id): party(id)
      }
    }.reduce(.nothing, +)
  }

  func withheld(_ what: Sentence) -> Sentence { .redacted("withheld: \(what)") }

  /// The phrase for a value; a label in its place where it is hidden.
  func shown<Value>(_ field: Field<Value>, _ what: Sentence, _ phrase: (Value) -> Sentence) -> Sentence {
    switch field {
    case .shown(let value): phrase(value)
    case .hidden(let gap): gap.why == .erased ? erased(gap, what) : withheld(what)
    }
  }

  /// The label of what was erased: on what day and ground, where this edition shows that.
  private func erased(_ gap: Gap, _ what: Sentence) -> Sentence {
    .redacted(erasure(of: gap).map { "erased on \($0)" } ?? "erased: \(what)")
  }

  /// `3 March 2027, ground: the request of the complainant`; nil where this edition does not show the entry that tells of it.
  func erasure(of gap: Gap) -> Sentence? {
    scene.erasure(of: gap).map { erasure in
      let ground = erasure.ground.gap == nil ? ground(erasure.ground).unended : "withheld"
      return "\(Wording.day(erasure.day)), ground: \(ground)"
    }
  }

  /// The request or the clause that an erasure rests on.
  func ground(_ ground: Field<ErasureGround>) -> Sentence {
    shown(ground, "ground") { ground in
      switch ground {
      case .request(let words): prose(words)
      case .clause(let id): "clause \(id.name)\(clause(id).map { ", \($0.title)" } ?? "")"
      }
    }
  }

  /// The phrase for a value that may be absent; nothing where it is.
  func given<Value>(_ field: Field<Value?>, _ what: Sentence, _ phrase: (Value) -> Sentence) -> Sentence {
    shown(field, what) { $0.map(phrase) ?? .nothing }
  }

  /// The phrase for a list; nothing where it is empty.
  func listed<Value>(_ field: Field<[Value]>, _ what: Sentence, _ phrase: ([Value]) -> Sentence) -> Sentence {
    shown(field, what) { $0.isEmpty ? .nothing : phrase($0) }
  }

  // MARK: When

  static let months: [Sentence] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]

  static func day(_ day: Day) -> Sentence {
    let (year, month, number) = day.date
    return "\(as: "day")\(number) \(months[month - 1]) \(year)"
  }

  static func season(_ season: CivilDate.Season) -> Sentence {
    switch season {
    case .spring: "spring"
    case .summer: "summer"
    case .autumn: "autumn"
    case .winter: "winter"
    }
  }

  static func point(_ point: CivilDate.Point) -> Sentence {
    let month = point.month.map { months[$0 - 1] } ?? point.season.map(season)
    let (first, last) = (point.years.lowerBound, point.years.upperBound)
    let year: Sentence = first == last ? "\(first)" : "a year from \(first) to \(last)"
    let date: Sentence =
      switch (point.day, month) {
      case (let day?, let month?): "\(as: "day")\(day) \(month) \(year)"
      case (_, let month?): "\(as: "month")\(month) \(year)"
      case (_, nil): year
      }
    return switch point.qualifier {
    case nil: date
    case .approximate: "about \(date)"
    case .uncertain: "\(date) (uncertain)"
    case .both: "about \(date) (uncertain)"
    }
  }

  /// `11 March 2019`, `February 2019, day not known`, `between 2013 and 15 March 2019`.
  static func date(_ date: CivilDate) -> Sentence {
    switch (date.points.first ?? nil, date.points.last ?? nil) {
    case (let only?, _) where date.points.count == 1: only.day == nil ? "\(point(only)), day not known" : point(only)
    case (let start?, let end?): "between \(point(start)) and \(point(end))"
    case (let start?, nil): "\(point(start)) or later"
    case (nil, let end?): "\(point(end)) or earlier"
    case (nil, nil): unknownTime
    }
  }

  static let unknownTime: Sentence = "at a time not known"

  /// The same of something that went on: `from 2013 to 15 March 2019`.
  static func course(_ date: CivilDate) -> Sentence {
    switch (date.points.first ?? nil, date.points.last ?? nil) {
    case (let start?, let end?) where date.points.count == 2: "from \(point(start)) to \(point(end))"
    default: Wording.date(date)
    }
  }

  func when(_ entry: Entry) -> Sentence {
    let isCourse =
      switch entry.kind {
      case .omissionStated?, .coverageAttested?: true
      default: false
      }
    let date = shown(entry.header.occurred, "date") { date in
      let words = date.map { isCourse ? Wording.course($0) : Wording.date($0) }
      return "\(words ?? Wording.unknownTime)"
    }
    let timing = listed(entry.header.timing, "time") { timings in
      timings.map(relation).listed()
    }
    return timing.isEmpty ? date : "\(date); \(timing)"
  }

  /// What sources say of time that cannot all be.
  func disagreement(_ contradiction: TemporalNetwork.Contradiction) -> Sentence {
    "What is told of when \(entries(contradiction.entries)) came to pass cannot all be. The distances among it are left out of account; the dates stand."
  }

  /// `at least 2 days before entry 7`.
  private func relation(_ timing: Timing) -> Sentence {
    let entry = entry(timing.entry)
    let side: Sentence =
      switch timing.side {
      case .before: "before \(entry)"
      case .after: "after \(entry)"
      }
    guard let distance = timing.distance else { return side }
    let period = Wording.period(distance.period)
    return switch distance.bound {
    case .atLeast: "at least \(period) \(side)"
    case .moreThan: "more than \(period) \(side)"
    case .atMost: "at most \(period) \(side)"
    case .lessThan: "less than \(period) \(side)"
    case .exactly: "\(period) \(side)"
    case .about: "about \(period) \(side)"
    }
  }

  static func period(_ period: Period) -> Sentence {
    let (years, months) = (period.months / 12, period.months % 12)
    return [years == 0 ? nil : self.years(years), months == 0 ? nil : self.months(months), period.days == 0 ? nil : days(period.days)]
      .compactMap(\.self).listed()
  }

  static func days(_ number: Int) -> Sentence { .counted(number, one: "\(number) day", other: "\(number) days") }
  static func months(_ number: Int) -> Sentence { .counted(number, one: "\(number) month", other: "\(number) months") }
  static func otherCases(_ number: Int) -> Sentence { .counted(number, one: "\(number) other case", other: "\(number) other cases") }
  static func years(_ number: Int) -> Sentence { .counted(number, one: "\(number) year", other: "\(number) years") }

  /// Years and days from a day on: `5 years and 74 days`.
  static func length(from day: Day, days: Int) -> Sentence {
    let end = day + days
    var years = 0
    while day.adding(months: (years + 1) * 12) <= end { years += 1 }
    let rest = end - day.adding(months: years * 12)
    if years == 0 { return self.days(rest) }
    return rest == 0 ? self.years(years) : [self.years(years), self.days(rest)].listed()
  }

  /// The bounds of a length of time: `after one day`, `at least 5 years and 74 days, at most 6 years and 73 days`.
  static func bounds(_ span: Span, since: DayRange) -> Sentence {
    let least = since.last.map { length(from: $0, days: span.atLeast) } ?? days(span.atLeast)
    let most = span.atMost.map { atMost in since.first.map { length(from: $0, days: atMost) } ?? days(atMost) }
    guard let most else { return "at least \(least)" }
    if span.atMost == span.atLeast { return least }
    return span.atLeast == 0 ? "at most \(most)" : "at least \(least), at most \(most)"
  }

  // MARK: Whence

  static func basis(_ basis: Basis) -> Sentence {
    switch basis {
    case .firsthand: "firsthand"
    case .reported: "reported"
    case .inferred: "inferred"
    }
  }

  /// The entries a statement rests on and their sources, each source once a basis.
  func citation(_ ids: [EntryID], numbered: Bool = true) -> Sentence {
    let entries = ids.filter { scene[$0]?.kind != nil }
    return .citation(entries: numbered ? entries.map(\.number) : [], sources: citedSources(ids))
  }

  /// The sources that entries cite, each once a basis.
  func citedSources(_ ids: [EntryID]) -> [CitedSource] {
    var sources: [(source: CitedSource, basis: Basis)] = []
    for cited in ids.compactMap({ scene[$0] }).filter({ $0.kind != nil }).flatMap({ $0.header.sources.shown ?? [] }) {
      guard let label = designation(of: cited.source) else { continue }
      let source = CitedSource(evidence: Wording.anchor(cited.source.entry), label: label, basis: Wording.basis(cited.basis))
      if !sources.contains(where: { $0.source == source }) { sources.append((source, cited.basis)) }
    }
    return sources.sorted { ($0.basis.rawValue, $0.source.label) < ($1.basis.rawValue, $1.source.label) }.map(\.source)
  }

  /// What citations call a source: its label, or a number where this edition does not open the label.
  func designation(of source: SourceID) -> String? { sourceLabels[source.entry] }
}

extension PartyNamed.Role {
  /// Whether there is commonly more than one, so that "the" would say too much.
  fileprivate var isOneOfMany: Bool {
    switch self {
    case .witness, .participant, .advocate: true
    case .complainant, .respondent, .whistleblower: false
    }
  }
}
