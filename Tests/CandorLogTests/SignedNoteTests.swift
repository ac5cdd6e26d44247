import CandorLog
import StrictJSON
import Testing

struct SignedNoteTests {
  /// The specification's own example (https://c2sp.org/signed-note).
  private let vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
  private let signatureLine =
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
  private var note: String { "This is an example message.\n\n" + signatureLine }

  @Test func `the specification's note verifies`() throws {
    let key = try VerificationKey(parsing: vkey)
    let read = try SignedNote(parsing: Array(note.utf8))
    try read.verify(by: key)
    #expect(read.text == "This is an example message.\n")
    #expect(read.signatures.map(\.keyID) == [0x530d_903a])
    #expect(read.bytes == Array(note.utf8))
    #expect(key.text == vkey)
  }

  @Test func `a changed text is forged, another key unsigned`() throws {
    let key = try VerificationKey(parsing: vkey)
    let changed = note.replacing("example message", with: "exemplary message")
    #expect(throws: LogFault.forged) { try SignedNote(parsing: Array(changed.utf8)).verify(by: key) }
    let renamed = VerificationKey(name: "example.com/bar", publicKey: key.publicKey)
    #expect(throws: LogFault.unsigned) { try SignedNote(parsing: Array(note.utf8)).verify(by: renamed) }
  }

  @Test func `signatures by others are passed over`() throws {
    let custodian = try PersonKey(randomness: Randomness(foreseeableFrom: "note"))
    let other = try SignedNote(signing: "This is an example message.\n", as: custodian.verificationKey, with: custodian.signing)
    let both = note + String(decoding: other.bytes, as: UTF8.self).drop { $0 != "—" }
    let read = try SignedNote(parsing: Array(both.utf8))
    #expect(read.signatures.count == 2)
    try read.verify(by: VerificationKey(parsing: vkey))
    try read.verify(by: custodian.verificationKey)
  }

  @Test(arguments: [
    ("", "its last line has no end"),
    ("a\n", "no blank line parts text and signatures"),
    ("a\n\n", "it has no signature"),
    ("a\n\n— b AAAAAAA=", "its last line has no end"),
    ("a\n— b AAAAAAA=\n", "no blank line parts text and signatures"),
    ("a\n\n- b AAAAAAA=\n", "a signature line is not '— NAME BASE64'"),
    ("a\n\n—b AAAAAAA=\n", "a signature line is not '— NAME BASE64'"),
    ("a\n\n— b c AAAAAAA=\n", "a signature line is not '— NAME BASE64'"),
    ("a\n\n— b+c AAAAAAA=\n", "a signature line is not '— NAME BASE64'"),
    ("a\n\n—  AAAAAAA=\n", "a signature line is not '— NAME BASE64'"),
    ("a\n\n— b AAAAAA==\n", "a signature line is not '— NAME BASE64'"),
    ("a\n\n— b AAAAAAA\n", "a signature line is not '— NAME BASE64'"),
    ("a\n\n— b AAAAAAA= \n", "a signature line is not '— NAME BASE64'"),
    ("a\n\n— b AAAAAAA=\nmore\n", "a signature line is not '— NAME BASE64'"),
    ("a\n\n\u{2014}\u{301} b AAAAAAA=\n", "a signature line is not '— NAME BASE64'"),
    ("a\u{1}\n\n— b AAAAAAA=\n", "it has control characters"),
    ("a\r\n\n— b AAAAAAA=\n", "it has control characters"),
  ])
  func `malformed notes are refused`(note: String, flaw: String) {
    #expect(throws: LogFault.malformed(.signedNote, flaw)) { try SignedNote(parsing: Array(note.utf8)) }
  }

  @Test(arguments: [
    "", "a", "a+b", "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
  ])
  func `malformed keys are refused`(text: String) { #expect(throws: LogFault.self) { try VerificationKey(parsing: text) } }

  @Test(Vectors.has("signed-note/notes.json"))
  func `the published notes hold`() throws {
    let vectors = try Vectors.read("signed-note/notes.json")
    for vector in try #require(vectors["valid_notes"]).elements {
      let note = try SignedNote(parsing: Array(#require(vector["note"]).text.utf8))
      for key in try #require(vector["vkeys"]).elements { try note.verify(by: VerificationKey(parsing: key.text)) }
    }
    for note in try #require(vectors["malformed_notes_for_PeterNeumann"]).elements {
      #expect(throws: LogFault.self) { try SignedNote(parsing: Array(note.text.utf8)) }
    }
    for note in try #require(vectors["malformed_hex"]).elements {
      #expect(throws: LogFault.malformed(.signedNote, "it is not UTF-8")) { try SignedNote(parsing: note.hexadecimal) }
    }
    for key in try #require(vectors["bad_vkeys"]).elements {
      #expect(throws: LogFault.self) { try VerificationKey(parsing: key.text) }
    }
  }
}
