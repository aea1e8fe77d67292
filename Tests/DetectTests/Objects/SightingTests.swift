import Base
import Detect
import Testing

/// What an object finder adds to motion, with a scripted finder.
@Suite struct `Sightings of an object finder` {
    /// Events and looks of one run over the walker of the detector's own tests.
    struct Run {
        var events: [ObservedEvent] = []
        var looks: [(time_s: Double, region: Box)] = []
    }

    static func run(
        rate: Double = 10, seconds: Double = 14, _ picture: (Double) -> StillLife,
        finder: (Double) -> [ObjectSighting]?
    ) -> Run {
        typealias Stage = `The detection stage of a camera`
        var detector = Detector(camera: Stage.camera, site: "site", frameSize: StillLife.size)
        var noise = Noise(seed: 5), run = Run()
        for sequence in 0..<Int(seconds * rate) {
            let t = Double(sequence) / rate
            let found = detector.observe(picture(t).frame(at: t, sequence: sequence, noise: 3, &noise)) { region in
                run.looks.append((t, region))
                return finder(t)
            }
            run.events += found.compactMap { if case .event(let event) = $0 { event } else { nil } }
        }
        run.events += detector.finish().compactMap { if case .event(let event) = $0 { event } else { nil } }
        return run
    }

    /// The walker's box at a time, in fractions.
    static func walker(_ t: Double, score: Double = 0.8, objectClass: ObjectClass = .person) -> ObjectSighting {
        let x = Double(-10 + 20 * (t - 2)), left = min(max(x, 0), 159), right = min(max(x + 10, left + 1), 160)
        return ObjectSighting(
            box: Box(x: left / 160, y: 54.0 / 120, width: (right - left) / 160, height: 42.0 / 120),
            objectClass: objectClass, score: score)
    }

    static let walk = `The detection stage of a camera`.walk

    @Test(arguments: [5.0, 10, 25, 30])
    func `nobody looks at an empty scene, and at a moving one five times a second at most`(rate: Double) {
        let still = Self.run(rate: rate) { _ in
            `The detection stage of a camera`.ground
        } finder: { _ in
            []
        }
        #expect(still.looks.isEmpty)
        let moving = Self.run(rate: rate, Self.walk) { [Self.walker($0)] }
        #expect(moving.looks.count >= 10)
        for (a, b) in zip(moving.looks, moving.looks.dropFirst()) { #expect(b.time_s - a.time_s > 0.198) }
    }

    @Test func `one who is found crosses once, and the event names the class`() {
        let events = Self.run(Self.walk) { [Self.walker($0)] }.events.filter { $0.behaviour == .lineCrossed }
        #expect(events.count == 1)
        #expect(events.first?.classes == [.person])
    }

    @Test func `a finder that never answers changes nothing`() {
        let alone = Self.run(Self.walk) { _ in nil }.events
        #expect(alone == `The detection stage of a camera`.run(seconds: 14, Self.walk).events)
    }

    @Test func `what a finder has never found here is counted by its motion`() {
        let events = Self.run(Self.walk) { _ in [] }.events
        #expect(events.count { $0.behaviour == .lineCrossed } == 1)
    }

    @Test func `what is found where nothing ever moved is scenery`() {
        let poster = ObjectSighting(
            box: Box(x: 0.7, y: 0.5, width: 0.1, height: 0.3), objectClass: .person, score: 0.9)
        let events = Self.run(Self.walk) { $0 < 6 ? [Self.walker($0), poster] : [poster] }.events
        let entered = events.first { $0.behaviour == .zoneEntered && $0.phase == .began }
        // The walker reaches the zone at 6.6 s; the poster hangs in it all the time.
        #expect((entered?.start.seconds(since: RuleStage.start) ?? 0) > 6)
    }
}
