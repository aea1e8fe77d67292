import Base
import Detect
import Testing

@Suite struct WrongWayTests {
    /// Allowed is up the picture, 60 degrees to either side.
    private func stage(_ rate: Double, allowed: Double = 0, spread: Double = 60) -> RuleStage {
        var stage = RuleStage(.wrongWay, RuleStage.hall) { ($0.allowedBearing_deg, $0.spread_deg) = (allowed, spread) }
        stage.rate = rate
        return stage
    }

    private func walk(_ a: Point, _ b: Point) -> Actor { .walking(1, from: a, to: b, between: 0, and: 8) }

    @Test(arguments: frameRates)
    func `walking against the allowed way is told once`(rate: Double) throws {
        let events = stage(rate).events([walk(Point(0.5, 0.1), Point(0.5, 0.95))])
        let event = try #require(events.first)
        #expect(events.count == 1)
        #expect(event.phase == .instant)
        #expect(abs((event.measure("bearing") ?? 0) - 180) < 1)
    }

    @Test(arguments: [
        (Point(0.5, 0.95), Point(0.5, 0.1), 0.0),  // along it
        (Point(0.1, 0.7), Point(0.9, 0.3), 0.0),  // aslant, within the spread
        (Point(0.1, 0.5), Point(0.9, 0.5), 0.0),  // square to it is not against it
        (Point(0.1, 0.5), Point(0.9, 0.5), 90.0),  // to the right where right is allowed
        (Point(0.15, 0.9), Point(0.15, 0.1), 180.0),  // against it, but outside the zone
    ])
    func `these ways are not wrong`(from: Point, to: Point, allowed: Double) {
        for rate in frameRates { #expect(stage(rate, allowed: allowed).events([walk(from, to)]).isEmpty) }
    }

    @Test(arguments: [0.0, 45, 90, 135, 180, 225, 270, 315])
    func `the bearing is that of the upright picture, not of its fractions`(allowed: Double) throws {
        // The picture is 4:3; an object that moves straight against `allowed` in pixels.
        let opposite = (allowed + 180) * .pi / 180
        let sine = [0: 0.0, 45: 0.7071, 90: 1, 135: 0.7071, 180: 0, 225: -0.7071, 270: -1, 315: -0.7071]
        let cosine = [0: 1.0, 45: 0.7071, 90: 0, 135: -0.7071, 180: -1, 225: -0.7071, 270: 0, 315: 0.7071]
        let direction = Point(-(sine[Int(allowed)] ?? 0) * 0.75, cosine[Int(allowed)] ?? 0)
        let centre = Point(0.5, 0.55)
        let events = stage(10, allowed: allowed).events([walk(centre - direction * 0.18, centre + direction * 0.18)])
        let event = try #require(events.first, "\(opposite)")
        #expect(events.count == 1)
        let turned = abs((event.measure("bearing") ?? 0) - (allowed + 180).truncatingRemainder(dividingBy: 360))
        #expect(min(turned, 360 - turned) < 2)
    }

    @Test(arguments: frameRates)
    func `swaying on the spot and a step back are not the wrong way`(rate: Double) {
        let swaying = Actor(1) { t in Point(0.5, 0.6 + 0.02 * wave(t, 1.7)) }
        #expect(stage(rate).events([swaying]).isEmpty)
        let stepBack = Actor(1) { t in
            Point(0.5, t < 4 ? 0.75 - 0.05 * t : t < 5 ? 0.55 + 0.05 * (t - 4) : 0.60 - 0.05 * (t - 5))
        }
        #expect(stage(rate).events([stepBack]).isEmpty)
    }

    @Test func `one stay that goes the wrong way twice is told once`() {
        let pacing = Actor(1) { t in Point(0.5, 0.55 + 0.2 * wave(t, 5)) }
        #expect(stage(10).events([pacing]).count == 1)
    }
}
