import Base
import Settings
import Foundation
import Glibc
import Simulate
import StrictYAML

/// The files that a daemon works from, read and checked as a whole.
struct DaemonFiles: Sendable {
    /// Where a daemon looks when it is told nothing.
    static let standardConfiguration = "/etc/wayside/wayside.yaml"

    let site: SiteConfiguration
    let policy: PolicyFile

    /// Reads the configuration and the policy that it names.
    /// - Throws: `Failure` with one line per problem: 66 when a file is missing, 78 when one is wrong.
    init(_ file: String) throws {
        site = try Failure.mapping(.configuration) { () throws(Diagnostics) in
            try SiteConfigurationReader.read(file: file)
        }
        policy = try PolicyChoice.file(site.policy)
    }

    /// The earliest time of any picture, when all cameras are recordings or scenes; nil when there is a live one, whose time is
    /// now. From then on the first policy applies: what is replayed from last year was not seen today.
    var beginning: Timestamp? {
        var starts: [Timestamp] = []
        for camera in site.cameras {
            switch camera.source {
            case .v4l2: return nil
            // What cannot be read is reported when the camera starts.
            case .fixture(let directory, _, _):
                starts += [try? FixtureReader.read(directory: directory).start].compactMap(\.self)
            case .simulate(let path, let seed):
                let file = try? SceneReader.read(file: path, seed: seed, camera: CameraReader.read)
                starts += [file?.scene.start].compactMap(\.self)
            }
        }
        return starts.min()
    }

    /// Rules that stay quiet in this version, one sentence each.
    var warnings: [String] {
        site.cameras.flatMap { camera in
            DetectedBehaviours.warnings(about: camera.settings).map { warning in
                "camera \(camera.settings.id): \(warning)"
            }
        }
    }
}

/// Where a daemon keeps what lasts and what does not.
enum DaemonPaths {
    /// Name of the status socket in its directory.
    static let socketName = "status.sock"
    /// Where a daemon that is run by the service manager answers.
    static let standardSocket = "/run/wayside/status.sock"

    /// The state directory: the one that the file names, else the service manager's (`STATE_DIRECTORY`), else `state` beside
    /// the file.
    static func state(_ storage: SiteConfiguration.Storage, _ environment: [String: String]) -> String {
        if !storage.isNamed, let given = first(environment["STATE_DIRECTORY"]) { return given }
        return storage.directory
    }

    /// The status socket: in the service manager's `RUNTIME_DIRECTORY`, else in the state directory.
    static func socket(state: String, _ environment: [String: String]) -> String {
        (first(environment["RUNTIME_DIRECTORY"]) ?? state) + "/" + socketName
    }

    /// Makes the state directory when it is missing, and sees that it can be written.
    /// - Throws: `Failure` with exit code 73.
    static func prepare(_ state: String) throws {
        if !FileManager.default.fileExists(atPath: state) {
            do {
                try FileManager.default.createDirectory(
                    atPath: state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw Failure(
                    .cannotCreate, "cannot make the state directory", at: state,
                    mend: "name another one in `storage.directory`, or check the rights of its parent")
            }
        }
        guard unsafe access(state, W_OK | X_OK) == 0 else {
            throw Failure(
                .cannotCreate, "the state directory cannot be written", at: state,
                mend: "give it to this user, or name another one in `storage.directory`")
        }
    }

    /// The service manager gives a list with colons; the first one is ours.
    private static func first(_ list: String?) -> String? {
        list?.split(separator: ":").first.map(String.init)
    }
}
