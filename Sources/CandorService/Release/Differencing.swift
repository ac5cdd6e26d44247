package import CandorCore
package import CandorReport
import StrictJSON

/// Why something may not be published.
package struct ReleaseFault: Hashable, Sendable {
  /// What is wrong, without a value.
  package var message: String
  /// What to do about it.
  package var hint: String
}

/// An edition of a report that the record says was published.
package struct PublishedEdition: Hashable, Sendable {
  package var entry: EntryID
  /// Nil where it is of no case.
  package var `case`: CaseID?
  package var kind: ReportKind
  package var edition: Edition
  /// Its language, as a BCP 47 tag.
  package var language: String
  /// How many entries the record had.
  package var size: Int
  /// The first day of the period that is accounted for, and the last; of other reports, neither.
  package var since: Day?
  package var until: Day?

  package init(
    entry: EntryID, case: CaseID?, kind: ReportKind, edition: Edition, language: String, size: Int, since: Day? = nil, until: Day? = nil
  ) {
    (self.entry, self.case, self.kind, self.edition, self.language) = (entry, `case`, kind, edition, language)
    (self.size, self.since, self.until) = (size, since, until)
  }

  /// Nil where an entry tells of none, or does not show of which.
  package init?(_ entry: Entry) {
    guard case .editionPublished(let published) = entry.event, let kind = published.report.shown.flatMap(ReportKind.init(rawValue:)),
      let edition = published.edition.shown.flatMap({ Edition(rawValue: $0.rawValue) }), let language = published.language.shown,
      let size = published.size.shown, let id = entry.header.case.shown
    else { return nil }
    self.init(
      entry: entry.id, case: id, kind: kind, edition: edition, language: language, size: size,
      since: (published.first.shown ?? nil)?.range.day, until: (published.last.shown ?? nil)?.range.day)
  }

  /// Whether all who read an edition can read this one.
  fileprivate func isOpen(to readers: Edition) -> Bool { edition.level.reaches(readers) }
}

