import Base
import Detect
import Testing

@Suite struct SpeedingTests {
    /// Ground of 20 by 40 metres before the camera, and a zone that covers nearly all of it.
    private static let ground = GroundCalibration(
        corners: [Point(0.05, 0.95), Point(0.95, 0.95), Point(0.65, 0.25), Point(0.35, 0.25)], width_m: 20, depth_m: 40)
    private static let road = Place(
        id: "road", shape: .zone(Polygon([Point(0.03, 0.97), Point(0.97, 0.97), Point(0.66, 0.23), Point(0.34, 0.23)])))

    private func stage(_ rate: Double = 10, over: Double = 8.3, seconds: Double = 8) -> RuleStage {
        var stage = RuleStage(.speeding, SpeedingTests.road) { $0.over_mps = over }
        stage.camera.calibration = SpeedingTests.ground
        (stage.rate, stage.seconds) = (rate, seconds)
        return stage
    }

    /// Where ground points (metres, from the near left corner) are seen.
    private func seen(_ p: Point) -> Point { GroundPlane(SpeedingTests.ground)?.picture(of: p) ?? Point(0, 0) }

    /// Drives along the road, up the picture, at a speed that may depend on the way gone (metres).
    private func car(_ speed: @escaping @Sendable (Double) -> Double) -> Actor {
        var way = [2.0]
        for _ in 0..<8000 { way.append((way.last ?? 0) + speed(way.last ?? 0) / 1000) }
        let places = way.map { $0 > 38 ? nil : seen(Point(10, $0)) }
        return Actor(1, objectClass: .vehicle) { places[min(max(0, Int(($0 * 1000).rounded())), places.count - 1)] }
    }

    @Test(arguments: frameRates)
    func `who is too fast is told once, with the speed`(rate: Double) throws {
        let events = stage(rate).events([car { _ in 12 }])
        #expect(events.map(\.phase) == [.began, .ended])
        let began = try #require(events.first), ended = try #require(events.last)
        for event in events {
            let speed = try #require(event.measure("speed"))
            #expect(abs(speed - 12) <= 0.3 && event.measures.contains { $0.name == "speed" && $0.unit == "m/s" })
        }
        #expect(began.subject == "road" && began.classes == [.vehicle] && began.box != nil)
        #expect(began.at < 1.6 && ended.endedAt > 2 && ended.endedAt < 3.2)
    }

    @Test(arguments: frameRates)
    func `who keeps to the limit is not told, across and along the road`(rate: Double) {
        #expect(stage(rate).events([car { _ in 8 }]).isEmpty)
        let points = (0...8000).map { seen(Point(-1 + 8 * Double($0) / 1000, 15)) }
        let across = Actor(1) { t in t > 2.6 ? nil : points[max(0, Int((t * 1000).rounded()))] }
        #expect(stage(rate).events([across]).isEmpty)
    }

    @Test func `the span ends when it slows down, and a second excess is a second span`() throws {
        let events = stage(seconds: 8).events([car { way in way < 12 || way > 24 ? 7.5 : 5 }])
        #expect(events.isEmpty)
        let told = stage(over: 6, seconds: 8).events([car { way in way < 14 || way > 24 ? 9 : 3 }])
        #expect(told.map(\.phase) == [.began, .ended, .began, .ended])
    }

    @Test(arguments: frameRates)
    func `a box that grows by a metre while somebody walks is no speed`(rate: Double) {
        let points = (0...8000).map { seen(Point(10, 4 + 1.4 * Double($0) / 1000)) }
        let grown = (0...8000).map { seen(Point(10, 3 + 1.4 * Double($0) / 1000)) }
        for shift in [1.0, 1.5, 2.0, 2.02, 2.1] {
            let walker = Actor(1) { t in
                let index = max(0, Int((t * 1000).rounded()))
                return t < shift || t > shift + 1.5 ? points[index] : grown[index]
            }
            #expect(stage(rate, over: 2.5).events([walker]).isEmpty, "\(shift)")
        }
    }

    @Test func `far away, where a pixel is metres, nothing is said`() {
        // Close to the far edge of a road of a kilometre a pixel along it is more than ten metres.
        var stage = stage(over: 8.3)
        let far = GroundCalibration(
            corners: [Point(0.05, 0.95), Point(0.95, 0.95), Point(0.51, 0.25), Point(0.49, 0.25)], width_m: 20,
            depth_m: 1000)
        stage.camera.calibration = far
        let plane = GroundPlane(far)
        let points = (0...8000).map { plane?.picture(of: Point(10, 500 + 9 * Double($0) / 1000)) }
        let car = Actor(1) { points[max(0, Int(($0 * 1000).rounded()))] }
        #expect(points.allSatisfy { $0 != nil } && stage.events([car]).isEmpty)
    }

    @Test func `without a calibration, outside the zone and of another class nothing is said`() {
        var bare = stage()
        bare.camera.calibration = nil
        #expect(bare.events([car { _ in 12 }]).isEmpty)
        let beside = (0...8000).map { seen(Point(-2.5, 2 + 12 * Double($0) / 1000)) }
        #expect(stage().events([Actor(1) { $0 > 3 ? nil : beside[max(0, Int(($0 * 1000).rounded()))] }]).isEmpty)
        var people = stage()
        people.camera.rules[0].classes = [.person]
        #expect(people.events([car { _ in 12 }]).isEmpty)
    }

    @Test func `a track that is found again under a new number is one passage`() {
        var car = car { _ in 12 }
        car.trackAt = { $0 < 1.8 ? 1 : 2 }
        #expect(stage().events([car]).map(\.phase) == [.began, .ended])
    }
}
