import Base
import Capture
import Pipeline
import Score
import Simulate

/// What is opened for a plan, and who listens.
struct LiveInput: Sendable {
    let plan: WatchPlan
    let journal: CameraJournal
    var recorder: RecordingWriter?
    /// Nil takes the coarsest scale that the camera's smallest object allows.
    var scale: WorkingScale?
    /// Who helps the detector.
    var looks = ObjectLooks.none

    /// Opens a device; called on the thread that will pull it.
    func device(_ path: String) throws(CaptureError) -> LiveFrameSource<V4L2Stream> {
        let request = plan.request, journal = journal
        return try LiveFrameSource(
            LivePlan(path: path, camera: plan.camera, scale: scale, keepsPicture: !looks.isNone), journal: journal,
            recorder: recorder
        ) { () throws(CameraFault) in
            try V4L2Stream(path: path, request: request, journal: journal)
        }
    }
}

extension LiveRun {
    /// Runs whatever source the plan names.
    func run(
        _ input: LiveInput, scorer: inout Scorer, tick: (LiveProgress) -> Bool
    ) throws(ReplayError) -> LiveSummary {
        let scale = input.scale, camera = input.plan.camera
        switch input.plan.source {
        case .device(let path):
            return try run(scorer: &scorer, tick: tick) { () throws(CaptureError) in try input.device(path) }
        case .recording(let recording):
            return try run(scorer: &scorer, keepsLate: input.plan.keepsLate, tick: tick) { () throws(CaptureError) in
                try RecordedFrameSource(recording, scale: scale)
            }
        case .scene(let scene):
            return try run(scorer: &scorer, tick: tick) { () throws(CaptureError) in
                ScenePictureSource(scene, camera: camera, scale: scale)
            }
        }
    }
}
