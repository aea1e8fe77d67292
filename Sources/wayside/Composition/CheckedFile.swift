import Base
import Capture
import Settings
import Evaluate
import Foundation
import Objects
import Score
import Simulate
import StrictYAML

/// A file that a person wrote, read by the reader of its kind and found good.
struct CheckedFile {
    /// What it is, in words.
    let words: String
    let warnings: [String]

    /// What a file can be, by the key that holds its format version.
    private enum Kind: String, CaseIterable { case wayside, policy, fixture, truth, scene, model }

    /// Reads and checks a file, or a directory of a recording with everything in it.
    /// - Throws: `Failure` with one line per problem.
    init(_ path: String) throws {
        var isDirectory = ObjCBool(false)
        if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
            self = try CheckedFile.recording(path)
            return
        }
        let kind = try Failure.mapping(.data) { () throws(Diagnostics) in
            try YAMLFile.read(path) { root in
                Kind.allCases.first { root.peek($0.rawValue) != nil }
                    ?? root.problem(
                        "nothing says what kind of file this is",
                        mend: "begin it with one of "
                            + Kind.allCases.map { "`\($0.rawValue): 1`" }.joined(separator: ", "))
            }
        }
        self = try CheckedFile.read(path, as: kind)
    }

    private init(words: String, warnings: [String] = []) { (self.words, self.warnings) = (words, warnings) }

    private static func read(_ path: String, as kind: Kind) throws -> CheckedFile {
        switch kind {
        case .wayside: return try site(path)
        case .policy:
            let policy = try PolicyChoice.file(path).policy
            return CheckedFile(words: "policy \(policy.id) version \(policy.version), sha256 \(policy.hash)")
        case .fixture:
            let directory = (path as NSString).deletingLastPathComponent
            return try recording(directory.isEmpty ? "." : directory)
        case .truth:
            let truth = try Failure.mapping(.data) { () throws(Diagnostics) in try TruthReader.read(file: path) }
            return CheckedFile(words: "truth with \(truth.events.count) events and \(truth.counts.count) totals")
        case .scene:
            let file = try Failure.mapping(.data) { () throws(Diagnostics) in
                try SceneReader.read(file: path, camera: CameraReader.read)
            }
            return CheckedFile(words: "scene of \(file.scene.frameCount) frames", warnings: quiet([file.camera]))
        case .model:
            let card = try Failure.mapping(.data) { () throws(Diagnostics) in try ModelCardReader.read(file: path) }
            let finds = card.found.map(\.rawValue).joined(separator: ", ")
            return CheckedFile(words: "card of a model with \(card.classNames.count) classes, finds \(finds)")
        }
    }

    private static func site(_ path: String) throws -> CheckedFile {
        let site = try Failure.mapping(.configuration) { () throws(Diagnostics) in
            try SiteConfigurationReader.read(file: path)
        }
        let policy = try PolicyChoice.file(site.policy).policy
        let cameras = site.cameras.map(\.settings)
        return CheckedFile(
            words: "site \(site.site.id) with \(cameras.count) cameras, policy \(policy.id) version \(policy.version)",
            warnings: quiet(cameras))
    }

    private static func recording(_ directory: String) throws -> CheckedFile {
        let recording = try Failure.mapping(.data) { () throws(Diagnostics) in
            try FixtureReader.read(directory: directory)
        }
        let images: RecordedImages
        do throws(CaptureError) { images = try RecordedImages(directory: directory) } catch {
            throw Failure(error, code: .data)
        }
        var words = "recording of \(images.count) pictures"
        if FileManager.default.fileExists(atPath: directory + "/truth.yaml") {
            words += ", " + (try read(directory + "/truth.yaml", as: .truth).words)
        }
        let clock = ClockWarning.text(about: recording) { images.count }
        return CheckedFile(words: words, warnings: quiet([recording.camera]) + [clock].compactMap { $0 })
    }

    private static func quiet(_ cameras: [CameraSettings]) -> [String] {
        cameras.flatMap(DetectedBehaviours.warnings)
    }
}
