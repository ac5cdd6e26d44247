/// Who knew what when, as far as the record says it.
///
/// Someone is on record as knowing of an entry from the day on which they were told of it, took part in it or acted on it. Being asked or instructed
/// about a matter is not being told of it. There is no answer "did not know": a record that is silent proves nothing. What a member of a body knew,
/// the body is not held to have known.
///
///     Knowledge(scene).answer(of: decision, by: .body(members), at: day)
package struct Knowledge: Sendable {
  /// How someone came to know.
  package enum Way: String, Sendable {
    /// A notice, a statement, a report or an allegation reached them.
    case told
    /// They did it, were there, or it was addressed to them.
    case part = "took-part"
    /// They decided on it, found on it, told others of it.
    case act = "acted-on-it"
  }

  /// That someone knew of an entry from a day on, and which entry says so.
  package struct Telling: Hashable, Sendable {
    package var of: EntryID
    package var to: Actor
    package var by: EntryID
    package var on: DayRange
    package var way: Way
    /// Whether they were told of the whole or of a part; nil where no source says.
    package var extent: Extent?
  }

  /// Whether someone knew of an entry at the end of a day.
  package enum Answer: Hashable, Sendable {
    /// By these, each for sure by then.
    case known([Telling])
    /// By these, whose dates leave it open; or by what these gaps hide from this reader.
    case perhaps([Telling], [Gap])
    /// Nothing says so. It is never a no.
    case notOnRecord
  }

  /// An entry, what someone knew of it, and who says otherwise.
  package struct Finding: Hashable, Sendable {
    package var entry: EntryID
    package var answer: Answer
    /// Entries by which a source states that they were not told at that time.
    package var denied: [EntryID]
  }

  /// The kinds of entries that say of someone that they knew.
  package static let kinds = Claim.kinds

  private let scene: Scene
  private let byEntry: [EntryID: [Telling]]
  private let claims: [Claim]
  /// Entries of which this reader cannot tell what they say, or whether they take back what others say.
  private let unsettled: [Gap]

  /// - Parameters:
  ///   - scene: the case as it stands now; what is asked about an earlier day is answered from all that is known today.
  ///   - matters: the entries that are asked about; nil for all.
  package init(_ scene: Scene, of matters: Set<EntryID>? = nil) {
    self.scene = scene
    let claims = scene.entries.flatMap(Claim.all) + scene.all(AllegationMade.self).compactMap { Claim.brought($0, in: scene) }
    var byEntry: [EntryID: [Telling]] = [:]
    for claim in claims {
      guard let who = claim.who.shown, let of = claim.of.shown else { continue }
      for id in of where matters?.contains(id) ?? true {
        byEntry[id, default: []] += who.map { actor in
          Telling(
            of: id, to: actor, by: claim.entry.id, on: claim.entry.occurred, way: claim.way, extent: claim.extent.shown ?? nil)
        }
      }
    }
    self.byEntry = byEntry.mapValues { tellings in
      tellings.count == 1 ? tellings : tellings.uniqued.sorted { Knowledge.isEarlier($0, $1) }
    }
    self.claims = claims.filter { $0.who.gap != nil || $0.of.gap != nil }
    unsettled = scene.unsettled(Claim.kinds)
  }

  private static func isEarlier(_ one: Telling, _ other: Telling) -> Bool {
    (one.on.last?.number ?? .max, one.on.first?.number ?? .min, one.by) < (
      other.on.last?.number ?? .max, other.on.first?.number ?? .min, other.by
    )
  }

  /// Who is on record as knowing of an entry, the earliest first.
  package func tellings(of id: EntryID) -> [Telling] { byEntry[id] ?? [] }

  /// What hides from this reader to whom an entry was told.
  package func unseen(of id: EntryID) -> [Gap] {
    claims.filter { $0.way == .told && $0.of.test { $0.contains(id) } == .yes }.compactMap(\.who.gap)
  }

  /// Whether someone knew of an entry at the end of a day.
  package func answer(of id: EntryID, by actor: Actor, at day: Day) -> Answer {
    var (sure, open, gaps): ([Telling], [Telling], [Gap]) = ([], [], [])
    for telling in tellings(of: id) where mayBe(telling.on, by: day) {
      switch isSame(telling.to, actor) {
      case .no: continue
      case .unknown(let why): gaps += why
      case .yes where telling.on.last.map { $0 <= day } ?? false: sure.append(telling)
      case .yes:
        open.append(telling)
        gaps += [scene[telling.by]?.header.occurred.gap].compactMap(\.self)
      }
    }
    for claim in claims where mayBe(claim.entry.occurred, by: day) {
      let who = claim.who.gap.map { .unknown([$0]) } ?? (claim.who.shown ?? []).reduce(Truth.no) { $0 || isSame($1, actor) }
      if case .unknown(let why) = who && claim.of.test({ $0.contains(id) }) { gaps += why }
      if case .yes = who, let gap = claim.of.gap { gaps.append(gap) }
    }
    if !sure.isEmpty { return unsettled.isEmpty ? .known(sure) : .perhaps(sure + open, (unsettled + gaps).uniqued) }
    // An entry whose kind is hidden, or that may be of this case, may tell anyone of anything; a correction that is hidden can only take back.
    gaps += unsettled.filter { $0.slot == 0 || $0.slot == Header.caseSlot }
    return open.isEmpty && gaps.isEmpty ? .notOnRecord : .perhaps(open, gaps.uniqued)
  }

  /// What someone knew at the end of a day of everything that may have happened by then, in the order in which it happened.
  package func findings(by actor: Actor, at day: Day) -> [Finding] {
    scene.chronology.filter { $0.isMatterOfKnowledge && mayBe($0.occurred, by: day) }.map { entry in
      let denials = scene.all(OmissionStated.self).filter { stated in
        ((stated.entry.header.occurred.shown ?? nil)?.stretch?.contains(day) ?? false)
          && stated.of.test {
            [.noticeGiven, .statementPublished].contains($0.kind) && $0.about.contains(entry.id) && $0.to.contains(actor)
          }
            == .yes
      }
      return Finding(entry: entry.id, answer: answer(of: entry.id, by: actor, at: day), denied: denials.map(\.id))
    }
  }

  private func mayBe(_ days: DayRange, by day: Day) -> Bool { days.first.map { $0 <= day } ?? true }

  /// Whether two names stand for one: a body may be a party of the case.
  private func isSame(_ one: Actor, _ other: Actor) -> Truth {
    if one == other { return .yes }
    switch (one, other) {
    case (.party(let party), .body(let body)), (.body(let body), .party(let party)):
      if let party = scene.parties[party] { return party.named.body.is(body) }
      let unnamed = scene.all(PartyNamed.self).compactMap { $0.party.gap }
      return unnamed.isEmpty ? .no : .unknown(unnamed)
    case (.party, .party), (.body, .body): return .no
    }
  }
}