/// Holds a report against the editions published before: what two of them together would tell of someone who is owed privacy, though neither
/// of them does. What was done in office is nobody's secret: votes and decisions count for nothing here.
///
/// Only editions that all readers of the new one can have read are compared: whoever can read a narrower one sees more than this by right. The proof
/// that goes with every report of a case opens what its readers may open, so the reports of a case are compared whatever kind they are of.
///
/// Not looked for: what follows from more than four reports on times together, from medians, or from what readers know otherwise.
package enum Differencing {
  /// Every reason why a report may not be published after what was published; none where it may.
  ///
  /// - Throws: `ServiceError` where the case is not there; `CancellationError` where nobody wants it any more.
  package static func faults(of request: ReportRequest, in session: Session) throws -> [ReleaseFault] {
    try faults(of: request, in: session, after: session.view.entries.compactMap { PublishedEdition($0) })
  }

  /// The same after these editions.
  package static func faults(of request: ReportRequest, in session: Session, after all: [PublishedEdition]) throws -> [ReleaseFault] {
    let published = all.filter { $0.isOpen(to: request.edition) }
    switch request.kind {
    case .findings, .mandates, .duties:
      let id = try session.caseID(request.case)
      let earlier = published.filter { $0.case == id && $0.kind != .period }
      return earlier.isEmpty ? [] : CaseComparison(of: id, for: request.edition, in: session).faults(after: earlier)
    case .period:
      guard let first = request.since, let last = request.until else { return [] }
      let earlier = published.filter { $0.kind == .period }
      let times = try earlier.compactMap { edition -> Time? in
        guard let since = edition.since, let until = edition.until else { return nil }
        let figures = try figures(from: since, to: until, for: edition.edition, in: session, at: edition.size)
        return Time(days: since...until, told: figures.told)
      }
      if times.isEmpty { return [] }
      let new = try figures(from: first, to: last, for: request.edition, in: session, at: session.view.entries.count)
      return faults(of: Time(days: first...last, told: new.told), after: times)
    }
  }

  // MARK: Times

  /// What a report on a time told.
  package struct Time: Sendable {
    package var days: ClosedRange<Day>
    /// What its readers know of every number; those that are missing are 0.
    package var told: [PeriodFigures.Cell: ClosedRange<Int>]

    package init(days: ClosedRange<Day>, told: [PeriodFigures.Cell: ClosedRange<Int>]) { (self.days, self.told) = (days, told) }
  }

  /// Refuses a report on a time of which some part can be told that would not be told by itself: by taking from one report those within it.
  package static func faults(of new: Time, after earlier: [Time]) -> [ReleaseFault] {
    var faults: Set<ReleaseFault> = []
    let others = earlier.filter { $0.days != new.days }
    for whole in [new] + others where whole.days.contains(new.days) {
      let within = others.filter { whole.days.contains($0.days) && $0.days != whole.days && !$0.days.overlaps(new.days) }
      let parts: [[Time]] =
        whole.days == new.days
        ? disjoint(others.filter { new.days.contains($0.days) }).filter { !$0.isEmpty }
        : disjoint(within).map { [new] + $0 }
      for part in parts {
        for (cell, known) in whole.told where cell.isOfPeople && tells(known, less: part.map { $0.told[cell] ?? 0...0 }) {
          faults.insert(
            ReleaseFault(
              message:
                "\(cell.named) can be reckoned for a part of this time by taking \(part.count == 1 ? "another report" : "other reports") from the whole, and is less than \(PeriodFigures.hidden.upperBound + 1)",
              hint:
                "account for a time that neither lies within one already accounted for nor holds one: the next quarter, or the same again"))
        }
      }
    }
    return faults.sorted { $0.message < $1.message }
  }

  /// Whether what is left of a number, once others are taken from it, is less than what is told of any and known better than that.
  private static func tells(_ whole: ClosedRange<Int>, less parts: [ClosedRange<Int>]) -> Bool {
    let least = whole.lowerBound - parts.reduce(0) { $0 + $1.upperBound }
    let most = whole.upperBound - parts.reduce(0) { $0 + $1.lowerBound }
    let hidden = PeriodFigures.hidden
    return hidden.contains(least) && hidden.contains(most) && least...most != hidden
  }

  /// Every choice of up to three times that do not overlap, the empty one first.
  private static func disjoint(_ times: [Time]) -> [[Time]] {
    times.reduce(into: [[]]) { choices, time in
      choices += choices.filter { $0.count < 3 && !$0.contains { $0.days.overlaps(time.days) } }.map { $0 + [time] }
    }
  }

  private static func figures(from first: Day, to last: Day, for edition: Edition, in session: Session, at size: Int) throws
    -> PeriodFigures
  {
    let view = size < session.view.entries.count ? session.view.at(size) : session.view
    let organization = size < session.view.entries.count ? Organization(view) : session.organization
    let day = view.entries.last?.on ?? last
    var figures = PeriodFigures(from: first, to: last)
    guard let charter = organization.charters.last else { return figures }
    for matter in [nil] + organization.cases.map({ Optional($0) }) {
      try session.reached("comparing", 0)
      let scene = organization.scene(of: matter, asOf: day)
      figures.add(scene, scene.duties().filter { edition.mayKnow($0.check, by: charter) })
    }
    return figures
  }
}

extension PeriodFigures.Cell {
  /// Whether it counts people, or cases.
  fileprivate var isOfPeople: Bool {
    switch self {
    case .entries(let kind):
      switch kind {
      case .caseOpened, .caseClosed, .reportReceived, .allegationMade, .evidenceReceived, .measureImposed, .measureLifted, .findingMade,
        .appealLodged, .recusalNoted, .needStated, .supportGiven, .detrimentReported, .membershipChanged:
        true
      default: false
      }
    case .duties: true
    }
  }

  fileprivate var named: String {
    switch self {
    case .entries(let kind): "how many entries of the kind \(kind.rawValue) there are"
    case .duties(let clause, _): "how many duties of clause \(clause) stand the same way"
    }
  }
}

extension ClosedRange<Day> {
  fileprivate func contains(_ other: ClosedRange<Day>) -> Bool { lowerBound <= other.lowerBound && other.upperBound <= upperBound }
}

/// A case as an edition's readers see it, against what was published of it.
private struct CaseComparison {
  private let id: CaseID
  private let edition: Edition
  private let view: RecordView
  private let organization: Organization
  /// The case's entries in their order, those that were corrected too.
  private let entries: [Entry]
  private let corrections: [EntryID: EntryID]
  /// Parties who are owed privacy: those who did not act in office.
  private let parties: Set<String>
  private let officers: Set<PartyID>

