package import Base
package import Capture
import Queue

/// One camera of a site run: its places and rules, and how its source is made.
package struct CameraPlan: Sendable {
    package let settings: CameraSettings
    /// The source in words, e.g. `fixture:recordings/bay`.
    package let source: String
    /// What a live camera says of itself; nil for a recording or a scene.
    package let journal: CameraJournal?
    /// Who says what is in parts of its pictures.
    package let looks: ObjectLooks
    let body: @Sendable (inout CameraWork) throws(CaptureError) -> Void

    /// - Parameters:
    ///   - body: runs on the camera's own thread: makes the source there and gives it to `CameraWork.observe`, several times
    ///     over when it plays a recording again. When it returns, the camera has ended.
    package init(
        settings: CameraSettings, source: String, journal: CameraJournal? = nil, looks: ObjectLooks = .none,
        body: @escaping @Sendable (inout CameraWork) throws(CaptureError) -> Void
    ) {
        (self.settings, self.source, self.journal, self.looks, self.body) = (settings, source, journal, looks, body)
    }

    /// A recording at its own pace, seen with these settings instead of its own.
    /// - Parameters:
    ///   - loops: how often it is played; nil is for ever. Loop k is the recording k times its length later, seen by a new
    ///     detector, as in `ReplayRun`.
    ///   - keepsLate: whether every picture is looked at, however late.
    ///   - open: reads what the recording says about itself; called on the camera's thread.
    package static func recording(
        _ settings: CameraSettings, source: String, loops: Int?, keepsLate: Bool = false, looks: ObjectLooks = .none,
        open: @escaping @Sendable () throws(CaptureError) -> Recording
    ) -> CameraPlan {
        CameraPlan(settings: settings, source: source, looks: looks) { work throws(CaptureError) in
            var recording = try open()
            recording.camera = settings
            var loop = 0
            while !work.isStopped, loop < loops ?? .max {
                let frames = try RecordedFrameSource(recording)
                let length_us = recording.length_us(count: frames.images.count + recording.gaps.count)
                try work.observe(frames, keepsLate: keepsLate)
                recording.start = Timestamp(microseconds: recording.start.microseconds + length_us)
                loop += 1
            }
        }
    }
}

/// What the cameras of a site share.
struct CameraDesk: Sendable {
    let site: String
    let queue: BoundedQueue<Sighting>
    let turns: Turns
    /// Paces what is not live.
    let pace: PaceClock
    /// Keeps pictures of events; nil keeps none.
    let album: PictureAlbum?
}

/// What a camera's thread works with: takes sources through detection into the queue of the site.
package struct CameraWork: ~Copyable {
    private let post: CameraPost
    private let site: String
    private let queue: BoundedQueue<Sighting>
    private let turns: Turns
    private let album: PictureAlbum?
    private var pacer: Pacer

    init(post: CameraPost, in desk: CameraDesk) {
        self.post = post
        (site, queue, turns, album) = (desk.site, desk.queue, desk.turns, desk.album)
        pacer = Pacer(speed: 1, clock: desk.pace)
    }

    /// Whether the camera has been asked to stop, or nobody takes what it sees.
    package var isStopped: Bool { post.stop.isRequested }

    /// Runs a source to its end, or until the camera is stopped. A live source comes at its own pace; of any other each
    /// picture is held back until it is due, counted from the first picture of the first source; when more are due than a
    /// live camera would keep, the oldest are left out.
    /// - Parameter keepsLate: never leaves one out.
    package mutating func observe<Source: FrameSource & ~Copyable>(
        _ source: consuming Source, keepsLate: Bool = false
    ) throws(CaptureError) {
        post.opened(source.pictureSize)
        var stage = CaptureDetectStage(
            source: source, camera: post.plan.settings, site: site,
            pacer: post.plan.journal == nil ? pacer : Pacer(speed: nil), heartbeat: post.heartbeat,
            looks: post.plan.looks, turns: turns, mostPending: keepsLate ? nil : LivePlan.mostPending, wish: post.wish,
            album: album)
        let queue = queue, post = post, looks = post.plan.looks
        try stage.run(counters: post.counters, stop: post.stop) { sighting in
            var sighting = sighting
            // A finder may come and go; an event names who was there when it was decided.
            if !looks.isNone, case .event = sighting.observation { sighting.detector = looks.detector }
            let taken = queue.send(sighting)
            // A closed queue means that scoring has failed: nothing more can be seen.
            if !taken { post.stop.request() }
            return taken
        }
        pacer = stage.pacer
    }
}
