import CandorLog
import Foundation
import StrictJSON
import Testing

/// RFC 9162 §2.1.3 and §2.1.4: proofs from stored nodes, and what verifies them.
struct ProofTests {
  private static let mostLeaves = 70
  private let hashes = (0..<Self.mostLeaves).map { Tree.leafHash([UInt8($0)]) }
  private let heads: [TreeHead]
  private let nodes: [Tree.Node: Digest]

  init() {
    var (tree, heads, nodes) = (Tree(), [Tree().head], [Tree.Node: Digest]())
    for hash in hashes {
      tree.append(hash) { nodes[$0] = $1 }
      heads.append(tree.head)
    }
    (self.heads, self.nodes) = (heads, nodes)
  }

  private func hash(_ node: Tree.Node) throws -> Digest { try #require(nodes[node], "level \(node.level), index \(node.index)") }

  /// PATH and SUBPROOF as RFC 9162 defines them, from the leaves alone.
  private static func root(_ hashes: ArraySlice<Digest>) -> Digest {
    guard hashes.count > 1 else { return hashes.first ?? Digest(hashing: []) }
    let split = split(hashes.count)
    return Tree.nodeHash(root(hashes.prefix(split)), root(hashes.dropFirst(split)))
  }

  private static func split(_ count: Int) -> Int {
    var split = 1
    while split * 2 < count { split *= 2 }
    return split
  }

  private static func path(_ index: Int, _ hashes: ArraySlice<Digest>) -> [Digest] {
    guard hashes.count > 1 else { return [] }
    let split = split(hashes.count)
    let (left, right) = (hashes.prefix(split), hashes.dropFirst(split))
    return index < split ? path(index, left) + [root(right)] : path(index - split, right) + [root(left)]
  }

  private static func subproof(_ size: Int, _ hashes: ArraySlice<Digest>, isKnown: Bool) -> [Digest] {
    if size == hashes.count { return isKnown ? [] : [root(hashes)] }
    let split = split(hashes.count)
    let (left, right) = (hashes.prefix(split), hashes.dropFirst(split))
    return size <= split
      ? subproof(size, left, isKnown: isKnown) + [root(right)] : subproof(size - split, right, isKnown: false) + [root(left)]
  }

  @Test func `every inclusion proof of every tree is the definition's, and proves that leaf there and nowhere else`() throws {
    for size in 1...Self.mostLeaves {
      for index in 0..<size {
        let proof = try InclusionProof(of: index, in: size, hash)
        #expect(proof.path == Self.path(index, hashes[..<size]))
        #expect(proof.proves(hashes[index], at: index, in: heads[size]))
        #expect(!proof.proves(hashes[index], at: index + 1, in: heads[size]))
        #expect(!proof.proves(hashes[(index + 1) % hashes.count], at: index, in: heads[size]))
        #expect(!proof.proves(hashes[index], at: index, in: heads[size - 1]))
        #expect(!InclusionProof(path: proof.path + [hashes[0]]).proves(hashes[index], at: index, in: heads[size]))
        if !proof.path.isEmpty { #expect(!InclusionProof(path: proof.path.dropLast()).proves(hashes[index], at: index, in: heads[size])) }
      }
      #expect(!InclusionProof(path: []).proves(hashes[0], at: -1, in: heads[size]))
    }
  }

  @Test func `every consistency proof between two trees is the definition's, and proves these two and no others`() throws {
    for size in 1...Self.mostLeaves {
      for older in 1...size {
        let proof = try ConsistencyProof(from: older, to: size, hash)
        #expect(proof.path == Self.subproof(older, hashes[..<size], isKnown: true))
        #expect(proof.proves(heads[size], goesOnFrom: heads[older]))
        #expect(!proof.proves(heads[size], goesOnFrom: TreeHead(size: older, root: hashes[3])))
        #expect(!proof.proves(TreeHead(size: size, root: hashes[3]), goesOnFrom: heads[older]))
        #expect(!ConsistencyProof(path: proof.path + [hashes[0]]).proves(heads[size], goesOnFrom: heads[older]))
        if older < size { #expect(!proof.proves(heads[older], goesOnFrom: heads[size])) }
      }
      #expect(!ConsistencyProof(path: []).proves(heads[size], goesOnFrom: heads[0]), "from nothing nothing is proved")
      #expect(!ConsistencyProof(path: [heads[size].root]).proves(heads[size], goesOnFrom: heads[0]))
    }
  }

  @Test func `a tree goes on from its stored nodes as if it had been there all along`() throws {
    for size in 0...Self.mostLeaves {
      var tree = try Tree(size: size, hash)
      #expect(tree.head == heads[size])
      guard size < Self.mostLeaves else { continue }
      tree.append(hashes[size])
      #expect(tree.head == heads[size + 1])
    }
  }

  @Test func `tiles hold every node, thirty at most, each filled up in the order of appending`() throws {
    var tree = Tree()
    var tiles: [Tile.Place: Tile] = [:]
    let leaves = (0..<700).map { Tree.leafHash([UInt8($0 & 255), UInt8($0 >> 8)]) }
    var nodes: [Tree.Node: Digest] = [:]
    for leaf in leaves {
      tree.append(leaf) { node, hash in
        nodes[node] = hash
        tiles[Tile.Place(of: node), default: Tile()].append(hash)
      }
    }
    for (node, hash) in nodes { #expect(tiles[Tile.Place(of: node)]?.hash(of: node) == hash, "level \(node.level), index \(node.index)") }
    #expect(tiles.values.allSatisfy { $0.bytes.count <= 960 && $0.bytes.count % 32 == 0 })
    #expect(tiles[Tile.Place(tier: 0, index: 3)]?.bytes.count == 960)
    #expect(tiles[Tile.Place(tier: 2, index: 0)]?.hash(of: Tree.Node(level: 9, index: 1)) == nil, "it is not complete yet")
  }

  /// RFC 6962 §2.1.3's example tree of seven leaves: which nodes are in which proof.
  @Test func `the example of RFC 9162 holds`() throws {
    let d = (0..<7).map { hashes[$0] }
    let (a, b, c, e, f) = (d[0], d[1], d[2], d[4], d[5])
    let (g, h, i, j) = (Tree.nodeHash(a, b), Tree.nodeHash(c, d[3]), Tree.nodeHash(e, f), d[6])
    let (k, l) = (Tree.nodeHash(g, h), Tree.nodeHash(i, j))
    #expect(try InclusionProof(of: 0, in: 7, hash).path == [b, h, l])
    #expect(try InclusionProof(of: 3, in: 7, hash).path == [c, g, l])
    #expect(try InclusionProof(of: 4, in: 7, hash).path == [f, j, k])
    #expect(try InclusionProof(of: 6, in: 7, hash).path == [i, k])
    #expect(try ConsistencyProof(from: 3, to: 7, hash).path == [c, d[3], g, l])
    #expect(try ConsistencyProof(from: 4, to: 7, hash).path == [l])
    #expect(try ConsistencyProof(from: 6, to: 7, hash).path == [i, j, k])
  }

  // MARK: Public probes

  @Test(Vectors.has("merkle-transparency-dev/probes-inclusion.json"))
  func `the inclusion probes of transparency-dev are answered as they ask`() throws {
    var answered = 0
    for probe in try Vectors.read("merkle-transparency-dev/probes-inclusion.json").elements {
      let head = probe.digest("root").flatMap { root in probe["treeSize"]?.integerValue.map { TreeHead(size: $0, root: root) } }
      let leaf = probe.digest("leafHash")
      let path = probe.digests
      let index = probe["leafIdx"]?.integerValue
      let isProved =
        if let head, let leaf, let path, let index { InclusionProof(path: path).proves(leaf, at: index, in: head) } else { false }
      #expect(isProved == (probe["wantErr"]?.boolValue == false), "\(probe["file"]?.stringValue ?? "")")
      answered += 1
    }
    #expect(answered == 98)
  }

  @Test(Vectors.has("merkle-transparency-dev/probes-consistency.json"))
  func `the consistency probes of transparency-dev are answered as they ask`() throws {
    // In the one that differs the roots are twelve bytes long, which here is no hash.
    var (answered, differing) = (0, [String]())
    for probe in try Vectors.read("merkle-transparency-dev/probes-consistency.json").elements {
      func head(_ number: Int) -> TreeHead? {
        probe.digest("root\(number)").flatMap { root in probe["size\(number)"]?.integerValue.map { TreeHead(size: $0, root: root) } }
      }
      let isProved =
        if let older = head(1), let newer = head(2), let path = probe.digests {
          ConsistencyProof(path: path).proves(newer, goesOnFrom: older)
        } else { false }
      if isProved != (probe["wantErr"]?.boolValue == false) { differing.append(probe["file"]?.stringValue ?? "") }
      answered += 1
    }
    #expect(answered == 98)
    #expect(differing == ["consistency/additional/sizes-are-equal-one-and-proof-is-empty.json"])
  }
}

extension JSONValue {
  /// A hash in base64; nil where it is not 32 bytes.
  fileprivate func digest(_ name: String) -> Digest? {
    self[name]?.stringValue.flatMap { Data(base64Encoded: $0) }.flatMap { Digest(bytes: $0) }
  }

  /// The hashes of its proof; nil where one is not 32 bytes.
  fileprivate var digests: [Digest]? {
    guard let elements = self["proof"]?.arrayValue else { return [] }
    let digests = elements.compactMap { $0.stringValue.flatMap { Data(base64Encoded: $0) }.flatMap { Digest(bytes: $0) } }
    return digests.count == elements.count ? digests : nil
  }
}