  init(of id: CaseID, for edition: Edition, in session: Session) {
    (self.id, self.edition, view, organization) = (id, edition, session.view, session.organization)
    entries = view.entries.filter { $0.header.case.is(id) == .yes }
    corrections = view.corrections
    officers = session.access.officers
    let scene = organization.scene(of: id, asOf: session.checkpointDay)
    parties = Set(scene.parties.filter { $0.value.isOwedPrivacy }.map(\.key.text))
  }

  func faults(after earlier: [PublishedEdition]) -> [ReleaseFault] {
    var faults: [ReleaseFault] = []
    // Of editions for the same readers the last word is enough for a value; the earliest that shows it is named.
    var seen: Set<Withheld> = []
    for published in earlier {
      for withheld in withheld(since: published) where seen.insert(withheld).inserted {
        faults.append(
          ReleaseFault(
            message:
              "\"\(withheld.field)\" of entry \(withheld.entry) was shown in the edition of entry \(published.entry), and this one withholds it: held against each other they single out whom it is of",
            hint:
              "open it to those readers again (an entry of the kind disclosure.widened), or have it erased on its owner's request or under a clause of the code (disclosure.erased)"
          ))
      }
      for (change, difference) in left(since: published) {
        let fault = ReleaseFault(
          message:
            "of the members who are counted as \(change.rawValue) in the edition of entry \(published.entry), this one leaves out \(difference == 1 ? "one" : "a few"): the difference is they",
          hint: "open to those readers the entries that were counted then, or the corrections of them")
        if !faults.contains(fault) { faults.append(fault) }
      }
    }
    return faults
  }

  // MARK: Values

  private struct Withheld: Hashable {
    var entry: EntryID
    var field: String
  }

  /// Values of those owed privacy that an edition showed and the new one does not, though they are there.
  private func withheld(since published: PublishedEdition) -> [Withheld] {
    let (then, now) = (published.edition.audiences(of: id), edition.audiences(of: id))
    return entries.prefix { $0.id.number <= published.size }.flatMap { entry -> [Withheld] in
      guard let kind = entry.kind, kind.isCompared else { return [] }
      let values = view.values(of: entry.id).filter(\.isGiven)
      let isOfSomeone = values.contains { $0.json.names(oneOf: parties) }
      // What was corrected is not shown any more; what took its place is.
      let standing = corrections[entry.id] ?? entry.id
      let told = standing == entry.id ? values : view.values(of: standing)
      return values.compactMap { value in
        guard kind.tells(value, of: parties, isOfSomeone: isOfSomeone),
          !value.audiences.isDisjoint(with: then) || wasConsented(value, of: entry, kind, until: published)
        else { return nil }
        guard let told = told.first(where: { $0.name == value.name }), told.isGiven, told.audiences.isDisjoint(with: now) else {
          return nil
        }
        return Withheld(entry: standing, field: value.name)
      }
    }
  }

  /// Whether an account was open to an edition's readers by a consent that was taken back since, with the boxes that it opened.
  private func wasConsented(_ value: Disclosed.Value, of entry: Entry, _ kind: Kind, until published: PublishedEdition) -> Bool {
    guard kind.erasable.contains(value.name) else { return false }
    let level = published.edition.level
    let owners = view.owners(of: entry.id, besides: officers)
    let words = Consents(view.entries.prefix(published.size))
    guard !owners.isEmpty, owners.allSatisfy({ words.last(of: $0, on: entry.id)?.covers(level) == true }) else { return false }
    return opensByCode(value.name, of: entry, kind, to: published.edition) || wasWidened(value.name, of: entry, to: published)
  }

  /// Whether the code in force when it was written opened a field to those readers, as far as consent goes.
  private func opensByCode(_ field: String, of entry: Entry, _ kind: Kind, to readers: Edition) -> Bool {
    let adopted = organization.view.entries.prefix(entry.id.number).last { $0.kind == .charterAdopted }
    guard case .charterAdopted(let adoption)? = adopted?.event, let visibility = adoption.charter.shown?.visibility else { return false }
    return visibility.level(of: field, in: kind, ofCase: true).reaches(readers)
  }

