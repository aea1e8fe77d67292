import Base
import Detect
import Testing

/// The class that measures on calibrated ground give, through the rules, with scripted bodies before a known camera.
@Suite struct MeasuredClassTests {
    /// A camera 6 m above the ground that looks 20 degrees down with a field of view of 64 degrees; corners of a
    /// rectangle of 8 by 16 metres, from 10 m before it on.
    private static let ground = GroundCalibration(
        corners: [(-4.0, 10.0), (4.0, 10.0), (4.0, 26.0), (-4.0, 26.0)].map { seen($0.0, 0, $0.1) }, width_m: 8,
        depth_m: 16)

    /// Where a point to the right of, above and before the camera's foot is seen, in fractions of 640 x 480.
    private static func seen(_ x: Double, _ up: Double, _ z: Double) -> Point {
        let (sine, cosine, focal_px) = (0.34202014, 0.93969262, 512.1)
        let depth = z * cosine + (6 - up) * sine
        let y = (6 - up) * cosine - z * sine
        return Point(0.5 + focal_px * x / depth / 640, 0.5 + focal_px * y / depth / 480)
    }

    /// A body that fills `width_m` across and `height_m` upwards, and crosses the picture 16 m away at a speed.
    private func body(
        _ height_m: Double, _ width_m: Double, _ speed_mps: Double, from begin_m: Double = -7, track: Int = 1
    ) -> Actor {
        let z = 16.0, foot = Self.seen(0, 0, z), side = Self.seen(width_m, 0, z).x - foot.x
        var actor = Actor(track) { t in
            let x = begin_m + speed_mps * t
            return abs(x) > 7 ? nil : Self.seen(x, 0, z)
        }
        (actor.width, actor.height) = (side, foot.y - Self.seen(0, height_m, z).y)
        return actor
    }

    /// A line in the middle of the picture, seven metres from where bodies begin.
    private func stage(
        rate: Double = 12.5, classes: Set<ObjectClass> = [], calibrated: Bool = true
    ) -> RuleStage {
        let place = Place(id: "gate", shape: .line(Segment(Point(0.5, 0.9), Point(0.5, 0.3))))
        var stage = RuleStage(.lineCrossed, place) { $0.classes = classes }
        stage.camera.calibration = calibrated ? Self.ground : nil
        (stage.rate, stage.seconds) = (rate, 12)
        return stage
    }

    /// One body of a table: height, width and length of way in a second, and what it is to be called.
    static let bodies: [(name: String, height_m: Double, width_m: Double, speed_mps: Double, class: ObjectClass?)] = [
        ("walker", 1.75, 0.7, 1.4, .person), ("child", 1.1, 0.4, 1.2, .person), ("runner", 1.8, 0.8, 3.2, .person),
        ("car", 1.5, 4.3, 7, .vehicle), ("lorry", 3.4, 8, 5, .vehicle), ("van", 2.3, 5, 8, .vehicle),
        ("dog", 0.6, 0.9, 2, nil), ("cyclist from the side", 1.75, 1.8, 5, nil),
        ("fast cyclist from the side", 1.75, 1.8, 9, nil), ("four abreast", 1.8, 2.9, 1.4, nil),
        ("car that creeps", 1.5, 4.3, 1.5, nil), ("post that slides", 3, 0.4, 1.4, nil),
    ]

    @Test(arguments: frameRates)
    func `bodies are called by size, shape and speed, or not at all`(rate: Double) throws {
        for body in Self.bodies {
            // At five frames a second a van is gone before four votes are in.
            if rate == 5, body.speed_mps > 5 { continue }
            let events = stage(rate: rate).events([self.body(body.height_m, body.width_m, body.speed_mps)])
            let event = try #require(events.first, "\(body.name)")
            let expected = body.class.map { [$0] } ?? []
            #expect(events.count == 1 && event.classes == expected, "\(body.name): \(event.classes)")
        }
    }

