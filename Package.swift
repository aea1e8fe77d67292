// swift-tools-version: 6.3
import PackageDescription

// One settings array for every Swift target of the house (ARCHITECTURE.md, "House rules").
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
    .enableExperimentalFeature("Lifetimes"),  // SE-0446: Span returned from properties
    .strictMemorySafety(),  // SE-0458
    .treatAllWarnings(as: .error),  // SE-0443
]

// Links Swift's own libraries into the program (ARCHITECTURE.md says why). `lld`, of the same toolchain, packs the relocations
// (RELR, glibc 2.36), and since nobody links against a program, it exports no names. The libraries listed are Foundation's parts.
let staticRuntime =
    ["-static-stdlib", "-use-ld=lld"]
    + ["-z", "pack-relative-relocs", "--no-export-dynamic"].flatMap { ["-Xlinker", $0] }
    + ["Internationalization", "Essentials"].map { "-lFoundation" + $0 }
    + ["ICU", "CShims", "Collections"].map { "-l_Foundation" + $0 } + ["-lCoreFoundation"]

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
/// The HTTP server without a router: routes are a table of ours (ARCHITECTURE.md says why).
let server: [Target.Dependency] = [
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "HummingbirdTLS", package: "hummingbird"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
]
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
// libmosquitto, and what uses it, are built only with the trait MQTT.
let mosquitto: Target.Dependency = .target(name: "CMosquitto", condition: .when(traits: ["MQTT"]))
let mqtt: Target.Dependency = .target(name: "MQTT", condition: .when(traits: ["MQTT"]))

/// A test target; every one may use the shared testing kit.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["WaysideTestSupport"], exclude: exclude, swiftSettings: house)
}

