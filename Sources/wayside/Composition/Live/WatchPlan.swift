import Base
import Capture
import Settings
import Score
import Simulate
import StrictYAML

/// What `watch` and `record` work on: every file is read and checked before a camera is opened.
struct WatchPlan {
    /// Where pictures come from, with everything that must be read to open it.
    enum Source {
        case device(path: String)
        case recording(Recording)
        case scene(Scene)
    }

    /// What a person asked for.
    struct Wishes {
        var device: String?
        /// A `wayside.yaml`, or another file that has a camera.
        var config: String?
        /// Which camera of a `wayside.yaml`.
        var camera: String?
        var policy: String?
        var request = FormatRequest()
    }

    let site: String
    private let configuration: SiteConfiguration?
    /// The policy that was named; nil leaves the choice to the ledger.
    let policy: PolicyFile?
    let camera: CameraSettings
    let source: Source
    let request: FormatRequest
    /// Whether a recording is looked at as a whole, however late.
    private(set) var keepsLate = false
    /// The source as people know it, e.g. `/dev/video0`.
    let place: String

    /// - Throws: `Failure` with one line per problem.
    init(_ wishes: Wishes) throws {
        let site = try wishes.config.flatMap(ReplayPlan.siteConfiguration)
        let configured = try site.map { try WatchPlan.camera(wishes.camera, of: $0) }
        if let camera = wishes.camera, site == nil {
            throw Failure(
                .usage, "there is no wayside.yaml to take the camera \(camera) from", at: "--camera",
                mend: "name the file with --config")
        }
        var camera = configured?.settings
        if let file = wishes.config, site == nil {
            camera = try Failure.mapping(.configuration) { () throws(Diagnostics) in
                try ConfiguredCamera.read(file: file)
            }
        }
        let spec =
            try wishes.device.map(DeviceChoice.source) ?? configured?.source ?? DeviceChoice.onlyCamera()
        (self.site, configuration) = (site?.site.id ?? ReplayPlan.localSite, site)
        policy = try (wishes.policy ?? site?.policy).map(PolicyChoice.file)
        request = FormatRequest(configured?.format ?? CameraFormat()).overridden(by: wishes.request)
        switch spec {
        case .v4l2(let path):
            (source, place) = (.device(path: path), path)
            self.camera = StarterCamera.withSignalLost(camera ?? StarterCamera.settings())
        case .fixture(let directory, _, let keepsLate):
            try WatchPlan.refuseFormat(wishes.request, directory, allowsRate: true)
            var recording = try Failure.mapping(.data) { () throws(Diagnostics) in
                try FixtureReader.read(directory: directory, rate: wishes.request.rate)
            }
            recording.camera = camera ?? recording.camera
            (source, self.camera, place) = (.recording(recording), recording.camera, directory)
            self.keepsLate = keepsLate
        case .simulate(let path, let seed):
            try WatchPlan.refuseFormat(wishes.request, path, allowsRate: false)
            let file = try Failure.mapping(.data) { () throws(Diagnostics) in
                try SceneReader.read(file: path, seed: seed, camera: CameraReader.read)
            }
            (source, self.camera, place) = (.scene(file.scene), camera ?? file.camera, path)
        }
    }

    /// What the ledger enters about the camera.
    var purposes: CameraPurposes { CameraPurposes(camera, site: site, within: configuration) }

    /// When it begins: now, or where the recording or scene says.
    var start: Timestamp {
        switch source {
        case .device: .now
        case .recording(let recording): recording.start
        case .scene(let scene): scene.start
        }
    }

    private static func camera(
        _ id: String?, of site: SiteConfiguration
    ) throws -> SiteConfiguration.Camera {
        let names = site.cameras.map(\.settings.id).joined(separator: ", ")
        if let id {
            if let named = site.cameras.first(where: { $0.settings.id == id }) { return named }
            throw Failure(.usage, "there is no camera `\(id)`", at: site.file, mend: "name one of \(names)")
        }
        if site.cameras.count == 1 { return site.cameras[0] }
        throw Failure(
            .usage, "there are several cameras: \(names)", at: site.file, mend: "name one with --camera")
    }

    private static func refuseFormat(_ request: FormatRequest, _ place: String, allowsRate: Bool) throws {
        guard request.size != nil || request.pixels != .auto || (request.rate != nil && !allowsRate) else { return }
        throw Failure(
            .usage, "only a device can be asked for a format", at: place,
            mend: "leave --format, --rate and --pixels out")
    }
}
