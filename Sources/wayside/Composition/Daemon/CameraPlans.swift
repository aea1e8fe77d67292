import Base
import Capture
import Settings
import Pipeline
import Simulate
import StrictYAML

/// Makes plans of configured cameras: what is opened, and on which errors a camera gives up.
struct CameraPlans: Sendable {
    /// Who looks at parts of pictures; nil for nobody.
    let objects: DaemonObjects?
    /// Whether somebody may ask for pictures: a live camera then keeps its last one.
    let keepsPictures: Bool
    /// Takes what a live camera tells, with the camera's id; must not block.
    let tell: @Sendable (String, CameraJournal.News) -> Void

    /// The plan of one camera. Nothing is opened here: a camera that cannot be opened must not keep the others waiting.
    func plan(_ camera: SiteConfiguration.Camera) -> CameraPlan {
        let settings = camera.settings, source = camera.source.description
        let looks = objects?.looks(for: camera) ?? .none
        switch camera.source {
        case .v4l2(let path): return live(path, camera, looks)
        case .fixture(let directory, let loops, let keepsLate):
            return .recording(settings, source: source, loops: loops, keepsLate: keepsLate, looks: looks) {
                () throws(CaptureError) in
                try CameraPlans.mapping { () throws(Diagnostics) in try FixtureReader.read(directory: directory) }
            }
        case .simulate(let path, let seed):
            return CameraPlan(settings: settings, source: source, looks: looks) { work throws(CaptureError) in
                let scene = try CameraPlans.mapping { () throws(Diagnostics) in
                    try SceneReader.read(file: path, seed: seed, camera: CameraReader.read).scene
                }
                if !looks.isNone {
                    return try work.observe(ScenePictureSource(scene, camera: settings, scale: nil))
                }
                let scale = WorkingScale.coarsest(for: scene.size, smallestObject: settings.smallestObject)
                let masks = MaskRaster(settings.masks, size: scale.size(of: scene.size))
                try work.observe(SceneFrameSource(scene, scale: scale) { masks.burn(into: &$0) })
            }
        }
    }

    /// The first problem of a file, as the reason for which a source cannot be opened.
    private static func mapping<Value>(_ read: () throws(Diagnostics) -> Value) throws(CaptureError) -> Value {
        do { return try read() } catch {
            guard let first = error.list.first else { preconditionFailure("diagnostics without a problem") }
            let place = first.line > 0 ? "\(first.file):\(first.line):\(first.column)" : first.file
            throw CaptureError(what: first.message, place: place, mend: first.mend)
        }
    }
}

extension CameraPlans {
    /// A live camera, which is waited for when it is not there.
    private func live(_ path: String, _ camera: SiteConfiguration.Camera, _ looks: ObjectLooks) -> CameraPlan {
        let id = camera.settings.id, tell = tell
        let journal = CameraJournal { tell(id, $0) }
        let plan = LivePlan(
            path: path, camera: camera.settings, isPatient: true, keepsPicture: keepsPictures || !looks.isNone)
        let request = FormatRequest(camera.format)
        return CameraPlan(
            settings: camera.settings, source: camera.source.description, journal: journal, looks: looks
        ) {
            work throws(CaptureError) in
            try work.observe(
                try LiveFrameSource(plan, journal: journal) { () throws(CameraFault) in
                    try V4L2Stream(path: path, request: request, journal: journal)
                })
        }
    }
}