let package = Package(
    name: "wayside",
    products: [
        .executable(name: "wayside", targets: ["program"]),
        // For Fuzz/, which is a package of its own.
        .library(name: "WaysideCapture", targets: ["Base", "Capture"]),
        // For Benchmarks/, which is another.
        .library(
            name: "WaysideStages",
            targets: [
                "Base", "Capture", "Detect", "Queue", "Score", "Ledger", "StrictYAML", "Settings", "Simulate",
                "Pipeline",
            ]),
    ],
    traits: [
        .trait(name: "MQTT", description: "Tells an MQTT broker what was observed; needs libmosquitto."),
        .default(enabledTraits: ["MQTT"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Without its trait for swift-configuration, which is not needed.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // MARK: C shims
        .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
        .target(name: "CV4L2", linkerSettings: [.linkedLibrary("v4l2")]),
        .target(name: "CPNG", linkerSettings: [.linkedLibrary("png")]),
        .target(name: "COpenVINO"),
        .target(name: "CLanes"),
        .target(name: "CPage", exclude: ["assets"]),
        .target(name: "CMosquitto", linkerSettings: [.linkedLibrary("mosquitto")]),

        // MARK: The pipeline, in order
        .target(name: "Base", swiftSettings: house),
        .target(name: "Capture", dependencies: ["Base", "CJPEG", "CV4L2"], swiftSettings: house),
        .target(name: "Detect", dependencies: ["Base"], swiftSettings: house),
        .target(name: "Queue", swiftSettings: house),
        .target(name: "Score", dependencies: ["Base"], swiftSettings: house),
        .target(name: "Ledger", dependencies: ["Base", "Score", "CLanes", grdb, sqlite, crypto], swiftSettings: house),

        // MARK: Around the pipeline
        .target(name: "StrictYAML", dependencies: [yams], swiftSettings: house),
        .target(name: "Simulate", dependencies: ["Base", "StrictYAML"], swiftSettings: house),
        .target(name: "Settings", dependencies: ["Base", "Score", "StrictYAML", crypto], swiftSettings: house),
        .target(name: "Evaluate", dependencies: ["Base", "StrictYAML", "CPNG"], swiftSettings: house),
        .target(name: "Objects", dependencies: ["Base", "StrictYAML", "COpenVINO", crypto], swiftSettings: house),
        .target(
            name: "Pipeline",
            dependencies: ["Base", "Capture", "Detect", "Queue", "Score", "Ledger", "Settings", "Messages"],
            swiftSettings: house),
        .target(
            name: "Serve", dependencies: ["Base", "Score", "Ledger", "CPage", crypto, lifecycle, logging] + server,
            swiftSettings: house),
        .target(name: "Report", dependencies: ["Base", "Capture", "Score", "Evaluate"], swiftSettings: house),
        .target(name: "Messages", dependencies: ["Base", "Score"], swiftSettings: house),
        .target(name: "MQTT", dependencies: ["Base", "Score", "Messages", mosquitto], swiftSettings: house),
        .target(
            name: "Webhooks", dependencies: ["Base", "Messages", nioCore, nioPosix, nioHTTP1, nioSSL, crypto],
            swiftSettings: house),
        .target(
            name: "wayside",
            dependencies: [
                "Base", "Capture", "Detect", "Queue", "Score", "Ledger", "Simulate", "Settings", "Evaluate",
                "Pipeline", "Report", "StrictYAML", "Objects", "Messages", mqtt, "Webhooks", "Serve", arguments, lifecycle,
                unixSignals, logging,
            ],
            swiftSettings: house),
        // Nothing but the start: tests link `wayside`, and what is linked in here must not come to them.
        .executableTarget(
            name: "program", dependencies: ["wayside"], swiftSettings: house,
            linkerSettings: [.unsafeFlags(staticRuntime, .when(platforms: [.linux]))]),

        // MARK: Tests
        .target(
            name: "WaysideTestSupport", dependencies: ["Base", "Capture", crypto], path: "Tests/WaysideTestSupport",
            swiftSettings: house),
        tests("BaseTests", ["Base"]),
        tests("StrictYAMLTests", ["StrictYAML"]),
        // Stands in for libv4l2 in all tests of the package, for paths that say so.
        .target(name: "CScriptedV4L2", path: "Tests/CScriptedV4L2", linkerSettings: [.linkedLibrary("v4l2")]),
        tests("CaptureTests", ["Base", "Capture", "Settings", "CScriptedV4L2"], exclude: ["Corpus"]),
        // Counts heap allocations: stands in for malloc in all tests of the package.
        .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
        tests("DetectTests", ["Base", "Detect", "CAllocationCount"]),
        tests("QueueTests", ["Queue"]),
        tests("ScoreTests", ["Base", "Score"]),
        tests("LedgerTests", ["Base", "Score", "Ledger", grdb], exclude: ["Stored"]),
        tests("SimulateTests", ["Base", "Simulate", "StrictYAML", "Settings"]),
        tests("SettingsTests", ["Base", "Score", "Settings", "StrictYAML"]),
        tests("ObjectsTests", ["Base", "Objects", "StrictYAML", crypto]),
        tests("EvaluateTests", ["Base", "Evaluate", "StrictYAML"]),
        tests(
            "PipelineTests",
            [
                "Base", "Capture", "Detect", "Queue", "Score", "Ledger", "Settings", "Pipeline", "Simulate",
                "Messages",
            ]),
        tests("ReportTests", ["Base", "Capture", "Score", "Evaluate", "Report"]),
        // With the verifier in Python, Tests/Verifier.
        tests("VerifierTests", ["Base", "Score", "Ledger", "Settings", grdb]),
        tests("CommandTests", ["wayside", "Base", "Capture", "Objects"]),
        tests("ScenarioTests", ["wayside", "Base"]),
        tests("CameraTests", ["wayside"]),
        tests("MessagesTests", ["Base", "Score", "Messages"], exclude: ["Golden"]),
        tests("MQTTTests", ["Base", "Score", "Messages", mqtt]),
        tests("ServeTests", ["Base", "Score", "Ledger", "Settings", "StrictYAML", "Serve", lifecycle, logging]),
        tests("WebhooksTests", ["Base", "Score", "Messages", "Webhooks", nioCore, nioPosix, nioHTTP1]),
        tests("TidyTests", []),
    ]
)
