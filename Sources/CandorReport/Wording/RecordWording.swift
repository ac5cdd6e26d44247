import CandorCore

/// What is published, and what becomes of the record itself.
extension Wording {
  func published(_ statement: StatementPublished) -> Sentence {
    let title = given(statement.title, "title") { " “\($0)”" }
    let to = listed(statement.to, "audience") { ", to \(bodies($0))" }
    let of = listed(statement.of, "matter") { of in
      let part = given(statement.extent, "extent") { $0 == .part ? ", in part" : "" }
      return " It told of \(entries(of))\(part)."
    }
    let promises = listed(statement.promises, "promises") { " It announced \($0.map(prose).listed())." }
    let what: Sentence = title.isEmpty ? " a statement" : title
    let acknowledges = listed(statement.acknowledges, "matter") { " It acknowledged what \(entries($0)) told." }
    let declined = listed(statement.declined, "identity") { " \(actors($0).capitalized) declined to sign it." }
    let replies = listed(statement.replies, "replies") { replies in
      replies.count == 1 ? " A reply came with it: \(entries(replies))." : " Replies came with it: \(entries(replies))."
    }
    let dissents = listed(statement.dissents, "matter") { " It dissented from \(entries($0))." }
    let commits = listed(statement.commits, "mandate") { " It promised what \(entries($0)) told." }
    let fulfils = listed(statement.fulfils, "mandate") { " It was to carry out \(entries($0))." }
    return """
      \(did(statement.by, "published\(what)\(to)", passive: "a statement was published\(title)\(to)")).\(of)\(acknowledges)\(signed(statement))\
      \(declined)\(dissents)\(replies)\(promises)\(commits)\(fulfils)\(says(statement.says))
      """
  }

  /// Who signed it, and how many others.
  func signed(_ statement: StatementPublished) -> Sentence {
    let signed = listed(statement.signed, "identity") { " \(actors($0).capitalized) signed it." }
    let signatories = given(statement.signatories, "count") { " The number of others who signed it was \(Wording.figure($0))." }
    return "\(signed)\(signatories)"
  }

  func issued(_ edition: EditionPublished) -> Sentence {
    let report = shown(edition.report, "report") { "“\(ReportKind(rawValue: $0).map(Wording.name(of:)) ?? "\($0)")”" }
    let readers = shown(edition.edition, "audience") { readers in
      switch readers {
      case .case: "\(Wording.readers(.case))"
      case .members: "\(Wording.readers(.members))"
      case .public: "\(Wording.readers(.public))"
      }
    }
    let language = shown(edition.language, "language") { "\(Wording.language($0))" }
    let size = shown(edition.size, "size") { .counted($0, one: "\($0) entry", other: "\($0) entries") }
    let root = shown(edition.root, "root") { .literal($0) }
    let (first, last) = (given(edition.first, "date") { Wording.date($0) }, given(edition.last, "date") { Wording.date($0) })
    let period: Sentence =
      switch (first.isEmpty, last.isEmpty) {
      case (true, true): .nothing
      case (false, false): " It accounts for the period from \(first) to \(last)."
      // A report has both or neither; which, an edition that hides one cannot tell.
      case (false, true), (true, false): " The period it accounts for: \(first)\(last)."
      }
    let replaces = given(edition.replaces, "edition") { " It replaced the edition of \(entry($0))." }
    let remark = given(edition.remark, "remark") { " \(Sentence(verbatim: $0).stopped)" }
    return """
      an edition of the report \(report) for \(readers) was published in \(language). The record stood at \(size), with the root \(root).\
      \(period)\(replaces)\(remark)\(says(edition.says))
      """
  }

  /// Those who may read what is open to an audience.
  func readers(_ audience: Visibility.Level) -> Sentence {
    switch audience {
    case .public: "\(Wording.readers(.public))"
    case .members: "\(Wording.readers(.members))"
    case .case: "\(Wording.readers(.case))"
    case .party: "the party whose account it is"
    case .person: "the person whom it is about"
    case .body(let body): self.body(body)
    }
  }

  /// The parties whose access it is, or that it is a person's; who that person is, no report says.
  private func holder(_ parties: Field<[PartyID]>, _ person: Field<PersonID?>) -> Sentence {
    let named = listed(parties, "identity", self.parties)
    return named.isEmpty ? given(person, "identity") { _ in "a person" } : named
  }

