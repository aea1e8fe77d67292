import Base
import Settings
import Foundation
import Testing

/// Real footage that may not be shipped: `WAYSIDE_FOOTAGE`, or `../shared/data` beside the package.
private let footage = ProcessInfo.processInfo.environment["WAYSIDE_FOOTAGE"] ?? packageRoot + "/../shared/data"

private func directories(with file: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: footage)) ?? []
    return names.sorted().filter { FileManager.default.fileExists(atPath: "\(footage)/\($0)/\(file)") }
}

@Suite struct `Development footage` {
    @Test(.enabled(if: !directories(with: "fixture.yaml").isEmpty, "the development footage is not here"))
    func `every fixture of the development footage is read`() throws {
        for name in directories(with: "fixture.yaml") {
            let recording = try FixtureReader.read(directory: "\(footage)/\(name)")
            #expect(recording.camera.id == name)
            #expect(!recording.camera.rules.isEmpty, "\(name)")
        }
    }
}
