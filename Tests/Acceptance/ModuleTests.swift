import Foundation
import Testing

/// A module imports what its arrows reach, and nothing else.
@Suite struct ModuleTests {
  /// The arrows, as CONTRIBUTING.md tells them.
  static let arrows: [String: Set<String>] = [
    "StrictJSON": [],
    "CandorCore": ["StrictJSON"],
    "CandorLog": ["CSystem", "CandorCore", "Crypto", "CryptoExtras"],
    "CandorStore": ["CRecordDisk", "CandorLog", "GRDB"],
    "CandorCasefile": ["CandorCore", "Yams"],
    "CandorReport": ["CandorCore"],
    "CandorXML": ["CandorReport", "CLibXML2"],
    "JSONRPC": ["StrictJSON"],
    "CandorService": ["CandorCasefile", "CandorStore", "CandorXML"],
    "CandorServer": ["CandorService", "JSONRPC"],
    "candor-cli": ["ArgumentParser", "CSystem", "CandorServer", "CandorService"],
  ]
  /// What every module may use of the platform.
  static let platform: Set<String> = ["Darwin", "Dispatch", "Foundation", "Glibc", "Musl", "Synchronization"]
  /// Those that get along with less: exact JSON without any of it, the domain but for noting what is asked of a scene.
  static let pure: [String: Set<String>] = ["CandorCore": ["Synchronization"], "StrictJSON": []]

  static func reach(_ module: String) -> Set<String> {
    let next = arrows[module] ?? []
    return next.union(next.flatMap { reach($0) })
  }

  @Test(arguments: arrows.keys.sorted()) func `a module imports only what its arrows reach`(module: String) throws {
    let folder = Candor.root.appending(path: "Sources/\(module)")
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
    #expect(!files.isEmpty)
    let allowed = Self.reach(module).union(Self.pure[module] ?? Self.platform)
    for file in files {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index <= 1, index + 1 < words.count,
          index == 0 || ["package", "public", "private"].contains(words[0])
        else { continue }
        let imported = String(words[index + 1])
        #expect(allowed.contains(imported), "\(module)/\(file) imports \(imported)")
      }
    }
  }

  @Test func `every module of the package has its arrows here`() throws {
    let modules = try FileManager.default.contentsOfDirectory(atPath: Candor.root.appending(path: "Sources").path)
    #expect(Set(modules).subtracting(["CLibXML2", "CRecordDisk", "CSystem"]) == Set(Self.arrows.keys))
  }

  /// What needs no words of its own: operators, forwarding, and what a protocol says already of every witness.
  static let plain: Set<String> = ["run", "refusals", "demands", "awaited", "answer", "answers", "hash"]

  @Test(arguments: arrows.keys.sorted()) func `every type and function that other modules see says what it is`(module: String) throws {
    let folder = Candor.root.appending(path: "Sources/\(module)")
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
    let declaration =
      /^\s*(?:package|public)\s+(?:static\s+|final\s+|indirect\s+|mutating\s+|nonisolated\s+)*(?:func|struct|enum|class|actor|protocol|typealias)\s+`?(\w+)/
    for file in files.sorted() {
      let lines = try String(contentsOf: folder.appending(path: file), encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() {
        guard let name = try declaration.firstMatch(in: line)?.1, !Self.plain.contains(String(name)) else { continue }
        let before = lines[..<index].last { !$0.drop(while: \.isWhitespace).hasPrefix("@") } ?? ""
        let isInLine = name == "Of"
        #expect(isInLine || before.drop(while: \.isWhitespace).hasPrefix("///"), "\(module)/\(file):\(index + 1): \(name)")
      }
    }
  }
}
