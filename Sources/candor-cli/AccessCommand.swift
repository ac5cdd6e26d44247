import ArgumentParser
import CandorCore
import CandorService

struct AccessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access", abstract: "List who holds the keys to what, and who held them once.",
    discussion: """
      Every grant and every end of one is an entry; this tells them by audience, as far as your key opens them. "open" marks what your own key opens now.

      People are told by their identifiers; candor people --names says who they are, to those whose key opens that.

      Example:  candor access union.candor
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The case, by its identifier; the whole record without it.")
  var caseID: String?

  @Option(help: "How to write the result.")
  var format: OutputForm = .text

  func run() throws {
    let output = try AccessList.run(AccessList.Parameters(case: try caseID.map(CaseID.named)), in: try options.open())
    if format == .json { return Speech.print(output.jsonText) }
    for listed in output.audiences {
      Speech.print("\(listed.audience)\(listed.isOpen ? " · open" : "")")
      for holding in listed.present { Speech.print(line(holding, "since entry \(holding.since)")) }
      for ended in listed.ended {
        let because = ended.because.map { ", because of entry \($0)" } ?? ""
        Speech.print(line(ended.holding, "ended by entry \(ended.by)\(because)"))
      }
      if listed.present.isEmpty, listed.ended.isEmpty { Speech.print("  whoever keeps the record, and nobody else") }
    }
  }

  private func line(_ holding: Access.Holding, _ when: String) -> String {
    let words = [
      holding.isCustody ? "keeps the record" : when, holding.seat.map { "for its seat on \($0)" },
      holding.consent.map { "with the consent of entry \($0)" }, "key \(holding.key.prefix(9))…",
    ]
    return Columns.hanging("  \(holding.person)  ", words.compactMap(\.self).joined(separator: "; "))
  }
}

struct Grant: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Let someone read what is open to an audience.",
    discussion: """
      They make a key of their own, candor key new, and give you its public part. You say who they are: the label of a part in a case, a person's identifier as \
      candor access lists it, or "new" for someone the record does not know. From then on their key opens all that is open to the audience, from the first entry on.

      Nothing grants access by itself: a new member of a body reads nothing until someone who reads it grants it. It ends by itself: with a recusal, the \
      seat named by --seat, being named a party to the case, a consent that is withdrawn, or the membership.

      Examples:  candor grant union.candor 08Z0-W2CJ-… --to new --audience members
                 candor grant union.candor 08Z0-W2CJ-… --to q7mk2x9d4w1z --audience case --seat conduct --by body:conduct
                 candor grant union.candor 08Z0-W2CJ-… --to complainant --audience party
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "Their public key.")
  var publicKey: String

  @Option(help: "Who they are: a part in the case, a person's identifier, or new.")
  var to: String

  @Option(help: "What they are to read: public, members, case, party, person or body:NAME.")
  var audience: String

  @Option(name: .customLong("case"), help: "The case; not needed where there is only one.")
  var caseID: String?

  @Option(help: "Of the audience party: whose accounts; their own without it.")
  var of: String?

  @Option(help: "The body for whose sake they read; their access ends with their seat there.")
  var seat: String?

  @Option(help: "Of another's accounts: the entry in which they consent, by label or number.")
  var consent: String?

  @Option(help: "Who grants it: body:NAME, or a part in the case.")
  var by: [String] = []

  @Option(help: "On what ground.")
  var ground: String?

  func run() throws {
    RecordOptions.warn(of: options.record)
    let session = try options.open()
    let output = try AccessGrant.run(
      AccessGrant.Parameters(
        key: publicKey, to: to, audience: try .named(audience), case: try caseID.map(CaseID.named), of: of, seat: seat,
        consent: consent, by: by, ground: ground), in: session)
    Speech.print(
      """
      granted \(output.person) what is open to \(output.audience), with entry \(output.entry). \
      checkpoint \(output.checkpoint.size) · \(output.checkpoint.root)
        to take it back:  candor revoke \(options.record) \(output.person) --audience \(audience)
      """)
  }
}

struct Revoke: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "End someone's access.",
    discussion: """
      Their key opens nothing that is recorded from here on: a new epoch begins, and its key goes to the others. What they could read until now they may have \
      read, and a copy of the record that they have still opens as far as that.

      Where only a key is lost, name it with --public-key; grant access to their new one first.

      Examples:  candor revoke union.candor q7mk2x9d4w1z --audience case --ground "stepped back"
                 candor revoke union.candor --public-key 08Z0-W2CJ-…
      """)

  @OptionGroup var options: RecordOptions

  @Argument(help: "The person's identifier, as candor access lists it.")
  var person: String?

  @Option(help: "Only this public key of theirs.")
  var publicKey: String?

  @Option(help: "To what: members, case, party, person or body:NAME; to all that they read without it.")
  var audience: String?

  @Option(name: .customLong("case"), help: "The case; not needed where there is only one.")
  var caseID: String?

  @Option(help: "Who ends it: body:NAME, or a part in the case.")
  var by: [String] = []

  @Option(help: "On what ground.")
  var ground: String?

  func validate() throws {
    if person == nil, publicKey == nil { throw ValidationError("name a person, or a key: --public-key KEY") }
  }

  func run() throws {
    RecordOptions.warn(of: options.record)
    let session = try options.open()
    let person = try person.map { text in
      guard let person = PersonID(text) else {
        throw ServiceError(.notFound, "nobody is called that", hint: "name the identifier that 'candor access' lists")
      }
      return person
    }
    let output = try AccessEnd.run(
      AccessEnd.Parameters(
        person: person, key: publicKey, audience: try audience.map { try .named($0) }, case: try caseID.map(CaseID.named), by: by,
        ground: ground), in: session)
    let audiences = output.audiences.map(\.description).joined(separator: ", ")
    Speech.print("ended the access of \(output.person) to \(audiences). checkpoint \(output.checkpoint.size) · \(output.checkpoint.root)")
  }
}

extension Visibility.Level {
  fileprivate static func named(_ text: String) throws -> Visibility.Level {
    guard let level = Visibility.Level(named: text) else {
      throw ServiceError(.input, "no audience is called that", hint: "name one of: public, members, case, party, person, body:NAME")
    }
    return level
  }
}
