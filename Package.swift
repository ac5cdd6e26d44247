// swift-tools-version: 6.2
import PackageDescription

/// What a reviewer of Swift 6 expects of every target; language mode 6 comes with the tools version.
let besideC: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// At the border to C, strict memory safety would mark every line; elsewhere it holds.
let strict = besideC + [.strictMemorySafety()]

let package = Package(
  name: "candor",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "StrictJSON", targets: ["StrictJSON"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),

    .target(name: "StrictJSON", swiftSettings: strict),
    .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON"], swiftSettings: strict),

    .target(name: "CandorCore", dependencies: ["StrictJSON"], swiftSettings: strict),
    .target(name: "CandorCasefile", dependencies: ["CandorCore", "Yams"], swiftSettings: strict),

    .testTarget(
      name: "CandorCasefileTests", dependencies: ["CandorCasefile", "CandorReport"], swiftSettings: strict),

    .target(name: "CandorReport", dependencies: ["CandorCore"], swiftSettings: strict),
  ]
)
