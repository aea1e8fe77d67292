public import Base
internal import Foundation
public import StrictYAML

/// Reads what a recorded fixture says about itself: its clock, its camera, its name. The pictures are Capture's.
public enum FixtureReader {
    /// Keys of `fixture.yaml`.
    package static let keys = ["fixture", "title", "rate", "times", "start", "conditions", "camera"]

    /// Reads `fixture.yaml` in `directory`, or takes a bare directory of JPEG files.
    /// - Parameters:
    ///   - config: another file whose camera is used instead: a `wayside.yaml`, a `fixture.yaml` or a scene. Of several
    ///     cameras the one with the id of the fixture's own is taken.
    ///   - rate: pictures per second of a bare directory; refused for a fixture, which has its own clock.
    /// - Throws: all problems found, by file and position.
    public static func read(
        directory: String, config: String? = nil, rate: Double? = nil
    ) throws(Diagnostics) -> Recording {
        var isDirectory = ObjCBool(false)
        guard unsafe FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory) else {
            throw Diagnostics(file: directory, message: "no such directory", mend: "check the path")
        }
        guard isDirectory.boolValue else {
            throw Diagnostics(
                file: directory, message: "not a directory",
                mend: "give the directory that holds fixture.yaml or JPEG files")
        }
        let file = PathResolution.resolve("fixture.yaml", in: directory == "." ? "./" : directory)
        return FileManager.default.fileExists(atPath: file)
            ? try readFixture(file, directory: directory, config: config, rate: rate)
            : try readBare(directory, config: config, rate: rate)
    }

    private static func readFixture(
        _ file: String, directory: String, config: String?, rate: Double?
    ) throws(Diagnostics) -> Recording {
        guard rate == nil else {
            throw Diagnostics(file: file, message: "the fixture has its own clock", mend: "leave --rate out")
        }
        let header = try YAMLFile.read(file) { readHeader($0, needsCamera: config == nil) }
        var camera = header.camera
        if let config { camera = try ConfiguredCamera.read(file: config, id: header.camera?.id) }
        guard let camera else { preconditionFailure("a header without a camera was refused") }
        var recording = Recording(
            directory: directory, title: header.title ?? PathResolution.lastPart(of: directory), pace: .rate(1),
            start: header.start ?? .recordingDefault, camera: camera)
        recording.conditions = header.conditions
        switch header.clock {
        case .rate(let rate): recording.pace = .rate(rate)
        case .times(let path):
            let file = try TimesFile.read(PathResolution.resolve(path, in: directory))
            (recording.pace, recording.gaps) = (.times(file.seconds), file.gaps)
        }
        return recording
    }

    private static func readBare(
        _ directory: String, config: String?, rate: Double?
    ) throws(Diagnostics) -> Recording {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            throw Diagnostics(file: directory, message: "the directory cannot be read", mend: "check its permissions")
        }
        let hasPictures = names.contains { name in
            [".jpg", ".jpeg", ".mjpeg"].contains { name.lowercased().hasSuffix($0) } || name == "frames"
        }
        guard hasPictures else {
            throw Diagnostics(
                file: directory, message: "neither fixture.yaml nor JPEG files here",
                mend: "give the directory of a fixture, or one of .jpg files with --rate")
        }
        guard let rate else {
            throw Diagnostics(
                file: directory, message: "a directory without fixture.yaml has no clock",
                mend: "say --rate with the pictures per second, or write a fixture.yaml")
        }
        guard (0.001...1000).contains(rate) else {
            throw Diagnostics(file: directory, message: "the rate \(rate) is out of range", mend: "use 0.001 to 1000")
        }
        let name = PathResolution.lastPart(of: directory)
        let camera: CameraSettings
        if let config {
            camera = try ConfiguredCamera.read(file: config, id: nil)
        } else {
            camera = CameraSettings(id: identifier(from: name))
        }
        return Recording(
            directory: directory, title: name, pace: .rate(rate), start: .recordingDefault, camera: camera)
    }

    /// A directory's name as an id: small letters and digits, everything else a hyphen.
    private static func identifier(from name: String) -> String {
        let bytes = name.lowercased().utf8.prefix(64).map { byte -> UInt8 in
            let known =
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            return known ? byte : UInt8(ascii: "-")
        }.drop { $0 == UInt8(ascii: "-") }
        return bytes.isEmpty ? "camera" : String(decoding: bytes, as: UTF8.self)
    }
}
