// swift-tools-version: 6.3
import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]

// A package of its own, so that nobody who builds Wayside builds it; it is built with the address sanitizer.
let package = Package(
    name: "wayside-fuzz",
    dependencies: [.package(name: "wayside", path: "..")],
    targets: [
        // libjpeg-turbo on its strict path, and what must outlive a crash.
        .target(name: "CStrict", linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("m")]),
        .executableTarget(
            name: "fuzz",
            dependencies: ["CStrict", .product(name: "WaysideCapture", package: "wayside")],
            swiftSettings: settings),
    ]
)
