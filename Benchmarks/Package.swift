// swift-tools-version: 6.3
import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]

// A package of its own, so that nobody who builds Wayside builds its benchmarks.
let package = Package(
    name: "wayside-bench",
    dependencies: [.package(name: "wayside", path: "..")],
    targets: [
        // The limit that Wayside is held against, and what Glibc does not show to Swift.
        .target(name: "CBench", linkerSettings: [.linkedLibrary("jpeg")]),
        // Medians and tables, for both programs.
        .target(name: "Figures", swiftSettings: settings),
        // `make bench`, and the luma decoders side by side.
        .executableTarget(
            name: "bench",
            dependencies: ["CBench", "Figures", .product(name: "WaysideStages", package: "wayside")],
            swiftSettings: settings),
        // `make bench-peers`: starts programs, and imports none of Wayside.
        .executableTarget(name: "peers", dependencies: ["CBench", "Figures"], swiftSettings: settings),
    ]
)
