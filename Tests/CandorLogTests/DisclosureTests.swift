import CandorLog
import StrictJSON
import Testing

struct DisclosureTests {
  private let salt = Randomness(foreseeableFrom: "salt").bytes(16)

  /// RFC 9901 §4.2.1 and §4.2.2: the RFC's own salts, so its digests are known.
  @Test(arguments: [
    ("WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0", "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"),
    ("WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0", "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs"),
  ])
  func `the RFC's texts have the RFC's digests`(text: String, digest: String) {
    #expect(Disclosure.digest(ofText: Array(text.utf8)).base64URL == digest)
  }

  @Test(Vectors.has("sd-jwt/rfc9901-inline.json"))
  func `the vectors of RFC 9901 hold`() throws {
    let vectors = try Vectors.read("sd-jwt/rfc9901-inline.json")
    for vector in try #require(vectors["disclosures"]).elements {
      let text = try #require(vector["disclosure"]).text
      #expect(try Disclosure.digest(ofText: Array(text.utf8)).base64URL == #require(vector["digest"]).text)
    }
  }

  @Test func `a disclosure is the salt, the name and the value in base64url`() throws {
    let salt = try #require(Base64.url.bytes("lklxF5jMYlGTPUovMNIvCA".utf8))
    let disclosure = try Disclosure(salt: salt[...], name: "country", value: "FR")
    #expect(String(decoding: disclosure.json, as: UTF8.self) == #"["lklxF5jMYlGTPUovMNIvCA","country","FR"]"#)
    #expect(disclosure.text == "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwiY291bnRyeSIsIkZSIl0")
  }

  @Test(
    arguments: [
      nil, true, 17, "", "é \u{1F512}", ["a", ["b": nil]], ["z": 1, "a": [1, 2, 3]],
    ] as [JSONValue])
  func `what is committed to is read back`(value: JSONValue) throws {
    let disclosure = try Disclosure(salt: salt[...], name: "says", value: value)
    let read = try Disclosure(json: disclosure.json)
    #expect(read == disclosure)
    #expect(read.value == value)
    #expect(read.digest == Disclosure.digest(ofText: Array(disclosure.text.utf8)))
  }

  @Test(arguments: [
    (#"["#, "it is not JSON (unexpected end)"),
    (#"{"a":1}"#, "it is not an array of salt, name and value"),
    (#"["AAAAAAAAAAAAAAAAAAAAAA","a"]"#, "it is not an array of salt, name and value"),
    (#"["AAAAAAAAAAAAAAAAAAAAAA","a",1,2]"#, "it is not an array of salt, name and value"),
    (#"[1,"a",1]"#, "it is not an array of salt, name and value"),
    (#"["AAAAAAAAAAAAAAAAAAAAA","a",1]"#, "its salt is not 16 bytes in base64url"),
    (#"["AAAAAAAAAAAAAAAAAAAAAB","a",1]"#, "its salt is not 16 bytes in base64url"),
    (#"["AAAAAAAAAAAAAAAAAAAAAA","",1]"#, "its name is empty or not ASCII"),
    (#"["AAAAAAAAAAAAAAAAAAAAAA","é",1]"#, "its name is empty or not ASCII"),
    (#"["AAAAAAAAAAAAAAAAAAAAAA","a",1.5]"#, "a number is not an integer within ±(2^53 - 1)"),
    (#"["AAAAAAAAAAAAAAAAAAAAAA","a",{"é":1}]"#, "a member name is not ASCII"),
    (#"["AAAAAAAAAAAAAAAAAAAAAA","a", 1]"#, "it is not in the form of RFC 8785"),
    (#"["AAAAAAAAAAAAAAAAAAAAAA","a",1e0]"#, "it is not in the form of RFC 8785"),
    (#"["AAAAAAAAAAAAAAAAAAAAAA","a","\u0041"]"#, "it is not in the form of RFC 8785"),
    (#"["AAAAAAAAAAAAAAAAAAAAAA","a",{"b":1,"a":1}]"#, "it is not in the form of RFC 8785"),
  ])
  func `anything else is refused`(json: String, flaw: String) {
    #expect(throws: LogFault.malformed(.disclosure, flaw)) { try Disclosure(json: Array(json.utf8)) }
  }

  @Test func `a disclosure longer than 1 MiB is refused`() throws {
    let value = JSONValue.string(String(repeating: "a", count: 3 << 18))
    #expect(throws: LogFault.malformed(.disclosure, "it is longer than 1 MiB")) {
      try Disclosure(salt: salt[...], name: "says", value: value)
    }
    let less = JSONValue.string(String(repeating: "a", count: 3 << 18 - 40))
    #expect(try Disclosure(salt: salt[...], name: "says", value: less).text.utf8.count <= Disclosure.maximumLength)
  }
}
