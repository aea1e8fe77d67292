public import Base

/// The detection stage of one camera: frames in, observations out. Pure: no clock, no I/O, no randomness.
public struct Detector: ~Copyable {
    /// Named in every event and in the ledger; changes whenever the same frames may give other events.
    public static let version = "wayside-motion/1"

    /// Boxes of everything that is followed or moves in the last frame, without identity; for drawing and for pixelation.
    public private(set) var regions: [Box] = []

    private let frameSize: PixelSize
    package private(set) var scene: Scenery
    package private(set) var tracker: Tracker
    private var rules: RuleEngine
    private var lastTime: Timestamp?

    /// - Parameters:
    ///   - camera: places, rules, calibration.
    ///   - site: id of the site; events name `site/camera` as their source.
    ///   - frameSize: size of the frames to come, in working pixels.
    public init(camera: CameraSettings, site: String, frameSize: PixelSize) {
        self.frameSize = frameSize
        scene = Scenery(size: frameSize, smallestObject: camera.smallestObject)
        tracker = Tracker(size: frameSize)
        rules = RuleEngine(camera: camera, source: "\(site)/\(camera.id)", frameSize: frameSize)
    }

    /// Takes the next frame and gives what it decided.
    public mutating func observe(_ frame: borrowing Frame) -> [Observation] {
        let elapsed_s = lastTime.map { min(max(frame.time.seconds(since: $0), 0.001), 1) }
        lastTime = frame.time
        if let elapsed_s {
            scene.look(at: frame, elapsed_s: elapsed_s)
            tracker.update(
                scene.map, scene.usable, elapsed_s: elapsed_s, time: frame.time, sequence: frame.sequence,
                mayBegin: !scene.lightChanged)
            scene.settle(frame, tracker: &tracker)
        } else {
            scene.begin(with: frame)
        }
        return decide(frame.time, frame.sequence)
    }

    private mutating func decide(_ time: Timestamp, _ sequence: Int) -> [Observation] {
        let moving = scene.usable.map { scene.map.regions[$0].box(in: frameSize) }
        let tracks = tracker.tracks
        regions = moving + tracks.filter(\.confirmed).map(\.box)
        return rules.update(
            tracks, motion: MotionSummary(regions: moving), at: time, sequence: sequence, unobserved: nil
        ).map { .event($0) }
    }

    /// A picture that was taken at `time` could not be used: the places were not observed then.
    public mutating func skipped(at time: Timestamp) -> [Observation] { [] }

    /// The source is at its end: what is still going on ends at the last frame, and the exposure account is closed.
    public mutating func finish() -> [Observation] { rules.finish().map { .event($0) } }
}
