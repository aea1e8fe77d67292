package import Base
import Capture
package import Queue

/// A site run at one moment.
package struct SiteReport: Sendable {
    /// Cameras in the order in which they were first started, those included that run no more.
    package let cameras: [CameraReport]
    package let queue: QueueStatistics
    package let commits: CommitCounts

    /// How many cameras are at work: neither over nor failed nor removed.
    package var working: Int { cameras.count { $0.condition.isWorking } }
    /// How many there are, removed ones not counted.
    package var configured: Int { cameras.count { $0.condition != .removed } }
}

/// One camera of a site run at one moment.
package struct CameraReport: Sendable {
    package let id: String
    /// Where its pictures come from, in words.
    package let source: String
    package let condition: CameraCondition
    /// E.g. `1280x720 MJPG 30 fps`; nil until the source is open.
    package let format: String?
    /// Pictures per second over the last ten seconds.
    package let rate_fps: Double?
    /// From when a picture was complete to the end of its detection, over the last ten seconds.
    package let delays: LatencyHistogram?
    /// The same since the start of the program.
    package let detected: LatencyHistogram
    /// How long ago detection was through with a picture, or since the camera's start, in seconds; nil when it is stopped.
    package let sincePicture_s: Double?
    /// Events that were committed.
    package var events = 0
    /// Everything that came, over all starts of the camera.
    package let frames: FrameCounts
    /// How often it was started, and how often a live camera came back by itself.
    package let starts: Int
    package let returns: Int
}

/// What a camera of a site is doing.
package enum CameraCondition: Equatable, Sendable {
    /// The source is being opened.
    case opening
    case running
    /// A live camera gives no signal; it is tried again.
    case lost(LossReason)
    /// The recording is over.
    case finished
    /// The source could not go on; a reload starts it again.
    case failed(CaptureError)
    /// No longer in the configuration.
    case removed

    /// Whether pictures come, or may come again by themselves.
    package var isWorking: Bool {
        switch self {
        case .opening, .running, .lost: true
        case .finished, .failed, .removed: false
        }
    }

    init(_ phase: CameraPost.Phase, _ journal: CameraJournal?) {
        switch (phase, journal?.condition) {
        case (.finished, _): self = .finished
        case (.failed(let error), _): self = .failed(error)
        case (_, .lost(let reason)): self = .lost(reason)
        case (.opening, _), (_, .opening): self = .opening
        case (.running, _): self = .running
        }
    }
}

/// What happens in a site run and concerns whoever runs it.
package enum SiteNews: Sendable {
    /// A camera's source is over by itself, or could not go on; the others are not concerned.
    case cameraEnded(id: String, error: CaptureError?)
    /// Scoring is through: as asked, or because the ledger or a sink has failed. Nothing more is taken then.
    case scoringEnded(ReplayError?)
}
