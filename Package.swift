// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let strictC: [CSetting] = [.treatAllWarnings(as: .error)]

let nio: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
  .product(name: "NIOHTTP1", package: "swift-nio"),
]

/// One target a room. A target may import only what stands in its dependencies, so a layer cannot reach upward.
let package = Package(
  name: "smsdash",
  products: [.executable(name: "smsdash", targets: ["smsdash"])],
  dependencies: [
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // Ground floor: the vocabulary, the terminal as values, the server to talk to in demo and tests.
    .target(name: "Messaging", swiftSettings: strict),
    .target(name: "CWidth", cSettings: strictC),
    .target(name: "Terminal", dependencies: ["CWidth"], swiftSettings: strict),
    .target(name: "PlaySMSSandbox", dependencies: nio, swiftSettings: strict),
    // First floor.
    .target(
      name: "PlaySMS",
      dependencies: [
        "Messaging",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
      ],
      swiftSettings: strict),
    .target(
      name: "MessageArchive",
      dependencies: ["Messaging", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .target(name: "Dashboard", dependencies: ["Messaging", "Terminal"], swiftSettings: strict),
    .target(
      name: "CNcurses", cSettings: strictC,
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CursesTerminal", dependencies: ["Terminal", "CNcurses"], swiftSettings: strict),
    // Second floor.
    .target(
      name: "AccountEngine", dependencies: ["PlaySMS", "MessageArchive", "Messaging"],
      swiftSettings: strict),
    .target(
      name: "DashboardViews", dependencies: ["Dashboard", "Terminal", "Messaging"],
      swiftSettings: strict),
    // What a person may read or replace, embedded so that a copied single binary works.
    .target(
      name: "SmsdashResources", path: "Resources", exclude: ["smsdash.1"],
      resources: [
        .embedInCode("config.example.yaml"),
        .embedInCode("keymap.conf"),
        .embedInCode("themes/default.conf"),
        .embedInCode("themes/high-contrast.conf"),
        .embedInCode("themes/light.conf"),
        .embedInCode("themes/dark.conf"),
        .embedInCode("themes/quiet.conf"),
        .embedInCode("themes/colour-blind.conf"),
        .embedInCode("demo-story.txt"),
      ],
      swiftSettings: strict),
    // Where they meet.
    .systemLibrary(name: "CMalloc"),
    .executableTarget(
      name: "smsdash",
      dependencies: [
        "AccountEngine", "PlaySMS", "MessageArchive", "Messaging", "PlaySMSSandbox",
        "Dashboard", "DashboardViews", "CursesTerminal", "Terminal", "SmsdashResources", "CMalloc",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    // What the archive costs, and what the person at the screen waits for, measured.
    .executableTarget(
      name: "smsdash-bench",
      dependencies: [
        "MessageArchive", "PlaySMS", "PlaySMSSandbox", "Messaging", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      path: "Sources/Benchmarks", swiftSettings: strict),
    // Threads for tests that compute for long.
    .target(name: "TestThreads", path: "Tests/TestThreads", swiftSettings: strict),
    // Tests mirror the targets.
    .testTarget(name: "MessagingTests", dependencies: ["Messaging"], swiftSettings: strict),
    .testTarget(name: "TerminalTests", dependencies: ["TestThreads", "Terminal", "CWidth"], swiftSettings: strict),
    .testTarget(name: "PlaySMSSandboxTests", dependencies: ["PlaySMSSandbox"] + nio, swiftSettings: strict),
    .testTarget(
      name: "PlaySMSTests",
      dependencies: [
        "PlaySMS", "PlaySMSSandbox", "Messaging", .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ] + nio,
      resources: [.copy("Recordings")], swiftSettings: strict),
    .testTarget(
      name: "MessageArchiveTests",
      dependencies: ["MessageArchive", "Messaging", .product(name: "GRDB", package: "GRDB.swift")],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "DashboardTests",
      dependencies: ["TestThreads", "Dashboard", "DashboardViews", "Terminal", "Messaging", "SmsdashResources"],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "CursesTerminalTests",
      dependencies: [
        "TestThreads", "CursesTerminal", "CNcurses", "Terminal", "Dashboard", "DashboardViews", "Messaging",
        "SmsdashResources",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "AccountEngineTests",
      dependencies: ["AccountEngine", "PlaySMS", "MessageArchive", "Messaging", "PlaySMSSandbox"],
      swiftSettings: strict),
    // A disk that fails, forgets and is cut off, for the tests that torture the way of a message.
    .target(
      name: "FaultyDisk", path: "Tests/FaultyDisk", cSettings: strictC,
      linkerSettings: [.linkedLibrary("sqlite3")]),
    .testTarget(
      name: "TortureTests",
      dependencies: [
        "TestThreads", "FaultyDisk", "AccountEngine", "PlaySMS", "MessageArchive", "Messaging", "PlaySMSSandbox",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SmsdashTests",
      dependencies: [
        "smsdash", "AccountEngine", "PlaySMS", "MessageArchive", "Messaging", "PlaySMSSandbox", "Dashboard",
        "DashboardViews", "Terminal", "CNcurses", "SmsdashResources",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      exclude: ["Flows"], swiftSettings: strict),
  ]
)