/// That some knew of some entries from the day of an entry on.
private struct Claim: Sendable {
  var entry: Entry
  var who: Field<[Actor]>
  var of: Field<[EntryID]>
  var way: Knowledge.Way
  var extent: Field<Extent?> = .shown(nil)

  /// The kinds of entries that say of someone that they knew.
  static let kinds = KindSet(
    Kind.allCases.filter { kind in
      let event = kind.schema.read([], Reading(names: .recorded))
      return !all(in: Entry(id: EntryID(0), on: Day(number: 0), kind: kind, header: Header(), event: event)).isEmpty
    })

  /// All that an entry says of who knew.
  static func all(in entry: Entry) -> [Claim] {
    func part(_ who: Field<[Actor]>...) -> [Claim] { who.map { Claim(entry: entry, who: $0, of: .shown([entry.id]), way: .part) } }
    func told(_ who: Field<[Actor]>, _ of: Field<[EntryID]>, _ extent: Field<Extent?> = .shown(nil)) -> [Claim] {
      [Claim(entry: entry, who: who, of: of, way: .told, extent: extent)]
    }
    func acted(_ who: Field<[Actor]>, _ of: Field<[EntryID]>...) -> [Claim] {
      of.map { Claim(entry: entry, who: who, of: $0, way: .act) }
    }
    let itself = Field.shown([entry.id])
    return switch entry.event {
    case .bodyFormed(let formed): part(formed.by)
    case .organizationDissolved(let dissolved): part(dissolved.by)
    case .groupingRegistered(let registered): part(registered.by, registered.grouping.map { [$0] })
    case .seatTaken(let taken): part(taken.by, taken.body.actors, taken.holder.actors)
    case .seatVacated(let vacated): part(vacated.body.actors, vacated.holder.actors)
    case .membershipChanged(let changed): part(changed.member.actors)
    case .reportReceived(let report):
      part(report.from) + told(report.to, itself) + acted(report.from, report.repeats) + told(report.to, report.repeats)
    case .allegationMade(let made):
      part(made.from.map { $0.map { [.party($0)] } ?? [] }) + told(made.to.map { $0.map(Actor.body) }, itself)
    case .evidenceReceived(let received):
      part(received.by, received.from) + acted(received.by, received.on) + acted(received.from, received.on)
    case .meetingHeld(let meeting): part(meeting.bodies.map { $0.map(Actor.body) }, meeting.present)
    case .measureImposed(let imposed): part(imposed.by) + acted(imposed.by, imposed.answers, imposed.decision.entries)
    case .remitSet(let remit): part(remit.by) + acted(remit.by, remit.on)
    case .findingMade(let finding):
      part(finding.by.map { $0.map(Actor.body) }) + acted(finding.by.map { $0.map(Actor.body) }, finding.on)
    case .decisionTaken(let decision): part(decision.by) + acted(decision.by, decision.answers, decision.undoes.entries)
    case .instructionGiven(let given): part(given.from, given.to) + acted(given.from, given.on)
    case .noticeGiven(let notice):
      part(notice.by, notice.to) + told(notice.to, notice.of, notice.extent) + acted(notice.by, notice.of, notice.answers)
    case .requestMade(let request): part(request.by, request.to) + acted(request.by, request.on)
    case .statementPublished(let statement):
      part(statement.by, statement.to.map { $0.map(Actor.body) })
        + told(statement.to.map { $0.map(Actor.body) }, statement.of, statement.extent) + acted(statement.by, statement.of)
    case .evidenceRefused(let refused): part(refused.by, refused.from) + acted(refused.by, refused.on)
    case .appealLodged(let lodged): part(lodged.by, lodged.to.map { $0.map(Actor.body) }) + acted(lodged.by, lodged.against.map { [$0] })
    case .conflictNoted(let noted): part(noted.by, noted.who) + acted(noted.by, noted.in)
    case .recusalNoted(let noted): part(noted.by, noted.who) + acted(noted.who, noted.from)
    case .consentChanged(let changed): part(changed.from.actors) + acted(changed.from.actors, changed.of)
    case .supportGiven(let given): part(given.by, given.to.map { $0.map(Actor.party) }) + acted(given.by, given.answers)
    case .motionMoved(let moved): part(moved.by, moved.to.map { $0.map(Actor.body) }) + acted(moved.by, moved.answers)
    case .voteHeld(let vote): part(vote.by.map { $0.map(Actor.body) }) + acted(vote.by.map { $0.map(Actor.body) }, vote.on)
    case .motionChanged(let changed): part(changed.by, changed.to.map { $0.map(Actor.body) }) + acted(changed.by, changed.of.map { [$0] })
    case .electionHeld(let election):
      part(election.by.map { $0.map(Actor.body) }, election.to.actors, election.candidates.map { $0.map { .party($0.who) } })
    case .mandateGiven(let mandate): part(mandate.by, mandate.to)
    case .mandateReported(let report): part(report.by) + acted(report.by, report.of.map { [$0] })
    case .mandateTransferred(let transferred):
      part(transferred.by, transferred.from, transferred.to) + acted(transferred.by, transferred.of) + told(transferred.to, transferred.of)
    default: []
    }
  }

