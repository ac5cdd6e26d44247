import CandorLog
import Testing
import Trials

struct Base64Tests {
  /// RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `the RFC's texts are written and read`(plain: String, text: String) {
    #expect(Base64.standard.text(Array(plain.utf8)) == text)
    #expect(Base64.standard.bytes(text.utf8) == Array(plain.utf8))
    let unpadded = text.filter { $0 != "=" }
    #expect(Base64.url.text(Array(plain.utf8)) == unpadded)
    #expect(Base64.url.bytes(unpadded.utf8) == Array(plain.utf8))
  }

  @Test func `the last two letters differ between the alphabets`() {
    #expect(Base64.standard.text([0xFB, 0xFF]) == "+/8=")
    #expect(Base64.url.text([0xFB, 0xFF]) == "-_8")
    #expect(Base64.url.bytes("+/8".utf8) == nil)
    #expect(Base64.standard.bytes("-_8=".utf8) == nil)
  }

  @Test(arguments: ["Zg", "Zg=", "Zg===", "Z", "Zh==", "Zm9=", "Zm9v\n", " Zm9v", "Zm=v", "====", "Zm9v===="])
  func `what no encoder writes is not read`(text: String) { #expect(Base64.standard.bytes(text.utf8) == nil) }

  @Test(arguments: ["Zg==", "Z", "Zh", "Zm9", "Zm9v\n", "Zm 9v", "é"])
  func `nor in base64url`(text: String) { #expect(Base64.url.bytes(text.utf8) == nil) }

  @Test func `whatever is written is read back`() {
    var random = SeededGenerator(seed: 64)
    for count in 0..<100 {
      let bytes = random.bytes(count)
      for base in [Base64.standard, .url] { #expect(base.bytes(base.text(bytes).utf8) == bytes) }
    }
  }
}