  func granted(_ granted: AccessGranted) -> Sentence {
    let to = holder(granted.to, granted.person)
    let party = given(granted.party, "identity") { " (\(self.party($0)))" }
    let seat = given(granted.seat, "body") { ", for a seat on \(body($0))" }
    let consent = given(granted.consent, "consent") { ", with the consent of \(entry($0))" }
    let key = given(granted.key, "key") { _ in ", with a key of their own" }
    let access: Sentence = "access to what is open to \(shown(granted.audience, "audience", readers))\(party)"
    let active: Sentence = to.isEmpty ? "granted \(access)" : "granted \(to) \(access)"
    let passive: Sentence = to.isEmpty ? "\(access) was granted" : "\(to) got \(access)"
    return """
      \(did(granted.by, active, passive: passive))\(seat)\(key)\(consent).\(named("ground", granted.ground, "ground"))\
      \(says(granted.says))
      """
  }

  func ended(_ ended: AccessEnded) -> Sentence {
    let whose = holder(ended.of, ended.person)
    let of: Sentence = whose.isEmpty ? .nothing : " of \(whose)"
    let party = given(ended.party, "identity") { " (\(self.party($0)))" }
    let key = given(ended.key, "key") { _ in " with one of their keys" }
    let access: Sentence = "the access\(of) to what is open to \(shown(ended.audience, "audience", readers))\(party)\(key)"
    let because = given(ended.because, "entry") { ", since \(entry($0))" }
    return """
      \(did(ended.by, "ended \(access)", passive: "\(access) ended"))\(because).\
      \(named("ground", ended.ground, "ground"))\(says(ended.says))
      """
  }

  private func fields(_ names: Field<[String]>) -> Sentence {
    listed(names, "fields") { names in ", in the fields \(names.map { "“\(Wording.field($0))”" }.listed())" }
  }

  func widened(_ widened: DisclosureWidened) -> Sentence {
    let of = listed(widened.of, "matter") { " of \(entries($0))" }
    let consent = given(widened.consent, "consent") { ", with the consent of \(entry($0))" }
    let to: Sentence = " to \(shown(widened.to, "audience", readers))\(fields(widened.fields))\(consent)"
    return """
      \(did(widened.by, "widened the disclosure\(of)\(to)", passive: "the disclosure\(of) widened\(to)")).\
      \(named("ground", widened.ground, "ground"))\(says(widened.says))
      """
  }

  func erased(_ erased: DisclosureErased) -> Sentence {
    let values: Sentence = "values of \(shown(erased.of, "entry", entry))"
    let ground = (" The ground was: \(ground(erased.ground))" as Sentence).stopped
    // Which fields it has would tell of what kind an entry is that this edition does not open.
    let isOpen = erased.of.test { scene[$0]?.kind != nil } == .yes
    let fields = isOpen ? fields(erased.fields) : ", in \(withheld("fields"))"
    return """
      \(did(erased.by, "erased \(values)", passive: "\(values) were erased"))\(fields).\(ground)\(says(erased.says))
      """
  }

  func passed(_ custody: CustodyTransferred) -> Sentence {
    let to = listed(custody.to, "identity") { " to \(actors($0))" }
    let of = shown(custody.of, "matter") { "\($0)" }
    let key: Sentence =
      switch custody.key {
      case .shown(nil): ""
      case .shown: " From here on another key signs the record."
      case .hidden: " Of the key that signs the record: \(shown(custody.key, "key") { _ in "" })."
      }
    let with = listed(custody.with, "matter") { " What \(entries($0)) told of passed on with it." }
    return """
      \(did(custody.from, "passed custody of \(of) on\(to)", passive: "custody of \(of) passed on\(to)")).\(key)\(with)\
      \(says(custody.says))
      """
  }

  func attested(_ attested: CoverageAttested) -> Sentence {
    let kinds = shown(attested.kinds, "kinds") { $0.map { "“\(noun($0))”" as Sentence }.joined(by: ", ") }
    return "it is attested\(by(attested.by)) that this record is complete in entries of the kinds \(kinds).\(says(attested.says))"
  }

  func omitted(_ stated: OmissionStated, _ entry: EntryID) -> Sentence {
    let what = shown(stated.of, "matter") { omission -> Sentence in
      let about: Sentence = omission.about.isEmpty ? "" : ", on \(entries(omission.about))"
      let to: Sentence = omission.to.isEmpty ? "" : ", to \(actors(omission.to))"
      return "there was no \(noun(omission.kind))\(about)\(to)"
    }
    return "\(basis(of: entry)) \(what).\(says(stated.says))"
  }
}
