import Capture
import Settings
import Foundation

/// Which source a person means who names a device, a source or nothing.
enum DeviceChoice {
    private static let usual = "/dev/video0"

    /// The source that a text names: a device, or a source as in `wayside.yaml`.
    /// - Throws: `Failure` when it is neither.
    static func source(_ text: String) throws -> SourceSpec {
        // A path may hold colons, as those of /dev/v4l/by-path do, but not before its first slash.
        let isPath = text.first { $0 == "/" || $0 == ":" } == "/"
        do throws(SourceSpec.Mistake) {
            return try SourceSpec(isPath ? "v4l2:" + text : text, directory: ".")
        } catch {
            throw Failure(.usage, error.message, at: "the device", mend: error.mend)
        }
    }

    /// The camera of someone who names none: the only one there is, or /dev/video0.
    /// - Throws: `Failure` (69) when there is none or no telling which.
    static func onlyCamera() throws -> SourceSpec {
        let paths = DeviceList.all().map(\.path)
        if let path = paths.count == 1 ? paths[0] : paths.first(where: { $0 == usual }) { return .v4l2(path: path) }
        throw paths.isEmpty ? noCamera : several(paths)
    }

    /// What is known of the camera with this path, or behind this link.
    /// - Throws: `Failure` (66) when there is none.
    static func described(_ path: String) throws -> DeviceDescription {
        let given = URL(fileURLWithPath: path)
        for device in [given, given.resolvingSymlinksInPath()] {
            let beside = DeviceList.all(root: device.deletingLastPathComponent().path)
            if let found = beside.first(where: { $0.path == device.path }) { return found }
        }
        throw Failure(.noInput, "not a camera", at: path, mend: "`wayside devices` lists the cameras that are there")
    }

    /// That there is no camera at all.
    static var noCamera: Failure {
        Failure(
            .unavailable, "there is no camera", at: "/dev/video*",
            mend: "plug one in, or hand the machine's to this container (--device /dev/video0)")
    }

    private static func several(_ paths: [String]) -> Failure {
        Failure(
            .unavailable, "there are several cameras: \(paths.joined(separator: ", "))", at: "the device",
            mend: "name one; `wayside devices` tells them apart")
    }
}