  /// Whoever a report reached was told of the allegation that it brought.
  static func brought(_ made: Occurrence<AllegationMade>, in scene: Scene) -> Claim? {
    switch made.report {
    case .hidden(let gap): Claim(entry: made.entry, who: .hidden(gap), of: .shown([made.id]), way: .told)
    case .shown(nil): nil
    case .shown(let id?):
      scene[id].flatMap(Occurrence<ReportReceived>.init).map { report in
        Claim(entry: report.entry, who: report.to, of: .shown([made.id]), way: .told)
      }
    }
  }
}

extension Field<BodyID> {
  fileprivate var actors: Field<[Actor]> { map { [.body($0)] } }
}

extension Field<PartyID> {
  fileprivate var actors: Field<[Actor]> { map { [.party($0)] } }
}

extension Field<EntryID?> {
  fileprivate var entries: Field<[EntryID]> { map { $0.map { [$0] } ?? [] } }
}

extension Entry {
  /// Whether it tells of something that happened and that someone can have known of; not what the record says of itself and its sources.
  fileprivate var isMatterOfKnowledge: Bool {
    switch event {
    case .charterAdopted, .caseOpened, .partyNamed, .personDescribed, .sourceDescribed, .coverageAttested, .omissionStated, .opaque: false
    default: true
    }
  }
}
