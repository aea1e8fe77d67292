import Foundation
import Testing

/// Real footage that may not be shipped: `WAYSIDE_FOOTAGE`, or `../shared/data` beside the package.
private let footage = ProcessInfo.processInfo.environment["WAYSIDE_FOOTAGE"] ?? packageRoot + "/../shared/data"

/// Only footage that is there as pictures can be read; clips have to be expanded first.
private func hasPictures(_ name: String) -> Bool {
    ["frames", "frames.mjpeg"].contains { FileManager.default.fileExists(atPath: "\(footage)/\(name)/\($0)") }
}

@Suite struct `Real footage` {
    @Test(.enabled(if: hasPictures("highway"), "no pictures of the footage `highway` here: set WAYSIDE_FOOTAGE"))
    func `cars on a motorway are counted`() throws {
        let (result, judged) = try Judged.run("\(footage)/highway", required: "line-crossed:f1=0.9")
        #expect(result.code == 0, "\(result.words)")
        #expect(judged.behaviours.first { $0.behaviour == "camera-tampered" }.map(\.wrong) == 0)
    }
}
