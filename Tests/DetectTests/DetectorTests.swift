import Base
import Detect
import Testing

@Suite struct `The detection stage of a camera` {
    static let ground = StillLife.ground()

    /// A camera with a line across the middle, a zone to the right of it and every rule that needs no calibration.
    static let camera: CameraSettings = {
        var camera = CameraSettings(id: "cam")
        camera.places = [
            Place(id: "gate", shape: .line(Segment(Point(0.5, 1), Point(0.5, 0)))),
            Place(
                id: "hall", shape: .zone(Polygon([Point(0.55, 0.3), Point(0.95, 0.3), Point(0.95, 1), Point(0.55, 1)]))),
        ]
        camera.rules = [
            RuleSettings(id: "crossed", behaviour: .lineCrossed, place: "gate"),
            RuleSettings(id: "entered", behaviour: .zoneEntered, place: "hall"),
            RuleSettings(id: "motion", behaviour: .motion, place: "hall"),
            RuleSettings(id: "occupancy", behaviour: .occupancy, place: "hall"),
            RuleSettings(id: "tampered", behaviour: .cameraTampered, place: nil),
        ]
        return camera
    }()

    /// The ground with a walker who comes from the left at 2 s and walks through at 20 px/s.
    static func walk(_ t: Double) -> StillLife {
        var picture = ground
        let x = Int(-10 + 20 * (t - 2))
        guard t >= 2 else { return picture }
        picture.paint(x..<(x + 10), 62..<96) { _ in 20 }
        picture.paint((x + 3)..<(x + 7), 54..<62) { _ in 235 }
        return picture
    }

    /// What one run of the detector said.
    struct Run {
        var observations: [Observation] = []
        var boxes: [[Box]] = []
        var events: [ObservedEvent] {
            observations.compactMap { if case .event(let event) = $0 { event } else { nil } }
        }
        var exposures: [Exposure] { observations.compactMap { if case .exposure(let e) = $0 { e } else { nil } } }
    }

    /// Runs over pictures; nil is one that had to be skipped.
    static func run(rate: Double = 10, seconds: Double, _ picture: (Double) -> StillLife?) -> Run {
        var detector = Detector(camera: camera, site: "site", frameSize: StillLife.size), noise = Noise(seed: 5),
            run = Run()
        for sequence in 0..<Int(seconds * rate) {
            let t = Double(sequence) / rate
            if let picture = picture(t) {
                run.observations += detector.observe(picture.frame(at: t, sequence: sequence, noise: 3, &noise))
                run.boxes.append(detector.regions)
            } else {
                run.observations += detector.skipped(at: RuleStage.start.advanced(bySeconds: t))
            }
        }
        run.observations += detector.finish()
        return run
    }

    @Test func `the same frames give the same bytes`() {
        let texts = (0..<2).map { _ in
            Self.run(seconds: 14, Self.walk).events.map { $0.json(detector: Detector.version) }
        }
        #expect(texts[0].count >= 4)
        #expect(texts[0] == texts[1])
    }

    @Test(arguments: frameRates)
    func `one who walks through crosses once and enters once`(rate: Double) {
        let events = Self.run(rate: rate, seconds: 14, Self.walk).events
        #expect(events.count { $0.behaviour == .lineCrossed } == 1)
        #expect(events.first { $0.behaviour == .lineCrossed }?.direction == .right)
        #expect(events.count { $0.behaviour == .zoneEntered && $0.phase == .began } == 1)
        #expect(events.count { $0.behaviour == .zoneEntered && $0.phase == .ended } == 1)
        #expect(events.allSatisfy { $0.behaviour != .cameraTampered })
        #expect(events.allSatisfy { $0.source == "site/cam" })
    }

    @Test(arguments: frameRates)
    func `nothing is said of a still scene`(rate: Double) {
        let run = Self.run(rate: rate, seconds: 20) { _ in Self.ground }
        #expect(run.events.allSatisfy { $0.behaviour == .occupancy && $0.measure("occupancy") == 0 })
        #expect(run.boxes.allSatisfy { $0.isEmpty })
    }

    @Test func `regions lie in the picture and cover the walker`() {
        let run = Self.run(seconds: 14, Self.walk)
        for box in run.boxes.joined() {
            #expect(box.x >= 0 && box.y >= 0 && box.width >= 0 && box.height >= 0)
            #expect(box.x + box.width <= 1 + 1e-9 && box.y + box.height <= 1 + 1e-9)
        }
        for frame in stride(from: 40, to: 90, by: 5) {
            let middle = (Double(-10 + 2 * (frame - 20)) + 5) / 160
            #expect(run.boxes[frame].contains { $0.x < middle && middle < $0.x + $0.width }, "frame \(frame)")
        }
    }

