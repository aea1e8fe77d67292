import Base
import Detect

/// A scripted object: where its anchor is at a time in seconds from the start, nil when it is not followed then.
struct Actor {
    var track: Int
    var width = 0.06
    var height = 0.16
    var objectClass: ObjectClass?
    var confidence = 1.0
    var isConfirmed = true
    /// Which track number it has at a time; nil keeps `track`. For trackers that lose an object and find it again.
    var trackAt: (@Sendable (Double) -> Int)?
    var path: @Sendable (Double) -> Point?

    init(_ track: Int, objectClass: ObjectClass? = nil, path: @escaping @Sendable (Double) -> Point?) {
        (self.track, self.objectClass, self.path) = (track, objectClass, path)
    }

    /// Walks from one point to another between two times and is not there before and after.
    static func walking(_ track: Int, from a: Point, to b: Point, between begin: Double, and end: Double) -> Actor {
        Actor(track) { t in t < begin || t > end ? nil : a + (b - a) * ((t - begin) / (end - begin)) }
    }
}

/// Runs actors past a camera's rules, frame by frame.
struct RuleStage {
    static let start = Timestamp.recordingDefault
    static let size = PixelSize(width: 640, height: 480)
    static let gate = Place(id: "gate", shape: .line(Segment(Point(0.5, 0.9), Point(0.5, 0.3))))
    static let hall = Place(
        id: "hall", shape: .zone(Polygon([Point(0.3, 0.3), Point(0.7, 0.3), Point(0.7, 0.8), Point(0.3, 0.8)])))

    var camera = CameraSettings(id: "cam")
    var rate = 10.0
    var seconds = 10.0

    init(_ behaviour: Behaviour, _ place: Place?, _ adjust: (inout RuleSettings) -> Void = { _ in }) {
        var rule = RuleSettings(id: behaviour.rawValue, behaviour: behaviour, place: place?.id)
        adjust(&rule)
        camera.places = place.map { [$0] } ?? []
        camera.rules = [rule]
    }

    /// Everything the rules say where nothing lastingly changes, the ends at the last frame included.
    func events(_ actors: [Actor], blind: (Double) -> BlindReason? = { _ in nil }) -> [ObservedEvent] {
        events(actors, changes: { _ in [] }, blind: blind)
    }

    /// The same beside lasting changes.
    func events(
        _ actors: [Actor], changes: (Double) -> [StaticChange],
        blind: (Double) -> BlindReason? = { _ in nil }
    ) -> [ObservedEvent] {
        run(actors, changes: changes, blind: blind).events
    }

    /// What came near an event, or was seen at the place.
    func nearMisses(
        _ actors: [Actor], changes: (Double) -> [StaticChange] = { _ in [] },
        blind: (Double) -> BlindReason? = { _ in nil }
    ) -> [NearMiss] {
        run(actors, changes: changes, blind: blind).nearMisses
    }

    private func run(
        _ actors: [Actor], changes: (Double) -> [StaticChange], blind: (Double) -> BlindReason?
    ) -> (events: [ObservedEvent], nearMisses: [NearMiss]) {
        var engine = RuleEngine(camera: camera, source: "site/cam", frameSize: RuleStage.size)
        var events: [ObservedEvent] = []
        var born: [Int: (Timestamp, Int)] = [:]
        for sequence in 0..<Int(seconds * rate) {
            let t = Double(sequence) / rate, time = RuleStage.start.advanced(bySeconds: t)
            var tracks: [Track] = []
            for actor in actors {
                guard let anchor = actor.path(t) else { continue }
                let id = actor.trackAt?(t) ?? actor.track
                let birth = born[id] ?? (time, sequence)
                born[id] = birth
                let earlier = actor.path(t - 1 / rate) ?? anchor
                tracks.append(
                    Track(
                        id: id, anchor: anchor,
                        box: Box(
                            x: anchor.x - actor.width / 2, y: anchor.y - actor.height, width: actor.width,
                            height: actor.height),
                        velocity: (anchor - earlier) * rate, firstSeen: birth.0, firstSequence: birth.1,
                        confirmed: actor.isConfirmed, confidence: actor.confidence, objectClass: actor.objectClass))
            }
            events += engine.update(
                tracks, motion: MotionSummary(regions: tracks.map(\.box)), changes: changes(t), at: time,
                sequence: sequence, unobserved: blind(t))
        }
        events += engine.finish()
        return (events, engine.takeNearMisses())
    }
}

extension ObservedEvent {
    /// Seconds from the stage's start.
    var at: Double { time.seconds(since: RuleStage.start) }
    var began: Double { start.seconds(since: RuleStage.start) }
    var endedAt: Double { (end ?? time).seconds(since: RuleStage.start) }
    func measure(_ name: String) -> Double? { measures.first { $0.name == name }?.value }
}

/// The frame rates that every rule must give the same answers at.
let frameRates: [Double] = [5, 10, 25, 30]
