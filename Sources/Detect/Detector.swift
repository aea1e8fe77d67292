public import Base

/// The detection stage of one camera: frames in, observations out. Pure: no clock, no I/O, no randomness.
public struct Detector: ~Copyable {
    /// Named in every event and in the ledger; changes whenever the same frames may give other events.
    public static let version = "wayside-motion/1"

    /// Boxes of everything that is followed or moves in the last frame, without identity; for drawing and for pixelation.
    public private(set) var regions: [Box] = []

    /// Boxes of what is followed and believed in the last frame, in fractions of it, without identity; for showing what is
    /// followed to whoever asks. Cost: allocates, so it is not for every frame.
    public var followed: [Box] { tracks.filter(\.confirmed).map(\.box) }

    private let frameSize: PixelSize
    private var health: CameraHealth
    private var exposure: ExposureMeter
    package private(set) var scene: Scenery
    package private(set) var tracker: Tracker
    /// Only when some rule asks what was left or taken away.
    package private(set) var statics: StaticScene?
    private var rules: RuleEngine
    private var lastTime: Timestamp?
    private var planner = LookPlanner()
    private var trust = FinderTrust()
    /// What the rules are shown of a frame; kept, so that a frame in which nothing is decided allocates nothing.
    private var tracks: [Track] = []
    private var motion = MotionSummary()

    /// - Parameters:
    ///   - camera: places, rules, masks, calibration.
    ///   - site: id of the site; events name `site/camera` as their source.
    ///   - frameSize: size of the frames to come, in working pixels.
    public init(camera: CameraSettings, site: String, frameSize: PixelSize) {
        self.frameSize = frameSize
        let source = "\(site)/\(camera.id)"
        health = CameraHealth(frameSize: frameSize, masks: camera.masks)
        exposure = ExposureMeter(source: source, places: camera.places.map(\.id))
        scene = Scenery(size: frameSize, smallestObject: camera.smallestObject)
        tracker = Tracker(size: frameSize, smallestObject: camera.smallestObject)
        if camera.rules.contains(where: { RuleCatalogue.needsStatics($0.behaviour) }) {
            statics = StaticScene(size: frameSize, smallestObject: camera.smallestObject)
        }
        rules = RuleEngine(camera: camera, source: source, frameSize: frameSize)
        tracks.reserveCapacity(64)
        regions.reserveCapacity(256)
        motion.reserve(256)
    }

    /// Takes the next frame and gives what it decided.
    /// - Parameter look: asked at most once, and at most five times a second: what is in this part of the same picture
    ///   (fractions of the whole, as are the boxes given back); nil when nobody looks or can. Called while something moves
    ///   or stands that is followed, never for an empty scene.
    public mutating func observe(
        _ frame: borrowing Frame, look: (Box) -> [ObjectSighting]? = { _ in nil }
    ) -> [Observation] {
        let elapsed_s = lastTime.map { min(max(frame.time.seconds(since: $0), 0.001), 1) }
        lastTime = frame.time
        health.update(frame)
        let accounts = exposure.note(frame.time, blind: health.unobserved)
        if health.unobserved != nil {
            // What cannot be seen is neither followed nor learned.
            scene.close(since: frame.time)
            tracker.dropAll()
        } else if let elapsed_s, scene.isOpen(at: frame.time) {
            follow(frame, elapsed_s, look)
        } else {
            scene.begin(with: frame)
            statics?.begin(with: frame)
        }
        return decided(decide(frame.time, frame.sequence), accounts)
    }

    private mutating func follow(
        _ frame: borrowing Frame, _ elapsed_s: Double, _ look: (Box) -> [ObjectSighting]?
    ) {
        scene.suspect(health.isSuspicious)
        scene.look(at: frame, elapsed_s: elapsed_s)
        tracker.update(
            scene.map, scene.usable, elapsed_s: elapsed_s, time: frame.time, sequence: frame.sequence,
            mayBegin: !scene.isUpset && !health.isSuspicious)
        if !scene.isUpset, let region = planner.region(worthALook, at: frame.time), let found = look(region) {
            tracker.see(
                found, within: region, scene.map, trust: &trust, time: frame.time, sequence: frame.sequence)
        }
        scene.settle(frame, tracker: &tracker)
        statics?.look(
            at: frame, covered: scene.model.hold, tracker: tracker,
            isDoubtful: scene.isUpset || health.isSuspicious)
    }

    /// What moves, and what is followed.
    private var worthALook: LookPlanner.Scene {
        var worth = LookPlanner.Scene()
        for r in scene.usable {
            worth.add(scene.map.regions[r].box(in: frameSize))
            if scene.map.regions[r].isLively { worth.isMoving = true }
        }
        for state in tracker.states where state.isBelieved { worth.add(state.track(in: frameSize).box) }
        return worth
    }

    private mutating func decide(_ time: Timestamp, _ sequence: Int) -> [Observation] {
        tracker.write(into: &tracks)
        summarise()
        let events = rules.update(
            tracks, motion: motion, changes: statics?.changes ?? [], at: time, sequence: sequence,
            unobserved: health.unobserved, since: health.since)
        return events.isEmpty ? [] : events.map { .event($0) }
    }

    /// Puts together what is in the frame and what of it moves, in lists that are kept.
    private mutating func summarise() {
        motion.clear(isDoubtful: scene.isUpset || health.isSuspicious)
        regions.removeAll(keepingCapacity: true)
        for r in scene.usable {
            let region = scene.map.regions[r], box = region.box(in: frameSize)
            regions.append(box)
            // What merely looks other than the scene, and is still, is no motion.
            if region.isLively { motion.note(moving: box) }
            if !region.isHole { motion.note(thing: box) }
        }
        for track in tracks {
            if track.isMoving { motion.note(moving: track.box) }
            if track.confirmed { regions.append(track.box) }
        }
    }

    /// A picture that was taken at `time` could not be used: the places were not observed then.
    public mutating func skipped(at time: Timestamp) -> [Observation] {
        rules.skipped(at: time)
        return decided([], exposure.note(time, blind: .skipped))
    }

    /// There is no signal at `time`; given again about every second while that lasts.
    /// - Parameter sequence: a number of its own in the source, as if this were a picture.
    public mutating func lost(_ reason: LossReason, at time: Timestamp, sequence: Int) -> [Observation] {
        let accounts = exposure.note(time, blind: .signalLost(reason))
        scene.close(since: time)
        tracker.dropAll()
        regions = []
        return decided(rules.lost(reason, at: time, sequence: sequence).map { .event($0) }, accounts)
    }

    /// The source is at its end: what is still going on ends at the last frame, and the exposure account is closed.
    public mutating func finish() -> [Observation] {
        let events = rules.finish().map { Observation.event($0) }
        let accounts = exposure.finish().map { Observation.exposure($0) }
        return events + rules.takeNearMisses().map { .nearMiss($0) } + accounts
    }

    /// Near misses travel with the minute's account: they cost no transaction of their own, and where there is an account
    /// everything that came near an event is known.
    private mutating func decided(_ events: [Observation], _ accounts: [Exposure]) -> [Observation] {
        if accounts.isEmpty { return events }
        return rules.takeNearMisses().map { .nearMiss($0) } + accounts.map { .exposure($0) } + events
    }
}
