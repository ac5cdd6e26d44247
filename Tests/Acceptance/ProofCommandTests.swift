import Foundation
import Testing

/// The commands by which members see that nothing was changed, and custodians that their file is whole.
@Suite struct ProofCommandTests {
  /// A record of the worked example, and the findings that members were given.
  private func published() throws -> Candor {
    let candor = try Candor()
    try #require(candor.initRecord().status == 0)
    try #require(candor.run("import", "union.candor", Candor.example.appending(path: "case.yaml").path).status == 0)
    try #require(candor.run("export", "union.candor", "--edition", "members", "--out", "2025").status == 0)
    return candor
  }

  private static let proof = "findings.members.en.proof.json"

  private func append(_ candor: Candor) throws {
    try candor.write("- { kind: meeting.held, occurred: 2019-04-18, bodies: [sc] }\n", to: "more.yaml")
    try #require(candor.run("append", "union.candor", "more.yaml").status == 0)
  }

  @Test func `a member proves with one command that this year's record still contains what they were shown`() throws {
    let candor = try published()
    defer { candor.remove() }
    try append(candor)
    try #require(candor.run("export", "union.candor", "--edition", "members", "--out", "2026").status == 0)
    let alone = try candor.run("verify", "2025/\(Self.proof)")
    #expect(alone.status == 0 && alone.err.isEmpty)
    #expect(
      alone.out == """
        2025/\(Self.proof): 130 entries shown, 0 not, all in the record at checkpoint 130
        signer unchecked: this shows that it holds together, not who signed it; add --since OLDER or --key FILE

        """)
    let since = try candor.run("verify", "2026/\(Self.proof)", "--since", "2025/\(Self.proof)")
    #expect(since.status == 0)
    #expect(
      since.out == """
        2026/\(Self.proof): 131 entries shown, 0 not, all in the record at checkpoint 131
        signer is the one of 2025/\(Self.proof); that record's 130 entries are all still here, unchanged

        """)
    try candor.write(candor.run("checkpoint", "union.candor", "--only-key").out, to: "union.verification")
    let key = try candor.run("verify", "2026/\(Self.proof)", "--key", "union.verification")
    #expect(key.status == 0 && key.out.hasSuffix("signer is the one of union.verification\n"))
    let json = try candor.run("verify", "2026/\(Self.proof)", "--since", "2025/\(Self.proof)", "--format", "json")
    #expect(json.out.contains(#""verdict":"holds""#) && json.out.contains(#""signerChecked":true"#))
  }

  @Test func `what does not hold says so, in words, and ends with 1; what is no proof ends with 3`() throws {
    let candor = try published()
    defer { candor.remove() }
    try #require(candor.initRecord("other").status == 0)
    try #require(candor.run("prove", "other.candor", "1", "--out", "other.proof.json").status == 0)
    let text = try candor.text("2025/\(Self.proof)")
    try candor.write(text.replacing("\\n130\\n", with: "\\n131\\n"), to: "changed.json")
    try candor.write("{}\n", to: "none.json")
    try candor.write("candor/x+00000000+AAAA\n", to: "bad.key")
    let outcomes: [(arguments: [String], status: Int32, says: String)] = [
      (["changed.json"], 1, "candor: changed.json: its checkpoint bears a signature that the key did not make\n"),
      (["2025/\(Self.proof)", "--since", "other.proof.json"], 1, "candor: 2025/\(Self.proof): it is of another record\n"),
      (["none.json"], 3, "candor: none.json: this is no proof bundle: "),
      (["2025/findings.members.en.txt"], 3, "candor: 2025/findings.members.en.txt: this is no proof bundle: it is not JSON"),
      (["2025/\(Self.proof)", "--key", "bad.key"], 3, "candor: the key: "),
      (["nothing.json"], 3, "candor: there is no file nothing.json\n"),
      (["2025/\(Self.proof)", "--key", "bad.key", "--since", "other.proof.json"], 2, "Error: give --since or --key, not both"),
    ]
    for (arguments, status, says) in outcomes {
      let outcome = try candor.run(["verify"] + arguments)
      #expect(outcome.status == status && outcome.out.isEmpty, "\(arguments): \(outcome)")
      #expect(outcome.err.hasPrefix(says), "\(outcome.err)")
    }
  }

  @Test func `where the newer findings do not go back far enough, a proof can be asked for`() throws {
    let candor = try published()
    defer { candor.remove() }
    try append(candor)
    let made = try candor.run("prove", "union.candor", "1", "131", "--since", "2025/\(Self.proof)", "--out", "asked.proof.json")
    #expect(made.status == 0 && made.out == "asked.proof.json\n")
    let verified = try candor.run("verify", "asked.proof.json", "--since", "2025/\(Self.proof)")
    #expect(
      verified.status == 0 && verified.out.hasPrefix("asked.proof.json: 2 entries shown, 129 not, all in the record at checkpoint 131\n"))
    #expect(
      try candor.run("prove", "union.candor", "500").err
        == "candor: union.candor: there is no entry 500\n  Look at the entries with 'candor show'.\n")
    #expect(try candor.run("prove", "union.candor").status == 2)
  }

  @Test func `a proof opens nobody's name, whoever its readers are`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    try #require(candor.initRecord().status == 0)
    try candor.write(
      """
      about: A case
      people:
        complainant: { role: complainant, names: [Aurelia Quillfeather], contacts: [aq@example.org] }
        respondent: { role: respondent }
      entries:
        - { label: a, kind: allegation.made, occurred: 2019-03-01, against: respondent, of: harassment, severity: serious }
      """, to: "case.yaml")
    try #require(candor.run("import", "union.candor", "case.yaml").status == 0)
    let size = try #require(candor.run("checkpoint", "union.candor").out.firstMatch(of: /entries +(\d+)/).flatMap { Int($0.1) })
    for edition in ["public", "members", "case"] {
      let made = try candor.run(["prove", "union.candor", "--edition", edition] + (1...size).map(String.init))
      #expect(made.status == 0, "\(made.err)")
      let texts = made.out.matches(of: /"text":"([A-Za-z0-9_-]+)"/).compactMap { match -> String? in
        let standard = match.1.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: standard + String(repeating: "=", count: (4 - standard.count % 4) % 4)).map {
          String(decoding: $0, as: UTF8.self)
        }
      }
      #expect(!texts.contains { $0.contains("Quillfeather") || $0.contains("example.org") || $0.contains("\"person\"") }, "\(edition)")
      #expect(edition != "case" || texts.contains { $0.contains("harassment") })
    }
  }

  @Test func `a name at the beginning of a line keeps a proof from being written`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    try #require(candor.initRecord().status == 0)
    try candor.write(
      """
      about: A case
      sources: { m: { title: Minutes } }
      people:
        complainant: { role: complainant, names: [Zanzibarova] }
      entries:
        - label: a
          kind: meeting.held
          occurred: 2019-03-01
          bodies: [sc]
          sources: [{ m: firsthand }]
          says: |
            The first line.
            Zanzibarova spoke.
      """, to: "case.yaml")
    try #require(candor.run("import", "union.candor", "case.yaml").status == 0)
    let size = try #require(candor.run("checkpoint", "union.candor").out.firstMatch(of: /entries +(\d+)/).flatMap { Int($0.1) })
    let made = try candor.run(["prove", "union.candor", "--out", "all.proof.json"] + (1...size).map(String.init))
    #expect(made.status == 5 && made.err.contains("holds a name, and would identify someone; no file was written"), "\(made)")
    #expect(!candor.files.contains("all.proof.json"))
    #expect(try candor.run("checkpoint", "union.candor").out.hasSuffix("handed out   nothing yet\n"))
  }

  @Test func `verifying everything tells what is whole, and of a damaged record every fault`() throws {
    let candor = try published()
    defer { candor.remove() }
    let whole = try candor.run("check", "union.candor", "--integrity")
    #expect(whole.status == 0 && whole.err.isEmpty)
    #expect(whole.out == "union.candor: 130 entries, 2183 values, 0 erased, 1 checkpoint\neverything is as it was written and signed\n")
    #expect(try candor.run("check", "union.candor", "--integrity", "--as-of", "2019-04-19").status == 2)
    var bytes = try candor.bytes(of: "union.candor")
    // Somewhere in the middle of the file, in several places: in leaves and boxes.
    for place in stride(from: bytes.count / 4, to: bytes.count / 2, by: 20_011) { bytes[place] ^= 1 }
    try bytes.write(to: candor.folder.appending(path: "union.candor"))
    let damaged = try candor.run("check", "union.candor", "--integrity")
    #expect(damaged.status == 5)
    let faults = damaged.err.split(separator: "\n").filter { $0.hasPrefix("candor: union.candor: ") }
    #expect(!faults.isEmpty, "\(damaged.err)")
    #expect(damaged.err.contains("Keep this copy, for it shows what happened, and take the last good one."))
  }

  @Test func `a restored backup is read and not written to`() throws {
    let candor = try published()
    defer { candor.remove() }
    try #require(candor.run("backup", "union.candor", "copy.candor").status == 0)
    try append(candor)
    let refused = try candor.run("append", "copy.candor", "more.yaml")
    #expect(refused.status == 4)
    #expect(
      refused.err.hasPrefix(
        "candor: copy.candor: this copy of the record is older than what its custodian has signed: it holds 130 entries, and 131 were signed\n"
      ))
    #expect(refused.err.contains("move the file that ends in .checkpoint away from beside the key"))
    #expect([0, 1].contains(try candor.run("check", "copy.candor").status))
    let exported = try candor.run("export", "copy.candor", "--edition", "members", "--out", "old")
    #expect(exported.status == 0)
    #expect(exported.err.hasPrefix("candor: copy.candor does not keep that this checkpoint was handed out: it is an older copy"))
  }

  @Test func `a record is handed over, and members' older proofs still hold`() throws {
    let candor = try published()
    defer { candor.remove() }
    let handed = try candor.run("hand-over", "union.candor", "--from", "sc", "--to", "ndc", "--new-key", "new.key")
    #expect(handed.status == 0, "\(handed.err)")
    #expect(handed.out.hasPrefix("handed over union.candor with entry 131, signed by both keys\n  key file   new.key\n"))
    try candor.write("- { kind: meeting.held, occurred: 2019-04-18, bodies: [sc], says: In the annex. }\n", to: "more.yaml")
    // What its holder could read they read on; they write nothing more.
    let old = try candor.run("append", "union.candor", "more.yaml")
    #expect(old.status == 4 && old.err.contains("this record is in another's custody; this key reads it and does not write to it"))
    try #require(candor.run("append", "union.candor", "more.yaml", "--key", "new.key").status == 0)
    try #require(candor.run("export", "union.candor", "--edition", "members", "--out", "2026", "--key", "new.key").status == 0)
    #expect(try candor.run("verify", "2026/\(Self.proof)", "--since", "2025/\(Self.proof)").status == 0)
    let shown = (try candor.run("show", "union.candor", "--key", "new.key"), try candor.run("show", "union.candor"))
    #expect(shown.0.status == 0 && shown.0.out.contains("annex"))
    #expect(shown.1.status == 0 && !shown.1.out.contains("annex"))
    #expect(try candor.run("check", "union.candor", "--integrity", "--key", "new.key").status == 0)
    let again = try candor.run("hand-over", "union.candor", "--from", "ndc", "--to", "sc", "--new-key", "new.key", "--key", "new.key")
    #expect(again.status == 5 && again.err.contains("there is a file of that name already"))
    try candor.write("- { kind: custody.transferred, to: sc, of: the record, key: candor/x+0+A }\n", to: "false.yaml")
    let claimed = try candor.run("append", "union.candor", "false.yaml", "--key", "new.key")
    #expect(claimed.status == 3 && claimed.err.contains("to hand over: candor hand-over"))
  }
}