  private func wasWidened(_ field: String, of entry: Entry, to published: PublishedEdition) -> Bool {
    entries.prefix { $0.id.number <= published.size }.contains { other in
      guard case .disclosureWidened(let widened) = other.event, let level = widened.to.shown, let fields = widened.fields.shown else {
        return false
      }
      return widened.of.shown?.contains(entry.id) == true && (fields.isEmpty || fields.contains(field))
        && level.reaches(published.edition)
    }
  }

  // MARK: Counts

  /// Of each way to leave, by how few fewer this edition counts than an earlier one did.
  private func left(since published: PublishedEdition) -> [(MembershipChanged.Change, Int)] {
    let before = Organization(view.at(published.size))
    let then = counts(before.scene(of: id, asOf: before.view.entries.last?.on ?? Day(number: 0)), published.edition.audiences(of: id))
    let now = counts(organization.scene(of: id, asOf: view.entries.last?.on ?? Day(number: 0)), edition.audiences(of: id))
    return MembershipChanged.Change.allCases.compactMap { change in
      let gone = (then[change] ?? [:]).filter { entry, _ in now[change]?[corrections[entry] ?? entry] == nil }
      let difference = gone.values.reduce(0, +)
      // Of what the new edition opens its readers see who is meant, as far as they may.
      let isTold = gone.keys.contains { isOpened(corrections[$0] ?? $0) }
      return PeriodFigures.hidden.contains(difference) && !isTold ? (change, difference) : nil
    }
  }

  /// How many members each entry counts, by what became of their membership.
  private func counts(_ scene: Scene, _ audiences: Set<Audience>) -> [MembershipChanged.Change: [EntryID: Int]] {
    let seen = scene.seen(in: view.limited(to: audiences))
    return seen.all(MembershipChanged.self).reduce(into: [:]) { counts, changed in
      guard let change = changed.change.shown else { return }
      counts[change, default: [:]][changed.id] = changed.count.shown.flatMap(\.self) ?? 1
    }
  }

  private func isOpened(_ entry: EntryID) -> Bool {
    let audiences = edition.audiences(of: id)
    return view.values(of: entry).contains { $0.name == "change" && !$0.audiences.isDisjoint(with: audiences) }
  }
}

extension Scene.Party {
  /// Whether nothing says that it acted in office: then who it is, and what it told, is its own.
  fileprivate var isOwedPrivacy: Bool {
    guard let role = named.role.shown, named.body.shown ?? nil == nil else { return false }
    switch role {
    case .complainant, .witness, .whistleblower, .advocate: return true
    case .participant: return seats.isEmpty && named.office.shown ?? nil == nil
    case .respondent: return false
    }
  }
}

extension Kind {
  /// Whether what it tells can be someone's own: not what was decided or voted on in office, and not who holds which keys.
  fileprivate var isCompared: Bool {
    switch self {
    case .voteHeld, .decisionTaken, .editionPublished, .personDescribed, .accessGranted, .accessEnded, .disclosureWidened,
      .disclosureErased,
      .custodyTransferred, .coverageAttested, .charterAdopted:
      false
    default: true
    }
  }

  /// Whether a value tells who someone is or what they told.
  fileprivate func tells(_ value: Disclosed.Value, of parties: Set<String>, isOfSomeone: Bool) -> Bool {
    // Which entry belongs to which case, and who a party is, no report of an edition tells.
    guard isOfSomeone, schema.fields.contains(where: { $0.name == value.name }), !Visibility.isSealed(value.name, of: self) else {
      return false
    }
    return self == .partyNamed || erasable.contains(value.name) || value.json.names(oneOf: parties)
  }
}

extension JSONValue {
  /// Whether a party stands in it, alone or among others.
  fileprivate func names(oneOf parties: Set<String>) -> Bool {
    switch self {
    case .string(let text): parties.contains(text) || text.hasPrefix("party:") && parties.contains(String(text.dropFirst(6)))
    case .array(let elements): elements.contains { $0.names(oneOf: parties) }
    case .object(let object): object.contains { $0.value.names(oneOf: parties) }
    case .null, .bool, .number: false
    }
  }
}
