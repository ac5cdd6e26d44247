import Foundation
import StrictJSON
import Testing

/// `candor serve` opened with the key of someone who reads the record and does not keep it.
@Suite struct HolderTests {
  private static let changes: [(method: String, params: JSONValue)] = [
    ("record/append", ["entry": ["kind": "meeting.held", "occurred": "2026-05-08", "bodies": ["board"]]]),
    ("record/append", ["casefile": "about: Another case\n"]),
    ("charter/adopt", ["charter": .string(Club.charter + "in-force: { from: 2030-01-01 }\n"), "by": "members"]),
    ("access/grant", ["key": "KEY", "to": "new", "audience": "members"]),
    ("access/end", ["key": "KEY"]),
  ]

  @Test(arguments: ["judge", "complainant", "member"])
  func `a server shows the view of whose key opened it, and what would change the record is refused`(name: String) throws {
    let club = try Club()
    defer { club.remove() }
    let client = try ServingTests.Client(club.candor, key: "\(name).key")
    defer { client.process.terminate() }
    let before = try club.bytes()
    let entries = try client.ask("record/entries")
    #expect(Club.words(in: entries.canonicalText) == Club.words(for: name))
    for (method, params) in Self.changes {
      var params = params
      if params["key"] == "KEY", var object = params.objectValue {
        object["key"] = .string(try club.publicKey(of: "judge"))
        params = .object(object)
      }
      let error = try #require(client.ask(method, params)["error"], "\(method)")
      #expect(error["code"]?.integerValue == 1005 && error["data"]?["kind"] == "not-permitted", "\(method): \(error.canonicalText)")
      #expect(error["data"]?["retryable"] == false)
      #expect(Club.words(in: error.canonicalText).isEmpty)
    }
    #expect(try club.bytes() == before)
    #expect(try client.ask("record/entries")["result"] == entries["result"])
    try client.end()
    #expect(client.process.terminationStatus == 0)
  }

  @Test func `no server opens with a key that was granted nothing`() throws {
    let club = try Club()
    defer { club.remove() }
    let refused = try club.run(as: "stranger", "serve", "union.candor")
    #expect(refused.status == 4 && refused.out.isEmpty)
    #expect(refused.err.contains("nobody has granted it access\n  Give your public key to someone who may grant access: "))
  }

  @Test(.timeLimit(.minutes(60)))
  func `a reader's server follows what is granted and taken back while it runs`() throws {
    let club = try Club()
    defer { club.remove() }
    let (keeper, reader) = (
      try ServingTests.Client(club.candor, key: club.keeper), try ServingTests.Client(club.candor, key: "member.key")
    )
    defer { for client in [keeper, reader] { client.process.terminate() } }
    func words() throws -> Set<String> { Club.words(in: try reader.ask("record/entries").canonicalText) }
    func tell(_ text: String) throws {
      let entry: JSONValue = [
        "entry": ["kind": "decision.taken", "occurred": "2026-05-08", "by": "conduct", "says": .string(text)], "case": .string(club.id),
      ]
      #expect(try keeper.ask("record/append", entry)["result"] != nil)
    }
    func sees(_ text: String) throws -> Bool { try reader.ask("record/entries").canonicalText.contains(text) }
    #expect(try words() == Club.words(for: "member"))
    let before = try #require(reader.ask("record/subscribe")["result"]?["size"]?.integerValue)

    let granted = try keeper.ask(
      "access/grant", ["key": .string(club.publicKey(of: "member")), "to": "member", "audience": "case", "by": ["conduct"]])
    #expect(granted["result"]?["audience"]?.stringValue == "case:\(club.id)", "\(granted.canonicalText)")
    let person = try #require(granted["result"]?["person"]?.stringValue)
    let told = try #require(try reader.next())
    #expect(told["method"] == "record/changed")
    #expect(told["params"]?["checkpoint"]?["size"]?.integerValue == before + 1)
    #expect(try words() == Club.words(for: "judge"))
    try tell("The saltmarsh.")
    #expect(try sees("saltmarsh"))

    let listed = try keeper.ask("access/list")["result"]?["audiences"]?.arrayValue?.first {
      $0["audience"]?.stringValue == "case:\(club.id)"
    }
    #expect(listed?["present"]?.arrayValue?.contains { $0["person"]?.stringValue == person } == true)
    let ended = try keeper.ask("access/end", ["person": .string(person), "audience": "case"])
    #expect(ended["result"]?["audiences"] == [.string("case:\(club.id)")], "\(ended.canonicalText)")
    let after = try keeper.ask("access/list")["result"]?["audiences"]?.arrayValue?.first {
      $0["audience"]?.stringValue == "case:\(club.id)"
    }
    #expect(after?["present"]?.arrayValue?.contains { $0["person"]?.stringValue == person } == false)
    #expect(after?["ended"]?.arrayValue?.contains { $0["person"]?.stringValue == person } == true)

    try tell("The windrow.")
    #expect(try !sees("windrow"), "what is recorded later stays shut")
    #expect(try sees("saltmarsh"), "what they could read opens on")
    // Let in again, they read what they missed.
    #expect(
      try keeper.ask("access/grant", ["key": .string(club.publicKey(of: "member")), "to": .string(person), "audience": "case"])["result"]
        != nil)
    #expect(try sees("windrow"))
    for client in [keeper, reader] {
      try client.end()
      #expect(client.process.terminationStatus == 0)
    }
    #expect(try club.run(as: "member", "check", "union.candor", "--integrity").status == 0)
  }
}
