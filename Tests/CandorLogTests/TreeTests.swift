import CandorLog
import StrictJSON
import Testing

/// RFC 9162 §2.1 on the leaves that Certificate Transparency's own tests use.
struct TreeTests {
  static let leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]

  /// Roots of the first one, two, … leaves.
  static let roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  @Test func `a tree without leaves has the hash of nothing as root`() throws {
    #expect(Tree().head.size == 0)
    #expect(try Tree().head.root.bytes == bytes(hexadecimal: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
  }

  @Test func `the known leaves give the known roots`() throws {
    var tree = Tree()
    for (size, (leaf, root)) in zip(Self.leaves, Self.roots).enumerated() {
      tree.append(Tree.leafHash(try bytes(hexadecimal: leaf)))
      #expect(tree.head == TreeHead(size: size + 1, root: try #require(Digest(bytes: bytes(hexadecimal: root)))))
    }
  }

  @Test func `a leaf is hashed behind a zero byte`() throws {
    let hash = Tree.leafHash(Array("L123456".utf8))
    #expect(try hash.bytes == bytes(hexadecimal: "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"))
  }

  @Test func `the growing tree agrees with the definition at every size to 70`() {
    func root(_ hashes: ArraySlice<Digest>) -> Digest {
      guard hashes.count > 1 else { return hashes.first ?? Digest(hashing: []) }
      var split = 1
      while split * 2 < hashes.count { split *= 2 }
      return Tree.nodeHash(root(hashes.prefix(split)), root(hashes.dropFirst(split)))
    }
    let hashes = (0..<70).map { Tree.leafHash([UInt8($0)]) }
    var tree = Tree()
    for size in 1...70 {
      tree.append(hashes[size - 1])
      #expect(tree.head == TreeHead(size: size, root: root(hashes[..<size])))
    }
  }

  @Test(Vectors.has("rfc6962/known-roots.json"))
  func `the vectors of RFC 6962 hold`() throws {
    let vectors = try Vectors.read("rfc6962/known-roots.json")
    var tree = Tree()
    for (leaf, root) in zip(try #require(vectors["leaves_hex"]).elements, try #require(vectors["roots_by_size_1_to_8"]).elements) {
      tree.append(Tree.leafHash(try leaf.hexadecimal))
      #expect(try tree.head.root.bytes == root.hexadecimal)
    }
    #expect(tree.head.size == 8)
  }
}