    @Test func `without a calibration nobody has a class`() {
        for body in Self.bodies {
            let events = stage(calibrated: false).events([self.body(body.height_m, body.width_m, body.speed_mps)])
            #expect(events.map(\.classes) == [[]], "\(body.name)")
        }
    }

    @Test(arguments: frameRates)
    func `a rule for persons refuses a measured vehicle and takes a measured person`(rate: Double) {
        let stage = stage(rate: rate, classes: [.person])
        #expect(stage.events([body(1.5, 4.3, 5)]).isEmpty)
        #expect(stage.events([body(1.75, 0.7, 1.4)]).map(\.classes) == [[.person]])
        var bare = stage
        bare.camera.calibration = nil
        #expect(bare.events([body(1.5, 4.3, 5)]).map(\.classes) == [[]])
        let misses = stage.nearMisses([body(1.5, 4.3, 5)])
        #expect(misses.contains { $0.reason == .objectClass && $0.detail == "vehicle" })
    }

    @Test func `an object finder's word goes before any measure, also when it came earlier`() {
        var sighted = body(1.5, 4.3, 5)
        sighted.objectClass = .animal
        #expect(stage().events([sighted]).map(\.classes) == [[.animal]])
        // The tracker loses it and finds it again under another number; nobody looks any more.
        let first = body(1.5, 4.3, 5), way = first.path
        var before = Actor(1, objectClass: .bicycle) { $0 < 0.6 ? way($0) : nil }
        var after = Actor(2) { $0 < 0.6 ? nil : way($0) }
        (before.width, before.height) = (first.width, first.height)
        (after.width, after.height) = (first.width, first.height)
        #expect(stage(rate: 25).events([before, after]).map(\.classes) == [[.bicycle]])
    }

    @Test func `few votes give no class, and a class is kept through some that disagree`() {
        // Seen for too short a time before the line.
        #expect(stage().events([body(1.75, 0.7, 1.4, from: -0.6)]).map(\.classes) == [[]])
        // The tracker's number changes, and for a moment the box is that of two who pass each other.
        let walker = body(1.75, 0.7, 1.4), way = walker.path
        var alone = Actor(1) { $0 > 4.3 && $0 < 4.9 ? nil : way($0) }
        var both = Actor(1) { $0 > 4.3 && $0 < 4.9 ? way($0) : nil }
        (alone.width, alone.height) = (walker.width, walker.height)
        (both.width, both.height) = (walker.width * 2.2, walker.height)
        let events = stage(classes: [.person]).events([alone, both])
        #expect(events.map(\.classes) == [[.person]])
        // Some votes were for nothing in particular, and the event says so.
        #expect(events.allSatisfy { $0.confidence < 1 && $0.confidence >= 0.5 })
        #expect(stage().events([walker]).allSatisfy { $0.confidence == 1 })
    }

    @Test func `a car that takes over a walker's track does not stay a person`() {
        let walker = body(1.75, 0.7, 1.4), way = walker.path, car = body(1.5, 4.3, 9, from: -45.4)
        var alone = Actor(1) { $0 < 4.8 ? way($0) : nil }
        var taken = Actor(1) { $0 < 4.8 ? nil : car.path($0) }
        (alone.width, alone.height) = (walker.width, walker.height)
        (taken.width, taken.height) = (car.width, car.height)
        #expect(stage(classes: [.person]).events([alone, taken]).allSatisfy { $0.classes != [.person] })
        #expect(stage(classes: [.vehicle]).events([alone, taken]).count == 1)
    }

    @Test func `seen from steeply above nobody is measured`() {
        // The picture's whole height is as many metres as its width: looked down upon upright.
        var stage = stage()
        stage.camera.calibration = GroundCalibration(
            corners: [Point(0, 1), Point(1, 1), Point(1, 0), Point(0, 0)], width_m: 16, depth_m: 12)
        var walker = Actor.walking(1, from: Point(0.1, 0.6), to: Point(0.9, 0.6), between: 0, and: 9)
        (walker.width, walker.height) = (0.044, 0.146)
        #expect(stage.events([walker]).map(\.classes) == [[]])
    }
}
