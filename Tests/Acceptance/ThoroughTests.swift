import Foundation
import Testing

/// `Tools/test --thorough` says what it adds, and leaves nothing of it out.
@Suite struct ThoroughTests {
  @Test func `the tool lists every call that tries more with --thorough`() throws {
    let candor = try Candor()
    defer { candor.remove() }
    let help = try candor.run(["--help"], program: Candor.root.appending(path: "Tools/test"))
    #expect(help.status == 0 && help.out.hasPrefix("usage: Tools/test [--thorough]\n"), "\(help.out)\(help.err)")
    let listed = help.out.split(separator: "\n").filter { $0.hasPrefix("  ") && $0.contains(" rather than ") }
    #expect(Set(listed).count == listed.count)
    var calls = 1  // of the verifier in Python
    let tests = Candor.root.appending(path: "Tests")
    let files = FileManager.default.enumerator(atPath: tests.path)?.compactMap { $0 as? String } ?? []
    for file in files where file.hasSuffix("Tests.swift") {
      calls += try String(contentsOf: tests.appending(path: file), encoding: .utf8).matches(of: /Thorough\.(rounds|sample)\(/).count
    }
    #expect(listed.count == calls)
    #expect(calls > 20)
  }
}