    @Test func `a thing that was there from the first and goes stays nowhere`() {
        var first = Self.ground
        first.paint(100..<125, 60..<100) { _ in 20 }
        let run = Self.run(seconds: 25) { $0 < 8 ? first : Self.ground }
        #expect(run.boxes.suffix(50).allSatisfy { $0.isEmpty }, "its hole has become scene")
        #expect(run.events.allSatisfy { $0.behaviour != .zoneEntered && $0.behaviour != .lineCrossed })
    }

    @Test(arguments: [(0.7, 0.0), (1.0, 28.0), (1.25, 0)])
    func `light that is switched is no motion`(gain: Double, offset: Double) {
        let run = Self.run(seconds: 20) { t in t < 8 ? Self.ground : Self.ground.lit(gain: gain, offset: offset) }
        #expect(run.events.allSatisfy { $0.behaviour == .occupancy && $0.measure("occupancy") == 0 })
    }

    @Test(arguments: frameRates)
    func `one who comes and then stands still is motion until then`(rate: Double) throws {
        let events = Self.run(rate: rate, seconds: 20) { Self.walk(min($0, 8)) }.events
        let motion = events.filter { $0.behaviour == .motion }
        #expect(motion.map(\.phase) == [.began, .ended])
        let end = try #require(motion.last?.end)
        #expect((7.5...10).contains(end.seconds(since: RuleStage.start)), "\(end)")
        #expect(events.count { $0.behaviour == .zoneEntered && $0.phase == .began } == 1, "and is still there")
    }

    @Test func `accounts add up to the time that was watched, for every place`() {
        let run = Self.run(seconds: 130, { _ in Self.ground })
        for place in ["gate", "hall"] {
            let accounts = run.exposures.filter { $0.place == place }
            #expect(accounts.count == 3)
            for account in accounts {
                #expect(
                    account.observed_ms + account.blind_ms.reduce(0) { $0 + $1.milliseconds }
                        == account.end.milliseconds(since: account.start))
            }
            for (a, b) in zip(accounts, accounts.dropFirst()) { #expect(a.end == b.start) }
            #expect(accounts.first?.start == RuleStage.start)
            #expect(accounts.reduce(0) { $0 + $1.observed_ms } == 129_900, "to the last picture")
        }
    }

    @Test func `pictures that were skipped are blind time`() {
        let run = Self.run(seconds: 30) { t in t >= 10 && t < 15 ? nil : Self.ground }
        let accounts = run.exposures.filter { $0.place == "hall" }
        let blind = accounts.flatMap(\.blind_ms)
        #expect(Set(blind.map(\.reason)) == ["skipped"])
        // From the first that was skipped to the next that was not.
        #expect(blind.reduce(0) { $0 + $1.milliseconds } == 5000)
        #expect(accounts.reduce(0) { $0 + $1.observed_ms } == 24_900)
        #expect(run.events.allSatisfy { $0.behaviour == .occupancy && $0.measure("occupancy") == 0 })
    }

    @Test func `a covered lens makes the places unobserved and nothing else happen`() throws {
        let run = Self.run(seconds: 60) { t in t >= 15 && t < 45 ? .plain(90) : Self.ground }
        let others = run.events.filter { $0.behaviour != .cameraTampered && $0.behaviour != .occupancy }
        #expect(others.isEmpty, "\(others.map(\.type))")
        let tampered = run.events.filter { $0.behaviour == .cameraTampered }
        #expect(tampered.map(\.phase) == [.began, .ended])
        let first = try #require(tampered.first)
        #expect(abs(first.began - 15) < 1)
        let blind_ms = run.exposures.filter { $0.place == "gate" }.flatMap(\.blind_ms).reduce(0) {
            $0 + $1.milliseconds
        }
        #expect((20_000...35_000).contains(blind_ms), "\(blind_ms)")
        let total_ms = run.exposures.filter { $0.place == "gate" }.reduce(0) { $0 + $1.observed_ms } + blind_ms
        #expect(total_ms == 59_900)
    }

    @Test func `one who stands inside while the lens is covered and has gone after it counts no more`() throws {
        let run = Self.run(seconds: 60) { t in
            if t >= 15, t < 45 { return .plain(90) }
            return t < 15 ? Self.walk(min(t, 9)) : Self.ground
        }
        let ends = run.events.filter { $0.behaviour == .zoneEntered && $0.phase == .ended }
        #expect(run.events.count { $0.behaviour == .zoneEntered && $0.phase == .began } == 1)
        #expect(ends.count == 1)
        let end = try #require(ends.first)
        #expect(end.endedAt < 46)
        #expect(run.boxes.suffix(30).allSatisfy { $0.isEmpty })
    }
}
