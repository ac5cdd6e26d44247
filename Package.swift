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
    .executable(name: "candor", targets: ["candor-cli"]),
    .library(name: "JSONRPC", targets: ["JSONRPC"]),
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
    .systemLibrary(name: "CSystem"),

    // What every test target draws with, and how often it does; it needs none of the modules.
    .target(name: "Trials", path: "Tests/Trials", swiftSettings: strict),

    .target(name: "StrictJSON", swiftSettings: strict),
    .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON", "Trials"], swiftSettings: strict),

    .target(name: "CandorCore", dependencies: ["StrictJSON"], swiftSettings: strict),
    .testTarget(name: "CandorCoreTests", dependencies: ["CandorCore", "StrictJSON", "Trials"], swiftSettings: strict),

    .target(
      name: "CandorLog",
      dependencies: [
        "CSystem", "CandorCore", "StrictJSON", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ], swiftSettings: strict),

    // The disk as a record's database meets it; SQLite takes one only in C.
    .target(
      name: "CRecordDisk", cSettings: [.treatAllWarnings(as: .error), .enableWarning("all")], linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
      name: "CandorStore",
      dependencies: [
        "CRecordDisk", "CandorCore", "CandorLog", "StrictJSON", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: strict),

    .testTarget(
      name: "CandorLogTests",
      dependencies: ["CandorCore", "CandorLog", "StrictJSON", "Trials", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .testTarget(
      name: "CandorStoreTests",
      dependencies: [
        "CFaultVFS", "CandorCore", "CandorLog", "CandorStore", "HostileRecords", "StrictJSON", "Trials",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: strict),
    .target(
      name: "HostileRecords", dependencies: [.product(name: "GRDB", package: "GRDB.swift")], path: "Tests/HostileRecords",
      swiftSettings: strict),
    // Storage is tested on a disk that fails; SQLite takes one only in C.
    .target(
      name: "CFaultVFS", path: "Tests/CFaultVFS", cSettings: [.treatAllWarnings(as: .error), .enableWarning("all")],
      linkerSettings: [.linkedLibrary("sqlite3")]),

    .target(name: "CandorCasefile", dependencies: ["CandorCore", "StrictJSON", "Yams"], swiftSettings: strict),
    .testTarget(
      name: "CandorCasefileTests", dependencies: ["CandorCasefile", "CandorCore", "StrictJSON", "Trials"], swiftSettings: strict),

    .target(name: "CandorReport", dependencies: ["CandorCore", "StrictJSON"], swiftSettings: strict),
    .testTarget(name: "CandorReportTests", dependencies: ["CandorCore", "CandorReport", "StrictJSON", "Trials"], swiftSettings: strict),

    .target(name: "CandorXML", dependencies: ["CandorReport", "CLibXML2"], swiftSettings: besideC),
    .testTarget(name: "CandorXMLTests", dependencies: ["CandorCore", "CandorReport", "CandorXML", "Trials"], swiftSettings: strict),

    .target(name: "JSONRPC", dependencies: ["StrictJSON"], swiftSettings: strict),
    .testTarget(name: "JSONRPCTests", dependencies: ["JSONRPC", "JSONRPCTestServer", "StrictJSON", "Trials"], swiftSettings: strict),
    .executableTarget(
      name: "JSONRPCTestServer", dependencies: ["JSONRPC", "StrictJSON"], path: "Tests/JSONRPCTestServer", swiftSettings: strict),

    .target(
      name: "CandorService",
      dependencies: ["CandorCasefile", "CandorCore", "CandorLog", "CandorReport", "CandorStore", "CandorXML", "StrictJSON"],
      resources: [.embedInCode("WorkedExample/case.yaml"), .embedInCode("WorkedExample/charter.yaml")], swiftSettings: strict),

    .testTarget(
      name: "CandorServiceTests",
      dependencies: [
        "CandorCore", "CandorLog", "CandorReport", "CandorServer", "CandorService", "CandorStore", "CandorTestSupport", "JSONRPC",
        "StrictJSON", "Trials",
      ], swiftSettings: strict),
    .target(
      name: "CandorTestSupport", dependencies: ["CandorCore", "CandorLog", "CandorService", "CandorStore"], path: "Tests/CandorTestSupport",
      swiftSettings: strict),

    .target(name: "CandorServer", dependencies: ["CandorService", "JSONRPC", "StrictJSON"], swiftSettings: strict),

    .executableTarget(
      name: "candor-cli",
      dependencies: [
        "CSystem", "CandorCore", "CandorLog", "CandorReport", "CandorServer", "CandorService", "JSONRPC",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
    // Measures; decides nothing. Tools/bench runs it.
    .executableTarget(
      name: "candor-bench",
      dependencies: [
        "CFaultVFS", "CandorCore", "CandorLog", "CandorService", "CandorStore", "StrictJSON",
        .product(name: "GRDB", package: "GRDB.swift"),
      ], path: "Tools/bench-log", swiftSettings: strict),
    // Measures; decides nothing. Tools/bench report runs it.
    .executableTarget(
      name: "candor-bench-report", dependencies: ["CandorReport", "CandorXML"], path: "Tools/bench-report", swiftSettings: strict),
    .testTarget(name: "Acceptance", dependencies: ["CandorService", "HostileRecords", "Trials", "candor-cli"], swiftSettings: strict),
  ]
)
