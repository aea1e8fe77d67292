// swift-tools-version: 6.3
import PackageDescription

// A package of its own, so that nobody who builds Wayside builds its benchmarks.
let package = Package(
    name: "wayside-bench",
    dependencies: [.package(name: "wayside", path: "..")],
    targets: [
        // The limit that Wayside is held against, and what Glibc does not show to Swift.
        .target(name: "CBench", linkerSettings: [.linkedLibrary("jpeg")]),
        .executableTarget(
            name: "bench",
            dependencies: ["CBench", .product(name: "WaysideStages", package: "wayside")],
            swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]),
    ]
)
